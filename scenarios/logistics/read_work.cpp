// What goes back empty, and what is built of many parts.

#include <fmt/format.h>

#include "scenarios/logistics/logistics_reading.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

void read_returns(LogisticsReading& r) {
  const std::map<std::string, std::uint32_t> classes = class_rows(r);
  for (TableReader& each : r.table.tables(models::ReturnParameters::table)) {
    models::ReturnRule rule;
    rule.parameters.name = each.name();
    read_fields(each, rule.parameters, {}, r.reading.scenario.parameters);
    const auto full = read_name(each, "of", classes, "class of shipments");
    const auto empty = read_name(each, "empty", classes, "class of shipments");
    each.finish();
    if (!full || !empty) continue;
    if (*full == *empty) {
      each.error("empty", "is the class that leaves the empties; they need one of their own");
      continue;
    }
    rule.full = *full;
    rule.empty = *empty;
    r.plan.returns.push_back(std::move(rule));
  }
  for (const models::ReturnRule& a : r.plan.returns) {
    for (const models::ReturnRule& b : r.plan.returns) {
      if (a.empty == b.full)
        r.table.error("return", fmt::format("the empties of \"{}\" leave empties of their own",
                                            a.parameters.name));
    }
  }
}

void read_projects(LogisticsReading& r) {
  const models::IndustryPlan& plan = r.plan.industry;
  for (TableReader& each : r.table.list("project")) {
    ProjectPlan project;
    each.require("name", "what is built");
    project.name = each.text("name").value_or("");
    project.name_zh = each.text("name_zh").value_or(project.name);
    const auto site = read_name(each, "site", r.sites, "site");
    const auto good = read_name(each, "good", r.goods, "good");
    each.require("quantity", "how many units of the good it takes");
    project.quantity = each.quantity("quantity", Dimension::number, 1.0, 1e9).value_or(1.0);
    each.require("machine", "the machines whose days are counted, such as \"crane\"");
    const std::string kind = each.text("machine").value_or("");
    each.finish();
    if (!site || !good) continue;
    for (const models::StockIndex s : plan.stocks.indices()) {
      if (plan.stocks[s].site.value == *site && plan.stocks[s].good.value == *good)
        project.stock = s;
    }
    for (const models::MachineIndex m : plan.machines.indices()) {
      if (plan.machines[m].site.value == *site && plan.machines[m].kind == kind)
        project.machine = m;
    }
    const std::string& name = plan.sites[{*site}].name;
    if (!project.stock.valid() || plan.stocks[project.stock].supply != models::SupplyKind::recipe) {
      each.error("good",
                 fmt::format("site \"{}\" does not make \"{}\"", name, plan.goods[*good].name));
    } else if (!project.machine.valid()) {
      each.error("machine", fmt::format("site \"{}\" has no machine \"{}\"", name, kind));
    } else {
      r.plan.projects.push_back(std::move(project));
    }
  }
}

}  // namespace dimai::scenarios

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "models/pipelines/liquid/batches/slow_ways.hpp"
#include "scenarios/pipelines/batch_line/batch_line_plan.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

namespace {

/// Two products that may not touch.
struct ForbiddenPair {
  std::size_t ahead = 0;
  std::size_t behind = 0;
  bool either_order = false;
};

/// A line while it is read.
struct LineReading {
  Reading& reading;
  TableReader& table;
  BatchLineSection line;
  std::vector<ForbiddenPair> forbidden;

  std::optional<std::size_t> product(TableReader& at, std::string_view key,
                                     const std::string& name) const;
  void read_pipes();
  void read_products();
  void read_forbidden();
  void read_batches();
  void read_stops();
  void check_sequence(std::vector<TableReader>& batches) const;
  void check_flows(std::vector<TableReader>& batches) const;
};

bool is_color(std::string_view text) {
  const bool hex = text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
  return text.size() == 7 && text.front() == '#' && hex;
}

std::string flow_text(double m3_s) {
  return quantity_text_in(m3_s, Dimension::volume_flow, "m3/h");
}

std::optional<std::size_t> LineReading::product(TableReader& at, std::string_view key,
                                                const std::string& name) const {
  if (at.find(key) == nullptr || name.empty()) return std::nullopt;
  std::string names;
  for (std::size_t p = 0; p < line.products.size(); ++p) {
    if (line.products[p].name == name) return p;
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", line.products[p].name);
  }
  at.error(key, fmt::format("there is no product \"{}\"; products are {}", name,
                            names.empty() ? "none" : names));
  return std::nullopt;
}

void LineReading::read_pipes() {
  for (TableReader& each : table.list("pipe")) {
    models::BatchPipeParameters pipe;
    read_fields(each, pipe, {"length", "bore"}, reading.scenario.parameters);
    each.finish();
    line.pipes.push_back(pipe);
  }
  if (line.pipes.empty())
    table.error("pipe",
                fmt::format("there is no pipe; needs a table such as [[{}.pipe]]", table.path()));
}

void LineReading::read_products() {
  for (TableReader& each : table.list("product")) {
    models::BatchProductParameters product;
    read_fields(each, product, {"name", "density", "kinematic_viscosity"},
                reading.scenario.parameters);
    each.finish();
    if (!product.color.empty() && !is_color(product.color))
      each.error("color",
                 fmt::format(R"(got "{}", accepts colours such as "#2a7fff")", product.color));
    const bool twice = std::any_of(line.products.begin(), line.products.end(),
                                   [&](const auto& p) { return p.name == product.name; });
    if (twice && !product.name.empty())
      each.error("name", fmt::format("there are two products \"{}\"", product.name));
    line.products.push_back(std::move(product));
  }
  if (line.products.empty())
    table.error("product", fmt::format("there is no product; needs a table such as [[{}.product]]",
                                       table.path()));
}

void LineReading::read_forbidden() {
  for (TableReader& each : table.list("forbidden")) {
    bool good = each.require("ahead", "a product");
    good &= each.require("behind", "a product");
    const auto ahead = product(each, "ahead", each.text("ahead").value_or(""));
    const auto behind = product(each, "behind", each.text("behind").value_or(""));
    const bool either = each.boolean("either_order").value_or(false);
    each.finish();
    if (good && ahead && behind) forbidden.push_back({*ahead, *behind, either});
  }
}

void LineReading::read_batches() {
  const std::size_t errors_before = reading.problems.error_count();
  std::vector<TableReader> tables = table.list("batch");
  std::vector<EffectiveParameter> stated;  // nothing of a batch has a default
  for (TableReader& each : tables) {
    models::BatchParameters batch;
    read_fields(each, batch, {"product", "volume", "rate"}, stated);
    each.finish();
    const auto which = product(each, "product", batch.product);
    line.orders.push_back({which.value_or(0), batch.volume_m3, batch.rate_m3_s});
  }
  if (tables.empty())
    table.error("batch",
                fmt::format("there is no batch; needs a table such as [[{}.batch]]", table.path()));
  if (reading.problems.error_count() > errors_before) return;
  check_sequence(tables);
  if (!line.pipes.empty() && !line.products.empty()) check_flows(tables);
}

void LineReading::check_sequence(std::vector<TableReader>& batches) const {
  std::size_t before = line.first_product;
  for (std::size_t b = 0; b < batches.size(); ++b) {
    const std::size_t now = line.orders[b].product;
    const bool found = std::any_of(forbidden.begin(), forbidden.end(), [&](const auto& pair) {
      return (pair.ahead == before && pair.behind == now) ||
             (pair.either_order && pair.ahead == now && pair.behind == before);
    });
    if (found)
      batches[b].error("product",
                       fmt::format("batch {}: \"{}\" behind \"{}\"{} is forbidden; needs "
                                   "another product between them",
                                   b + 1, line.products[now].name, line.products[before].name,
                                   b == 0 ? ", which fills the line," : ""));
    before = now;
  }
}

void LineReading::check_flows(std::vector<TableReader>& batches) const {
  if (table.problems().error_count() > 0) return;
  const models::BatchSetup setup = line.setup(reading.scenario.run);
  for (const models::SlowWay& slow : models::slow_ways(setup, line.parameters.minimum_reynolds)) {
    const std::size_t ahead =
        slow.interface > 0 ? line.orders[slow.interface - 1].product : line.first_product;
    batches[slow.sending].warning(
        "rate",
        fmt::format("batch {}: the interface \"{}\"/\"{}\" moves at a Reynolds number of {:.0f} in "
                    "pipe {}, below {:.0f}: it grows much faster; needs {} or more",
                    slow.sending + 1, line.products[ahead].name,
                    line.products[line.orders[slow.interface].product].name, slow.reynolds,
                    slow.pipe + 1, slow.needed_reynolds, flow_text(slow.needed_flow_m3_s)));
  }
}

void LineReading::read_stops() {
  for (TableReader& each : table.list("stop")) {
    models::BatchStop stop;
    bool good = each.require("from", wanted(Dimension::time));
    good &= each.require("until", wanted(Dimension::time));
    stop.from_s = each.quantity("from", Dimension::time, 0.0, 1e9).value_or(0.0);
    stop.until_s = each.quantity("until", Dimension::time, 0.0, 1e9).value_or(0.0);
    each.finish();
    if (good && stop.until_s <= stop.from_s)
      each.error("until", fmt::format("got {}, needs a time after from, {}",
                                      quantity_text(stop.until_s, Dimension::time),
                                      quantity_text(stop.from_s, Dimension::time)));
    if (good && !line.stops.empty() && stop.from_s < line.stops.back().until_s)
      each.error("from",
                 "is before the end of the stop above; needs stops in order that do not "
                 "overlap");
    line.stops.push_back(stop);
  }
}

BatchLineSection read_line(Reading& reading, TableReader& table) {
  LineReading now{reading, table, {}, {}};
  now.line.parameters.name = table.name();
  read_fields(table, now.line.parameters, {"full_of"}, reading.scenario.parameters);
  now.read_pipes();
  now.read_products();
  now.line.first_product = now.product(table, "full_of", now.line.parameters.full_of).value_or(0);
  now.read_forbidden();
  now.read_stops();
  now.read_batches();
  table.finish();
  const double needed_s = now.line.sending_time_s();
  if (!now.line.orders.empty() && needed_s > reading.scenario.run.duration_s)
    table.warning("batch",
                  fmt::format("all batches take {}; the run ends after {}",
                              quantity_text(needed_s, Dimension::time),
                              quantity_text(reading.scenario.run.duration_s, Dimension::time)));
  return std::move(now.line);
}

}  // namespace

std::unique_ptr<PipelinePlan> read_batch_lines(Reading& reading, TableReader& table) {
  const std::size_t errors_before = reading.problems.error_count();
  auto plan = std::make_unique<BatchLinePlan>();
  for (const Member* member : table.unknown()) {  // every key is the name of a line
    TableReader each = table.table(member->key);
    plan->lines.push_back(read_line(reading, each));
  }
  if (plan->lines.empty())
    table.error("", "there is no line; needs a table such as [batch_line.north]");
  if (reading.problems.error_count() > errors_before) return nullptr;
  return plan;
}

}  // namespace dimai::scenarios

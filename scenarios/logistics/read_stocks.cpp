#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "scenarios/logistics/logistics_reading.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

namespace {

using models::Stock;
using models::StockIndex;
using models::SupplyKind;

/// A good by its name, or by that of its family.
std::optional<std::uint32_t> read_good(LogisticsReading& r, TableReader& table, bool& member) {
  const auto name = table.text("good");
  member = name && r.family_of.contains(*name);
  if (member) return r.goods.at(r.family_of.at(*name));
  return read_name(table, "good", r.goods, "good");
}

StockIndex find_stock(const models::IndustryPlan& plan, models::SiteIndex site,
                      models::GoodIndex good) {
  for (const StockIndex s : plan.stocks.indices()) {
    if (plan.stocks[s].site == site && plan.stocks[s].good == good) return s;
  }
  return {};
}

/// One of recipe, from, outside, silo, liquid, gas; or none.
void read_supply(LogisticsReading& r, TableReader& table, Stock& stock, std::string& from) {
  std::vector<std::string_view> given;
  for (const std::string_view key : {"recipe", "from", "outside", "silo", "liquid", "gas"}) {
    if (table.find(key) != nullptr) given.push_back(key);
  }
  if (given.size() > 1)
    return table.error(
        given[1], fmt::format("is given beside {}; a stock has one supply of these", given[0]));
  if (given.empty()) {
    if (r.plan.industry.goods[stock.good.value].free) stock.supply = SupplyKind::free;
    return;
  }
  if (given[0] == "recipe") {
    stock.supply = SupplyKind::recipe;
    if (const auto row = read_name(table, "recipe", r.recipes, "recipe")) stock.recipe = {*row};
  } else if (given[0] == "from") {
    stock.supply = SupplyKind::site;
    from = table.text("from").value_or("");
  } else if (given[0] == "outside") {
    stock.supply = SupplyKind::outside;
    stock.lead_s = table.quantity("outside", Dimension::time, 0.0, 1e9).value_or(0.0);
  } else {
    stock.supply = SupplyKind::network;
    stock.source = read_source(r, table, given[0]).value_or(0);
  }
}

void read_policy(TableReader& table, Stock& stock) {
  const auto base = table.quantity("base_stock", Dimension::number, 1.0, 1e12);
  const auto reorder = table.quantity("reorder", Dimension::number, -1.0, 1e12);
  const auto up_to = table.quantity("up_to", Dimension::number, 0.0, 1e12);
  if (base && (reorder || up_to))
    table.error("base_stock", "is given beside reorder or up_to; give one policy");
  if (reorder.has_value() != up_to.has_value())
    table.error(reorder ? "reorder" : "up_to", "needs reorder and up_to together");
  if (base) {
    stock.up_to = *base;
    stock.reorder = *base - 1.0;
  } else if (reorder && up_to) {
    stock.reorder = *reorder;
    stock.up_to = *up_to;
    if (*up_to <= *reorder)
      table.error("up_to",
                  fmt::format("got {:.10g}, needs more than reorder, {:.10g}", *up_to, *reorder));
  }
}

/// Way by truck of what is bought, or brought to the silo that it is drawn from [km].
double read_truck_km(TableReader& table) {
  const auto km = table.quantity("truck_km", Dimension::number, 0.0, 2e4);
  if (km && table.find("outside") == nullptr && table.find("silo") == nullptr)
    table.error("truck_km", "is for what comes from outside, or by a silo");
  return km.value_or(0.0);
}

struct StockEntry {
  TableReader table;
  StockIndex index;
  std::string from;
};

void check_stock(LogisticsReading& r, StockEntry& entry) {
  models::IndustryPlan& plan = r.plan.industry;
  Stock& stock = plan.stocks[entry.index];
  if (stock.supply == SupplyKind::site) {
    const auto site = r.sites.find(entry.from);
    if (site == r.sites.end())
      return entry.table.error("from", fmt::format("there is no site \"{}\"{}", entry.from,
                                                   did_you_mean(entry.from, names_of(r.sites))));
    stock.from = find_stock(plan, models::SiteIndex{site->second}, stock.good);
    if (!stock.from.valid() || stock.from == entry.index)
      entry.table.error("from", fmt::format("site \"{}\" has no other stock of \"{}\"", entry.from,
                                            plan.goods[stock.good.value].name));
  }
  if (stock.supply != SupplyKind::recipe || !stock.recipe.valid()) return;
  const models::Recipe& recipe = plan.recipes[stock.recipe.value];
  const std::string& site = plan.sites[stock.site].name;
  const bool has_machine =
      std::any_of(plan.machines.begin(), plan.machines.end(),
                  [&](const auto& m) { return m.site == stock.site && m.kind == recipe.machine; });
  if (!has_machine)
    entry.table.error("recipe", fmt::format("needs a machine \"{}\", and site \"{}\" has none",
                                            recipe.machine, site));
  bool makes = false;
  for (const auto* list : {&recipe.inputs, &recipe.outputs}) {
    for (const models::Amount& each : *list) {
      makes |= list == &recipe.outputs && each.good == stock.good;
      if (!find_stock(plan, stock.site, each.good).valid())
        entry.table.error("recipe", fmt::format("needs a stock of \"{}\" at site \"{}\"",
                                                plan.goods[each.good.value].name, site));
    }
  }
  if (!makes)
    entry.table.error("recipe", fmt::format("\"{}\" does not make \"{}\"", recipe.name,
                                            plan.goods[stock.good.value].name));
}

}  // namespace

void read_stocks(LogisticsReading& r) {
  models::IndustryPlan& plan = r.plan.industry;
  std::vector<StockEntry> entries;
  for (TableReader& each : r.table.list("stock")) {
    bool member = false;
    const auto site = read_name(each, "site", r.sites, "site");
    const auto good = read_good(r, each, member);
    Stock stock;
    stock.initial = each.quantity("initial", Dimension::number, 0.0, 1e12).value_or(0.0);
    stock.order_size = each.quantity("order_size", Dimension::number, 0.0, 1e12).value_or(0.0);
    stock.truck_km = read_truck_km(each);
    read_policy(each, stock);
    if (good && !member) {
      check_whole(r, each, "initial", {*good}, stock.initial);
      check_whole(r, each, "order_size", {*good}, stock.order_size);
      if (stock.up_to > 0.0) check_whole(r, each, "up_to", {*good}, stock.up_to);
    }
    std::string from;
    if (site && good) {
      stock.site = {*site};
      stock.good = {*good};
      read_supply(r, each, stock, from);
    }
    each.finish();
    if (!site || !good || member) continue;  // the family keeps one stock for all its members
    if (find_stock(plan, stock.site, stock.good).valid()) {
      each.error("good", fmt::format("\"{}\" has a stock at this site already",
                                     plan.goods[stock.good.value].name));
      continue;
    }
    entries.push_back({each, plan.stocks.push_back(stock), from});
    r.stock_tables.push_back(each);
  }
  for (StockEntry& each : entries) check_stock(r, each);
}

void read_orders(LogisticsReading& r) {
  models::IndustryPlan& plan = r.plan.industry;
  for (TableReader& each : r.table.list("order")) {
    models::HouseholdDemand demand;
    bool member = false;
    const auto site = read_name(each, "site", r.sites, "site");
    const auto good = read_good(r, each, member);
    const auto homes = read_selection(r, each, "homes");
    each.require("a_day", "the number of orders a day");
    demand.orders_a_day = each.quantity("a_day", Dimension::number, 0.0, 1e9).value_or(0.0);
    demand.quantity = each.quantity("quantity", Dimension::number, 1e-9, 1e9).value_or(1.0);
    demand.hour_shares = read_hours(r, each, "hours");
    demand.stage_factors = read_numbers(each, "stages", 1e6);
    each.finish();
    if (!site || !good || !homes) continue;
    demand.stock = find_stock(plan, {*site}, {*good});
    if (!demand.stock.valid()) {
      each.error("good", fmt::format("site \"{}\" has no stock of \"{}\"", plan.sites[{*site}].name,
                                     plan.goods[*good].name));
      continue;
    }
    check_whole(r, each, "quantity", {*good}, demand.quantity);
    demand.homes = *homes;
    demand.weights = weights_of(r, *homes);
    if (std::none_of(demand.weights.begin(), demand.weights.end(),
                     [](double w) { return w > 0.0; })) {
      each.error("homes", "none of its places has a weight above 0");
      continue;
    }
    plan.demands.push_back(std::move(demand));
    r.order_tables.push_back(each);
  }
}

void read_power(LogisticsReading& r) {
  models::PowerPlan& power = r.plan.industry.power;
  TableReader table = r.table.table("power");
  const auto amount = [&](std::string_view key, Dimension dimension, double high, double& target) {
    if (const auto read = table.quantity(key, dimension, 0.0, high)) target = *read;
  };
  amount("solar_peak", Dimension::power, 1e12, power.peak_w);
  amount("battery", Dimension::energy, 1e16, power.battery_j);
  amount("battery_power", Dimension::power, 1e12, power.battery_w);
  amount("grid", Dimension::power, 1e12, power.grid_w);
  amount("feed_in", Dimension::power, 1e12, power.feed_in_w);
  amount("base_load", Dimension::power, 1e12, power.base_w);
  amount("initial", Dimension::number, 1.0, power.initial_share);
  std::string file;
  if (table.find("solar_output") != nullptr) {
    const auto text = r.reading.read_file(table, "solar_output", file);
    if (text) {
      const auto output = read_hour_values(*text, file, r.reading.problems, "output");
      if (output) power.output = *output;
    }
  } else if (power.peak_w > 0.0) {
    table.error("solar_output",
                "is missing; needs a CSV file: hour, output as a share of the peak");
  }
  table.finish();
}

}  // namespace dimai::scenarios

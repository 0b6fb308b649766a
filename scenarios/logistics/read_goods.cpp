#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/industry/gain_cycle.hpp"
#include "scenarios/logistics/logistics_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::Amount;
using models::Recipe;

constexpr double kMassTolerance = 1e-9;

/// { powder = 1.2, gas = 3 }: goods and units.
std::vector<Amount> read_amounts(LogisticsReading& r, TableReader& table, std::string_view key) {
  std::vector<Amount> amounts;
  if (!table.require(key, "goods and their units, such as { powder = 1.2 }")) return amounts;
  TableReader list = table.table(key);
  for (const Member* member : list.unknown()) {
    const auto units = list.quantity(member->key, Dimension::number, 1e-9, 1e12);
    std::string name = member->key;
    if (const auto family = r.family_of.find(name); family != r.family_of.end())
      name = family->second;
    const auto good = r.goods.find(name);
    if (good == r.goods.end()) {
      list.error(member->key, fmt::format("there is no good \"{}\"{}", name,
                                          did_you_mean(name, names_of(r.goods))));
      continue;
    }
    if (!units) continue;
    check_whole(r, list, member->key, {good->second}, *units);
    // Members of a family that are one good now add up.
    const auto same = std::find_if(amounts.begin(), amounts.end(),
                                   [&](const Amount& a) { return a.good.value == good->second; });
    if (same == amounts.end())
      amounts.push_back({models::GoodIndex{good->second}, *units});
    else
      same->quantity += *units;
  }
  return amounts;
}

void check_mass(LogisticsReading& r, TableReader& table, const Recipe& recipe) {
  const double in_kg = models::mass_kg(recipe.inputs, r.plan.industry.goods);
  const double gain_kg = models::mass_gain_kg(recipe, r.plan.industry.goods);
  if (gain_kg > kMassTolerance * (1.0 + in_kg))
    table.error("outputs",
                fmt::format("weigh {}, but the inputs only {}: {} would come from nothing",
                            quantity_text(in_kg + gain_kg, Dimension::mass),
                            quantity_text(in_kg, Dimension::mass),
                            quantity_text(gain_kg, Dimension::mass)));
}

}  // namespace

void check_whole(LogisticsReading& r, TableReader& table, std::string_view key,
                 models::GoodIndex good, double units) {
  const models::Good& one = r.plan.industry.goods[good.value];
  if (one.whole && units != std::floor(units))
    table.error(key, fmt::format("got {:.10g}, but \"{}\" comes in whole units", units, one.name));
}

void read_goods(LogisticsReading& r) {
  TableReader interchange = r.table.table("interchange");
  const bool on = interchange.boolean("on").value_or(false);
  TableReader families = interchange.table("families");
  for (const Member* family : families.unknown()) {
    const Value* list = families.find(family->key);
    const Value::Array* members = list->array();
    for (std::size_t i = 0; members != nullptr && i < members->size(); ++i) {
      const std::string* name = (*members)[i].text();
      if (name == nullptr)
        families.error(family->key,
                       fmt::format("got {}, needs names of goods", shown((*members)[i])));
      else if (on)
        r.family_of.emplace(*name, family->key);
    }
    if (members == nullptr)
      families.error(family->key, fmt::format("got {}, needs a list of goods", shown(*list)));
  }
  interchange.finish();
  const std::map<std::string, std::uint32_t> classes = class_rows(r);
  for (TableReader& each : r.table.tables("good")) {
    models::Good good;
    good.name = each.name();
    good.name_zh = each.text("name_zh").value_or(good.name);
    each.require("mass", "the mass of a unit, such as \"1 kg\"");
    good.mass_kg = each.quantity("mass", Dimension::mass, 0.0, 1e9).value_or(1.0);
    good.whole = each.boolean("whole").value_or(false);
    good.free = each.boolean("free").value_or(false);
    good.price_cny = each.quantity("price_cny", Dimension::number, 0.0, 1e9).value_or(0.0);
    good.units_a_shipment =
        each.quantity("units_a_shipment", Dimension::number, 1e-6, 1e9).value_or(1.0);
    if (each.find("class") != nullptr) {
      if (const auto of = read_name(each, "class", classes, "class of shipments"))
        good.shipment_class = *of;
    }
    each.finish();
    r.goods.emplace(good.name, static_cast<std::uint32_t>(r.plan.industry.goods.size()));
    r.plan.industry.goods.push_back(std::move(good));
  }
  for (const auto& [member, family] : r.family_of) {
    for (const std::string& name : {member, family}) {
      if (!r.goods.contains(name))
        families.error(family, fmt::format("there is no good \"{}\"{}", name,
                                           did_you_mean(name, names_of(r.goods))));
    }
  }
}

void read_recipes(LogisticsReading& r) {
  for (TableReader& each : r.table.tables("recipe")) {
    const std::size_t errors_before = r.reading.problems.error_count();
    Recipe recipe;
    recipe.name = each.name();
    each.require("machine", "the kind of machine that does it");
    recipe.machine = each.text("machine").value_or("");
    recipe.inputs = read_amounts(r, each, "inputs");
    recipe.outputs = read_amounts(r, each, "outputs");
    each.require("time", "the time of a batch, such as \"2 h\"");
    recipe.time_s = each.quantity("time", Dimension::time, 0.001, 1e8).value_or(1.0);
    recipe.setup_s = each.quantity("setup", Dimension::time, 0.0, 1e7).value_or(0.0);
    recipe.energy_j = each.quantity("energy", Dimension::energy, 0.0, 1e15).value_or(0.0);
    recipe.yield = each.quantity("yield", Dimension::number, 0.01, 1.0).value_or(1.0);
    recipe.labour_s = each.quantity("labour", Dimension::time, 0.0, 1e8).value_or(0.0);
    recipe.exponential = each.boolean("exponential").value_or(false);
    recipe.grows = each.boolean("grows").value_or(false);
    each.finish();
    if (r.reading.problems.error_count() == errors_before) check_mass(r, each, recipe);
    r.recipes.emplace(recipe.name, static_cast<std::uint32_t>(r.plan.industry.recipes.size()));
    r.plan.industry.recipes.push_back(std::move(recipe));
    r.recipe_tables.push_back(each);
  }
  const models::GainCycle cycle =
      models::find_gain_cycle(r.plan.industry.recipes, r.plan.industry.goods);
  if (cycle.recipes.empty()) return;
  std::string names;
  for (const models::RecipeIndex each : cycle.recipes)
    names += (names.empty() ? "" : ", ") + r.plan.industry.recipes[each.value].name;
  const std::string& good = r.plan.industry.goods[cycle.good.value].name;
  r.recipe_tables[cycle.recipes.front().value].error(
      "outputs",
      fmt::format("the cycle of recipes {} makes {:.4g} {} of 1; needs a gain of at most 1, or "
                  "\"grows = true\" in a recipe that multiplies its input on purpose, such as "
                  "cells in a medium",
                  names, cycle.gain, good));
}

void read_sites(LogisticsReading& r) {
  models::IndustryPlan& plan = r.plan.industry;
  for (TableReader& each : r.table.tables("site")) {
    models::Site site;
    site.name = each.name();
    site.name_zh = each.text("name_zh").value_or(site.name);
    if (const auto place = read_name(each, "place", r.places, "place")) site.place = *place;
    site.stage = each.whole("stage", 0, 3650).value_or(0);
    r.sites.emplace(site.name, static_cast<std::uint32_t>(plan.sites.size()));
    const models::SiteIndex index = plan.sites.push_back(std::move(site));
    for (TableReader& machine : each.tables("machine")) {
      models::MachineGroup group;
      group.kind = machine.name();
      group.site = index;
      group.count = machine.whole("count", 1, 100000).value_or(1);
      group.power_w = machine.quantity("power", Dimension::power, 0.0, 1e9).value_or(0.0);
      group.idle_w = machine.quantity("idle_power", Dimension::power, 0.0, 1e9).value_or(0.0);
      machine.finish();
      plan.machines.push_back(std::move(group));
    }
    each.finish();
  }
}

}  // namespace dimai::scenarios

// What is built and who stands ready: capital, staff, and who bears them.

#include <fmt/format.h>

#include "scenarios/logistics/logistics_reading.hpp"

namespace dimai::scenarios {

namespace {

std::vector<std::string_view> keys_of(const std::vector<models::Factor>& factors) {
  std::vector<std::string_view> keys;
  for (const models::Factor& each : factors) keys.push_back(each.key);
  return keys;
}

std::optional<std::uint32_t> factor_named(LogisticsReading& r, TableReader& table,
                                          std::string_view key) {
  const auto name = table.text(key);
  if (!name) return std::nullopt;
  for (std::uint32_t f = 0; f < r.plan.factors.size(); ++f) {
    if (r.plan.factors[f].key == *name) return f;
  }
  table.error(key, fmt::format("there is no factor \"{}\"{}; give it under [logistics.factor]",
                               *name, did_you_mean(*name, keys_of(r.plan.factors))));
  return std::nullopt;
}

Bearers read_bearers(LogisticsReading& r, TableReader& table) {
  Bearers bearers;
  std::map<std::string, std::uint32_t> modes;
  for (const models::ModeIndex m : r.plan.shipments.modes.indices())
    modes.emplace(r.plan.shipments.modes[m].name, m.value);
  if (table.find("mode") != nullptr && table.find("made_at") != nullptr)
    table.error("made_at", "is given beside mode; one of them bears it");
  if (table.find("mode") != nullptr)
    bearers.mode = read_name(table, "mode", modes, "mode").value_or(bearers.mode);
  if (table.find("made_at") != nullptr) {
    if (const auto site = read_name(table, "made_at", r.sites, "site")) bearers.made_at = {*site};
  }
  return bearers;
}

std::int64_t read_stage_of(LogisticsReading& r, TableReader& table) {
  std::map<std::string, std::uint32_t> stages;
  for (std::uint32_t s = 0; s < r.plan.stages.size(); ++s) stages.emplace(r.plan.stages[s].name, s);
  if (table.find("stage") == nullptr) return 0;
  return read_name(table, "stage", stages, "stage").value_or(0);
}

}  // namespace

void read_capital(LogisticsReading& r) {
  for (TableReader& each : r.table.list("capital")) {
    CapitalPlan item;
    each.require("name", "what is built");
    item.name = each.text("name").value_or("");
    each.require("factor", "a key of data/factors.csv, in millions of CNY a unit");
    const auto factor = factor_named(r, each, "factor");
    each.require("quantity", "how many units: km of a tube, or pieces");
    item.quantity = each.quantity("quantity", Dimension::number, 0.0, 1e9).value_or(0.0);
    item.life_a = each.quantity("life_years", Dimension::number, 1.0, 1000.0).value_or(item.life_a);
    item.land_m2 = each.quantity("land", Dimension::area, 0.0, 1e12).value_or(0.0);
    if (const auto row = factor_named(r, each, "embodied")) item.embodied = *row;
    item.bearers = read_bearers(r, each);
    item.stage = read_stage_of(r, each);
    each.finish();
    if (!factor) continue;
    item.factor = *factor;
    r.plan.capital.push_back(std::move(item));
  }
}

void read_staff(LogisticsReading& r) {
  for (TableReader& each : r.table.list("staff")) {
    StaffPlan item;
    each.require("name", "what they do");
    item.name = each.text("name").value_or("");
    each.require("posts", "how many full-time posts");
    item.posts = each.quantity("posts", Dimension::number, 0.0, 1e8).value_or(0.0);
    item.bearers = read_bearers(r, each);
    item.stage = read_stage_of(r, each);
    each.finish();
    r.plan.staff.push_back(std::move(item));
  }
}

}  // namespace dimai::scenarios

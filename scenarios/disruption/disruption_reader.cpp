#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/disruption/strike_damage.hpp"
#include "models/network/geodesic.hpp"
#include "scenarios/disruption/failure_reader.hpp"
#include "scenarios/disruption/pipeline_parts.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

namespace {

/// An earthquake may lie so far off the network.
constexpr double kFarEarthquake_m = 500e3;

/// Least distance from a place to the box around the network.
double to_box_m(const models::StrikeTargets::Box& box, double lon, double lat) {
  const double near_lon = std::clamp(lon, box.west, box.east);
  const double near_lat = std::clamp(lat, box.south, box.north);
  return models::geodesic_distance_m(lon, lat, near_lon, near_lat);
}

void check_reach(Reading& reading, TableReader& table, const models::Strike& strike,
                 const std::vector<models::BreakablePart>& parts) {
  const auto box = models::StrikeTargets(reading.network(), {}, parts).box();
  if (box.west > box.east) {
    if (reading.all_pipelines_read)
      table.error("longitude", "nothing here has a place on the earth that a strike could hit");
    return;
  }
  const auto [lon, lat] = strike.centre;
  const double away_m = to_box_m(box, lon, lat);
  const double reach_m = strike.radius_m > 0.0 ? strike.radius_m : kFarEarthquake_m;
  if (away_m <= reach_m) return;
  table.error("longitude",
              fmt::format("the strike at {}, {} is {} outside the network, which lies between "
                          "{:.4f}, {:.4f} and {:.4f}, {:.4f}",
                          lon, lat, quantity_text(away_m, Dimension::length), box.west, box.south,
                          box.east, box.north));
}

void read_load(TableReader& table, models::Strike& strike) {
  const auto radius = table.quantity("radius", Dimension::length, 1.0, 1e6);
  const auto magnitude = table.quantity("magnitude", Dimension::number, 3.0, 9.5);
  const auto depth = table.quantity("depth", Dimension::length, 0.0, 1e5);
  const auto decay = table.quantity("decay", Dimension::number, 0.1, 10.0);
  const bool has_radius = table.find("radius") != nullptr;
  const bool has_magnitude = table.find("magnitude") != nullptr;
  if (has_radius == has_magnitude)
    table.error("radius", has_radius ? "is given beside magnitude; needs one of them"
                                     : "is missing; needs a radius, such as \"500 m\", or the "
                                       "magnitude of an earthquake");
  for (const char* key : {"decay", "depth"}) {
    if (has_magnitude && !has_radius && table.find(key) != nullptr)
      table.error(key, "has no effect on an earthquake; leave it out");
  }
  strike.radius_m = radius.value_or(0.0);
  strike.magnitude = magnitude.value_or(0.0);
  strike.depth_m = depth.value_or(0.0);
  strike.decay = decay.value_or(2.0);
}

void read_strike(Reading& reading, TableReader& table,
                 const std::vector<models::BreakablePart>& parts) {
  models::Strike strike;
  bool good = table.require("time", wanted(Dimension::time));
  strike.anywhere = table.word("place", {"anywhere"}).has_value();
  if (table.find("place") == nullptr) {
    good &= table.require("longitude", "degrees, such as 118.1, or place = \"anywhere\"");
    good &= table.require("latitude", "degrees, such as 24.5");
  }
  for (const char* key : {"longitude", "latitude"}) {
    if (table.find("place") != nullptr && table.find(key) != nullptr)
      table.error(key, "is given beside place; needs one of them");
  }
  const auto time = table.quantity("time", Dimension::time, 0.0, 3650.0 * 86400.0);
  const auto lon = table.quantity("longitude", Dimension::number, -180.0, 180.0);
  const auto lat = table.quantity("latitude", Dimension::number, -90.0, 90.0);
  read_load(table, strike);
  table.finish();
  if (!good || !time || (!strike.anywhere && (!lon || !lat))) return;
  strike.time_s = *time;
  if (!strike.anywhere) strike.centre = {*lon, *lat};
  if (strike.time_s >= reading.scenario.run.duration_s)
    table.warning("time", fmt::format("{} is after the end of the run",
                                      quantity_text(strike.time_s, Dimension::time)));
  if (reading.has_capsules && !reading.has_network()) return;
  if (strike.anywhere && (!reading.has_capsules || reading.network().links.size() == 0))
    table.error("place", "there are no tunnels that could be struck; needs longitude and latitude");
  if (!strike.anywhere) check_reach(reading, table, strike, parts);
  reading.scenario.disruption.strikes.push_back(strike);
}

void read_stock(Reading& reading, TableReader& table) {
  models::PortalStock stock;
  const auto initial = table.quantity("initial", Dimension::time, 0.0, 3650.0 * 86400.0);
  table.require("initial", "how long it lasts without deliveries, such as \"2 d\"");
  stock.initial_s = initial.value_or(0.0);
  const auto use = table.quantity("use", Dimension::number, 0.0, 1e6);
  stock.use_per_s = use.value_or(0.0) / 86400.0;
  if (use && *use == 0.0) table.error("use", "got 0, needs loads a day above 0");
  table.require("class", "a class of capsules");
  if (const auto name = table.text("class")) {
    const auto found = reading.find_class(*name);
    if (found) stock.capsule_class = *found;
    if (!found)
      table.error("class", fmt::format("there is no capsule class \"{}\"{}", *name,
                                       did_you_mean(*name, reading.class_names())));
  }
  if (const auto id = table.text("portal"); id && reading.has_network()) {
    if (const auto node = named_node(reading, table, "portal", *id, true)) stock.portals = {*node};
  } else if (table.find("portal") == nullptr && reading.has_network()) {
    for (const models::NodeIndex node : reading.network().nodes.indices()) {
      if (reading.network().nodes[node].kind == models::NodeKind::portal)
        stock.portals.push_back(node);
    }
  }
  table.finish();
  for (const models::PortalStock& other : reading.scenario.disruption.stocks) {
    if (other.capsule_class != stock.capsule_class) continue;
    const auto both = std::find_first_of(stock.portals.begin(), stock.portals.end(),
                                         other.portals.begin(), other.portals.end());
    if (both == stock.portals.end()) continue;
    table.error("portal",
                fmt::format("\"{}\" keeps a stock of that class already; needs one of each",
                            reading.network().nodes[*both].id));
    break;
  }
  reading.scenario.disruption.stocks.push_back(std::move(stock));
}

void read_base(Reading& reading, TableReader& table, const PartReader& parts) {
  models::DisruptionPlan& plan = reading.scenario.disruption;
  if (!reading.has_capsules) {
    plan.base_place = parts.first_place().value_or(plan.base_place);
    if (!plan.repair.base.empty())
      plan.base_place = parts.place_of(table, "base", plan.repair.base).value_or(plan.base_place);
    return;
  }
  if (!reading.has_network() || reading.network().nodes.size() == 0) return;
  plan.base = models::NodeIndex{0};
  if (!plan.repair.base.empty()) {
    const auto node = named_node(reading, table, "base", plan.repair.base, std::nullopt);
    if (node) plan.base = *node;
    return;
  }
  for (const models::NodeIndex node : reading.network().nodes.indices()) {
    if (reading.network().nodes[node].kind != models::NodeKind::portal) continue;
    plan.base = node;
    return;
  }
}

void check_plan(Reading& reading, TableReader& random, TableReader& fragility,
                TableReader& repair) {
  const models::DisruptionPlan& plan = reading.scenario.disruption;
  if (plan.fragility.severe < plan.fragility.moderate)
    fragility.error("severe", fmt::format("got {}, needs at least the load of moderate damage, {}",
                                          plan.fragility.severe, plan.fragility.moderate));
  const bool listed = std::any_of(plan.failures.begin(), plan.failures.end(),
                                  [](const auto& each) { return std::isinf(each.until_s); });
  const bool by_chance = plan.any_random() && plan.random.mean_repair_s <= 0.0;
  if (plan.repair.crews == 0 && (listed || by_chance || !plan.strikes.empty()))
    repair.warning("crews", "there are none: what has no stated end is never repaired");
  const bool random_hosts = plan.random.per_host_year > 0.0 || plan.random.per_cell_year > 0.0;
  if (random_hosts && reading.scenario.dispatch.architecture == "none")
    random.error(plan.random.per_host_year > 0.0 ? "per_host_year" : "per_cell_year",
                 "there is no network of messages whose computers could fail; needs "
                 "dispatch.architecture");
}

}  // namespace

void read_disruption(Reading& reading, TableReader& document) {
  bool any = false;
  for (const auto* key : {"disruption", "failure", "strike", "stock", "repair", "section"})
    any |= document.find(key) != nullptr;
  if (!any) return;
  models::DisruptionPlan& plan = reading.scenario.disruption;
  auto& parameters = reading.scenario.parameters;
  TableReader table = document.table(models::DisruptionParameters::table);
  read_fields(table, plan.parameters, {}, parameters);
  TableReader random = table.table("random");
  read_fields(random, plan.random, {}, parameters);
  random.finish();
  TableReader fragility = table.table("fragility");
  read_fields(fragility, plan.fragility, {}, parameters);
  fragility.finish();
  table.finish();
  TableReader repair = document.table(models::RepairParameters::table);
  read_fields(repair, plan.repair, {}, parameters);
  repair.finish();
  const std::vector<models::BreakablePart> pipelines =
      pipeline_parts(reading.scenario, reading.network());
  const PartReader parts(reading, pipelines);
  read_base(reading, repair, parts);
  const std::vector<VentilationSection> sections = read_sections(reading, document);
  read_failures(reading, document, sections, parts);
  std::vector<TableReader> strikes = document.list("strike");
  for (TableReader& strike : strikes) read_strike(reading, strike, pipelines);
  parts.check(random, strikes);
  for (TableReader& stock : document.list("stock")) read_stock(reading, stock);
  check_plan(reading, random, fragility, repair);
}

}  // namespace dimai::scenarios

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/reading/parameters.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

namespace {

double weight_of(const models::Portal& portal, const models::GravityParameters& gravity) {
  return gravity.weight == "freight" ? portal.freight : portal.population;
}

/// Whether the portals that attract demand can be reached from each other.
void check_gravity_ways(Reading& reading, TableReader& table,
                        const models::GravityParameters& gravity, std::uint32_t capsule_class) {
  std::vector<models::NodeIndex> portals;
  for (const models::NodeIndex node : reading.network().nodes.indices()) {
    const models::Node& each = reading.network().nodes[node];
    const bool attracts = weight_of(each.portal, gravity) > 0.0;
    if (each.kind == models::NodeKind::portal && attracts) portals.push_back(node);
  }
  if (portals.size() < 2)
    return table.error("weight", fmt::format("{} with a {} above 0; needs at least two",
                                             counted(portals.size(), "portal"), gravity.weight));
  if (reading.reachability->all_meet(capsule_class, portals)) return;
  std::size_t without_way = 0;
  std::pair<models::NodeIndex, models::NodeIndex> example;
  for (const models::NodeIndex from : portals) {
    for (const models::NodeIndex to : portals) {
      if (from == to || reading.reachability->reaches(capsule_class, from, to)) continue;
      if (without_way++ == 0) example = {from, to};
    }
  }
  if (without_way == 0) return;
  const std::size_t pairs = portals.size() * (portals.size() - 1);
  const std::string why =
      reading.reachability->reason(capsule_class, example.first, example.second);
  if (without_way == pairs) return table.error("trips", "no pair of portals is connected: " + why);
  table.warning("trips", fmt::format("{} of {} pairs of portals take no part, for no way connects "
                                     "them: {}",
                                     without_way, pairs, why));
}

/// Whether any share of the profile lies within the period; it starts anew each day.
void check_profile(const Reading& reading, TableReader& table,
                   const std::array<double, 24>& shares) {
  const auto first = std::find_if(shares.begin(), shares.end(), [](double s) { return s > 0.0; });
  const double first_s = 3600.0 * static_cast<double>(first - shares.begin());
  const double period_s = reading.scenario.demand.period_s;
  if (period_s > first_s) return;
  table.error(
      "hour_profile",
      fmt::format("has its first share above 0 from {} on, when demand.period, {}, is over; "
                  "accepts a profile with a share in the period",
                  quantity_text(first_s, Dimension::time),
                  quantity_text(period_s, Dimension::time)));
}

void read_gravity(Reading& reading, TableReader& table) {
  models::GravityParameters gravity;
  gravity.capsule_class = table.name();
  const auto capsule_class = reading.find_class(gravity.capsule_class);
  if (!capsule_class)
    table.error("", fmt::format("there is no capsule class \"{}\"{}", gravity.capsule_class,
                                did_you_mean(gravity.capsule_class, reading.class_names())));
  read_fields(table, gravity, {"trips"}, reading.scenario.parameters);
  table.finish();
  std::array<double, 24> shares{};
  shares.fill(1.0 / 24.0);
  if (!gravity.hour_profile.empty()) {
    std::string file;
    const auto text = reading.read_file(table, "hour_profile", file);
    if (text) shares = read_hour_profile(*text, file, reading.problems).value_or(shares);
    check_profile(reading, table, shares);
  }
  if (capsule_class && reading.reachability && gravity.trips > 0.0)
    check_gravity_ways(reading, table, gravity, *capsule_class);
  reading.scenario.gravity.push_back(std::move(gravity));
  reading.scenario.hour_shares.push_back(shares);
}

bool any_demand(const Scenario& scenario) {
  const auto gravity = [](const auto& each) { return each.trips > 0.0; };
  return !scenario.flows.empty() || !scenario.trips.empty() ||
         std::any_of(scenario.gravity.begin(), scenario.gravity.end(), gravity);
}

}  // namespace

void read_demand(Reading& reading, TableReader& document) {
  Scenario& scenario = reading.scenario;
  const std::size_t errors_before = reading.problems.error_count();
  TableReader table = document.table("demand");
  read_fields(table, scenario.demand, {}, scenario.parameters);
  std::string file;
  if (table.find("flows") != nullptr) {
    if (const auto text = reading.read_file(table, "flows", file)) read_flows(reading, *text, file);
  }
  if (table.find("trips") != nullptr) {
    if (const auto text = reading.read_file(table, "trips", file)) read_trips(reading, *text, file);
  }
  for (TableReader& gravity : table.tables("gravity")) read_gravity(reading, gravity);
  table.finish();
  if (reading.problems.error_count() > errors_before) return;
  if (!any_demand(scenario) && document.find("logistics") == nullptr)
    table.warning("", "there is no demand: nothing will move; needs flows, trips or gravity");
  if (scenario.demand.period_s > scenario.run.duration_s)
    table.warning("period", fmt::format("{} is longer than run.duration, {}",
                                        quantity_text(scenario.demand.period_s, Dimension::time),
                                        quantity_text(scenario.run.duration_s, Dimension::time)));
}

}  // namespace dimai::scenarios

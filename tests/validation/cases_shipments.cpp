#include "models/shipments/shipments.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

Quantities two_ways(const Row& row);

namespace {

using namespace dimai::models;

constexpr double kDay_s = 86400.0;

/// A mode between two places that are next to each other.
void add_way(ShipmentPlan& plan, double turn_s, std::int64_t lanes, double price_cny) {
  ModeParameters mode;
  mode.headway_s = turn_s;
  mode.price_cny = price_cny;
  const ModeIndex index = plan.modes.push_back(mode);
  LaneGroup group;
  group.mode = index;
  group.lanes = lanes;
  const LaneGroupIndex of{index.value};
  for (const std::uint32_t place : {0U, 1U}) {
    group.stations.push_back(static_cast<std::uint32_t>(plan.stations.size()));
    plan.stations.push_back({{place}, index, of, 0});
  }
  plan.groups.push_back(group);
}

ShipmentPlan plan_of(const Row& row) {
  ShipmentPlan plan;
  for (const double longitude_deg : {0.0, 0.001}) {
    Place place;
    place.longitude_deg = longitude_deg;
    place.hub = true;
    plan.places.push_back(place);
  }
  add_way(plan, row.number("turn_s"), row.integer("lanes"), 0.0);
  add_way(plan, 0.0, 0, row.number("dearer_cny"));
  ShipmentClass one;
  one.value_of_time_cny_h = row.number("value_of_time_cny_h");
  plan.classes.push_back(one);
  ShipmentDemand demand;
  demand.a_day = row.number("a_day");
  demand.origins = {0};
  demand.destinations = {1};
  demand.origin_weights = demand.destination_weights = {1.0};
  plan.demands.push_back(demand);
  plan.duration_s = row.number("days") * kDay_s;
  plan.foresight.on = true;
  plan.foresight.interval_s = row.number("interval_s");
  return plan;
}

}  // namespace

/// A way by lanes that take a send a turn, and a dearer one without limit, chosen by those who know
/// the queue: who goes by the lanes after the first day, and how long they wait.
Quantities two_ways(const Row& row) {
  const ShipmentPlan plan = plan_of(row);
  Shipments shipments(plan);
  sim::Simulation simulation;
  shipments.start(simulation);
  simulation.run(sim::seconds(2.0 * plan.duration_s));
  double all = 0.0;
  double by_lanes = 0.0;
  double wait_s = 0.0;
  for (const Shipment& one : shipments.shipments()) {
    if (one.time_ns < sim::seconds(kDay_s).ns) continue;
    all += 1.0;
    if (plan.stations[one.legs[0].from_station].mode.value != 0) continue;
    by_lanes += 1.0;
    wait_s += sim::to_seconds({one.wait_ns});
  }
  return {{"share_by_lanes", by_lanes / all}, {"wait_s", wait_s / by_lanes}};
}

}  // namespace dimai::validation

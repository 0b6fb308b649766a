#include <doctest/doctest.h>

#include "models/shipments/returns.hpp"

namespace dimai::models {

TEST_CASE("empties go back in batches, the last after its time, and none is lost") {
  ShipmentPlan plan;
  for (const double longitude_deg : {0.0, 0.01}) {
    Place place;
    place.longitude_deg = longitude_deg;
    plan.places.push_back(place);
  }
  ModeParameters road;
  road.speed_m_s = 10.0;
  road.detour = 1.0;
  plan.modes.push_back(road);
  plan.capsule_class = {ShipmentPlan::kNone};
  LaneGroup group;
  group.mode = ModeIndex{0};
  group.stations = {0, 1};
  plan.groups.push_back(group);
  plan.stations = {{PlaceIndex{0}, ModeIndex{0}, LaneGroupIndex{0}, 0},
                   {PlaceIndex{1}, ModeIndex{0}, LaneGroupIndex{0}, 0}};
  ShipmentClass full, empty;
  full.name = "crate";
  empty.name = "empty crates";
  plan.classes = {full, empty};
  plan.parcel_class = {ShipmentPlan::kNone, ShipmentPlan::kNone};
  ShipmentDemand demand;
  demand.a_day = 100.0;
  demand.origins = {0};
  demand.destinations = {1};
  demand.origin_weights = demand.destination_weights = {1.0};
  plan.demands = {demand};
  plan.seed = 4;
  std::vector<ReturnRule> rules(1);
  rules[0].parameters.each = 2.0;
  rules[0].parameters.batch = 30.0;
  rules[0].parameters.gather_s = 3600.0 * 48.0;
  rules[0].full = 0;
  rules[0].empty = 1;
  Shipments shipments(plan);
  Returns returns(rules, shipments);
  shipments.set_listener(&returns);
  sim::Simulation simulation;
  shipments.start(simulation);
  returns.start(simulation);
  simulation.run(sim::seconds(86400.0));
  const auto arrived = static_cast<double>(shipments.planned());
  const ReturnCount& count = returns.counts()[0];
  CHECK(count.left == 2.0 * arrived);
  // Fifteen crates make a batch of 30 empties.
  CHECK(count.shipments == static_cast<std::uint64_t>(arrived) / 15);
  CHECK(count.left == count.waiting + count.under_way + count.back);
  CHECK(returns.violations().empty());
  simulation.run(sim::seconds(10.0 * 86400.0));
  CHECK(count.back == count.left);
  CHECK(returns.over());
  CHECK(returns.violations().empty());
  CHECK(shipments.violations().empty());
}

}  // namespace dimai::models

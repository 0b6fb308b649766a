#include <cmath>

#include <doctest/doctest.h>

#include "models/physics/flow/friction.hpp"
#include "models/pipelines/liquid/network/tank.hpp"
#include "models/pipelines/liquid/operation/liquid_model.hpp"
#include "models/pipelines/liquid/operation/rules.hpp"

using namespace dimai;
using namespace dimai::models;

namespace {

/// A reservoir at 50 m, a pipe to junction A, a pipe from there to junction B, each 10 m high.
LiquidNetwork two_junctions() {
  LiquidNetwork network;
  for (const char* id : {"A", "B"}) {
    LiquidNode node;
    node.id = id;
    node.elevation_m = 10.0;
    node.demands.push_back({.base_m3_s = 0.01, .pattern = {}, .category = ""});
    network.nodes.push_back(node);
  }
  network.junction_count = 2;
  LiquidNode reservoir;
  reservoir.id = "R";
  reservoir.kind = LiquidNodeKind::reservoir;
  reservoir.elevation_m = 50.0;
  network.nodes.push_back(reservoir);
  const auto pipe = [&](std::uint32_t from, std::uint32_t to) {
    LiquidLink link;
    link.id = "P" + std::to_string(network.links.size());
    link.from = LiquidNodeIndex{from};
    link.to = LiquidNodeIndex{to};
    link.length_m = 1000.0;
    link.diameter_m = 0.15;
    link.resistance = hazen_williams({1000.0, 0.15}, 120.0).resistance;
    network.links.push_back(link);
  };
  pipe(2, 0);
  pipe(0, 1);
  network.options.accuracy = 1e-9;
  network.index_links();
  return network;
}

/// Makes the reservoir a tank of 10 m2 that holds 4 m, at 46 to 50 m.
void make_tank(LiquidNetwork& network) {
  LiquidNode& node = network.nodes[LiquidNodeIndex{2}];
  node.kind = LiquidNodeKind::tank;
  node.elevation_m = 46.0;
  node.tank = {.initial_head_m = 50.0,
               .least_head_m = 46.0,
               .greatest_head_m = 50.0,
               .area_m2 = 10.0,
               .initial_volume_m3 = 40.0,
               .least_volume_m3 = 0.0,
               .greatest_volume_m3 = 40.0,
               .volume_curve = {},
               .can_overflow = false};
  network.index_links();
}

LiquidModel& run(LiquidModel& model) {
  sim::Simulation simulation;
  model.start(simulation);
  simulation.run(sim::Time::max());
  return model;
}

}  // namespace

TEST_CASE("flows in a branch are its demands, heads fall by the friction formula") {
  const LiquidNetwork network = two_junctions();
  LiquidModel model(network, 0);
  run(model);
  REQUIRE(model.snapshots().size() == 1);
  const LiquidSnapshot& now = model.snapshots().front();
  CHECK(now.flow_m3_s[0] == doctest::Approx(0.02));
  CHECK(now.flow_m3_s[1] == doctest::Approx(0.01));
  const HeadLossLaw law = hazen_williams({1000.0, 0.15}, 120.0);
  CHECK(now.head_m[0] == doctest::Approx(50.0 - head_loss_m(law, 0.02)));
  CHECK(now.head_m[1] == doctest::Approx(now.head_m[0] - head_loss_m(law, 0.01)));
}

TEST_CASE("a tank that nothing fills runs empty at the second that its volume and demand give") {
  LiquidNetwork network = two_junctions();
  make_tank(network);
  LiquidModel model(network, 7200);
  run(model);
  // 40 m3 at 0.02 m3/s: 2000 s
  bool empty = false;
  for (const LiquidEvent& event : model.events()) {
    if (event.kind != LiquidEvent::Kind::empty) continue;
    empty = true;
    CHECK(event.time_s == 2000.0);
  }
  CHECK(empty);
  CHECK(std::abs(model.balance().error_m3()) < 1e-3);
  CHECK(model.balance().stored_m3 == doctest::Approx(-40.0));
  CHECK(model.balance().delivered_m3 == doctest::Approx(40.0));
  CHECK(model.balance().asked_m3 == doctest::Approx(0.02 * 7200.0));
}

TEST_CASE("water that is asked for is never more than what came in and what tanks gave") {
  LiquidNetwork network = two_junctions();
  network.options.pressure_driven = true;
  network.options.required_pressure_m = 35.0;
  LiquidModel model(network, 3600);
  run(model);
  const LiquidBalance& b = model.balance();
  CHECK(b.delivered_m3 < b.asked_m3);  // the pressure at A and B is below 35 m
  CHECK(b.delivered_m3 == doctest::Approx(b.from_reservoirs_m3).epsilon(1e-6));
  const LiquidSnapshot& now = model.snapshots().front();
  const double share = std::sqrt((now.head_m[1] - 10.0) / 35.0);  // Wagner
  CHECK(now.demand_m3_s[1] == doctest::Approx(0.01 * share).epsilon(0.02));
}

TEST_CASE("a pressure reducing valve holds its setting, a closed link lets nothing through") {
  LiquidNetwork network = two_junctions();
  LiquidLink& valve = network.links[LiquidLinkIndex{1}];
  valve.kind = LiquidLinkKind::pressure_reducing;
  valve.initial_status = LiquidStatus::active;
  valve.initial_setting = 12.0;
  network.index_links();
  LiquidModel model(network, 0);
  run(model);
  CHECK(model.snapshots().front().head_m[1] == doctest::Approx(22.0).epsilon(1e-6));
  CHECK(model.snapshots().front().flow_m3_s[1] == doctest::Approx(0.01));

  LiquidNetwork closed = two_junctions();
  closed.links[LiquidLinkIndex{1}].initial_status = LiquidStatus::closed;
  LiquidModel cut(closed, 0);
  run(cut);
  CHECK(cut.snapshots().front().flow_m3_s[1] == 0.0);
  CHECK(cut.snapshots().front().head_m[1] < 0.0);  // its demand has no way to come
}

TEST_CASE("premises are joined from left to right, as EPANET does") {
  LiquidNetwork network = two_junctions();
  const LiquidState state = initial_state(network);
  const auto at = [](double hour, bool alternative, LiquidPremise::Relation relation) {
    LiquidPremise premise;
    premise.alternative = alternative;
    premise.variable = LiquidPremise::Variable::time;
    premise.relation = relation;
    premise.value = hour * 3600.0;
    return premise;
  };
  using Relation = LiquidPremise::Relation;
  LiquidRule rule;
  rule.premises = {at(2, false, Relation::at_least), at(1, true, Relation::less)};
  CHECK(rule_holds(network, state, rule, {1, 1800, 0.0}));        // before 1 h
  CHECK_FALSE(rule_holds(network, state, rule, {1, 5400, 0.0}));  // between
  CHECK(rule_holds(network, state, rule, {1, 3 * 3600, 0.0}));    // after 2 h
  rule.premises = {at(2, false, Relation::equal)};
  CHECK(rule_holds(network, state, rule, {7000, 7300, 0.0}));  // 2 h lies in the span
  CHECK_FALSE(rule_holds(network, state, rule, {7300, 7600, 0.0}));
}

TEST_CASE("a volume curve says level from volume and volume from level") {
  LiquidNode tank;
  tank.elevation_m = 100.0;
  tank.tank.volume_curve = {{0.0, 2.0, 5.0}, {0.0, 10.0, 70.0}};
  CHECK(tank_volume_m3(tank, 101.0) == doctest::Approx(5.0));
  CHECK(tank_volume_m3(tank, 103.5) == doctest::Approx(40.0));
  for (const double volume_m3 : {1.0, 10.0, 33.0, 70.0})
    CHECK(tank_volume_m3(tank, tank_head_m(tank, volume_m3)) == doctest::Approx(volume_m3));
}

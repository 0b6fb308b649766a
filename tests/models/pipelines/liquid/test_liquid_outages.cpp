#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "models/physics/flow/friction.hpp"
#include "models/pipelines/liquid/operation/liquid_model.hpp"

using namespace dimai;
using namespace dimai::models;
using doctest::Approx;

namespace {

/// What is told to a model at its times.
struct Outages {
  struct Order {
    double at_s;
    std::uint32_t link;
    bool working;
  };
  LiquidModel& model;
  std::vector<Order> orders;

  void handle(sim::Simulation& simulation, const sim::Event& event) {
    const Order& order = orders[event.subject];
    model.set_working(simulation, LiquidLinkIndex{order.link}, order.working);
  }
};

/// A source at 50 m, two alike pipes P0 and P1 to junction A at 10 m, which takes 10 L/s.
LiquidNetwork two_ways() {
  LiquidNetwork network;
  LiquidNode junction;
  junction.id = "A";
  junction.elevation_m = 10.0;
  junction.demands.push_back({.base_m3_s = 0.01, .pattern = {}, .category = ""});
  network.nodes.push_back(junction);
  network.junction_count = 1;
  LiquidNode source;
  source.id = "R";
  source.kind = LiquidNodeKind::reservoir;
  source.elevation_m = 50.0;
  network.nodes.push_back(source);
  for (const char* id : {"P0", "P1"}) {
    LiquidLink link;
    link.id = id;
    link.from = LiquidNodeIndex{1};
    link.to = LiquidNodeIndex{0};
    link.length_m = 1000.0;
    link.diameter_m = 0.15;
    link.resistance = hazen_williams({1000.0, 0.15}, 120.0).resistance;
    network.links.push_back(link);
  }
  network.options.accuracy = 1e-9;
  network.index_links();
  return network;
}

/// Makes the source a tank of 10 m2 that holds 40 m3 at 46 to 50 m.
LiquidNetwork with_tank(LiquidNetwork network) {
  LiquidNode& node = network.nodes[LiquidNodeIndex{1}];
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
  return network;
}

void run(LiquidModel& model, std::vector<Outages::Order> orders) {
  sim::Simulation simulation;
  Outages outages{model, std::move(orders)};
  const sim::HandlerId handler = simulation.add_handler(outages);
  for (std::uint32_t i = 0; i < outages.orders.size(); ++i)
    simulation.schedule(sim::seconds(outages.orders[i].at_s), handler, 0, i);
  model.start(simulation);
  simulation.run(sim::Time::max());
  CHECK(model.failure().empty());
  CHECK(model.over());
}

}  // namespace

TEST_CASE("after one of two alike pipes has failed all flows through the other") {
  const LiquidNetwork network = two_ways();
  LiquidModel model(network, 3600);
  run(model, {{1800.0, 0, false}});
  // By symmetry half in each until then: pipes lose head as the power 1.852 of the flow.
  const LiquidSnapshot& first = model.snapshots().front();
  const LiquidSnapshot& last = model.snapshots().back();
  CHECK(first.flow_m3_s[0] == Approx(0.005).epsilon(1e-6));
  CHECK(last.flow_m3_s[0] == 0.0);
  CHECK(last.flow_m3_s[1] == Approx(0.01).epsilon(1e-6));
  CHECK(50.0 - last.head_m[0] ==
        Approx(std::pow(2.0, 1.852) * (50.0 - first.head_m[0])).epsilon(1e-4));
  CHECK(model.balance().delivered_m3 == Approx(36.0).epsilon(1e-6));
}

TEST_CASE("a junction that is cut off gets nothing, from the very second on, until it is mended") {
  const LiquidNetwork network = with_tank(two_ways());
  LiquidModel model(network, 3600);
  // Both fail at 1000.4 s, so from 1001 s on; one is mended at 2000 s.
  run(model, {{1000.4, 0, false}, {1000.4, 1, false}, {2000.0, 1, true}});
  const double delivered_m3 = 0.01 * (1001.0 + 1600.0);
  CHECK(model.balance().delivered_m3 == Approx(delivered_m3).epsilon(1e-6));
  CHECK(model.balance().asked_m3 == Approx(36.0).epsilon(1e-9));
  CHECK(model.balance().stored_m3 == Approx(-delivered_m3).epsilon(1e-6));
  CHECK(std::abs(model.balance().error_m3()) < 1e-4);
  CHECK(model.snapshots().back().volume_m3[1] == Approx(40.0 - delivered_m3).epsilon(1e-6));
  CHECK(model.snapshots().back().flow_m3_s[1] == Approx(0.01).epsilon(1e-6));
}

TEST_CASE("controls do not open what has failed; once mended it does what it was told last") {
  LiquidNetwork network = two_ways();
  network.links[LiquidLinkIndex{1}].initial_status = LiquidStatus::closed;
  const auto control = [&](std::uint32_t link, std::int64_t time_s, LiquidStatus status) {
    LiquidControl each;
    each.kind = LiquidControl::Kind::at_time;
    each.link = LiquidLinkIndex{link};
    each.time_s = time_s;
    each.status = status;
    network.controls.push_back(each);
  };
  control(1, 1200, LiquidStatus::open);    // while it has failed
  control(0, 2400, LiquidStatus::closed);  // and the other while that has
  LiquidModel model(network, 7200);
  network.times.report_step_s = 600;
  run(model, {{600.0, 1, false}, {1800.0, 0, false}, {3000.0, 1, true}, {3600.0, 0, true}});
  const auto at = [&](double time_s) {
    for (const LiquidSnapshot& each : model.snapshots())
      if (each.time_s == time_s) return each;
    return LiquidSnapshot{};
  };
  REQUIRE(at(1200.0).flow_m3_s.size() == 2);
  CHECK(at(1200.0).flow_m3_s[1] == 0.0);
  CHECK(at(1200.0).flow_m3_s[0] == Approx(0.01).epsilon(1e-6));
  CHECK(at(2400.0).demand_m3_s[0] == 0.0);
  CHECK(at(3000.0).flow_m3_s[1] == Approx(0.01).epsilon(1e-6));
  CHECK(at(3600.0).flow_m3_s[0] == 0.0);  // mended, but told to be closed
  CHECK(model.balance().delivered_m3 == Approx(0.01 * (1800.0 + 4200.0)).epsilon(1e-6));
}

TEST_CASE("what flows over a link is its share of all that is delivered") {
  const LiquidNetwork network = two_ways();
  LiquidModel model(network, 3600);
  run(model, {{1800.0, 0, false}});
  CHECK(model.share_through(LiquidLinkIndex{0}) == 0.0);
  CHECK(model.share_through(LiquidLinkIndex{1}) == Approx(1.0).epsilon(1e-6));
}

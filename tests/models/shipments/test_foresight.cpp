#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "models/shipments/experience.hpp"
#include "models/shipments/shipments.hpp"

namespace dimai::models {

namespace {

std::int64_t ns(double seconds) { return sim::seconds(seconds).ns; }

/// Two ways from a to b: one lane that takes a send every six seconds, and a dearer way without
/// limit.
struct TwoWays {
  ShipmentPlan plan;

  explicit TwoWays(double dearer_cny) {
    for (const char* id : {"a", "b"}) {
      Place one;
      one.id = id;
      one.longitude_deg = id[0] == 'a' ? 0.0 : 0.01;
      one.hub = true;
      plan.places.push_back(one);
    }
    for (const double price_cny : {0.0, dearer_cny}) {
      ModeParameters mode;
      mode.headway_s = 6.0;
      mode.price_cny = price_cny;
      const ModeIndex index = plan.modes.push_back(mode);
      LaneGroup group;
      group.mode = index;
      group.lanes = price_cny == 0.0 ? 1 : 0;
      const LaneGroupIndex of{index.value};
      for (const std::uint32_t place : {0U, 1U}) {
        group.stations.push_back(static_cast<std::uint32_t>(plan.stations.size()));
        plan.stations.push_back({{place}, index, of, 0});
      }
      plan.groups.push_back(group);
    }
    ShipmentClass one;
    one.value_of_time_cny_h = 60.0;
    plan.classes.push_back(one);
    plan.foresight.on = true;
    plan.foresight.interval_s = 10.0;
  }
  void demand(double a_day, double days) {
    ShipmentDemand one;
    one.a_day = a_day;
    one.origins = {0};
    one.destinations = {1};
    one.origin_weights = one.destination_weights = {1.0};
    plan.demands.push_back(one);
    plan.duration_s = days * 86400.0;
  }
};

struct Outcome {
  double share = 0.0;   ///< by the lane
  double wait_s = 0.0;  ///< mean of those by the lane that come after the first day
};

Outcome run(const ShipmentPlan& plan) {
  Shipments shipments(plan);
  sim::Simulation simulation;
  shipments.start(simulation);
  simulation.run(sim::seconds(2.0 * plan.duration_s));
  CHECK(shipments.all_done());
  CHECK(shipments.violations().empty());
  Outcome found;
  double lane = 0.0;
  double all = 0.0;
  for (const Shipment& one : shipments.shipments()) {
    if (one.time_ns < ns(86400.0)) continue;
    all += 1.0;
    if (plan.stations[one.legs[0].from_station].mode.value != 0) continue;
    lane += 1.0;
    found.wait_s += sim::to_seconds({one.wait_ns});
  }
  found.wait_s /= lane;
  found.share = lane / all;
  return found;
}

}  // namespace

TEST_CASE("the virtual wait is that of the one who would come last in the queue") {
  ServerState server;
  server.take(ns(20.0));
  server.take(ns(10.0));
  // Places free at 10 and 20 s; three in the queue take 30 s each: they begin at 10, 20 and 40 s
  // and leave places free at 50 and 70 s.
  const std::vector<std::int64_t> queue(3, ns(30.0));
  CHECK(virtual_wait_ns(server, 2, queue, ns(5.0)) == ns(45.0));
  CHECK(virtual_wait_ns(server, 2, {}, ns(5.0)) == ns(5.0));
  CHECK(virtual_wait_ns(server, 3, {}, ns(5.0)) == 0);  // a place is free
  CHECK(virtual_wait_ns(server, 0, queue, ns(5.0)) == 0);
}

TEST_CASE("experience fades, and counts those who are still waiting") {
  Experience one;
  CHECK(one.expected_s(ns(10.0), 3600.0) == 0.0);
  one.note(100.0, ns(0.0), 3600.0);
  one.note(200.0, ns(0.0), 3600.0);
  CHECK(one.expected_s(0, 3600.0) == doctest::Approx(100.0));  // 300 s in three, one of them 0
  const double left = std::exp(-1.0);
  CHECK(one.expected_s(ns(3600.0), 3600.0) ==
        doctest::Approx(300.0 * left / (1.0 + 2.0 * left)).epsilon(1e-12));
  one.waiting = 2.0;
  one.waiting_s = 1000.0;
  CHECK(one.expected_s(0, 3600.0) == doctest::Approx(1300.0 / 5.0));
}

TEST_CASE("a queue grows until the next way costs the same, and takes what it can (Wardrop)") {
  // 15 shipments a minute; the lane takes ten, the other way costs 10 CNY more, which is 10 min of
  // time at 60 CNY/h. No user finds a cheaper way: the lane is always taken, so two thirds go by
  // it, and each waits for 10 min, but for what a queue changes between two looks at it.
  TwoWays two(10.0);
  two.demand(21600.0, 5.0);
  const Outcome found = run(two.plan);
  CHECK(found.share == doctest::Approx(2.0 / 3.0).epsilon(0.02));
  CHECK(found.wait_s == doctest::Approx(600.0).epsilon(0.02));
}

TEST_CASE("a lane that is hardly used keeps all of them, foreseen or not") {
  TwoWays two(10.0);
  two.demand(1440.0, 5.0);  // a tenth of what it takes
  CHECK(run(two.plan).share == 1.0);
  two.plan.foresight.on = false;
  CHECK(run(two.plan).share == 1.0);
}

TEST_CASE("unforeseen, all go by the way that would be cheapest, however long its queue") {
  TwoWays two(10.0);
  two.demand(21600.0, 3.0);
  two.plan.foresight.on = false;
  const Outcome found = run(two.plan);
  CHECK(found.share == 1.0);
  CHECK(found.wait_s > 12.0 * 3600.0);  // five a minute more than it takes, for days
}

TEST_CASE("those whose time is dear leave the queue to the others, as theory has it") {
  // As above, half of them at 240 CNY/h: 10 CNY are 2.5 min of theirs. The others fill the lane to
  // three quarters and wait less than 2.5 min, so the dear ones fill the rest: they find no cheaper
  // way at a wait of 2.5 min, at which all of the patient go by the lane.
  TwoWays two(10.0);
  ShipmentClass dear;
  dear.value_of_time_cny_h = 240.0;
  two.plan.classes.push_back(dear);
  two.demand(10800.0, 5.0);
  two.demand(10800.0, 5.0);
  two.plan.demands[1].shipment_class = 1;
  Shipments shipments(two.plan);
  sim::Simulation simulation;
  shipments.start(simulation);
  simulation.run(sim::seconds(10.0 * 86400.0));
  const auto share = [&](std::uint32_t c) {
    const double lane = static_cast<double>(shipments.work(c, ModeIndex{0}).legs);
    return lane / (lane + static_cast<double>(shipments.work(c, ModeIndex{1}).legs));
  };
  CHECK(share(0) == doctest::Approx(1.0).epsilon(0.02));
  CHECK(share(1) == doctest::Approx(1.0 / 3.0).epsilon(0.06));
}

}  // namespace dimai::models

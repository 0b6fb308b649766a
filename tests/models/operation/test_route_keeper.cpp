#include <cmath>

#include <doctest/doctest.h>

#include "models/operation/route_keeper.hpp"
#include "tests/models/operation/fork.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;
using tests::ServiceWorld;

struct Fork : tests::Fork {
  explicit Fork(std::int64_t fleet = 1) : tests::Fork(fleet) {}
  /// Duration of the n-th trip [s].
  double trip_s(std::uint32_t request) const {
    return world.arrival_s(request) - sim::to_seconds(world.journey(request).request.time);
  }
  void run() {
    world.build();
    world.run(5000.0);
  }
};

}  // namespace

TEST_CASE("free running times are lengths over the lower of both speeds") {
  Fork fork;
  CHECK(free_running_times_s(fork.world.network, 100.0)[0] == Approx(50.0));
  CHECK(free_running_times_s(fork.world.network, 10.0)[0] == Approx(100.0));
}

TEST_CASE("while a link is closed trips go round, before and after they go straight") {
  Fork fork(4);
  fork.world.closures.push_back({fork.straight, 500.0, 1000.0});
  for (const double time_s : {0.0, 450.0, 950.0}) fork.world.request(time_s, fork.a, fork.b);
  fork.run();
  CHECK(fork.trip_s(0) == Approx(215.0));
  CHECK(fork.trip_s(1) == Approx(265.0));  // at the fork at 550 s
  CHECK(fork.trip_s(2) == Approx(215.0));  // at the fork at 1050 s
}

TEST_CASE("a train on a link that closes runs on") {
  Fork fork;
  fork.world.closures.push_back({fork.straight, 110.0, 1000.0});
  fork.world.request(0.0, fork.a, fork.b);  // on it from 100 s to 150 s
  fork.run();
  CHECK(fork.trip_s(0) == Approx(215.0));
}

TEST_CASE("closures that overlap or touch keep the link shut until the last ends") {
  Fork fork(4);
  fork.world.closures.push_back({fork.straight, 500.0, 1000.0});
  fork.world.closures.push_back({fork.straight, 700.0, 1500.0});
  fork.world.closures.push_back({fork.straight, 1500.0, 2000.0});
  for (const double time_s : {1100.0, 1700.0, 1950.0}) fork.world.request(time_s, fork.a, fork.b);
  fork.run();
  CHECK(fork.trip_s(0) == Approx(265.0));
  CHECK(fork.trip_s(1) == Approx(265.0));
  CHECK(fork.trip_s(2) == Approx(215.0));
}

TEST_CASE("with every way shut trains wait at the fork until one opens") {
  Fork fork;
  fork.world.closures.push_back({fork.straight, 60.0, 800.0});
  fork.world.closures.push_back({fork.around, 60.0, 700.0});
  fork.world.request(0.0, fork.a, fork.b);
  fork.run();
  CHECK(fork.world.arrival_s(0) == Approx(700.0 + 100.0 + 65.0));
  CHECK(fork.world.journey(0).junction_s == Approx(600.0));  // at the fork from 100 s on
}

TEST_CASE("renewed routes lead round a queue, and back once it is gone") {
  // 60 capsules come to the fork 1.25 s apart from 100 s on. The straight way ends in 10 m at 1
  // m/s, where they follow 5 m / 1 m/s + 1 s apart: the n-th loses 4.75 n s. At 300 s those that
  // got through, two dozen, have lost 57 s in the mean: more than the 40 s that the way round takes
  // longer.
  ServiceWorld world;
  world.classes[0].fleet = 70;
  const NodeIndex a = world.portal();
  const NodeIndex b = world.portal();
  for (const NodeIndex portal : {a, b})
    world.network.nodes[portal].portal = {100, 100, 100, 0, 0.0, 0.0};
  const NodeIndex fork = world.junction();
  const NodeIndex narrow = world.junction();
  const NodeIndex middle = world.junction();
  world.link(a, fork);
  const LinkIndex straight = world.link(fork, narrow);
  world.network.links[world.link(narrow, b, 10.0)].speed_m_s = 1.0;
  world.link(fork, middle);
  world.link(middle, b);
  world.reroute_interval_s = 300.0;
  for (int i = 0; i < 60; ++i) world.request(0.0, a, b);
  world.request(150.0, a, b);   // at the fork at 250 s, before routes are renewed
  world.request(260.0, a, b);   // at 360 s
  world.request(1000.0, a, b);  // long after
  world.build();
  world.run(301.0);
  CHECK(world.router->cost_s(straight) > 50.0 + 40.0);
  world.run(5000.0);
  CHECK(world.journey(60).distance_m == Approx(2010.0));
  CHECK(world.journey(61).distance_m == Approx(3000.0));
  CHECK(world.journey(62).distance_m == Approx(2010.0));
  CHECK(world.router->cost_s(straight) == Approx(50.0));
}

TEST_CASE("a queue out of which nobody comes costs the time that its head has stood there") {
  Fork fork;
  fork.world.reroute_interval_s = 300.0;
  fork.world.closures.push_back({fork.straight, 60.0, 1100.0});
  fork.world.closures.push_back({fork.around, 60.0, 1100.0});
  fork.world.request(0.0, fork.a, fork.b);
  fork.world.build();
  fork.world.run(300.0);
  CHECK(fork.world.router->cost_s(fork.in) == Approx(50.0 + 200.0));  // due at the fork at 100 s
  fork.world.run(900.0);
  CHECK(fork.world.router->cost_s(fork.in) == Approx(50.0 + 800.0));
  fork.world.run(1200.0);
  CHECK(fork.world.router->cost_s(fork.in) ==
        Approx(50.0 + 1000.0));  // the mean of the one that left
  fork.world.run(1500.0);
  CHECK(fork.world.router->cost_s(fork.in) == Approx(50.0));
}

}  // namespace dimai::models

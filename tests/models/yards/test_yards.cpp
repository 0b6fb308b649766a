#include <vector>

#include <doctest/doctest.h>

#include "models/yards/yards.hpp"
#include "tests/models/yards/trunk.hpp"

namespace dimai::models {
namespace {

using tests::Trunk;

void check_times(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i] == doctest::Approx(expected[i]).epsilon(1e-12));
  }
}

}  // namespace

TEST_CASE("policy none: capsules pass a yard as they come") {
  Trunk trunk("none");
  trunk.world.build();
  trunk.world.send(trunk.p, trunk.a, 0.0);
  trunk.world.send(trunk.q, trunk.b, 30.0);
  trunk.world.run();
  CHECK(trunk.world.arrival_s(0) == doctest::Approx(200.0));
  CHECK(trunk.world.arrival_s(1) == doctest::Approx(230.0));
}

TEST_CASE("policy window: a train of all that came within the window leaves at its end") {
  Trunk trunk("window");
  trunk.world.build();
  trunk.world.send(trunk.p, trunk.a, 0.0);
  trunk.world.send(trunk.q, trunk.a, 30.0);
  trunk.world.send(trunk.q, trunk.a, 100.0);
  trunk.world.run();
  // At the yard at 50, 80 and 150 s. Two leave at 50 + 60 s, after 5 s of latching; the third
  // alone, at 150 + 60 s, without.
  check_times(trunk.world.entries_s(trunk.trunk), {115.0, 210.0});
  CHECK(trunk.world.arrival_s(0) == doctest::Approx(265.0));
  CHECK(trunk.world.arrival_s(1) == doctest::Approx(265.0));
  CHECK(trunk.world.arrival_s(2) == doctest::Approx(360.0));
}

TEST_CASE("policy size: a train leaves when it is complete, or when its window ends") {
  Trunk trunk("size");
  trunk.world.formation.size = 2;
  trunk.world.build();
  trunk.world.send(trunk.p, trunk.a, 0.0);
  trunk.world.send(trunk.q, trunk.a, 30.0);
  trunk.world.send(trunk.q, trunk.a, 40.0);
  trunk.world.run();
  check_times(trunk.world.entries_s(trunk.trunk), {80.0 + 5.0, 90.0 + 60.0});
}

TEST_CASE(
    "a train waits until its last capsule stands, and is up to speed when it enters the trunk") {
  Trunk trunk("size");
  trunk.world.formation.size = 2;
  trunk.world.parameters.acceleration_m_s2 = 1.0;
  trunk.world.parameters.deceleration_m_s2 = 2.0;
  trunk.world.build();
  trunk.world.send(trunk.p, trunk.a, 0.0);
  trunk.world.send(trunk.q, trunk.a, 30.0);
  trunk.world.run();
  // Ramp 20 s at the portal; at the yard at 100 s, standing 10 s later, 5 s latching, ramp 20 s.
  check_times(trunk.world.entries_s(trunk.trunk), {20.0 + 80.0 + 10.0 + 5.0 + 20.0});
}

TEST_CASE("policy capacity wants as many capsules in a train as the flow needs, and no more") {
  Trunk trunk("capacity");
  trunk.world.build();
  Yards yards(trunk.world.network, trunk.world.parameters, {trunk.world.formation, {}, {}},
              trunk.world.router.get());
  REQUIRE(yards.track_count() == 1);
  Yards::Track& track = yards.track(0);
  // n = ceil(q H0 / (1 - q (l + g) / v)), H0 = (1 - 0.5) / 20 + 1 = 1.025 s, (l + g) / v = 0.225 s.
  CHECK(yards.wanted(track, 20.0, 4.0) == 1);
  track.flow_per_s = 1.0;
  CHECK(yards.wanted(track, 20.0, 4.0) == 2);  // 1.025 / 0.775 = 1.32
  track.flow_per_s = 2.0;
  CHECK(yards.wanted(track, 20.0, 4.0) == 4);  // 2.05 / 0.55 = 3.73
  track.flow_per_s = 5.0;                      // more than an endless train: 1 / 0.225 s
  CHECK(yards.wanted(track, 20.0, 4.0) == 16);
}

TEST_CASE("the flow that a yard sees fades within ten minutes by a factor e") {
  Trunk trunk("capacity");
  trunk.world.build();
  Yards yards(trunk.world.network, trunk.world.parameters, {trunk.world.formation, {}, {}},
              trunk.world.router.get());
  yards.note_flow(trunk.trunk, 6, 0);
  CHECK(yards.track(0).flow_per_s == doctest::Approx(0.01));  // 6 in 600 s
  yards.note_flow(trunk.trunk, 0, 600'000'000'000);
  CHECK(yards.track(0).flow_per_s == doctest::Approx(0.01 / 2.718281828));
}

TEST_CASE("a train formed in a yard is sorted, so that one cut is enough at a diverge of two") {
  Trunk trunk("size");
  trunk.world.formation.size = 6;
  trunk.world.build();
  for (int i = 0; i < 6; ++i) trunk.world.send(trunk.p, i % 2 == 0 ? trunk.a : trunk.b, 2.0 * i);
  trunk.world.run();
  CHECK(trunk.world.guideway->observation().junctions[trunk.yard].formed_trains == 1);
  CHECK(trunk.cuts() == 1);
  CHECK(trunk.world.arrivals.size() == 6);
}

TEST_CASE("capsules that are on the trunk already do not stop in a yard on it") {
  Trunk trunk("window");
  trunk.world.network.links[trunk.from_p].role = LinkRole::trunk;
  trunk.world.build();
  trunk.world.send(trunk.p, trunk.a, 0.0);
  trunk.world.run();
  CHECK(trunk.world.arrival_s(0) == doctest::Approx(200.0));
}

TEST_CASE("trains of no more than the greatest number leave a yard") {
  Trunk trunk("window");
  trunk.world.parameters.max_train_capsules = 2;
  trunk.world.build();
  for (int i = 0; i < 5; ++i) trunk.world.send(trunk.p, trunk.a, 2.0 * i);
  trunk.world.run();
  // Two leave as soon as there are two; the fifth when its window ends.
  CHECK(trunk.world.entries_s(trunk.trunk).size() == 3);
  CHECK(trunk.world.arrival_s(4) == doctest::Approx(58.0 + 60.0 + 150.0));
}

}  // namespace dimai::models

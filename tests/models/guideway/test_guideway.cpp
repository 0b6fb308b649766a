#include <cmath>

#include <doctest/doctest.h>

#include "tests/models/guideway/world.hpp"

namespace dimai::models {
namespace {

using tests::World;

/// From a portal over a junction to another portal, by a short way of 2000 m or a long one of 3000.
struct Detour {
  World world;
  NodeIndex start = world.portal();
  NodeIndex fork = world.junction();
  NodeIndex middle = world.junction();
  NodeIndex end = world.portal();
  LinkIndex in = world.link(start, fork);
  LinkIndex direct = world.link(fork, end);
  LinkIndex around = world.link(fork, middle);
  LinkIndex back = world.link(middle, end);
};

/// A ring of four links of 40 m with a portal at each node; every capsule goes three links round.
std::uint64_t capsules_locked_on_ring(bool guard_loops, int capsules_each) {
  World world;
  world.guard_loops = guard_loops;
  world.parameters.max_train_capsules = 1;
  std::vector<NodeIndex> ring;
  std::vector<NodeIndex> portals;
  for (int i = 0; i < 4; ++i) ring.push_back(world.junction());
  for (std::size_t i = 0; i < 4; ++i) {
    world.link(ring[i], ring[(i + 1) % 4], 40.0);
    portals.push_back(world.portal());
    world.link(portals[i], ring[i], 100.0);
    world.link(ring[i], portals[i], 100.0);
  }
  world.build();
  for (int round = 0; round < capsules_each; ++round) {
    for (std::size_t i = 0; i < 4; ++i) world.send(portals[i], portals[(i + 3) % 4], 0.1 * round);
  }
  world.run();
  CHECK(world.arrivals.size() + world.capsules_on_guideway() ==
        4 * static_cast<std::size_t>(capsules_each));
  return world.capsules_on_guideway();
}

}  // namespace

TEST_CASE("a train looks for another way when the link ahead is closed and the router knows") {
  Detour detour;
  detour.world.build();
  detour.world.close_at(10.0, detour.direct, true, true);
  detour.world.send(detour.start, detour.end, 0.0);
  detour.world.run();
  CHECK(detour.world.arrival_s(0) == doctest::Approx(150.0));
}

TEST_CASE("a train before a closed link that routes still use waits there") {
  Detour detour;
  detour.world.build();
  detour.world.close_at(10.0, detour.direct, true, false);
  detour.world.close_at(80.0, detour.direct, false, false);
  detour.world.send(detour.start, detour.end, 0.0);
  detour.world.run();
  CHECK(detour.world.arrival_s(0) == doctest::Approx(130.0));
}

TEST_CASE("a train that waits before a closed link goes round once the router knows") {
  Detour detour;
  detour.world.build();
  detour.world.close_at(10.0, detour.direct, true, false);
  detour.world.close_at(80.0, detour.direct, true, true);
  detour.world.send(detour.start, detour.end, 0.0);
  detour.world.run();
  CHECK(detour.world.arrival_s(0) == doctest::Approx(180.0));
}

TEST_CASE("a train without any way stands until one opens, and is not lost") {
  Detour detour;
  detour.world.build();
  detour.world.close_at(10.0, detour.direct, true, true);
  detour.world.close_at(10.0, detour.around, true, true);
  detour.world.send(detour.start, detour.end, 0.0);
  detour.world.run(500.0);
  CHECK(std::isnan(detour.world.arrival_s(0)));
  CHECK(detour.world.capsules_on_guideway() == 1);
  detour.world.close_at(600.0, detour.around, false, true);
  detour.world.run();
  CHECK(detour.world.arrival_s(0) == doctest::Approx(700.0));
}

TEST_CASE("a train on a link that closes runs on to its end") {
  Detour detour;
  detour.world.build();
  detour.world.close_at(70.0, detour.direct, true, true);
  detour.world.send(detour.start, detour.end, 0.0);
  detour.world.run();
  CHECK(detour.world.arrival_s(0) == doctest::Approx(100.0));
}

TEST_CASE("capsules leave a portal in the order in which they were sent, a headway apart") {
  Detour detour;
  detour.world.build();
  for (int i = 0; i < 3; ++i) detour.world.send(detour.start, detour.end, 0.5 * i);
  detour.world.run();
  for (std::uint32_t i = 0; i < 3; ++i) {
    CHECK(detour.world.arrival_s(i) == doctest::Approx(100.0 + 1.25 * i));
  }
  // Delay counts once, where it was had: 0.75 s and 1.5 s at the portal.
  const Observation& observation = detour.world.guideway->observation();
  CHECK(observation.junctions[detour.start].delay_s == doctest::Approx(2.25));
  CHECK(observation.junctions[detour.fork].delay_s == doctest::Approx(0.0));
  CHECK(observation.crossings == 6);
}

TEST_CASE("a ring that is asked to hold more than it can locks without the guard and not with it") {
  // 160 m of ring, spacings of 5 m: 32 capsules fill it. 4 x 40 want to go three quarters round.
  constexpr int kCapsulesEach = 40;
  CHECK(capsules_locked_on_ring(false, kCapsulesEach) > 0);
  CHECK(capsules_locked_on_ring(true, kCapsulesEach) == 0);
}

}  // namespace dimai::models

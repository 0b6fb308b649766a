#include <vector>

#include <doctest/doctest.h>

#include "tests/models/guideway/world.hpp"

namespace dimai::models {
namespace {

using tests::World;

/// A portal, a link of 1000 m, a diverge to portal a and to another diverge to portals b and c,
/// all links being 1000 m; capsules ready at the same time couple as they leave the portal.
struct Tree {
  World world;
  NodeIndex start = world.portal();
  NodeIndex first = world.junction();
  NodeIndex second = world.junction();
  NodeIndex a = world.portal();
  NodeIndex b = world.portal();
  NodeIndex c = world.portal();
  LinkIndex in = world.link(start, first);
  LinkIndex to_a = world.link(first, a);
  LinkIndex onward = world.link(first, second);
  LinkIndex to_b = world.link(second, b);
  LinkIndex to_c = world.link(second, c);

  Tree() { world.formation.in_motion = true; }
  std::vector<double> arrivals_s(const std::vector<NodeIndex>& destinations) {
    world.build();
    for (const NodeIndex destination : destinations) world.send(start, destination, 0.0);
    world.run();
    std::vector<double> times_s;
    for (std::uint32_t i = 0; i < destinations.size(); ++i) times_s.push_back(world.arrival_s(i));
    return times_s;
  }
  std::uint64_t cuts() const {
    std::uint64_t sum = 0;
    for (const JunctionCounts& row : world.guideway->observation().junctions) sum += row.cuts;
    return sum;
  }
  std::uint64_t couplings(NodeIndex node) const {
    return world.guideway->observation().junctions[node].couplings;
  }
};

void check_times(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i] == doctest::Approx(expected[i]).epsilon(1e-12));
  }
}

/// When a train enters the fast branch of a fork, 1.25 s behind one for a branch of 5 m/s [s].
double entry_behind_slow_s(const char* switching) {
  World world;
  world.parameters.switching = switching;
  world.parameters.switch_time_s = 4.0;
  const NodeIndex start = world.portal();
  const NodeIndex fork = world.junction();
  const NodeIndex slow = world.portal();
  const NodeIndex fast = world.portal();
  world.link(start, fork);
  world.link(fork, slow, 1000.0, 5.0);
  const LinkIndex to_fast = world.link(fork, fast);
  world.build();
  world.send(start, slow, 0.0);
  world.send(start, fast, 1.25);
  world.run();
  return world.entries_s(to_fast).at(0);
}

}  // namespace

TEST_CASE("five capsules for three destinations in good order are cut twice and keep their gaps") {
  Tree tree;
  const std::vector<double> times_s = tree.arrivals_s({tree.c, tree.c, tree.b, tree.a, tree.a});
  // Fronts of parts follow each other 4.5 m at 20 m/s = 0.225 s per capsule; the rear of a part
  // arrives with its front. 100 s to a, 150 s to b and c.
  check_times(times_s, {150.0, 150.0, 150.0 + 2 * 0.225, 100.0 + 3 * 0.225, 100.0 + 3 * 0.225});
  CHECK(tree.couplings(tree.start) == 4);
  CHECK(tree.cuts() == 2);
  CHECK(tree.couplings(tree.first) == 0);
  CHECK(tree.world.capsules_on_guideway() == 0);
}

TEST_CASE(
    "parts that were cut for one in the middle close up again, the front part losing the time") {
  Tree tree;
  const std::vector<double> times_s = tree.arrivals_s({tree.a, tree.b, tree.a});
  // The middle one leaves a gap of 4.5 m: the front part enters the branch 0.225 s later.
  check_times(times_s, {100.225, 150.225, 100.225});
  CHECK(tree.cuts() == 2);
  CHECK(tree.couplings(tree.first) == 1);
}

TEST_CASE("who follows a part of a train is not later for a place that it had passed already") {
  World world;
  world.formation.in_motion = true;
  const NodeIndex start = world.portal();
  const NodeIndex side = world.portal();
  const NodeIndex fork = world.junction();
  const NodeIndex a = world.portal();
  const NodeIndex b = world.portal();
  const NodeIndex c = world.portal();
  world.link(start, fork);
  world.link(side, fork);
  for (const NodeIndex portal : {a, b, c}) world.link(fork, portal);
  world.build();
  for (const NodeIndex portal : {a, b, b, a}) world.send(start, portal, 0.0);
  world.send(side, a, 0.1);
  world.send(side, c, 0.6);  // too late to couple
  world.run();
  // The first one of the side way couples to the head at 50.225 s and is 5 m into the branch at
  // 50.475 s. Then those for b are out and the rear closes up: at 50.675 s, 0.225 s late.
  for (const std::uint32_t i : {0U, 3U, 4U})
    CHECK(world.arrival_s(i) == doctest::Approx(100.225).epsilon(1e-12));
  // The second one passes the fork 1 s after the first was 5 m beyond it.
  CHECK(world.arrival_s(5) == doctest::Approx(50.475 + 1.0 + 50.0).epsilon(1e-12));
}

TEST_CASE("a leader on a slow branch binds its follower on a fast one until its tail is clear") {
  // 5 m at 5 m/s, and tau.
  CHECK(entry_behind_slow_s("on-board") == doctest::Approx(50.0 + 1.0 + 1.0));
}

TEST_CASE("wayside points hold up a train that goes another way, and no other") {
  for (const bool wayside : {false, true}) {
    Tree tree;
    tree.world.formation.in_motion = false;
    tree.world.parameters.switching = wayside ? "wayside" : "on-board";
    tree.world.parameters.switch_time_s = 4.0;
    const std::vector<double> times_s = tree.arrivals_s({tree.a, tree.a, tree.b});
    const double to_b_s = wayside ? 51.25 + 0.25 + 4.0 : 52.5;
    check_times(times_s, {100.0, 101.25, to_b_s + 100.0});
  }
}

TEST_CASE("wayside points move between the parts of a train that is cut") {
  Tree tree;
  tree.world.parameters.switching = "wayside";
  tree.world.parameters.switch_time_s = 4.0;
  const std::vector<double> times_s = tree.arrivals_s({tree.a, tree.b});
  check_times(times_s, {100.0, 50.0 + 0.225 + 4.0 + 100.0});
}

TEST_CASE(
    "wayside points do not move before the train ahead is off them, however slow it goes on") {
  // 5 m at 5 m/s, and the points.
  CHECK(entry_behind_slow_s("wayside") == doctest::Approx(50.0 + 1.0 + 4.0));
}

TEST_CASE("a portal that refuses holds trains before it until there is room") {
  World world;
  const NodeIndex start = world.portal();
  const NodeIndex end = world.portal();
  world.link(start, end);
  world.build();
  world.give_room_at(0.0, end, 1);
  for (int i = 0; i < 3; ++i) world.send(start, end, 1.25 * i);
  world.give_room_at(200.0, end, 2);
  world.run();
  CHECK(world.arrival_s(0) == doctest::Approx(50.0));
  CHECK(world.arrival_s(1) == doctest::Approx(200.0));
  CHECK(world.arrival_s(2) == doctest::Approx(201.25));
}

TEST_CASE("a portal with room for some of a train takes those, and the rest later") {
  Tree tree;
  tree.world.build();
  tree.world.give_room_at(0.0, tree.a, 2);
  for (int i = 0; i < 4; ++i) tree.world.send(tree.start, tree.a, 0.0);
  tree.world.give_room_at(300.0, tree.a, 1);
  tree.world.give_room_at(400.0, tree.a, 1);
  tree.world.run();
  check_times({tree.world.arrival_s(0), tree.world.arrival_s(1), tree.world.arrival_s(2),
               tree.world.arrival_s(3)},
              {100.0, 100.0, 300.0, 400.0});
}

TEST_CASE("a capsule's ledger holds the way and the undelayed time of its own journey") {
  Tree tree;
  tree.world.network.links[tree.onward].role = LinkRole::trunk;
  tree.arrivals_s({tree.c, tree.b, tree.a});
  const TrainTable& trains = tree.world.guideway->trains();
  for (const std::uint32_t i : {0U, 1U}) {
    const Capsule& capsule = trains[CapsuleIndex{i}];
    CHECK(capsule.offset.distance_m == doctest::Approx(3000.0));
    CHECK(capsule.offset.local_s == doctest::Approx(100.0));
    CHECK(capsule.offset.trunk_s == doctest::Approx(50.0));
    CHECK(capsule.access_s == doctest::Approx(50.0));
  }
  CHECK(trains[CapsuleIndex{2}].offset.distance_m == doctest::Approx(2000.0));
  CHECK(trains[CapsuleIndex{2}].offset.trunk_s == 0.0);
}

TEST_CASE("a train enters a faster link at the speed that it has reached") {
  // 0.5 m/s2: from 10 m/s 300 m at 20 m/s, then 300 m more. v^2 = 100 + 2 x 0.5 x s.
  World world;
  world.parameters.acceleration_m_s2 = 0.5;
  const NodeIndex start = world.portal();
  const NodeIndex one = world.junction();
  const NodeIndex two = world.junction();
  const NodeIndex end = world.portal();
  world.link(start, one, 1000.0, 10.0);
  world.link(one, two, 200.0);
  world.link(two, end, 200.0);
  world.build();
  world.send(start, end, 0.0);
  world.run();
  // Ramp 10 / 0.5 = 20 s, 100 s at 10 m/s, then 300 m up to 20 m/s in 20 s and 100 m at 20 m/s.
  CHECK(world.arrival_s(0) == doctest::Approx(20.0 + 100.0 + 20.0 + 5.0));
}

TEST_CASE("a link too short to brake on is no error") {
  World world;
  world.parameters.deceleration_m_s2 = 1.0;
  const NodeIndex start = world.portal();
  const NodeIndex one = world.junction();
  const NodeIndex two = world.junction();
  const NodeIndex end = world.portal();
  world.link(start, one, 1000.0, 20.0);
  world.link(one, two, 50.0, 20.0);  // from 20 to 5 m/s takes 187.5 m
  world.link(two, end, 100.0, 5.0);
  world.build();
  world.send(start, end, 0.0);
  world.run();
  // It crosses the 50 m braking from sqrt(25 + 100) to 5 m/s, in (11.1803 - 5) s.
  CHECK(world.arrival_s(0) == doctest::Approx(50.0 + 6.180339887 + 20.0));
}

}  // namespace dimai::models

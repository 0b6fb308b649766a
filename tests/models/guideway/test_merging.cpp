#include <vector>

#include <doctest/doctest.h>

#include "tests/models/guideway/world.hpp"

namespace dimai::models {
namespace {

using tests::World;

/// Inlets of 1000 m from portals of their own, meeting before a link of 1000 m to one portal.
struct Merge {
  World world;
  std::vector<NodeIndex> starts;
  std::vector<LinkIndex> inlets;
  NodeIndex junction;
  NodeIndex end;
  LinkIndex out;

  explicit Merge(int inlet_count, double inlet_speed_m_s = 20.0, double out_length_m = 1000.0) {
    junction = world.junction();
    end = world.portal();
    out = world.link(junction, end, out_length_m);
    for (int i = 0; i < inlet_count; ++i) {
      starts.push_back(world.portal());
      inlets.push_back(world.link(starts.back(), junction, 1000.0, inlet_speed_m_s));
    }
  }
  /// A capsule from start `i` that is ready to pass the junction at a time, if it is alone.
  std::uint32_t ready_at(std::size_t i, double time_s) {
    const Link& inlet = world.network.links[inlets[i]];
    return world.send(starts[i], end, time_s - inlet.length_m / inlet.speed_m_s);
  }
};

bool close_to(const std::vector<double>& found, const std::vector<double>& expected) {
  if (found.size() != expected.size()) return false;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] != doctest::Approx(expected[i]).epsilon(1e-12)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("first come: trains pass a merge in the order in which they are ready, a headway apart") {
  Merge merge(3);
  merge.world.build();
  const std::uint32_t a = merge.ready_at(0, 100.0);
  const std::uint32_t c = merge.ready_at(2, 100.6);
  const std::uint32_t b = merge.ready_at(1, 100.3);
  merge.world.run();
  // Headway 5 m / 20 m/s + 1 s = 1.25 s; the last link takes 50 s.
  CHECK(merge.world.arrival_s(a) == doctest::Approx(150.0));
  CHECK(merge.world.arrival_s(b) == doctest::Approx(151.25));
  CHECK(merge.world.arrival_s(c) == doctest::Approx(152.5));
}

TEST_CASE(
    "priority: the ready train of the greater priority goes first, but stops nobody under way") {
  Merge merge(3);
  merge.world.parameters.merge = "priority";
  for (std::size_t i = 0; i < 3; ++i) {
    merge.world.network.links[merge.inlets[i]].priority = static_cast<std::int64_t>(i);
  }
  merge.world.build();
  const std::uint32_t low = merge.ready_at(0, 100.0);
  const std::uint32_t middle = merge.ready_at(1, 100.3);
  const std::uint32_t high = merge.ready_at(2, 100.6);
  merge.world.run();
  CHECK(merge.world.arrival_s(low) == doctest::Approx(150.0));
  CHECK(merge.world.arrival_s(high) == doctest::Approx(151.25));
  CHECK(merge.world.arrival_s(middle) == doctest::Approx(152.5));
}

TEST_CASE("priority: of two that are ready in the same nanosecond the greater one goes first") {
  for (const bool second_is_greater : {false, true}) {
    Merge merge(2);
    merge.world.parameters.merge = "priority";
    merge.world.network.links[merge.inlets[1]].priority = second_is_greater ? 1 : -1;
    merge.world.build();
    const std::uint32_t first = merge.ready_at(0, 100.0);
    const std::uint32_t second = merge.ready_at(1, 100.0);
    merge.world.run();
    CHECK(merge.world.arrival_s(second_is_greater ? second : first) == doctest::Approx(150.0));
    CHECK(merge.world.arrival_s(second_is_greater ? first : second) == doctest::Approx(151.25));
  }
}

TEST_CASE("zipper: the inlet that was served last lets another one go first") {
  // Absolute braking: tau = 1 + v / (2 x 10), 1.5 s on inlets at 10 m/s and 2 s on the link at 20.
  for (const bool zipper : {false, true}) {
    Merge merge(2, 10.0);
    merge.world.parameters.separation = "absolute";
    merge.world.parameters.follower_braking_m_s2 = 10.0;
    merge.world.parameters.merge = zipper ? "zipper" : "first come";
    merge.world.build();
    merge.ready_at(0, 200.0);
    const std::uint32_t second = merge.ready_at(0, 200.1);  // 5 m / 10 m/s + 1.5 s behind: 202.0
    const std::uint32_t other = merge.ready_at(1, 202.1);
    merge.world.run();
    // The link is free again after 5 m / 20 m/s + 2 s, at 202.25, and 2.25 s later.
    CHECK(merge.world.arrival_s(zipper ? other : second) == doctest::Approx(252.25));
    CHECK(merge.world.arrival_s(zipper ? second : other) == doctest::Approx(254.5));
  }
}

TEST_CASE("a train couples in motion exactly when the tail ahead is the coupling gap inside") {
  Merge merge(2);
  merge.world.formation.in_motion = true;
  merge.world.build();
  const std::uint32_t a = merge.ready_at(0, 100.0);
  const std::uint32_t b = merge.ready_at(1, 100.1);
  merge.world.run();
  const FormationLog& log = merge.world.guideway->observation().formations;
  REQUIRE(log.time_s.size() == 1);
  CHECK(log.time_s[0] == doctest::Approx(100.225).epsilon(1e-12));  // 4.5 m at 20 m/s
  CHECK(log.kind[0] == static_cast<std::uint8_t>(FormationKind::coupled_in_motion));
  CHECK(log.capsules_before[0] == 1);
  CHECK(log.capsules_after[0] == 2);
  CHECK(log.node[0] == merge.junction.value);
  // Both are one train, whose front nobody has held up.
  CHECK(close_to(merge.world.entries_s(merge.out), {100.0}));
  CHECK(merge.world.arrival_s(a) == doctest::Approx(150.0));
  CHECK(merge.world.arrival_s(b) == doctest::Approx(150.0));
}

TEST_CASE("a train that comes after the tail has gone by does not couple") {
  Merge merge(2);
  merge.world.formation.in_motion = true;
  merge.world.build();
  merge.ready_at(0, 100.0);
  merge.ready_at(1, 100.23);
  merge.world.run();
  CHECK(merge.world.guideway->observation().formations.time_s.empty());
  CHECK(close_to(merge.world.entries_s(merge.out), {100.0, 101.25}));
}

TEST_CASE("of those that can couple the one with the longest way in common does") {
  Merge merge(3);
  World& world = merge.world;
  const NodeIndex other_end = world.portal();
  const NodeIndex fork = world.junction();
  world.network.links[merge.out].to = fork;
  world.link(fork, merge.end);
  world.link(fork, other_end);
  world.formation.in_motion = true;
  world.parameters.merge = "concatenating";
  world.build();
  const std::uint32_t a = merge.ready_at(0, 100.0);
  const std::uint32_t b = world.send(merge.starts[1], other_end, 50.1);  // ready before c
  const std::uint32_t c = merge.ready_at(2, 100.15);
  world.run();
  CHECK(world.guideway->observation().junctions[merge.junction].couplings == 2);
  CHECK(world.guideway->observation().junctions[fork].cuts == 1);  // a b c would need two
  CHECK(world.arrival_s(a) == doctest::Approx(200.0));
  CHECK(world.arrival_s(c) == doctest::Approx(200.0));
  CHECK(world.arrival_s(b) == doctest::Approx(200.45));  // 9 m behind the front
}

TEST_CASE("a train couples only if its tube is long enough for the dip that takes it there") {
  // At 1 m/s2 both ways a dip that loses 0.125 s at 20 m/s goes down by sqrt(20 x 0.125) = 1.5811
  // m/s and takes (20^2 - 18.4189^2) m = 60.75 m.
  for (const double length_m : {60.0, 61.0}) {
    Merge merge(2);
    merge.world.network.links[merge.inlets[1]].length_m = length_m;
    merge.world.parameters.acceleration_m_s2 = 1.0;
    merge.world.parameters.deceleration_m_s2 = 1.0;
    merge.world.formation.in_motion = true;
    merge.world.build();
    merge.ready_at(0, 100.0);
    merge.ready_at(1, 100.1);
    merge.world.run();
    CHECK(merge.world.guideway->observation().formations.time_s.size() == (length_m > 60.75));
  }
}

TEST_CASE("nobody couples to a leader that is held up before its tail is inside") {
  // A link of 4 m, then one that is closed until 160 s: the leader's tail cannot come in.
  World world;
  const NodeIndex p = world.portal();
  const NodeIndex q = world.portal();
  const NodeIndex j = world.junction();
  const NodeIndex k = world.junction();
  const NodeIndex end = world.portal();
  const LinkIndex from_p = world.link(p, j);
  world.link(q, j);
  const LinkIndex small = world.link(j, k, 4.0);
  const LinkIndex last = world.link(k, end);
  world.formation.in_motion = true;
  world.build();
  world.close_at(0.0, last, true, false);
  world.close_at(160.0, last, false, false);
  world.send(p, end, 50.0);
  world.send(q, end, 50.1);
  world.run();
  CHECK(world.guideway->observation().formations.time_s.empty());
  CHECK(close_to(world.entries_s(from_p), {50.0}));
  // The leader is 5 m inside 1 m beyond the end of the link of 4 m: 160 + 0.05 s, and tau.
  CHECK(close_to(world.entries_s(small), {100.0, 161.05}));
}

TEST_CASE("no train grows beyond the greatest number of capsules") {
  Merge merge(3);
  merge.world.formation.in_motion = true;
  merge.world.parameters.max_train_capsules = 2;
  merge.world.build();
  merge.ready_at(0, 100.0);
  merge.ready_at(1, 100.1);
  merge.ready_at(2, 100.15);
  merge.world.run();
  // The train of two is 8.5 m long: (8.5 + 1) / 20 + 1 s after 100 s.
  CHECK(close_to(merge.world.entries_s(merge.out), {100.0, 101.475}));
}

TEST_CASE("only the concatenating merge lets a train that can couple pass one that cannot") {
  for (const bool concatenating : {false, true}) {
    Merge merge(3);
    merge.world.formation.in_motion = true;
    merge.world.parameters.max_train_capsules = 3;
    merge.world.parameters.merge = concatenating ? "concatenating" : "first come";
    merge.world.build();
    merge.ready_at(0, 100.0);
    merge.ready_at(0, 100.0);  // couples at the portal: a train of two
    // From start 1 a train of two is ready at 100.1, from start 2 a single one at 100.2.
    merge.ready_at(1, 100.1);
    merge.ready_at(1, 100.1);
    const std::uint32_t single = merge.ready_at(2, 100.2);
    merge.world.run();
    // The first train is 8.5 m long: coupling at 100 + 9 / 20 = 100.45 s.
    const double own_s = 100.0 + 9.5 / 20.0 + 1.0;  // the train of two, behind a train of two
    const double behind_three_s = 100.0 + 14.0 / 20.0 + 1.0;
    if (concatenating) {
      CHECK(close_to(merge.world.entries_s(merge.out), {100.0, behind_three_s}));
      CHECK(merge.world.arrival_s(single) == doctest::Approx(150.0));
    } else {
      // The single one couples to the second train: 9 m at 20 m/s behind it.
      CHECK(close_to(merge.world.entries_s(merge.out), {100.0, own_s}));
      CHECK(merge.world.arrival_s(single) == doctest::Approx(own_s + 50.0));
    }
  }
}

TEST_CASE("who follows a train from a slower tube waits until its rear has left that, too") {
  Merge merge(2);
  merge.world.network.links[merge.inlets[0]].speed_m_s = 10.0;
  merge.world.parameters.max_train_capsules = 2;
  merge.world.formation.in_motion = true;
  merge.world.build();
  const std::uint32_t front = merge.ready_at(0, 100.0);
  merge.ready_at(0, 100.0);  // couples at the portal: a train of two
  const std::uint32_t other = merge.ready_at(1, 100.2);
  merge.world.run();
  // The second capsule is 4.5 m behind at 10 m/s. From 100.45 s on both go at 20 m/s; the tail and
  // the standstill gap take 5 m more, and tau is 1 s.
  CHECK(merge.world.arrival_s(front) == doctest::Approx(100.45 + (1000.0 - 4.5) / 20.0));
  CHECK(merge.world.arrival_s(other) == doctest::Approx(100.45 + 0.25 + 1.0 + 50.0));
}

TEST_CASE("trains that a closed link has held up go in the order in which they came") {
  Merge merge(3);
  merge.world.build();
  merge.world.close_at(50.0, merge.out, true, false);
  merge.world.close_at(200.0, merge.out, false, false);
  const std::uint32_t a = merge.ready_at(0, 110.0);
  const std::uint32_t c = merge.ready_at(2, 100.0);
  const std::uint32_t b = merge.ready_at(1, 105.0);
  merge.world.run();
  CHECK(merge.world.arrival_s(c) == doctest::Approx(250.0));
  CHECK(merge.world.arrival_s(b) == doctest::Approx(251.25));
  CHECK(merge.world.arrival_s(a) == doctest::Approx(252.5));
}

TEST_CASE("two tubes of a link take twice as many trains") {
  Merge merge(2);
  merge.world.network.links[merge.out].tubes = 2;
  merge.world.build();
  merge.ready_at(0, 100.0);
  merge.ready_at(1, 100.1);
  merge.ready_at(0, 101.25);
  merge.ready_at(1, 101.35);
  merge.world.run();
  CHECK(close_to(merge.world.entries_s(merge.out), {100.0, 100.1, 101.25, 101.35}));
}

}  // namespace dimai::models

#include <vector>

#include <doctest/doctest.h>

#include "tests/models/yards/trunk.hpp"

namespace dimai::models {
namespace {

using tests::Trunk;
using tests::World;

/// Its yard is laid out.
struct Yard : Trunk {
  using Trunk::Trunk;
  YardParameters& lay_out(std::int64_t lanes, double lane_length_m) {
    YardParameters parameters;
    parameters.lanes = lanes;
    parameters.lane_length_m = lane_length_m;
    parameters.lane_speed_m_s = 10.0;
    parameters.lock_time_s = 4.0;
    parameters.roll_time_s = 3.0;
    parameters.pull_back_time_s = 30.0;
    world.yards.push_back({yard, parameters});
    return world.yards.back().yard;
  }
  const Yards::Track& track() const { return world.guideway->yards().track(0); }
};

}  // namespace

TEST_CASE("the time to put a train in order is really spent") {
  Yard yard("size");
  yard.world.formation.size = 2;
  yard.lay_out(2, 100.0);
  yard.world.build();
  yard.world.send(yard.p, yard.b, 0.0);  // leaves the train first, so it shall be at its rear
  yard.world.send(yard.q, yard.a, 30.0);
  yard.world.run();
  // The second comes at 80 s; lock 4, for the other lane; roll 3, lane 10: it stands at 97 s. Out:
  // two rolls 6, one lock 4, lane 10, latch 5.
  const std::vector<double> entries = yard.world.entries_s(yard.trunk);
  REQUIRE(entries.size() == 2);  // told of once for each part that it is cut into at the fork
  CHECK(entries[0] == doctest::Approx(97.0 + 6.0 + 4.0 + 10.0 + 5.0));
  CHECK(yard.track().counts.passes == 1);
  CHECK(yard.track().counts.sorting_s == doctest::Approx(20.0));
  CHECK(yard.cuts() == 1);
}

TEST_CASE("a full yard keeps trains on the line before it, and takes them in as trains leave") {
  Yard yard("window");
  yard.lay_out(1, 10.0);  // two capsules of 4 m with gaps of 1 m
  yard.world.build();
  for (int i = 0; i < 5; ++i) yard.world.send(yard.p, yard.a, 2.0 * i);
  yard.world.run();
  // At 50 and 52 s two come in and fill it. The third, at 54 s, makes them leave without waiting
  // for the window: the second, behind the first, has rolled in by 50 + 3 + 3 s and stands at 57 s;
  // out by 6 + 1, latched by 5 more, at 69 s on the line. Only then is there room.
  const std::vector<double> entries = yard.world.entries_s(yard.trunk);
  REQUIRE(entries.size() == 3);
  CHECK(entries[0] == doctest::Approx(69.0));
  CHECK(yard.track().counts.held_trains == 2);
  CHECK(yard.track().counts.held_s >= 69.0 - 54.0);
  CHECK(yard.track().counts.most_standing == 2);
  CHECK(yard.world.arrivals.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(yard.world.arrivals[i].capsule == i);
}

TEST_CASE("a queue before a full yard spills back over the junction before it") {
  World world;
  const NodeIndex p = world.portal();
  const NodeIndex fork = world.junction();
  const NodeIndex yard = world.node(NodeKind::yard);
  const NodeIndex a = world.portal();
  const NodeIndex c = world.portal();
  world.link(p, fork);
  world.link(fork, yard, 20.0);  // room for four
  world.link(fork, c);
  const LinkIndex trunk = world.link(yard, a, 2000.0);
  world.network.links[trunk].role = LinkRole::trunk;
  world.formation.policy = "window";
  world.formation.window_s = 60.0;
  YardParameters parameters;
  parameters.lanes = 1;
  parameters.lane_length_m = 5.0;
  parameters.roll_time_s = 100.0;
  world.yards.push_back({yard, parameters});
  world.build();
  for (int i = 0; i < 8; ++i) world.send(p, a, 2.0 * i);
  const std::uint32_t passer = world.send(p, c, 20.0);
  world.run();
  CHECK(world.arrivals.size() == 9);
  CHECK(world.arrival_s(passer) > 300.0);  // 120 s were the fork free
}

TEST_CASE("no capsule is lost in a yard that is laid out") {
  for (const char* policy : {"window", "size", "capacity", "blocks", "look-ahead"}) {
    for (const std::string_view plan : kPlanChoices) {
      Yard yard(policy);
      YardParameters& parameters = yard.lay_out(3, 26.0);
      parameters.hump_tracks = 3;
      parameters.plan = plan;
      yard.world.build();
      for (int i = 0; i < 40; ++i)
        yard.world.send(i % 3 == 0 ? yard.q : yard.p, i % 2 == 0 ? yard.a : yard.b, 1.5 * i);
      yard.world.run(90.0);
      CHECK(yard.world.capsules_on_guideway() + yard.world.arrivals.size() == 40);
      yard.world.run();
      CHECK(yard.world.arrivals.size() == 40);
      CHECK(yard.track().counts.capsules == 40);
      CHECK(yard.track().held.empty());
      CHECK(yard.track().use.standing() == 0);
    }
  }
}

TEST_CASE("a train in order of arrival needs more cuts than one sorted in lanes") {
  for (const bool sorts : {false, true}) {
    Yard yard("size");
    yard.world.formation.size = 8;
    yard.lay_out(2, 100.0).plan = sorts ? "quickest" : "as they come";
    yard.world.build();
    for (int i = 0; i < 8; ++i)
      yard.world.send(i % 2 == 0 ? yard.p : yard.q, i % 2 == 0 ? yard.a : yard.b, 2.0 * i);
    yard.world.run();
    CHECK(yard.cuts() == (sorts ? 1 : 7));
    CHECK(yard.track().counts.cuts_ahead == yard.cuts());
  }
}

TEST_CASE("policy blocks makes trains of those that leave the trunk at one place") {
  World world;
  const NodeIndex p = world.portal();
  const NodeIndex yard = world.node(NodeKind::yard);
  const NodeIndex x = world.junction();
  const NodeIndex y = world.junction();
  const NodeIndex a = world.portal();
  const NodeIndex b = world.portal();
  const NodeIndex c = world.portal();
  world.link(p, yard);
  const LinkIndex first = world.link(yard, x, 2000.0);
  const LinkIndex second = world.link(x, y, 2000.0);
  world.link(x, a);
  world.link(y, b);
  world.link(y, c);
  for (const LinkIndex link : {first, second}) world.network.links[link].role = LinkRole::trunk;
  world.formation.policy = "blocks";
  world.formation.size = 2;
  world.formation.window_s = 100.0;
  world.build();
  world.send(p, a, 0.0);
  world.send(p, b, 10.0);
  world.send(p, c, 20.0);  // leaves at y, as the one before: complete
  world.run();
  CHECK(world.guideway->observation().junctions[x].cuts == 0);
  CHECK(world.guideway->observation().junctions[y].cuts == 1);
  const std::vector<double> entries = world.entries_s(first);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0] == doctest::Approx(70.0 + 5.0));    // two, latched
  CHECK(entries[1] == doctest::Approx(50.0 + 100.0));  // one, alone, at the end of its window
}

TEST_CASE("policy look-ahead waits for whom a tube announces, and for nobody else") {
  Yard yard("look-ahead");
  yard.world.build();
  yard.world.send(yard.p, yard.a, 0.0);
  yard.world.send(yard.q, yard.a, 30.0);   // on its tube when the first comes at 50 s
  yard.world.send(yard.p, yard.a, 200.0);  // nobody else then
  yard.world.run();
  const std::vector<double> entries = yard.world.entries_s(yard.trunk);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0] == doctest::Approx(80.0 + 5.0));
  CHECK(entries[1] == doctest::Approx(250.0));
}

TEST_CASE("at a plain junction look-ahead slows a train down for a partner, and never stops it") {
  const auto run = [](double later_s, bool looks_ahead) {
    World world;
    const NodeIndex p = world.portal();
    const NodeIndex q = world.portal();
    const NodeIndex merge = world.junction();
    const NodeIndex a = world.portal();
    world.link(p, merge, 2000.0);
    world.link(q, merge, 2000.0);
    world.link(merge, a, 5000.0);
    world.parameters.acceleration_m_s2 = 1.0;
    world.parameters.deceleration_m_s2 = 1.0;
    world.formation.policy = looks_ahead ? "look-ahead" : "first come";
    world.formation.in_motion = true;
    world.build();
    world.send(p, a, 0.0);
    world.send(q, a, later_s);
    world.run();
    REQUIRE(world.arrivals.size() == 2);
    CHECK(world.guideway->observation().least_slack_ns >= -2);
    return world.guideway->observation().junctions[merge].couplings;
  };
  CHECK(run(10.0, false) == 0);  // it would be 10 s late for its leader
  CHECK(run(10.0, true) == 1);
  CHECK(run(19.0, true) == 1);
  CHECK(run(21.0, true) == 0);  // v / a = 20 s is the most that a dip without a stop loses
}

TEST_CASE("the wait of a train that is slowed down for its partner is what the dip loses") {
  World world;
  const NodeIndex p = world.portal();
  const NodeIndex q = world.portal();
  const NodeIndex merge = world.junction();
  const NodeIndex a = world.portal();
  world.link(p, merge, 2000.0);
  world.link(q, merge, 2000.0);
  const LinkIndex out = world.link(merge, a, 5000.0);
  world.parameters.acceleration_m_s2 = 1.0;
  world.parameters.deceleration_m_s2 = 1.0;
  world.formation.policy = "look-ahead";
  world.formation.in_motion = true;
  world.build();
  world.send(p, a, 0.0);
  world.send(q, a, 8.0);
  world.run();
  // The partner's front comes at 8 + 20 (ramp) + 100 = 128 s, the leader's 4.5 m / 20 m/s = 0.225 s
  // before it.
  const std::vector<double> entries = world.entries_s(out);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0] == doctest::Approx(128.0 - 0.225));
}

TEST_CASE("policies of single nodes hold there, the usual one elsewhere") {
  Yard yard("window");
  FormationParameters never;
  never.policy = "never";
  yard.world.formation_at.push_back({yard.yard, never});
  yard.world.build();
  yard.world.send(yard.p, yard.a, 0.0);
  yard.world.send(yard.q, yard.a, 30.0);
  yard.world.run();
  CHECK(yard.world.arrival_s(0) == doctest::Approx(200.0));
  CHECK(yard.world.guideway->yards().track_count() == 0);
}

TEST_CASE("virtually coupled trains are put in order in motion where lanes are fast and long") {
  for (const double lane_length_m : {400.0, 10.0}) {
    World world;
    const NodeIndex p = world.portal();
    const NodeIndex yard = world.node(NodeKind::yard);
    const NodeIndex fork = world.junction();
    const NodeIndex a = world.portal();
    const NodeIndex b = world.portal();
    for (const auto& [from, to] : {std::pair{p, yard}, std::pair{yard, fork}})
      world.network.links[world.link(from, to, 3000.0)].role = LinkRole::trunk;
    world.link(fork, a);
    world.link(fork, b);
    world.parameters.acceleration_m_s2 = 1.0;
    world.parameters.deceleration_m_s2 = 1.0;
    world.formation.in_motion = true;
    world.formation.policy = "concatenating";
    YardParameters parameters;
    parameters.lanes = 3;
    parameters.lane_length_m = lane_length_m;
    parameters.lane_speed_m_s = 20.0;
    parameters.plan = "in motion";
    world.yards.push_back({yard, parameters});
    world.build();
    for (const NodeIndex end : {a, b, a, b}) world.send(p, end, 0.0);  // couple on leaving
    world.run();
    REQUIRE(world.arrivals.size() == 4);
    const auto& junctions = world.guideway->observation().junctions;
    REQUIRE(junctions[p].couplings == 3);
    const bool reorders = lane_length_m > 100.0;
    CHECK(junctions[yard].reordered_trains == (reorders ? 1 : 0));
    CHECK(junctions[fork].cuts == (reorders ? 1 : 3));
    CHECK((junctions[yard].delay_s > 0.5) == reorders);
  }
}

TEST_CASE("a ring with a yard of one lane in it does not lock up") {
  World world;
  std::vector<NodeIndex> portals;
  std::vector<NodeIndex> ring;
  for (std::size_t i = 0; i < 3; ++i)
    ring.push_back(world.node(i == 0 ? NodeKind::siding : NodeKind::junction));
  for (std::size_t i = 0; i < 3; ++i) {
    portals.push_back(world.portal());
    world.link(portals[i], ring[i], 30.0);
    world.link(ring[i], portals[i], 30.0);
    world.link(ring[i], ring[(i + 1) % 3], 30.0);
  }
  world.formation.policy = "window";
  world.formation.window_s = 20.0;
  world.parameters.max_train_capsules = 2;
  YardParameters parameters;
  parameters.lanes = 1;
  parameters.lane_length_m = 5.0;
  world.yards.push_back({ring[0], parameters});
  world.build();
  std::size_t count = 0;
  for (int i = 0; i < 60; ++i) {
    for (std::size_t from = 0; from < 3; ++from, ++count)
      world.send(portals[from], portals[(from + 2) % 3], 0.5 * i);
  }
  world.run();
  CHECK(world.arrivals.size() == count);
}

}  // namespace dimai::models

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sim/random.hpp"
#include "tests/models/guideway/world.hpp"

namespace dimai::models {
namespace {

using tests::World;

/// A line of yards and junctions joined by twin trunks, each with two portals on twin local links;
/// rules of operation drawn with the seed.
struct RandomWorld {
  World world;
  std::vector<NodeIndex> portals;
  std::vector<LinkIndex> trunks;
  sim::Random random;

  explicit RandomWorld(std::uint64_t seed) : random(seed, 0, 1, 0) {
    draw_rules();
    std::vector<NodeIndex> line;
    const std::uint64_t node_count = 3 + random.below(4);
    for (std::uint64_t i = 0; i < node_count; ++i) {
      line.push_back(world.node(random.uniform() < 0.4 ? NodeKind::yard : NodeKind::junction));
    }
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      for (const LinkIndex trunk : twin(line[i], line[i + 1], 500.0 + 2000.0 * random.uniform())) {
        world.network.links[trunk].role = LinkRole::trunk;
        world.network.links[trunk].tubes = random.uniform() < 0.2 ? 2 : 1;
        trunks.push_back(trunk);
      }
    }
    for (const NodeIndex node : line) {
      for (int i = 0; i < 2; ++i) {
        portals.push_back(world.portal());
        twin(node, portals.back(), 150.0 + 300.0 * random.uniform());
      }
    }
    world.build();
  }

  void draw_rules() {
    const auto pick = [&](const auto& choices) {
      return std::string(choices[random.below(choices.size())]);
    };
    world.parameters.merge = pick(kMergeChoices);
    world.parameters.switching = pick(kSwitchingChoices);
    world.parameters.separation = pick(kSeparationChoices);
    world.parameters.max_train_capsules = 1 + static_cast<std::int64_t>(random.below(8));
    if (random.uniform() < 0.5) world.parameters.acceleration_m_s2 = 1.0;
    world.parameters.deceleration_m_s2 = world.parameters.acceleration_m_s2;
    world.formation.policy = pick(kFormationChoices);
    world.formation.in_motion = random.uniform() < 0.7;
    world.formation.size = 1 + static_cast<std::int64_t>(random.below(6));
  }
  std::vector<LinkIndex> twin(NodeIndex a, NodeIndex b, double length_m) {
    const double speed_m_s = 8.0 + 20.0 * random.uniform();
    const LinkIndex there = world.link(a, b, length_m, speed_m_s);
    const LinkIndex back = world.link(b, a, length_m, speed_m_s);
    world.network.links[back].id = world.network.links[there].id + ":back";
    return {there, back};
  }
  void send_all(int count) {
    double time_s = 0.0;
    for (int i = 0; i < count; ++i) {
      time_s += random.exponential(1.0);
      const std::uint64_t from = random.below(portals.size());
      const std::uint64_t to = (from + 1 + random.below(portals.size() - 1)) % portals.size();
      world.send(portals[from], portals[to], time_s);
    }
    for (int i = 0; i < 3; ++i) {
      const LinkIndex link = trunks[random.below(trunks.size())];
      const double begin_s = time_s * random.uniform();
      const bool rerouted = random.uniform() < 0.5;
      world.close_at(begin_s, link, true, rerouted);
      world.close_at(begin_s + 100.0, link, false, rerouted);
    }
  }
};

}  // namespace

TEST_CASE(
    "whatever the rules, every capsule arrives once, none is lost, trains keep their distance") {
  constexpr int kCapsules = 300;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    RandomWorld random(seed);
    World& world = random.world;
    random.send_all(kCapsules);
    world.run(300.0);
    CHECK(world.arrivals.size() + world.capsules_on_guideway() == kCapsules);
    world.run();
    CHECK(world.arrivals.size() == kCapsules);
    CHECK(world.capsules_on_guideway() == 0);
    CHECK(world.guideway->trains().train_count() == 0);
    std::vector<int> times_arrived(kCapsules, 0);
    for (const tests::Arrival& arrival : world.arrivals) {
      ++times_arrived[arrival.capsule];
      const Capsule& capsule = world.guideway->trains()[CapsuleIndex{arrival.capsule}];
      CHECK(capsule.destination == arrival.portal);
      CHECK(capsule.offset.distance_m > 300.0);
      CHECK(std::isfinite(capsule.offset.local_s + capsule.offset.trunk_s));
    }
    CHECK(std::count(times_arrived.begin(), times_arrived.end(), 1) == kCapsules);
    CHECK(world.guideway->observation().least_slack_ns > -200);
  }
}

TEST_CASE("the same world gives the same log of events") {
  std::vector<std::uint64_t> hashes;
  for (int i = 0; i < 2; ++i) {
    RandomWorld random(17);
    random.send_all(200);
    random.world.run();
    hashes.push_back(random.world.simulation.event_hash());
  }
  CHECK(hashes[0] == hashes[1]);
}

}  // namespace dimai::models

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "models/guideway/guideway.hpp"
#include "sim/random.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {
namespace {

using namespace dimai::models;

/// A portal, a tube to a yard, a trunk to a fork, and a tube from there to each of some portals.
/// Capsules are so short, and react so fast, that they hardly keep apart: formulas of trains know
/// of no headway.
class YardWorld final : public PortalOperator {
 public:
  explicit YardWorld(std::uint32_t branches) {
    origin = node(NodeKind::portal);
    const NodeIndex yard = node(NodeKind::yard);
    fork = node(NodeKind::junction);
    link(origin, yard);
    network.links[link(yard, fork)].role = LinkRole::trunk;
    for (std::uint32_t i = 0; i < branches; ++i) {
      ends.push_back(node(NodeKind::portal));
      link(fork, ends.back());
    }
    layout.lane_length_m = 1000.0;
    layout.hump_length_m = 1000.0;
    layout.roll_time_s = layout.lock_time_s = layout.pull_back_time_s = 0.0;
  }
  YardWorld(const YardWorld&) = delete;
  YardWorld& operator=(const YardWorld&) = delete;

  void build(const FormationParameters& formation, bool laid_out) {
    std::vector<double> cost_s(network.links.size(), 10.0);
    router_ = std::make_unique<Router>(network, cost_s, std::vector<double>{1.0});
    CapsuleClass capsule;
    capsule.length_m = 1e-3;
    const std::vector<CapsuleClass> classes{capsule};
    GuidewaySetup setup;
    setup.network = &network;
    setup.router = router_.get();
    setup.classes = classes;
    setup.guideway.acceleration_m_s2 = std::numeric_limits<double>::infinity();
    setup.guideway.deceleration_m_s2 = std::numeric_limits<double>::infinity();
    setup.guideway.separation = "relative";
    setup.guideway.reaction_time_s = 0.0;
    setup.guideway.standstill_gap_m = 1e-3;
    setup.guideway.coupling_gap_m = 0.0;
    setup.guideway.max_train_capsules = 1000;
    setup.formation = formation;
    setup.formation.in_motion = false;
    setup.formation.latch_time_s = 0.0;
    if (laid_out) setup.yards.push_back({NodeIndex{1}, layout});
    guideway = std::make_unique<Guideway>(setup);
    guideway->attach(simulation, *this);
  }
  void send(NodeIndex to, double ready_s) {
    const CapsuleIndex capsule = guideway->add_capsule(0, 0);
    guideway->trains()[capsule].destination = to;
    guideway->depart(simulation, capsule, origin, sim::seconds(ready_s));
  }
  void run() { simulation.run(sim::Time::max()); }
  const YardCounts& counts() const { return guideway->yards().track(0).counts; }
  double trains() const { return static_cast<double>(counts().trains); }
  double cuts() const {
    return static_cast<double>(guideway->observation().junctions[fork].cuts) / trains();
  }

  bool admits(NodeIndex, std::uint32_t) override { return true; }
  void departed(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
  void arrived(sim::Simulation&, CapsuleIndex, NodeIndex) override {}

  Network network;
  YardParameters layout;
  NodeIndex origin;
  NodeIndex fork;
  std::vector<NodeIndex> ends;
  std::unique_ptr<Guideway> guideway;
  sim::Simulation simulation;

 private:
  NodeIndex node(NodeKind kind) {
    Node row;
    row.kind = kind;
    return network.nodes.push_back(row);
  }
  LinkIndex link(NodeIndex from, NodeIndex to) {
    Link row;
    row.from = from;
    row.to = to;
    row.length_m = 1000.0;
    row.speed_m_s = 50.0;
    row.bore_m = 10.0;
    return network.links.push_back(row);
  }
  std::unique_ptr<Router> router_;
};

}  // namespace

/// Capsules come to a yard as a Poisson stream; trains by window or by size.
Quantities formation_simulated(const Row& row) {
  YardWorld world(1);
  FormationParameters formation;
  formation.policy = row.has("size") ? "size" : "window";
  formation.size = row.has("size") ? row.integer("size") : 1;
  formation.window_s = row.number_or("window_s", 86400.0);
  world.build(formation, false);
  sim::Random random(static_cast<std::uint64_t>(row.integer("seed")), 0, 1, 0);
  double time_s = 0.0;
  for (std::int64_t i = 0; i < row.integer("capsule_count"); ++i) {
    time_s += random.exponential(1.0 / row.number("arrivals_per_s"));
    world.send(world.ends[0], time_s);
  }
  world.run();
  const auto capsules = static_cast<double>(world.counts().capsules);
  return {{"capsules_per_train", capsules / world.trains()},
          {"wait_s", world.counts().standing_s / capsules}};
}

/// Trains of a size with destinations at random pass a yard and are cut at the fork behind it.
Quantities yard_cuts(const Row& row) {
  Quantities found;
  for (const bool sorts : {false, true}) {
    const auto branches = static_cast<std::uint32_t>(row.integer("branch_count"));
    YardWorld world(branches);
    world.layout.lanes = sorts ? branches : 1;
    world.layout.plan = sorts ? "quickest" : "as they come";
    FormationParameters formation;
    formation.policy = "size";
    formation.size = row.integer("unit_count");
    formation.window_s = 86400.0;
    world.build(formation, true);
    sim::Random random(static_cast<std::uint64_t>(row.integer("seed")), 0, 1, 0);
    for (std::int64_t i = 0; i < row.integer("train_count") * formation.size; ++i) {
      const auto branch = static_cast<std::uint32_t>(random.uniform() * branches);
      world.send(world.ends[branch], static_cast<double>(i));
    }
    world.run();
    found.emplace_back(sorts ? "sorted" : "unsorted", world.cuts());
  }
  return found;
}

/// A train whose capsules come in the reverse order: its longest fall and its chains are as many.
Quantities yard_passes(const Row& row) {
  const auto count = static_cast<std::uint32_t>(row.integer("rank_count"));
  YardWorld world(count);
  world.layout.lanes = row.has("lane_count") ? row.integer("lane_count") : 1;
  world.layout.hump_tracks = row.has("hump_tracks") ? row.integer("hump_tracks") : 0;
  world.layout.plan = row.text("plan");
  FormationParameters formation;
  formation.policy = "size";
  formation.size = count;
  formation.window_s = 86400.0;
  world.build(formation, true);
  for (std::uint32_t i = 0; i < count; ++i) world.send(world.ends[count - 1 - i], i);
  world.run();
  return {{"passes", static_cast<double>(world.counts().passes) - 1.0},  // besides the arrival
          {"rolled_units", static_cast<double>(world.counts().rolled_units)},
          {"cuts", world.cuts()}};
}

/// A follower closes a gap, in steps of a millisecond: it runs as much faster as it may, can, and
/// can still brake away.
Quantities gap_closing_stepped(const Row& row) {
  constexpr double dt_s = 1e-3;
  const double acceleration = row.number("acceleration_m_s2");
  const double most = row.number("speed_difference_m_s");
  double gap_m = row.number("gap_m");
  double faster_m_s = 0.0;
  double time_s = 0.0;
  double way_m = 0.0;
  while (gap_m > 1e-6 && time_s < 1e5) {
    const double can_brake_m_s = std::sqrt(2.0 * acceleration * gap_m);
    const double next_m_s = std::min({most, faster_m_s + acceleration * dt_s, can_brake_m_s});
    const double step_m = 0.5 * (faster_m_s + next_m_s) * dt_s;
    gap_m -= step_m;
    way_m += row.number("leader_speed_m_s") * dt_s + step_m;
    faster_m_s = next_m_s;
    time_s += dt_s;
  }
  return {{"time_s", time_s}, {"distance_m", way_m}};
}

}  // namespace dimai::validation

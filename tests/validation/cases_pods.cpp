#include <cstdint>
#include <limits>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

using namespace dimai::models;

/// Takes in what comes.
class Sink final : public PortalOperator {
 public:
  bool admits(NodeIndex, std::uint32_t) override { return true; }
  void departed(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
  void arrived(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
};

/// A lane from a portal to another.
Network one_lane(const Row& row) {
  Network network;
  for (int i = 0; i < 2; ++i) {
    Node node;
    node.kind = NodeKind::portal;
    network.nodes.push_back(node);
  }
  Link lane;
  lane.id = "lane";
  lane.from = NodeIndex{0};
  lane.to = NodeIndex{1};
  lane.length_m = row.number("lane_m");
  lane.speed_m_s = row.number("speed_m_s");
  lane.bore_m = 10.0;
  network.links.push_back(lane);
  return network;
}

GuidewaySetup lane_setup(const Row& row) {
  GuidewaySetup setup;
  setup.guideway.speed_m_s = row.number("speed_m_s");
  setup.guideway.acceleration_m_s2 = std::numeric_limits<double>::infinity();
  setup.guideway.deceleration_m_s2 = std::numeric_limits<double>::infinity();
  setup.guideway.separation = "absolute";
  setup.guideway.reaction_time_s = row.number("reaction_time_s");
  setup.guideway.follower_braking_m_s2 = row.number("braking_m_s2");
  setup.guideway.standstill_gap_m = row.number("queue_gap_m");
  setup.guideway.coupling_gap_m = row.number("platoon_gap_m");
  return setup;
}

/// Trains of `platoon` pods, all at the start of the lane at once: mean time between pods [s], from
/// the second train to the last, where they leave the lane.
double mean_headway_s(const Row& row, std::int64_t platoon) {
  const Network network = one_lane(row);
  const std::vector<double> cost_s{row.number("lane_m") / row.number("speed_m_s")};
  Router router(network, cost_s, {1.0});
  CapsuleClass train;
  const double pitch_m = row.number("pod_m") + row.number("platoon_gap_m");
  train.length_m = row.number("pod_m") + static_cast<double>(platoon - 1) * pitch_m;
  const std::vector<CapsuleClass> classes{train};
  GuidewaySetup setup = lane_setup(row);
  setup.network = &network;
  setup.router = &router;
  setup.classes = classes;
  setup.guideway.max_train_capsules = 1;
  setup.formation.in_motion = false;
  Guideway guideway(setup);
  guideway.observation().recorded_links.assign(1, 1);
  guideway.observation().record_until_ns = sim::Time::max().ns;
  sim::Simulation simulation;
  Sink sink;
  guideway.attach(simulation, sink);
  const std::int64_t train_count = row.integer("pod_count") / platoon;
  for (std::int64_t i = 0; i < train_count; ++i) {
    const CapsuleIndex capsule = guideway.add_capsule(0, 0);
    guideway.trains()[capsule].destination = NodeIndex{1};
    guideway.depart(simulation, capsule, NodeIndex{0}, sim::Time{});
  }
  simulation.run(sim::Time::max());
  const std::vector<double>& exits_s = guideway.observation().traversals.exit_time_s;
  const auto gaps = static_cast<double>(exits_s.size() - 2);
  return (exits_s.back() - exits_s.at(1)) / gaps / static_cast<double>(platoon);
}

}  // namespace

Quantities packed_pods(const Row& row) {
  const double alone_s = mean_headway_s(row, 1);
  const double headway_s = mean_headway_s(row, row.integer("platoon"));
  return {{"headway_s", headway_s},
          {"published_headway_s", headway_s},  // the same, beside what was measured elsewhere
          {"gain", alone_s / headway_s}};
}

}  // namespace dimai::validation

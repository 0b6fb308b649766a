#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

using namespace dimai::models;

/// Takes in what comes, and adds up when.
class Arrivals final : public PortalOperator {
 public:
  bool admits(NodeIndex, std::uint32_t) override { return true; }
  void departed(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
  void arrived(sim::Simulation& run, CapsuleIndex, NodeIndex) override {
    sum_s += sim::to_seconds(run.now());
  }
  double sum_s = 0.0;
};

struct Following {
  std::string separation;
  double latency_s = 0.0;
  double leader_braking_m_s2 = 0.0;
  double gap_m = 0.0;
};

/// Mean delay of trains over a fast and a slow stretch, one every so many seconds [s].
double mean_delay_s(const Row& row, const Following& following) {
  Network network;
  for (int i = 0; i < 3; ++i) {
    Node node;
    node.kind = i == 1 ? NodeKind::junction : NodeKind::portal;
    network.nodes.push_back(node);
  }
  const double lengths_m[] = {row.number("fast_m"), row.number("slow_m")};
  const double speeds_m_s[] = {row.number("fast_m_s"), row.number("slow_m_s")};
  double free_s = 0.0;
  std::vector<double> cost_s;
  for (std::uint32_t i = 0; i < 2; ++i) {
    Link link;
    link.id = i == 0 ? "fast" : "slow";
    link.from = NodeIndex{i};
    link.to = NodeIndex{i + 1};
    link.length_m = lengths_m[i];
    link.speed_m_s = speeds_m_s[i];
    link.bore_m = 10.0;
    network.links.push_back(link);
    cost_s.push_back(lengths_m[i] / speeds_m_s[i]);
    free_s += cost_s.back();
  }
  Router router(network, cost_s, {1.0});
  CapsuleClass train;
  train.length_m = row.number("train_m");
  const std::vector<CapsuleClass> classes{train};
  GuidewaySetup setup;
  setup.network = &network;
  setup.router = &router;
  setup.classes = classes;
  setup.guideway.speed_m_s = 100.0;
  setup.guideway.acceleration_m_s2 = std::numeric_limits<double>::infinity();
  setup.guideway.deceleration_m_s2 = std::numeric_limits<double>::infinity();
  setup.guideway.separation = following.separation;
  setup.guideway.reaction_time_s = following.latency_s;
  setup.guideway.follower_braking_m_s2 = row.number("braking_m_s2");
  setup.guideway.leader_braking_m_s2 = following.leader_braking_m_s2;
  setup.guideway.standstill_gap_m = following.gap_m;
  setup.guideway.max_train_capsules = 1;
  setup.formation.in_motion = false;
  Guideway guideway(setup);
  sim::Simulation simulation;
  Arrivals arrivals;
  guideway.attach(simulation, arrivals);
  const auto count = static_cast<int>(row.integer("train_count"));
  double booked_s = 0.0;
  for (int i = 0; i < count; ++i) {
    const double ready_s = i * row.number("interval_s");
    const CapsuleIndex capsule = guideway.add_capsule(0, 0);
    guideway.trains()[capsule].destination = NodeIndex{2};
    guideway.depart(simulation, capsule, NodeIndex{0}, sim::seconds(ready_s));
    booked_s += ready_s + free_s;
  }
  simulation.run(sim::Time::max());
  return (arrivals.sum_s - booked_s) / count;
}

}  // namespace

Quantities virtual_coupling(const Row& row) {
  const double brake = row.number("braking_m_s2");
  const double never = 1e15;  // a leader that stops dead: nothing is borrowed from its braking
  const double wide_m = row.number("moving_block_gap_m");
  const double close_m = row.number("coupled_gap_m");
  const double latency_s = row.number("latency_s");
  const double block_s = mean_delay_s(row, {"absolute", 0.0, brake, wide_m});
  const double coupled_s = mean_delay_s(row, {"relative", 0.0, brake, close_m});
  const double late_s = mean_delay_s(row, {"relative", latency_s, brake, close_m});
  const double control_s = mean_delay_s(row, {"relative", 0.0, never, wide_m});
  return {{"moving_block_delay_s", block_s},
          {"coupled_delay_s", coupled_s},
          {"coupled_below_moving_block", coupled_s < block_s ? 1.0 : 0.0},
          {"latency_gives_part_back", coupled_s < late_s && late_s < block_s ? 1.0 : 0.0},
          {"control_less_moving_block_s", control_s - block_s}};
}

}  // namespace dimai::validation

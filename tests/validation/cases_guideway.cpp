#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "sim/random.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

using namespace dimai::models;

/// Capsules of one class through a network to one portal, speeds changing at once; trains are
/// single capsules, separated by their length, a gap and a time. Delays are kept by kind of
/// capsule.
class Flow final : public PortalOperator {
 public:
  NodeIndex node(NodeKind kind) {
    Node row;
    row.kind = kind;
    return network.nodes.push_back(row);
  }
  LinkIndex link(NodeIndex from, NodeIndex to, double length_m, double speed_m_s) {
    Link row;
    row.from = from;
    row.to = to;
    row.length_m = length_m;
    row.speed_m_s = speed_m_s;
    row.bore_m = 10.0;
    return network.links.push_back(row);
  }
  /// @param spacing_m  of standing capsules, of which the gap is a fifth
  void build(double spacing_m, double tau_s, const std::string& merge) {
    std::vector<double> cost_s;
    for (const Link& row : network.links) cost_s.push_back(row.length_m / row.speed_m_s);
    router_ = std::make_unique<Router>(network, cost_s, std::vector<double>{1.0});
    CapsuleClass capsule;
    capsule.length_m = 0.8 * spacing_m;
    const std::vector<CapsuleClass> classes{capsule};
    GuidewaySetup setup;
    setup.network = &network;
    setup.router = router_.get();
    setup.classes = classes;
    setup.guideway.speed_m_s = 100.0;
    setup.guideway.acceleration_m_s2 = std::numeric_limits<double>::infinity();
    setup.guideway.deceleration_m_s2 = std::numeric_limits<double>::infinity();
    setup.guideway.separation = "relative";  // with equal brakes tau is the reaction time
    setup.guideway.reaction_time_s = tau_s;
    setup.guideway.standstill_gap_m = 0.2 * spacing_m;
    setup.guideway.max_train_capsules = 1;
    setup.guideway.merge = merge;
    setup.formation.in_motion = false;
    guideway = std::make_unique<Guideway>(setup);
    guideway->attach(simulation, *this);
  }
  /// A capsule that wants to leave at a time, from then on under way.
  void send(NodeIndex from, NodeIndex to, sim::Time ready, std::uint32_t kind) {
    if (idle_.empty()) {
      idle_.push_back(guideway->add_capsule(0, 0));
      ready_.emplace_back();
      kind_.push_back(0);
    }
    const CapsuleIndex capsule = idle_.back();
    idle_.pop_back();
    ready_[capsule.value] = ready;
    kind_[capsule.value] = kind;
    guideway->trains()[capsule].destination = to;
    guideway->depart(simulation, capsule, from, ready);
  }

  bool admits(NodeIndex, std::uint32_t) override { return true; }
  void departed(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
  void arrived(sim::Simulation& run, CapsuleIndex capsule, NodeIndex) override {
    const std::uint32_t kind = kind_[capsule.value];
    time_s[kind] += sim::to_seconds(run.now() - ready_[capsule.value]);
    ++count[kind];
    idle_.push_back(capsule);
  }

  Network network;
  std::unique_ptr<Guideway> guideway;
  sim::Simulation simulation;
  std::array<double, 2> time_s{};        ///< from ready to arrival, summed  [kind]
  std::array<std::uint64_t, 2> count{};  ///< arrived  [kind]

 private:
  std::unique_ptr<Router> router_;
  std::vector<CapsuleIndex> idle_;
  std::vector<sim::Time> ready_;     ///< [capsule]
  std::vector<std::uint32_t> kind_;  ///< [capsule]
};

/// Capsules become ready as a Poisson stream, each at any of the starts.
class Arrivals {
 public:
  Arrivals(Flow& flow, std::vector<NodeIndex> starts, NodeIndex end, double mean_gap_s,
           std::uint64_t seed)
      : flow_(flow),
        starts_(std::move(starts)),
        end_(end),
        mean_gap_s_(mean_gap_s),
        random_(seed, 0, 1, 0) {
    handler_ = flow.simulation.add_handler(*this);
  }
  void begin(std::uint64_t count) {
    left_ = count;
    flow_.simulation.schedule(sim::Time{}, handler_, 0, 0);
  }
  void handle(sim::Simulation& simulation, const sim::Event&) {
    const std::uint64_t start = random_.below(starts_.size());
    const std::uint32_t kind = start < starts_.size() / 2 ? 0 : 1;
    flow_.send(starts_[start], end_, simulation.now(), kind);
    if (--left_ == 0) return;
    const sim::Time gap = sim::seconds(random_.exponential(mean_gap_s_));
    simulation.schedule(simulation.now() + gap, handler_, 0, 0);
  }

 private:
  Flow& flow_;
  std::vector<NodeIndex> starts_;
  NodeIndex end_;
  double mean_gap_s_;
  sim::Random random_;
  std::uint64_t left_ = 0;
  sim::HandlerId handler_{};
};

constexpr double kSpeed_m_s = 20.0;
constexpr double kSpacing_m = 5.0;
constexpr double kTau_s = 1.0;
constexpr double kHeadway_s = kSpacing_m / kSpeed_m_s + kTau_s;

/// Inlets from portals of their own, long enough for any queue, and one link to the end. The second
/// half of them have priority.
struct Merge {
  Flow flow;
  NodeIndex junction = flow.node(NodeKind::junction);
  NodeIndex end = flow.node(NodeKind::portal);
  std::vector<NodeIndex> starts;

  Merge(std::int64_t inlet_count, double inlet_length_m, const std::string& rule) {
    flow.link(junction, end, 1000.0, kSpeed_m_s);
    for (std::int64_t i = 0; i < inlet_count; ++i) {
      starts.push_back(flow.node(NodeKind::portal));
      const LinkIndex inlet = flow.link(starts.back(), junction, inlet_length_m, kSpeed_m_s);
      flow.network.links[inlet].priority = 2 * i >= inlet_count ? 1 : 0;
    }
    flow.build(kSpacing_m, kTau_s, rule);
  }
  void run(const Row& row) {
    Arrivals arrivals(flow, starts, end, kHeadway_s / row.number("load"),
                      static_cast<std::uint64_t>(row.integer("seed")));
    arrivals.begin(static_cast<std::uint64_t>(row.integer("train_count")));
    flow.simulation.run(sim::Time::max());
  }
};

}  // namespace

Quantities kinematic_wave(const Row& row) {
  Flow flow;
  NodeIndex at = flow.node(NodeKind::portal);
  const NodeIndex start = at;
  double free_s = 0.0;
  const std::vector<double> speeds_m_s = row.numbers("speed_m_s");
  for (std::size_t i = 0; i < speeds_m_s.size(); ++i) {
    const bool last = i + 1 == speeds_m_s.size();
    const NodeIndex next = flow.node(last ? NodeKind::portal : NodeKind::junction);
    flow.link(at, next, row.number("link_length_m"), speeds_m_s[i]);
    free_s += row.number("link_length_m") / speeds_m_s[i];
    at = next;
  }
  flow.build(row.number("spacing_m"), row.number("tau_s"), "first come");
  // In each period one capsule at the end of each interval of 1 / flow.
  double begin_s = 0.0;
  for (const std::vector<double>& period : row.matrix("demand_until_s_per_s")) {
    const double interval_s = 1.0 / period.at(1);
    for (int k = 1; begin_s + k * interval_s <= period.at(0) + 1e-9; ++k) {
      flow.send(start, at, sim::seconds(begin_s + k * interval_s), 0);
    }
    begin_s = period.at(0);
  }
  flow.simulation.run(sim::Time::max());
  const auto count = static_cast<double>(flow.count[0]);
  return {{"count", count},
          {"total_s", flow.time_s[0]},
          {"mean_s", flow.time_s[0] / count},
          {"delay_s", flow.time_s[0] / count - free_s}};
}

/// Mean wait at the merge alone of two streams that were separated before, in headways.
Quantities merge_wait_simulated(const Row& row) {
  Merge merge(2, 1e5, "first come");
  merge.run(row);
  const JunctionCounts& counts = merge.flow.guideway->observation().junctions[merge.junction];
  return {
      {"merge_only", counts.delay_s / static_cast<double>(counts.train_crossings) / kHeadway_s}};
}

/// Mean waits of both classes, before the inlets and at the merge, in headways. Each class comes by
/// so many inlets that it is hardly separated before.
Quantities priority_wait_simulated(const Row& row) {
  constexpr double kInletLength_m = 2000.0;
  Merge merge(row.integer("inlet_count"), kInletLength_m, "priority");
  merge.run(row);
  const double free_s = (kInletLength_m + 1000.0) / kSpeed_m_s;
  const auto wait = [&](std::size_t kind) {
    const auto count = static_cast<double>(merge.flow.count[kind]);
    return (merge.flow.time_s[kind] / count - free_s) / kHeadway_s;
  };
  return {{"low", wait(0)}, {"high", wait(1)}};
}

}  // namespace dimai::validation

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "models/guideway/guideway.hpp"
#include "sim/random.hpp"

using namespace dimai::models;
namespace sim = dimai::sim;

namespace {

constexpr double kLinkLength_m = 2000.0;
constexpr double kSpeed_m_s = 50.0;
constexpr std::uint32_t kTrainsALink = 20;  ///< of about 50 that fit at line speed
constexpr std::uint32_t kLinksAWay = 50;    ///< of one line or ring

/// A network and where capsules may go from each portal.
struct Scene {
  Network network;
  sim::Table<NodeIndex, std::vector<NodeIndex>> destinations;
  std::vector<NodeIndex> starts;
  std::uint32_t trains = 0;  ///< under way

  NodeIndex add_node(NodeKind kind) {
    Node node;
    node.id = std::to_string(network.nodes.size());
    node.kind = kind;
    destinations.push_back({});
    return network.nodes.push_back(node);
  }
  void add_link(NodeIndex from, NodeIndex to) {
    Link link;
    link.id = std::to_string(network.links.size());
    link.from = from;
    link.to = to;
    link.length_m = kLinkLength_m;
    link.speed_m_s = kSpeed_m_s;
    link.bore_m = 3.0;
    network.links.push_back(link);
  }
};

/// Lines of 50 links between two portals: nothing but following.
Scene lines(std::uint32_t trains) {
  Scene scene;
  scene.trains = trains;
  const std::uint32_t line_count = trains / (kTrainsALink * kLinksAWay);
  for (std::uint32_t line = 0; line < line_count; ++line) {
    NodeIndex at = scene.add_node(NodeKind::portal);
    scene.starts.push_back(at);
    for (std::uint32_t i = 0; i < kLinksAWay; ++i) {
      const bool last = i + 1 == kLinksAWay;
      const NodeIndex next = scene.add_node(last ? NodeKind::portal : NodeKind::junction);
      scene.add_link(at, next);
      at = next;
    }
    scene.destinations[scene.starts.back()] = {at};
  }
  return scene;
}

/// Rings of 50 links with a portal at every fifth node: merges, diverges, and delays at both.
Scene rings(std::uint32_t trains) {
  constexpr std::uint32_t kLinksAPortal = 5;
  Scene scene;
  scene.trains = trains;
  const std::uint32_t ring_count = trains / (kTrainsALink * kLinksAWay);
  for (std::uint32_t ring = 0; ring < ring_count; ++ring) {
    std::vector<NodeIndex> nodes;
    std::vector<NodeIndex> portals;
    for (std::uint32_t i = 0; i < kLinksAWay; ++i)
      nodes.push_back(scene.add_node(NodeKind::junction));
    for (std::uint32_t i = 0; i < kLinksAWay; ++i) {
      scene.add_link(nodes[i], nodes[(i + 1) % kLinksAWay]);
      if (i % kLinksAPortal != 0) continue;
      portals.push_back(scene.add_node(NodeKind::portal));
      scene.add_link(nodes[i], portals.back());
      scene.add_link(portals.back(), nodes[i]);
    }
    for (std::size_t i = 0; i < portals.size(); ++i) {
      for (std::size_t j = 1; j < portals.size(); ++j) {
        scene.destinations[portals[i]].push_back(portals[(i + j) % portals.size()]);
      }
      scene.starts.push_back(portals[i]);
    }
  }
  return scene;
}

/// Runs a scene for ever: who arrives sets out again.
class Traffic final : public PortalOperator {
 public:
  explicit Traffic(Scene scene) : scene_(std::move(scene)), random_(1, 0, 1, 0) {
    std::vector<double> cost_s(scene_.network.links.size(), kLinkLength_m / kSpeed_m_s);
    router_ = std::make_unique<Router>(scene_.network, cost_s, std::vector<double>{1.0});
    GuidewaySetup setup;
    setup.network = &scene_.network;
    setup.router = router_.get();
    setup.guideway.separation = "relative";
    setup.formation.in_motion = false;
    classes_.emplace_back();
    setup.classes = classes_;
    guideway_ = std::make_unique<Guideway>(setup);
    guideway_->attach(simulation_, *this);
    const double way_s = kLinksAWay * kLinkLength_m / kSpeed_m_s;
    const auto starts = static_cast<std::uint32_t>(scene_.starts.size());
    for (std::uint32_t i = 0; i < scene_.trains; ++i) {
      const CapsuleIndex capsule = guideway_->add_capsule(0, 0);
      const double share = static_cast<double>(i / starts) / (scene_.trains / starts);
      // Starts set out at different times, so that their trains are not in step.
      send(capsule, scene_.starts[i % starts],
           sim::seconds(way_s * share + 1.7 * random_.uniform()));
    }
    simulation_.run(sim::seconds(1.2 * way_s));
  }

  /// Runs on until about that many link ends have been passed; returns how many have.
  std::uint64_t run(std::uint64_t crossings) {
    const std::uint64_t before = guideway_->observation().crossings;
    const double seconds =
        static_cast<double>(crossings) / scene_.trains * kLinkLength_m / kSpeed_m_s;
    simulation_.run(simulation_.now() + sim::seconds(seconds));
    return guideway_->observation().crossings - before;
  }
  std::uint64_t event_count() const { return simulation_.event_count(); }

  bool admits(NodeIndex, std::uint32_t) override { return true; }
  void departed(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
  void arrived(sim::Simulation&, CapsuleIndex capsule, NodeIndex portal) override {
    const bool ends_here = scene_.destinations[portal].empty();
    send(capsule, ends_here ? scene_.starts[random_.below(scene_.starts.size())] : portal,
         simulation_.now());
  }

 private:
  void send(CapsuleIndex capsule, NodeIndex portal, sim::Time ready) {
    const std::vector<NodeIndex>& ways = scene_.destinations[portal];
    guideway_->trains()[capsule].destination = ways[random_.below(ways.size())];
    guideway_->depart(simulation_, capsule, portal, ready);
  }

  Scene scene_;
  sim::Random random_;
  std::vector<CapsuleClass> classes_;
  std::unique_ptr<Router> router_;
  std::unique_ptr<Guideway> guideway_;
  sim::Simulation simulation_;
};

void report(benchmark::State& state, Traffic& traffic) {
  constexpr std::uint64_t kCrossingsAnIteration = 2'000'000;
  std::uint64_t crossings = 0;
  const std::uint64_t events = traffic.event_count();
  for ([[maybe_unused]] auto _ : state) crossings += traffic.run(kCrossingsAnIteration);
  const auto count = static_cast<double>(crossings);
  state.counters["crossings_per_s"] = benchmark::Counter(count, benchmark::Counter::kIsRate);
  state.counters["ns_per_crossing"] =
      benchmark::Counter(count / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["events_per_crossing"] =
      static_cast<double>(traffic.event_count() - events) / count;
}

void trains_on_lines(benchmark::State& state) {
  Traffic traffic(lines(static_cast<std::uint32_t>(state.range(0))));
  report(state, traffic);
}

void trains_on_rings(benchmark::State& state) {
  Traffic traffic(rings(static_cast<std::uint32_t>(state.range(0))));
  report(state, traffic);
}

BENCHMARK(trains_on_lines)->Arg(1'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(trains_on_rings)->Arg(1'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

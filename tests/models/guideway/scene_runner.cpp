#include "tests/models/guideway/scene_runner.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <string>
#include <tuple>

#include "models/guideway/guideway.hpp"

namespace dimai::tests {
namespace {

using namespace dimai::models;

/// Portals that take in whatever comes.
class OpenPortals final : public PortalOperator {
 public:
  bool admits(NodeIndex, std::uint32_t) override { return true; }
  void departed(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
  void arrived(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
};

/// Shuts and opens links of the guideway at given times; routes stay as they are.
class Closures {
 public:
  explicit Closures(Guideway& guideway) : guideway_(guideway) {}

  void attach(sim::Simulation& simulation, const Scene& scene) {
    const sim::HandlerId handler = simulation.add_handler(*this);
    for (const SceneClosure& closure : scene.closures) {
      const auto link = static_cast<std::uint32_t>(closure.link);
      simulation.schedule(sim::seconds(closure.begin_s), handler, 1, link);
      simulation.schedule(sim::seconds(closure.end_s), handler, 0, link);
    }
  }
  void handle(sim::Simulation& /*simulation*/, const sim::Event& event) {
    guideway_.set_closed(LinkIndex{event.subject}, event.kind == 1);
  }

 private:
  Guideway& guideway_;
};

NodeIndex node_index(std::size_t row) { return NodeIndex{static_cast<std::uint32_t>(row)}; }

Network network_of(const Scene& scene) {
  Network network;
  for (const SceneNode& node : scene.nodes) {
    Node row;
    row.kind = node.portal ? NodeKind::portal : NodeKind::junction;
    network.nodes.push_back(row);
  }
  for (const SceneLink& link : scene.links) {
    Link row;
    row.id = "link " + std::to_string(network.links.size());
    row.from = node_index(link.from);
    row.to = node_index(link.to);
    row.length_m = static_cast<double>(link.cells) * scene.dx_m;
    row.speed_m_s = link.speed_m_s;
    row.bore_m = 10.0;
    network.links.push_back(row);
  }
  return network;
}

/// A class for every length of train, with that many cells.
std::map<std::size_t, std::uint32_t> class_of_length(const Scene& scene,
                                                     std::vector<CapsuleClass>& classes) {
  std::map<std::size_t, std::uint32_t> of_length;
  for (const SceneTrain& train : scene.trains) {
    const auto next = static_cast<std::uint32_t>(classes.size());
    if (!of_length.try_emplace(train.cells, next).second) continue;
    CapsuleClass row;
    row.length_m = static_cast<double>(train.cells) * scene.dx_m;
    classes.push_back(row);
  }
  return of_length;
}

GuidewaySetup setup_of(const Scene& scene) {
  GuidewaySetup setup;
  setup.guideway.speed_m_s = std::numeric_limits<double>::infinity();
  setup.guideway.acceleration_m_s2 = std::numeric_limits<double>::infinity();
  setup.guideway.deceleration_m_s2 = std::numeric_limits<double>::infinity();
  setup.guideway.separation = "absolute";
  setup.guideway.reaction_time_s = scene.reaction_time_s;
  setup.guideway.follower_braking_m_s2 = scene.braking_m_s2;
  setup.guideway.standstill_gap_m = static_cast<double>(scene.gap_cells) * scene.dx_m;
  setup.guideway.merge = "first come";
  setup.guideway.max_train_capsules = 1;
  setup.formation.policy = "none";
  setup.formation.in_motion = false;
  setup.guard_loops = false;
  return setup;
}

std::vector<std::size_t> by_departure(const Scene& scene) {
  std::vector<std::size_t> order(scene.trains.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return scene.trains[a].departure_s < scene.trains[b].departure_s;
  });
  return order;
}

/// Puts the recorded passages into rows a train; its number is its place in `order`.
void read_times(const Scene& scene, const TraversalLog& log, const std::vector<std::size_t>& order,
                SceneRun& run) {
  for (std::size_t n = 0; n < scene.trains.size(); ++n) {
    run.boundary_time_s.emplace_back(scene.trains[n].path.size() + 1, std::nan(""));
  }
  for (std::size_t i = 0; i < log.train.size(); ++i) {
    const std::size_t train = order[log.train[i]];
    const std::vector<std::size_t>& path = scene.trains[train].path;
    const auto leg = static_cast<std::size_t>(
        std::find(path.begin(), path.end(), std::size_t{log.link[i]}) - path.begin());
    run.boundary_time_s[train].at(leg) = log.entry_time_s[i];
    run.boundary_time_s[train].at(leg + 1) = log.exit_time_s[i];
  }
}

}  // namespace

SceneRun run_engine(const Scene& scene) {
  const Network network = network_of(scene);
  std::vector<double> cost_s;
  for (const Link& link : network.links) cost_s.push_back(link.length_m / link.speed_m_s);
  Router router(network, cost_s, {1.0});
  std::vector<CapsuleClass> classes;
  const std::map<std::size_t, std::uint32_t> class_of = class_of_length(scene, classes);

  GuidewaySetup setup = setup_of(scene);
  setup.network = &network;
  setup.router = &router;
  setup.classes = classes;
  Guideway guideway(setup);
  guideway.observation().recorded_links.assign(network.links.size(), 1);
  guideway.observation().record_until_ns = sim::Time::max().ns;

  sim::Simulation simulation;
  OpenPortals portals;
  Closures closures(guideway);
  guideway.attach(simulation, portals);
  closures.attach(simulation, scene);
  const std::vector<std::size_t> order = by_departure(scene);
  for (const std::size_t n : order) {
    const SceneTrain& train = scene.trains[n];
    const CapsuleIndex capsule = guideway.add_capsule(class_of.at(train.cells), 0);
    guideway.trains()[capsule].destination = node_index(scene.links[train.path.back()].to);
    guideway.depart(simulation, capsule, node_index(scene.links[train.path.front()].from),
                    sim::seconds(train.departure_s));
  }
  simulation.run(sim::Time::max());

  SceneRun run;
  read_times(scene, guideway.observation().traversals, order, run);
  run.events = simulation.event_count();
  run.crossings = guideway.observation().crossings;
  std::vector<std::uint64_t> left(classes.size(), 0);
  guideway.count_capsules(left);
  run.capsules_left = std::accumulate(left.begin(), left.end(), std::uint64_t{0});
  run.least_slack_ns = guideway.observation().least_slack_ns;
  return run;
}

}  // namespace dimai::tests

#include "tests/models/guideway/oracle/scene_runner.hpp"

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
    if (node.portal()) row.kind = NodeKind::portal;
    if (node.kind == SceneNodeKind::yard) row.kind = NodeKind::yard;
    if (node.kind == SceneNodeKind::siding) row.kind = NodeKind::siding;
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
    row.role = link.trunk ? LinkRole::trunk : LinkRole::local;
    row.priority = link.priority;
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
  setup.guideway.acceleration_m_s2 = scene.rate_m_s2;
  setup.guideway.deceleration_m_s2 = scene.rate_m_s2;
  setup.guideway.separation = "absolute";
  setup.guideway.reaction_time_s = scene.reaction_time_s;
  setup.guideway.follower_braking_m_s2 = scene.braking_m_s2;
  setup.guideway.standstill_gap_m = static_cast<double>(scene.gap_cells) * scene.dx_m;
  setup.guideway.coupling_gap_m = static_cast<double>(scene.coupling_cells) * scene.dx_m;
  setup.guideway.switching = scene.switch_s > 0.0 ? "wayside" : "on-board";
  setup.guideway.switch_time_s = scene.switch_s;
  setup.guideway.merge = kMergeChoices.at(static_cast<std::size_t>(scene.merge));
  setup.guideway.max_train_capsules = static_cast<std::int64_t>(scene.most_capsules);
  setup.formation.policy = "none";
  setup.formation.in_motion = scene.couples;
  for (std::size_t i = 0; i < scene.nodes.size(); ++i) {
    const SceneNode& node = scene.nodes[i];
    if (!node.has_sidings()) continue;
    FormationParameters standing = setup.formation;
    standing.policy = node.yard.size < 1000 ? "size" : "window";
    standing.size = static_cast<std::int64_t>(node.yard.size);
    standing.window_s = node.yard.window_s;
    standing.latch_time_s = node.yard.latch_s;
    setup.formation_at.push_back({node_index(i), standing});
  }
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

/// Who is in which train, followed through couplings and cuts.
class Riders {
 public:
  Riders(const Guideway& guideway, std::vector<std::size_t> order)
      : formations_(guideway.observation().formations),
        boardings_(guideway.observation().journeys.boardings) {
    for (std::uint32_t n = 0; n < order.size(); ++n) capsule_of_.push_back(order[n]);
    for (std::uint32_t n = 0; n < order.size(); ++n) in_train_[n] = {order[n]};
    for (std::size_t i = 0; i < boardings_.train.size(); ++i) {
      if (boardings_.kind[i] != static_cast<std::uint8_t>(Boarding::formed)) continue;
      in_train_[boardings_.train[i]].push_back(capsule_of_[boardings_.capsule[i]]);
    }
  }
  /// Capsules of a train of so many that passes a link's end at a time; empty if there is none.
  std::vector<std::size_t> of(std::uint32_t train, double time_s, std::size_t count) {
    while (next_ < formations_.time_s.size() && formations_.time_s[next_] < time_s) change();
    while (next_ < formations_.time_s.size() && formations_.time_s[next_] <= time_s &&
           in_train_[train].size() != count)
      change();
    return in_train_[train].size() == count ? in_train_[train] : std::vector<std::size_t>{};
  }

 private:
  void change() {
    std::vector<std::size_t>& train = in_train_[formations_.train[next_]];
    std::vector<std::size_t>& other = in_train_[formations_.other_train[next_]];
    const auto kind = static_cast<FormationKind>(formations_.kind[next_]);
    if (kind == FormationKind::coupled_in_motion)
      train.insert(train.end(), other.begin(), other.end());
    if (kind == FormationKind::cut) {
      const auto cut = static_cast<std::ptrdiff_t>(train.size()) -
                       static_cast<std::ptrdiff_t>(formations_.capsules_after[next_]);
      other.assign(train.begin(), train.begin() + cut);
      train.erase(train.begin(), train.begin() + cut);
    }
    ++next_;
  }

  const FormationLog& formations_;
  const BoardingLog& boardings_;
  std::vector<std::size_t> capsule_of_;
  std::map<std::uint32_t, std::vector<std::size_t>> in_train_;
  std::size_t next_ = 0;
};

void read_crossings(const Guideway& guideway, const std::vector<std::size_t>& order,
                    SceneRun& run) {
  Riders riders(guideway, order);
  const TraversalLog& log = guideway.observation().traversals;
  for (std::size_t i = 0; i < log.train.size(); ++i) {
    run.crossings_of_trains.push_back(
        {log.exit_time_s[i], log.link[i],
         riders.of(log.train[i], log.exit_time_s[i], log.capsules[i])});
  }
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
  guideway.observation().journeys.on = true;

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
  if (scene.couples) {
    read_crossings(guideway, order, run);
  } else {
    read_times(scene, guideway.observation().traversals, order, run);
  }
  run.events = simulation.event_count();
  run.crossings = guideway.observation().crossings;
  std::vector<std::uint64_t> left(classes.size(), 0);
  guideway.count_capsules(left);
  run.capsules_left = std::accumulate(left.begin(), left.end(), std::uint64_t{0});
  run.least_slack_ns = guideway.observation().least_slack_ns;
  return run;
}

}  // namespace dimai::tests

#include "tests/scenarios/running/random_scenario.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "sim/random.hpp"

namespace dimai::scenarios::tests {

using namespace dimai::models;

namespace {

NodeIndex add_node(Network& network, NodeKind kind) {
  Node node;
  node.id = std::to_string(network.nodes.size());
  node.kind = kind;
  return network.nodes.push_back(node);
}

LinkIndex add_twin(Network& network, NodeIndex a, NodeIndex b, double length_m, double speed_m_s) {
  Link link;
  link.id = std::to_string(network.links.size());
  link.from = a;
  link.to = b;
  link.length_m = length_m;
  link.speed_m_s = speed_m_s;
  link.bore_m = 5.0;
  const LinkIndex there = network.links.push_back(link);
  link.id += ":back";
  std::swap(link.from, link.to);
  network.links.push_back(link);
  return there;
}

void add_class(Scenario& scenario, const std::string& name, double length_m, double bore_m,
               std::int64_t fleet) {
  CapsuleClass row;
  row.name = name;
  row.length_m = length_m;
  row.bore_m = bore_m;
  row.fleet = fleet;
  scenario.capsule_classes.push_back(row);
}

/// Draws what `random_scenario` promises, one part after another.
class Drawing {
 public:
  explicit Drawing(std::uint64_t seed) : random_(seed, 0, 77, 0) {}

  Scenario draw() {
    rules();
    network();
    add_class(scenario_, "cabin", 6.0, 3.0, 20);
    add_class(scenario_, "freight", 4.0, 3.0, 15);
    add_class(scenario_, "room", 12.0, 4.5, 3);
    demand();
    closures();
    yards();
    return std::move(scenario_);
  }

 private:
  template <class Choices>
  std::string pick(const Choices& choices) {
    return std::string(choices[random_.below(choices.size())]);
  }
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return low +
           static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
  }

  void rules() {
    scenario_.name = "random";
    scenario_.run.duration_s = 12.0 * 3600.0;
    scenario_.run.seed = whole(0, 1000);
    scenario_.run.time_bin_s = 300.0;
    scenario_.run.reroute_interval_s = random_.uniform() < 0.5 ? 400.0 : 0.0;
    GuidewayParameters& guideway = scenario_.guideway;
    guideway.speed_m_s = 15.0 + 40.0 * random_.uniform();
    guideway.separation = pick(kSeparationChoices);
    guideway.switching = pick(kSwitchingChoices);
    guideway.merge = pick(kMergeChoices);
    guideway.max_train_capsules = whole(1, 8);
    scenario_.formation.policy = pick(kFormationChoices);
    scenario_.formation.size = whole(1, 6);
    scenario_.formation.in_motion = random_.uniform() < 0.7;
  }
  void network() {
    std::vector<NodeIndex> line;
    const std::int64_t count = whole(3, 6);
    for (std::int64_t i = 0; i < count; ++i) {
      line.push_back(add_node(scenario_.network,
                              random_.uniform() < 0.4 ? NodeKind::yard : NodeKind::junction));
    }
    for (std::size_t i = 0; i + 1 < line.size(); ++i) trunk(line[i], line[i + 1]);
    if (random_.uniform() < 0.5) trunk(line.back(), line.front());
    for (const NodeIndex node : line) {
      portal(node);
      portal(node);
    }
  }
  void trunk(NodeIndex from, NodeIndex to) {
    const LinkIndex there =
        add_twin(scenario_.network, from, to, 500.0 + 4000.0 * random_.uniform(), 60.0);
    for (const LinkIndex link : {there, LinkIndex{there.value + 1}}) {
      scenario_.network.links[link].role = LinkRole::trunk;
      scenario_.network.links[link].tubes = whole(1, 2);
    }
  }
  void portal(NodeIndex node) {
    const NodeIndex index = add_node(scenario_.network, NodeKind::portal);
    const LinkIndex there =
        add_twin(scenario_.network, node, index, 200.0 + 800.0 * random_.uniform(), 20.0);
    if (random_.uniform() < 0.3) {  // no rooms here
      for (const LinkIndex link : {there, LinkIndex{there.value + 1}})
        scenario_.network.links[link].bore_m = 4.0;
    }
    Portal& row = scenario_.network.nodes[index].portal;
    row.arrival_berths = whole(1, 3);
    row.departure_berths = whole(1, 3);
    row.parking = whole(7, 12);  // six portals at least: room for the fleet of 38
    row.holding = whole(0, 4);
    row.population = 100.0 + 1000.0 * random_.uniform();
    row.freight = 1.0;
    portals_.push_back(index);
  }
  void demand() {
    scenario_.demand.period_s = 5400.0;
    std::array<double, 24> even{};
    even.fill(1.0 / 24.0);
    for (const char* name : {"cabin", "freight"}) {
      GravityParameters gravity;
      gravity.capsule_class = name;
      gravity.trips = 150.0;
      scenario_.gravity.push_back(gravity);
      scenario_.hour_shares.push_back(even);
    }
    for (int i = 0; i < 10; ++i) {
      const std::size_t from = random_.below(portals_.size());
      const std::size_t to = (from + 1 + random_.below(portals_.size() - 1)) % portals_.size();
      const auto capsule_class = static_cast<std::uint32_t>(random_.below(3));
      scenario_.flows.push_back({portals_[from], portals_[to], capsule_class, 10.0});
      scenario_.trips.push_back({60.0 * i, portals_[to], portals_[from], capsule_class});
    }
  }
  void closures() {
    for (int i = 0; i < 3; ++i) {
      const LinkIndex link{
          static_cast<std::uint32_t>(random_.below(scenario_.network.links.size()))};
      const double from_s = 5000.0 * random_.uniform();
      scenario_.closures.push_back({link, from_s, from_s + 1000.0});
    }
  }

  /// Some yards are laid out, the shortest with room for one room; nodes on the trunk do as they
  /// like.
  void yards() {
    for (const NodeIndex node : scenario_.network.nodes.indices()) {
      if (scenario_.network.nodes[node].kind == NodeKind::portal) continue;
      if (random_.uniform() < 0.4) {
        scenario_.formation_at.push_back({node, scenario_.formation});
        scenario_.formation_at.back().formation.policy = pick(kFormationChoices);
      }
      if (scenario_.network.nodes[node].kind != NodeKind::yard || random_.uniform() < 0.4) continue;
      YardLayout layout;
      layout.node = node;
      layout.yard.lanes = whole(1, 4);
      layout.yard.lane_length_m = 14.0 + 60.0 * random_.uniform();
      layout.yard.lane_speed_m_s = random_.uniform() < 0.5 ? 5.0 : 60.0;
      layout.yard.hump_tracks = whole(0, 3);
      layout.yard.plan = pick(kPlanChoices);
      scenario_.yards.push_back(layout);
    }
  }

  sim::Random random_;
  Scenario scenario_;
  std::vector<NodeIndex> portals_;
};

}  // namespace

Scenario random_scenario(std::uint64_t seed) { return Drawing(seed).draw(); }

Scenario pair_scenario(std::int64_t fleet) {
  Scenario scenario;
  scenario.name = "pair";
  const NodeIndex from = add_node(scenario.network, NodeKind::portal);
  const NodeIndex to = add_node(scenario.network, NodeKind::portal);
  scenario.network.nodes[from].portal = {1, 1, fleet, 0, 0.0, 0.0};
  scenario.network.nodes[to].portal = {100, 100, 0, 0, 0.0, 0.0};
  add_twin(scenario.network, from, to, 1000.0, 20.0);
  add_class(scenario, "cabin", 6.0, 3.0, fleet);
  return scenario;
}

}  // namespace dimai::scenarios::tests

#include "tests/models/guideway/world.hpp"

#include <cmath>
#include <numeric>

namespace dimai::tests {

using namespace dimai::models;

World::World() {
  constexpr double kAtOnce = std::numeric_limits<double>::infinity();
  parameters.speed_m_s = 100.0;
  parameters.acceleration_m_s2 = kAtOnce;
  parameters.deceleration_m_s2 = kAtOnce;
  parameters.separation = "relative";
  parameters.reaction_time_s = 1.0;
  parameters.standstill_gap_m = 1.0;
  parameters.coupling_gap_m = 0.5;
  parameters.merge = "first come";
  formation.in_motion = false;
  CapsuleClass capsule;
  capsule.length_m = 4.0;
  classes.push_back(capsule);
}

World::~World() = default;

NodeIndex World::node(NodeKind kind) {
  Node row;
  row.id = std::to_string(network.nodes.size());
  row.kind = kind;
  return network.nodes.push_back(row);
}

LinkIndex World::link(NodeIndex from, NodeIndex to, double length_m, double speed_m_s) {
  Link row;
  row.id = std::to_string(network.links.size());
  row.from = from;
  row.to = to;
  row.length_m = length_m;
  row.speed_m_s = speed_m_s;
  row.bore_m = 10.0;
  return network.links.push_back(row);
}

void World::build() {
  std::vector<double> cost_s;
  for (const Link& row : network.links) cost_s.push_back(row.length_m / row.speed_m_s);
  router = std::make_unique<Router>(network, cost_s, std::vector<double>{1.0});
  GuidewaySetup setup;
  setup.network = &network;
  setup.router = router.get();
  setup.classes = classes;
  setup.guideway = parameters;
  setup.formation = formation;
  setup.guard_loops = guard_loops;
  setup.formation_at = formation_at;
  setup.yards = yards;
  guideway = std::make_unique<Guideway>(setup);
  guideway->observation().recorded_links.assign(network.links.size(), 1);
  guideway->observation().record_until_ns = sim::Time::max().ns;
  guideway->attach(simulation, *this);
  handler_ = simulation.add_handler(*this);
  room_.assign(network.nodes.size(), std::numeric_limits<std::uint32_t>::max());
  stay_s_.assign(network.nodes.size(), -1.0);
}

std::uint32_t World::send(NodeIndex from, NodeIndex to, double ready_s,
                          std::uint32_t capsule_class) {
  const CapsuleIndex capsule = guideway->add_capsule(capsule_class, 0);
  guideway->trains()[capsule].destination = to;
  guideway->depart(simulation, capsule, from, sim::seconds(ready_s));
  return capsule.value;
}

void World::close_at(double time_s, LinkIndex link, bool closed, bool rerouted) {
  simulation.schedule(sim::seconds(time_s), handler_, closed ? close : open, link.value,
                      rerouted ? 1 : 0);
}

void World::give_room_at(double time_s, NodeIndex portal, std::uint32_t capsules) {
  simulation.schedule(sim::seconds(time_s), handler_, give_room, portal.value, capsules);
}

void World::limit(NodeIndex portal, std::uint32_t capsules, double stay_s) {
  room_[portal.value] = capsules;
  stay_s_[portal.value] = stay_s;
}

void World::run(double until_s) { simulation.run(sim::seconds(until_s)); }

double World::arrival_s(std::uint32_t capsule) const {
  for (const Arrival& arrival : arrivals) {
    if (arrival.capsule == capsule) return arrival.time_s;
  }
  return std::nan("");
}

std::vector<double> World::entries_s(LinkIndex link) const {
  const TraversalLog& log = guideway->observation().traversals;
  std::vector<double> times_s;
  for (std::size_t i = 0; i < log.link.size(); ++i) {
    if (log.link[i] == link.value) times_s.push_back(log.entry_time_s[i]);
  }
  return times_s;
}

std::uint64_t World::capsules_on_guideway() const {
  std::vector<std::uint64_t> by_class(classes.size(), 0);
  guideway->count_capsules(by_class);
  return std::accumulate(by_class.begin(), by_class.end(), std::uint64_t{0});
}

bool World::admits(NodeIndex portal, std::uint32_t capsules) {
  return capsules <= room_[portal.value];
}

bool World::is_full_for(NodeIndex portal, std::uint32_t capsules) {
  return circles && !admits(portal, capsules);
}

void World::arrived(sim::Simulation& run, CapsuleIndex capsule, NodeIndex portal) {
  arrivals.push_back({capsule.value, portal, sim::to_seconds(run.now())});
  if (room_[portal.value] != std::numeric_limits<std::uint32_t>::max()) --room_[portal.value];
  if (stay_s_[portal.value] >= 0.0)
    run.schedule(run.now() + sim::seconds(stay_s_[portal.value]), handler_, go, portal.value, 0);
}

void World::handle(sim::Simulation& run, const sim::Event& event) {
  if (event.kind == give_room || event.kind == go) {
    room_[event.subject] = event.kind == go ? room_[event.subject] + 1 : event.data;
    guideway->portal_has_room(run, NodeIndex{event.subject});
    return;
  }
  const LinkIndex link{event.subject};
  if (event.data != 0) router->set_closed(link, event.kind == close);
  guideway->set_closed(link, event.kind == close);
}

}  // namespace dimai::tests

#include "tests/models/operation/service_world.hpp"

#include <limits>
#include <utility>

namespace dimai::tests {

using namespace dimai::models;

namespace {

double seconds_or_nan(std::int64_t ns) {
  return ns == Journey::never ? std::numeric_limits<double>::quiet_NaN()
                              : static_cast<double>(ns) * 1e-9;
}

}  // namespace

ServiceWorld::ServiceWorld() {
  parameters.speed_m_s = 100.0;
  parameters.acceleration_m_s2 = 1.0;
  parameters.deceleration_m_s2 = 0.5;
  parameters.separation = "relative";
  parameters.reaction_time_s = 1.0;
  parameters.standstill_gap_m = 1.0;
  parameters.coupling_gap_m = 0.5;
  parameters.merge = "first come";
  parameters.max_train_capsules = 1;
  formation.in_motion = false;
  CapsuleClass capsule;
  capsule.name = "cabin";
  capsule.length_m = 4.0;
  capsule.load_time_s = 30.0;
  capsule.unload_time_s = 25.0;
  capsule.fleet = 1;
  classes.push_back(capsule);
}

NodeIndex ServiceWorld::node(NodeKind kind) {
  Node row;
  row.id = std::to_string(network.nodes.size());
  row.kind = kind;
  return network.nodes.push_back(row);
}

LinkIndex ServiceWorld::link(NodeIndex from, NodeIndex to, double length_m) {
  Link row;
  row.id = std::to_string(network.links.size());
  row.from = from;
  row.to = to;
  row.length_m = length_m;
  row.speed_m_s = 20.0;
  row.bore_m = 10.0;
  return network.links.push_back(row);
}

LinkIndex ServiceWorld::twin(NodeIndex a, NodeIndex b, double length_m) {
  const LinkIndex there = link(a, b, length_m);
  const LinkIndex back = link(b, a, length_m);
  network.links[back].id = network.links[there].id + ":back";
  return there;
}

void ServiceWorld::request(double time_s, NodeIndex from, NodeIndex to,
                           std::uint32_t capsule_class) {
  requests.push_back({sim::seconds(time_s), from, to, capsule_class});
}

void ServiceWorld::build() {
  profiles_.assign(classes.size(), 0);
  const std::vector<double> cost_s = free_running_times_s(network, parameters.speed_m_s);
  router = std::make_unique<Router>(network, cost_s, std::vector<double>{1.0});
  GuidewaySetup setup;
  setup.network = &network;
  setup.router = router.get();
  setup.classes = classes;
  setup.guideway = parameters;
  setup.formation = formation;
  guideway = std::make_unique<Guideway>(setup);
  ServiceSetup service_setup;
  service_setup.network = &network;
  service_setup.router = router.get();
  service_setup.guideway = guideway.get();
  service_setup.classes = classes;
  service_setup.profile_of_class = profiles_;
  service_setup.requests = requests;
  service_setup.sample_interval_ns = sim::seconds(100.0).ns;
  service_setup.berths = berths;
  service_setup.empties = empties;
  service_setup.history = history;
  service_setup.guideway_parameters = parameters;
  service = std::make_unique<Service>(std::move(service_setup));
  guideway->attach(simulation, *service);
  service->start(simulation);
  route_keeper =
      std::make_unique<RouteKeeper>(network, *router, std::vector<Guideway*>{guideway.get()},
                                    closures, sim::seconds(reroute_interval_s).ns);
  route_keeper->tell(*service);
  route_keeper->start(simulation);
}

void ServiceWorld::run(double until_s) { simulation.run(sim::seconds(until_s)); }

double ServiceWorld::loading_s(std::uint32_t request) const {
  return seconds_or_nan(journey(request).loading_ns);
}
double ServiceWorld::departure_s(std::uint32_t request) const {
  return seconds_or_nan(journey(request).departure_ns);
}
double ServiceWorld::arrival_s(std::uint32_t request) const {
  return seconds_or_nan(journey(request).arrival_ns);
}

std::uint64_t ServiceWorld::capsule_count(std::uint32_t capsule_class) const {
  std::vector<std::uint64_t> by_class(classes.size(), 0);
  guideway->count_capsules(by_class);
  service->count_capsules_in_portals(by_class);
  return by_class[capsule_class];
}

}  // namespace dimai::tests

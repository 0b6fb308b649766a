#include "tests/scenarios/running/random_failures.hpp"

#include <string>

#include "models/dispatch/dispatch_plan.hpp"
#include "models/disruption/strike_damage.hpp"
#include "sim/random.hpp"

namespace dimai::scenarios::tests {

namespace {

models::Failure listed(models::Failure failure, sim::Random& random) {
  failure.from_s = 4000.0 * random.uniform();
  if (random.uniform() < 0.5) failure.until_s = failure.from_s + 100.0 + 1500.0 * random.uniform();
  return failure;
}

models::Failure host(const std::string& name, sim::Random& random) {
  models::Failure failure;
  failure.what = failure.host_name = name;
  return listed(failure, random);
}

}  // namespace

void add_random_failures(Scenario& scenario, std::uint64_t seed) {
  sim::Random random(seed, 0, 79, 0);
  models::DisruptionPlan& plan = scenario.disruption;
  const models::Network& network = scenario.network;
  for (models::Node& node : scenario.network.nodes) {
    node.longitude_deg = 118.0 + 0.02 * random.uniform();
    node.latitude_deg = 24.0 + 0.02 * random.uniform();
  }
  for (int i = 0; i < 5; ++i) {
    const models::LinkIndex link{static_cast<std::uint32_t>(random.below(network.links.size()))};
    plan.failures.push_back(listed(models::link_failure(network, link, random.uniform()), random));
  }
  for (int i = 0; i < 2; ++i) {
    const models::NodeIndex node{static_cast<std::uint32_t>(random.below(network.nodes.size()))};
    plan.failures.push_back(listed(models::node_failure(network, node), random));
  }
  plan.random.per_km_year = 50.0;  // some 2 in 12 h
  plan.repair.crews = 5;
  plan.repair.moderate_time_s = 100.0;
  plan.repair.severe_time_s = 200.0;
  plan.base = models::NodeIndex{0};
  plan.strikes.push_back({1000.0 + 3000.0 * random.uniform(), {118.01, 24.01}, 60.0, 0.0, 2.0, 0});
  if (scenario.dispatch.architecture == "none") return;
  plan.random.per_host_year = 30.0;
  plan.random.per_cell_year = 30.0;
  plan.failures.push_back(host(std::string(models::kBusiestHost), random));
  for (int i = 0; i < 3; ++i) {
    const std::string& id = network
                                .nodes[models::NodeIndex{
                                    static_cast<std::uint32_t>(random.below(network.nodes.size()))}]
                                .id;
    plan.failures.push_back(host(i < 2 ? models::cell_id(id) : id, random));
  }
  for (models::Failure& each : plan.failures) {
    if (each.host_name == models::kBusiestHost) each.until_s = each.from_s + 1200.0;
  }
}

}  // namespace dimai::scenarios::tests

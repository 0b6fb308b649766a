#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/dispatch/hosts.hpp"
#include "models/disruption/strike_damage.hpp"
#include "scenarios/running/run.hpp"
#include "sim/random.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

// Links, places and computers fail while orders travel: nobody is lost, nobody stands where another
// does, all is served in the end, and twice the same.

namespace dimai::scenarios {
namespace {

/// How many random scenarios are tried: few, or as many as DIMAI_FAILURE_RUNS says.
std::uint64_t wanted_runs(std::uint64_t few) {
  const char* wanted = std::getenv("DIMAI_FAILURE_RUNS");
  return wanted == nullptr ? few : static_cast<std::uint64_t>(std::atoll(wanted));
}

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

/// What fails: tunnels, a junction, a portal, by list and by chance, and a strike; computers and
/// radios where there are any.
void add_failures(Scenario& scenario, std::uint64_t seed) {
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

struct Outcome {
  std::string violation;
  std::uint64_t event_hash = 0;
  std::size_t failed = 0;
  std::size_t hosts_failed = 0;
  std::size_t mended = 0;
  bool all_served = false;
};

Outcome outcome(const Scenario& scenario) {
  Run run(scenario);
  Outcome found;
  while (run.advance(20'000)) {
    const auto violations = run.violations();
    if (found.violation.empty() && !violations.empty()) found.violation = violations.front();
  }
  const models::Disruption& disruption = *run.disrupted().disruption;
  for (std::size_t i = 0; i < disruption.failures().size(); ++i) {
    const models::Failure& failure = disruption.failures()[i];
    if (failure.from_s > sim::to_seconds(run.now())) continue;
    ++found.failed;
    found.hosts_failed += failure.host == models::Failure::kNoHost ? 0U : 1U;
    found.mended += std::isnan(disruption.damages()[i].mended_s) ? 0U : 1U;
  }
  found.event_hash = run.event_hash();
  found.all_served = run.all_served();
  return found;
}

void check(const Scenario& scenario, bool by_message) {
  const Outcome once = outcome(scenario);
  CAPTURE(once.violation);
  CHECK(once.violation.empty());
  CHECK(once.all_served);
  CHECK(once.failed >= 6);
  CHECK((once.hosts_failed > 0) == by_message);
  CHECK(once.mended > 0);
  CHECK(outcome(scenario).event_hash == once.event_hash);
}

}  // namespace
void add_failures_for_debug(Scenario& scenario, std::uint64_t seed) { add_failures(scenario, seed); }

TEST_CASE("where things fail every architecture serves all, keeps all capsules, twice the same") {
  for (const std::string architecture : {"none", "central", "regional", "junction", "gossip"}) {
    for (std::uint64_t seed = 1; seed <= wanted_runs(6); ++seed) {
      CAPTURE(architecture);
      CAPTURE(seed);
      Scenario scenario = tests::random_scenario(seed);
      scenario.dispatch.architecture = architecture;
      add_failures(scenario, seed);
      check(scenario, architecture != "none");
    }
  }
}

TEST_CASE("where things fail decisions at intervals, in one region or several, lose nobody") {
  for (std::uint64_t seed = 1; seed <= wanted_runs(8); ++seed) {
    CAPTURE(seed);
    Scenario scenario = tests::random_scenario(seed);
    for (models::Link& link : scenario.network.links) {
      if (link.role == models::LinkRole::trunk) link.length_m *= 4.0;
    }
    scenario.run.regions = 1 + static_cast<std::int64_t>(seed % 4);
    scenario.dispatch.interval_s = 2.0;
    add_failures(scenario, seed);
    check(scenario, false);
  }
}

}  // namespace dimai::scenarios

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_failures.hpp"
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
    found.hosts_failed += failure.part == models::Failure::kNoPart ? 0U : 1U;
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

TEST_CASE("where things fail every architecture serves all, keeps all capsules, twice the same") {
  for (const std::string architecture : {"none", "central", "regional", "junction", "gossip"}) {
    for (std::uint64_t seed = 1; seed <= wanted_runs(6); ++seed) {
      CAPTURE(architecture);
      CAPTURE(seed);
      Scenario scenario = tests::random_scenario(seed);
      scenario.dispatch.architecture = architecture;
      tests::add_random_failures(scenario, seed);
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
    tests::add_random_failures(scenario, seed);
    check(scenario, false);
  }
}

}  // namespace dimai::scenarios

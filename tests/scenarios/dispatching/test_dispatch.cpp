#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_failures.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

/// A random scenario that is dispatched over a network.
Scenario dispatched(std::uint64_t seed, const std::string& architecture) {
  Scenario scenario = tests::random_scenario(seed);
  scenario.dispatch.architecture = architecture;
  return scenario;
}

/// Messages and computers that take no time at all.
void make_ideal(Scenario& scenario) {
  scenario.messages.fibre_latency_s = 0.0;
  scenario.messages.radio_latency_s = 0.0;
  scenario.messages.latency_per_1000_km_s = 0.0;
  scenario.messages.fibre_rate_bit_s = 1e15;
  scenario.messages.radio_rate_bit_s = 1e15;
  scenario.dispatch.decision_flop = 0.0;
  scenario.dispatch.candidate_flop = 0.0;
  scenario.dispatch.announce_distance_m = 1e6;  // as soon as they enter a tube
}

/// Batteries for some hours, chargers everywhere, workshops at every other portal.
void add_upkeep(Scenario& scenario) {
  bool workshop = false;
  for (models::Node& node : scenario.network.nodes) {
    if (node.kind != models::NodeKind::portal) continue;
    node.portal.chargers = 2;
    node.portal.workshop = (workshop = !workshop) ? 2 : 0;
  }
  for (models::CapsuleClass& each : scenario.capsule_classes) {
    each.battery_j = 120e6;
    each.charging_power_w = 50e3;
    each.workshop_share = 0.1;
    each.workshop_time_s = 400.0;
  }
}

struct Outcome {
  std::vector<std::int64_t> arrival_ns;
  std::vector<std::uint32_t> capsules;
  std::uint64_t couplings = 0;
  std::uint64_t crossings = 0;
  std::string violation;
  bool all_served = false;
};

Outcome outcome_of(Run& run) {
  Outcome found;
  while (run.advance(100'000)) {
    const auto violations = run.violations();
    if (found.violation.empty() && !violations.empty()) found.violation = violations.front();
  }
  for (const models::Journey& journey : run.service().journeys()) {
    found.arrival_ns.push_back(journey.arrival_ns);
    found.capsules.push_back(journey.capsule.value);
  }
  const models::Observation observation = run.observation();
  for (const auto& junction : observation.junctions) found.couplings += junction.couplings;
  found.crossings = observation.crossings;
  found.all_served = run.all_served();
  return found;
}

Outcome outcome(const Scenario& scenario) {
  Run run(scenario);
  return outcome_of(run);
}

}  // namespace

TEST_CASE("over messages and computers that take no time a centre does what is done at once") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    const Outcome at_once = outcome(dispatched(seed, "none"));
    Scenario ideal = dispatched(seed, "central");
    make_ideal(ideal);
    const Outcome by_message = outcome(ideal);
    CHECK(by_message.violation.empty());
    CHECK(by_message.arrival_ns == at_once.arrival_ns);
    CHECK(by_message.capsules == at_once.capsules);
    CHECK(by_message.couplings == at_once.couplings);
    CHECK(by_message.crossings == at_once.crossings);
  }
}

TEST_CASE("where tunnels fail, too, an ideal centre does what is done at once") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Scenario scenario = dispatched(seed, "none");
    tests::add_random_failures(scenario, seed);
    scenario.disruption.fragility.host_depth_m = 2000.0;
    const Outcome at_once = outcome(scenario);
    scenario.dispatch.architecture = "central";
    make_ideal(scenario);
    const Outcome by_message = outcome(scenario);
    CHECK(by_message.violation.empty());
    CHECK(by_message.arrival_ns == at_once.arrival_ns);
    CHECK(by_message.capsules == at_once.capsules);
  }
}

TEST_CASE("every architecture serves all, keeps all capsules, and does the same again") {
  for (const char* architecture : {"central", "regional", "junction", "gossip"}) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      CAPTURE(architecture);
      CAPTURE(seed);
      const Scenario scenario = dispatched(seed, architecture);
      const Outcome once = outcome(scenario);
      CHECK(once.violation.empty());
      CHECK(once.all_served == outcome(dispatched(seed, "none")).all_served);
      const Outcome again = outcome(scenario);
      CHECK(again.arrival_ns == once.arrival_ns);
    }
  }
}

TEST_CASE("what is gossiped is told once by each to each neighbour, however far it may go") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    Scenario scenario = dispatched(seed, "gossip");
    scenario.dispatch.gossip_hops = 100;
    scenario.dispatch.gossip_interval_s = 0.1;
    scenario.messages.fibre_latency_s = 1.0;
    Run run(scenario);
    const Outcome found = outcome_of(run);
    CHECK(found.violation.empty());
    double told = 0.0;  // by all, each report once
    for (const auto& site : run.dispatch()->plan().sites)
      told += static_cast<double>(site.neighbours.size());
    const auto& letters = run.dispatch()->log().letters;
    const auto of = [&](models::LetterKind kind) {
      return letters[static_cast<std::size_t>(kind)];
    };
    const models::LetterCounts gossip = of(models::LetterKind::gossip);
    const double entries =
        (gossip.bytes - scenario.messages.report_byte * static_cast<double>(gossip.sent)) /
        scenario.messages.entry_byte;
    const double reports = static_cast<double>(of(models::LetterKind::report).sent +
                                               of(models::LetterKind::answer).sent) +
                           static_cast<double>(run.trains().capsule_count());
    CHECK(entries <= 1.01 * reports * told);
  }
}

TEST_CASE(
    "old news is old: with reports every minute decisions rest on what is up to a minute old") {
  Scenario scenario = dispatched(3, "central");
  scenario.dispatch.report_events = false;
  scenario.dispatch.report_interval_s = 60.0;
  Run run(scenario);
  const Outcome found = outcome_of(run);
  CHECK(found.violation.empty());
  const auto& assignment = run.dispatch()->log().decisions[0];
  CHECK(assignment.made > 0);
  // Younger: a capsule tells where it is when it answers an order.
  CHECK(assignment.age_s.quantile(1.0) <= 60.2);
  CHECK(assignment.age_s.quantile(0.5) > 1.0);
}

TEST_CASE(
    "when the centre is gone requests wait until it is back, and trains go by their own rule") {
  Scenario scenario = dispatched(3, "central");
  models::Failure outage;
  outage.what = outage.host_name = models::kBusiestHost;
  outage.from_s = 60.0;
  outage.until_s = 1200.0;
  scenario.disruption.failures.push_back(outage);
  scenario.disruption.base = models::NodeIndex{0};
  Run run(scenario);
  const Outcome found = outcome_of(run);
  CHECK(found.violation.empty());
  CHECK(found.all_served == outcome(dispatched(3, "none")).all_served);
  std::uint64_t unanswered = 0;
  for (const auto& row : run.dispatch()->log().decisions) unanswered += row.unanswered;
  CHECK(unanswered > 0);
  for (const models::Journey& journey : run.service().journeys()) {
    const double loading_s = static_cast<double>(journey.loading_ns) * 1e-9;
    const double time_s = sim::to_seconds(journey.request.time);
    if (time_s > 61.0 && time_s < 1200.0) CHECK(loading_s >= 1200.0);
  }
}

TEST_CASE("capsules that take time to read act later, serve all, and do the same again") {
  for (const std::string architecture : {"central", "gossip"}) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(architecture);
      CAPTURE(seed);
      Scenario scenario = dispatched(seed, architecture);
      Run at_once(scenario);
      const Outcome without = outcome_of(at_once);
      CHECK(at_once.dispatch()->log().capsules.jobs == 0);
      scenario.messages.capsule_speed_flop_s = 1e6;
      scenario.messages.capsule_order_flop = 2e6;
      Run run(scenario);
      const Outcome once = outcome_of(run);
      CHECK(once.violation.empty());
      CHECK(once.all_served == without.all_served);
      const models::DispatchLog& log = run.dispatch()->log();
      CHECK(log.capsules.jobs > 0);
      CHECK(log.capsules.busy_s == doctest::Approx(2.0 * static_cast<double>(log.capsules.jobs)));
      // An order is told once it was read; assignments took at most some ms before.
      CHECK(log.decisions[0].delay_s.quantile(0.0) >= 1.99);
      CHECK(outcome(scenario).arrival_ns == once.arrival_ns);
    }
  }
}

TEST_CASE("capsules with batteries that visit workshops are dispatched by message, too") {
  for (const std::string architecture : {"central", "regional", "junction", "gossip"}) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      CAPTURE(architecture);
      CAPTURE(seed);
      Scenario scenario = dispatched(seed, architecture);
      add_upkeep(scenario);
      if (architecture == "central" || architecture == "regional") {
        scenario.empties.assignment = "look-ahead";
        scenario.empties.policy = seed % 2 == 0 ? "voting" : "none";
      }
      Run run(scenario);
      const Outcome once = outcome_of(run);
      CHECK(once.violation.empty());
      CHECK(once.all_served);
      std::uint64_t stays = 0;
      for (const models::FleetWork& work : run.service().work()) stays += work.workshop_stays;
      CHECK(stays > 0);
      double charged_j = 0.0;
      for (const auto& totals : run.service().batteries().totals) charged_j += totals.charged_j;
      CHECK(charged_j > 0.0);
      CHECK(outcome(scenario).arrival_ns == once.arrival_ns);
    }
  }
}

}  // namespace dimai::scenarios

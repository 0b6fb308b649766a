#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/yards/junction_policy.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"
#include "scenarios/snapshots/fork.hpp"
#include "sim/keeping/archive.hpp"
#include "sim/random.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

/// How many random scenarios are tried: few, or as many as DIMAI_SNAPSHOT_RUNS says.
std::uint64_t wanted_runs(std::uint64_t few) {
  const char* wanted = std::getenv("DIMAI_SNAPSHOT_RUNS");
  return wanted == nullptr ? few : static_cast<std::uint64_t>(std::atoll(wanted));
}

std::vector<std::byte> state_of(Run& run) {
  sim::Archive archive;
  run.keep(archive);
  return archive.bytes();
}

/// A run just made that has read a state.
std::unique_ptr<Run> continued(const Scenario& scenario, const std::vector<std::byte>& state) {
  auto run = std::make_unique<Run>(scenario);
  sim::Archive archive(state);
  run->keep(archive);
  CHECK(archive.left() == 0);
  return run;
}

void advance_to(Run& run, double time_s) {
  const sim::Time until = sim::seconds(time_s);
  while (run.now() < until && run.advance(1000, until)) {
  }
}

void finish(Run& run) {
  while (run.advance(100'000)) {
  }
}

/// Runs a scenario unbroken; and again, being written down and read back every so often.
/// Every state is compared as a whole, byte for byte.
void check_broken_runs(const Scenario& scenario, double every_s, int parts) {
  Run unbroken(scenario);
  auto broken = std::make_unique<Run>(scenario);
  for (int part = 1; part <= parts; ++part) {
    advance_to(unbroken, part * every_s);
    advance_to(*broken, part * every_s);
    const std::vector<std::byte> state = state_of(*broken);
    REQUIRE(state == state_of(unbroken));
    broken = continued(scenario, state);
    REQUIRE(state_of(*broken) == state);
  }
  finish(unbroken);
  finish(*broken);
  CHECK(broken->event_hash() == unbroken.event_hash());
  CHECK(broken->event_count() == unbroken.event_count());
  CHECK(broken->violations().empty());
  CHECK(state_of(*broken) == state_of(unbroken));
}

void add_upkeep(Scenario& scenario, sim::Random& random) {
  for (models::Node& node : scenario.network.nodes) {
    if (node.kind != models::NodeKind::portal) continue;
    node.portal.chargers = 1 + static_cast<std::int64_t>(random.below(3));
    node.portal.workshop = static_cast<std::int64_t>(random.below(2));
    node.portal.berths_in_a_row = random.below(2) == 0;
  }
  for (models::CapsuleClass& each : scenario.capsule_classes) {
    each.battery_j = 30e6 + 60e6 * random.uniform();
    each.charging_power_w = 50e3;
    each.workshop_share = 0.1;
    each.workshop_time_s = 400.0;
  }
}

/// A random scenario in which capsules are steered, looked after and written down.
Scenario with_everything(std::uint64_t seed) {
  Scenario scenario = tests::random_scenario(seed);
  sim::Random random(seed, 0, 78, 0);
  scenario.record_journeys = true;
  scenario.record_traversals = random.below(2) == 0;
  if (random.below(2) == 0) add_upkeep(scenario, random);
  scenario.berths.swap_s = random.below(2) == 0 ? 0.0 : 7.0;
  scenario.berths.when_full = random.below(2) == 0 ? "hold" : "circle";
  scenario.empties.interval_s = 100.0;
  scenario.empties.horizon_s = 600.0;
  const std::uint64_t policy = random.below(4);
  if (policy > 0) scenario.empties.policy = policy == 1 ? "voting" : "targets";
  if (random.below(2) == 0) scenario.empties.assignment = "look-ahead";
  return scenario;
}

/// As those of tests/scenarios/running/test_regions.cpp.
Scenario in_regions(std::uint64_t seed) {
  Scenario scenario = tests::random_scenario(seed);
  for (models::Link& link : scenario.network.links) {
    if (link.role == models::LinkRole::trunk) link.length_m *= 4.0;
  }
  scenario.run.regions = 1 + static_cast<std::int64_t>(seed % 4);
  scenario.dispatch.interval_s = 2.0;
  scenario.record_journeys = true;
  return scenario;
}

TEST_CASE("a run that is written down and read back goes on as if nothing had happened") {
  for (std::uint64_t seed = 1; seed <= wanted_runs(40); ++seed) {
    CAPTURE(seed);
    check_broken_runs(with_everything(seed), 487.3, 12);
  }
}

TEST_CASE("a run in regions that is read back goes on as if nothing had happened") {
  for (std::uint64_t seed = 1; seed <= wanted_runs(12); ++seed) {
    CAPTURE(seed);
    check_broken_runs(in_regions(seed), 700.7, 8);
  }
}

Snapshot snapshot_of(Run& run) {
  Snapshot snapshot;
  snapshot.label.time_ns = run.now().ns;
  snapshot.state = state_of(run);
  return snapshot;
}

void check_fork(const Scenario& future, const Snapshot& snapshot, const Fork& fork,
                bool serves_all) {
  Run run(future);
  run.resume(snapshot, fork);
  finish(run);
  const std::vector<std::string> violations = run.violations();
  CHECK_MESSAGE(violations.empty(), (violations.empty() ? "" : violations.front()));
  CHECK((run.all_served() || !serves_all));
  Run same(future);
  same.resume(snapshot, fork);
  finish(same);
  CHECK(same.event_hash() == run.event_hash());
}

TEST_CASE("futures with another demand, policy or closure begin where the run was") {
  for (std::uint64_t seed = 1; seed <= wanted_runs(30); ++seed) {
    CAPTURE(seed);
    const Scenario scenario = with_everything(seed);
    Run run(scenario);
    advance_to(run, 2000.0);
    const Snapshot snapshot = snapshot_of(run);
    finish(run);
    const bool serves_all = run.all_served();  // but for flat batteries far from any charger

    Scenario demand = with_everything(seed);
    demand.run.seed += 1;
    demand.gravity.front().trips *= 2.0;
    check_fork(demand, snapshot, {.any = true, .demand = true}, serves_all);

    Scenario policy = with_everything(seed);
    const bool stands = models::holds_standing(
        models::junction_policy(scenario.formation, scenario.guideway).policy);
    policy.formation.policy = stands ? (seed % 2 == 0 ? "size" : "window") : "never";
    policy.formation.size = 3;
    policy.empties.policy = policy.empties.policy == "none" ? "voting" : "none";
    policy.run.reroute_interval_s = policy.run.reroute_interval_s > 0.0 ? 0.0 : 300.0;
    check_fork(policy, snapshot, {.any = true, .rerouting = true, .empties = true}, serves_all);

    Scenario closure = with_everything(seed);
    std::erase_if(closure.closures, [](const auto& each) { return each.from_s > 2000.0; });
    closure.closures.push_back({models::LinkIndex{0}, 2500.0, 3000.0});
    check_fork(closure, snapshot, {.any = true, .closures = true}, serves_all);
  }
}

TEST_CASE("what has happened is the same in all futures") {
  const Scenario scenario = tests::random_scenario(5);
  Run run(scenario);
  advance_to(run, 2000.0);
  const Snapshot snapshot = snapshot_of(run);
  Scenario other = tests::random_scenario(5);
  other.run.seed += 1;
  Run future(other);
  future.resume(snapshot, {.any = true, .demand = true});
  const auto& then = run.service().journeys();
  const auto& now = future.service().journeys();
  REQUIRE(now.size() == then.size());
  const auto same = [](const models::Request& a, const models::Request& b) {
    return a.time == b.time && a.origin == b.origin && a.destination == b.destination;
  };
  for (const models::JourneyIndex i : then.indices()) CHECK(same(then[i].request, now[i].request));
  const std::vector<models::Request> a = run.service().book().planned_left();
  const std::vector<models::Request> b = future.service().book().planned_left();
  REQUIRE(!b.empty());
  for (const models::Request& each : b) CHECK(each.time > future.now());
  CHECK(!std::equal(a.begin(), a.end(), b.begin(), b.end(), same));
}

TEST_CASE("a state of another scenario is refused") {
  const Scenario scenario = tests::random_scenario(1);
  Run run(scenario);
  advance_to(run, 1000.0);
  const Snapshot snapshot = snapshot_of(run);
  for (const std::uint64_t seed : {2U, 3U, 4U, 5U, 6U}) {
    const Scenario other = tests::random_scenario(seed);
    if (other.network.links.size() == scenario.network.links.size()) continue;
    Run another(other);
    CHECK_THROWS_AS(another.resume(snapshot, {}), SnapshotError);
  }
}

}  // namespace
}  // namespace dimai::scenarios

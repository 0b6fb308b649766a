#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

/// A random scenario whose trunks are long enough to be cut, with decisions every two seconds.
Scenario scenario_in_regions(std::uint64_t seed, std::int64_t regions) {
  Scenario scenario = tests::random_scenario(seed);
  for (models::Link& link : scenario.network.links) {
    if (link.role == models::LinkRole::trunk) link.length_m *= 4.0;
  }
  scenario.run.regions = regions;
  scenario.dispatch.interval_s = 2.0;
  scenario.record_traversals = true;
  scenario.record_journeys = true;
  return scenario;
}

/// All that a run leaves behind, to be compared bit by bit.
struct Outcome {
  std::uint64_t hash = 0;
  std::size_t regions = 0;
  std::vector<std::int64_t> arrival_ns;
  std::vector<std::uint32_t> capsules;
  std::vector<models::JourneyIndex> finished;
  models::FormationLog formations;
  models::TraversalLog traversals;
  std::vector<std::int64_t> crossings_us;
  std::vector<std::uint32_t> crossing_trains;
  std::string violation;

  bool operator==(const Outcome& other) const {
    return hash == other.hash && arrival_ns == other.arrival_ns && capsules == other.capsules &&
           finished == other.finished && formations.time_s == other.formations.time_s &&
           formations.train == other.formations.train &&
           traversals.exit_time_s == other.traversals.exit_time_s &&
           traversals.train == other.traversals.train && crossings_us == other.crossings_us &&
           crossing_trains == other.crossing_trains;
  }
};

Outcome outcome(const Scenario& scenario, std::size_t threads, std::uint64_t most_events) {
  Run run(scenario, threads);
  Outcome found;
  while (run.advance(most_events)) {
    const std::vector<std::string> violations = run.violations();
    if (found.violation.empty() && !violations.empty()) found.violation = violations.front();
  }
  if (!run.all_served()) found.violation += "; not all served";
  found.hash = run.event_hash();
  found.regions = run.regions()->size();
  for (const models::Journey& journey : run.service().journeys()) {
    found.arrival_ns.push_back(journey.arrival_ns);
    found.capsules.push_back(journey.capsule.value);
  }
  found.finished = run.service().take_finished();
  found.formations = run.take_formations();
  found.traversals = run.take_traversals();
  found.crossings_us = run.journey_log().crossings.time_us;
  found.crossing_trains = run.journey_log().crossings.train;
  return found;
}

std::uint64_t seeds() {  // the thousands are tried by hand
  const char* wanted = std::getenv("DIMAI_REGION_SEEDS");
  return wanted == nullptr ? 10 : static_cast<std::uint64_t>(std::atoll(wanted));
}

}  // namespace

TEST_CASE("whatever the network and its rules, a run in regions has the same bits on any threads") {
  std::size_t cut = 0;
  for (std::uint64_t seed = 0; seed < seeds(); ++seed) {
    CAPTURE(seed);
    const Scenario scenario = scenario_in_regions(seed, 3);
    const Outcome one = outcome(scenario, 1, 1'000'000);
    CHECK(one.violation == "");
    CHECK(outcome(scenario, 2, 1'000'000) == one);
    CHECK(outcome(scenario, 3, 500) == one);
    if (one.regions == 3) ++cut;
  }
  CHECK(cut * 10 >= seeds() * 7);  // of the others a trunk is too short
}

TEST_CASE("a tube that shuts while trains stand in the yard before it leaves no count wrong") {
  for (const std::uint64_t seed : {128, 219, 273, 320}) {  // 219 and 320 stood still for ever
    CAPTURE(seed);
    CHECK(outcome(scenario_in_regions(seed, 1), 1, 1'000'000).violation == "");
  }
}

TEST_CASE("what regions do is what the whole network does, but for ties and brim-full tunnels") {
  std::size_t same = 0;
  std::size_t journeys = 0;
  for (std::uint64_t seed = 0; seed < seeds(); ++seed) {
    CAPTURE(seed);
    const Outcome whole = outcome(scenario_in_regions(seed, 1), 1, 1'000'000);
    CHECK(whole.violation == "");
    const Outcome parts = outcome(scenario_in_regions(seed, 3), 1, 1'000'000);
    REQUIRE(whole.arrival_ns.size() == parts.arrival_ns.size());
    for (std::size_t i = 0; i < whole.arrival_ns.size(); ++i)
      same += whole.arrival_ns[i] == parts.arrival_ns[i] ? 1U : 0U;
    journeys += whole.arrival_ns.size();
  }
  MESSAGE(same << " of " << journeys << " journeys end at the same nanosecond");
  CHECK(same * 10 > journeys * 9);
}

}  // namespace dimai::scenarios

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/read_scenario.hpp"
#include "scenarios/recording/closing_tables.hpp"
#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

using tests::pair_scenario;
using tests::random_scenario;

constexpr std::uint64_t kAllEvents = 1'000'000'000;

const std::filesystem::path kFirstSteps =
    std::filesystem::path(DIMAI_SOURCE_DIR) / "scenarios/first-steps";

std::string hash_of(const Scenario& scenario, std::uint64_t most_events) {
  Run run(scenario);
  while (run.advance(most_events)) {
  }
  return event_hash_text(run);
}

std::vector<models::Request> requests_of(const Scenario& scenario) {
  Run run(scenario);
  while (run.advance(kAllEvents)) {
  }
  std::vector<models::Request> requests;
  for (const models::Journey& journey : run.service().journeys())
    requests.push_back(journey.request);
  return requests;
}

bool same(const std::vector<models::Request>& left, const std::vector<models::Request>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const auto& l, const auto& r) {
                      return l.time == r.time && l.origin == r.origin &&
                             l.destination == r.destination && l.capsule_class == r.capsule_class;
                    });
}

/// The first thing that does not add up, or "".
std::string first_violation(const Run& run) {
  const std::vector<std::string> found = run.violations();
  return found.empty() ? "" : found.front();
}

double sum_of_parts(const models::Journey& journey) {
  double sum = 0.0;
  for (const float part : {journey.wait_s, journey.handling_s, journey.access_s, journey.line_s,
                           journey.junction_s, journey.egress_s}) {
    sum += static_cast<double>(part);
  }
  return sum;
}

}  // namespace

TEST_CASE("whatever the rules, capsules, requests, times and separation add up at every time") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    const Scenario scenario = random_scenario(seed);
    Run run(scenario);
    while (run.advance(500)) CHECK(first_violation(run) == "");
    CHECK(run.service().all_served());
    const std::vector<ClassCounts> counts = run.counts();
    std::uint64_t requested = 0;
    for (std::size_t c = 0; c < counts.size(); ++c) {
      CHECK(counts[c].capsules_end ==
            static_cast<std::uint64_t>(scenario.capsule_classes[c].fleet));
      CHECK(counts[c].arrived + counts[c].refused == counts[c].requested);
      requested += counts[c].requested;
    }
    CHECK(requested == run.service().journeys().size());
  }
}

TEST_CASE("the parts of every journey add up to its time, and it goes at least the way there") {
  const Scenario scenario = random_scenario(5);
  Run run(scenario);
  while (run.advance(kAllEvents)) {
  }
  for (const models::Journey& journey : run.service().journeys()) {
    if (journey.state != models::Journey::State::arrived) continue;
    const double whole_s = static_cast<double>(journey.arrival_ns - journey.request.time.ns) * 1e-9;
    CHECK(sum_of_parts(journey) == doctest::Approx(whole_s).epsilon(1e-5));
    CHECK(journey.distance_m >= 400.0F);  // two local links of 200 m at least
    CHECK(journey.wait_s >= 0.0F);
    CHECK(journey.energy_j > 0.0F);
  }
}

TEST_CASE("a run is the same bit for bit, however many events it is asked for at a time") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CAPTURE(seed);
    const Scenario scenario = random_scenario(seed);
    const std::string hash = hash_of(scenario, kAllEvents);
    CHECK(hash_of(scenario, kAllEvents) == hash);
    CHECK(hash_of(scenario, 1) == hash);
    CHECK(hash_of(scenario, 7) == hash);
    CHECK(hash_of(scenario, 4096) == hash);
  }
}

TEST_CASE("first-steps runs the same events in every build") {
  // The one number here that was printed by the program: a change of it needs its reason in
  // CHANGELOG.md.
  CHECK(hash_of(read_scenario(kFirstSteps), kAllEvents) == "0cf4abf116f89642");
}

TEST_CASE("seeds and replications give runs of their own") {
  Scenario scenario = random_scenario(1);
  const std::vector<models::Request> first = requests_of(scenario);
  CHECK(same(requests_of(scenario), first));
  scenario.run.replication = 1;
  CHECK_FALSE(same(requests_of(scenario), first));
  scenario.run.replication = 0;
  scenario.run.seed += 1;
  CHECK_FALSE(same(requests_of(scenario), first));
}

TEST_CASE("other speeds, rules and fleets meet the same requests") {
  Scenario scenario = random_scenario(1);
  const std::vector<models::Request> first = requests_of(scenario);
  scenario.guideway.speed_m_s *= 1.7;
  scenario.guideway.merge = "zipper";
  scenario.formation.policy = "window";
  scenario.capsule_classes[0].fleet -= 5;
  scenario.closures.clear();
  CHECK(same(requests_of(scenario), first));
}

TEST_CASE("a run ends with the time bin in which all are served, or at the duration") {
  Scenario scenario = pair_scenario(1);
  scenario.run.time_bin_s = 100.0;
  scenario.trips.push_back({50.0, models::NodeIndex{0}, models::NodeIndex{1}, 0});
  Run run(scenario);  // 30 s, 20 s, 50 s, 20 s, 30 s: there at 200 s
  while (run.advance(kAllEvents)) {
  }
  CHECK(run.all_served());
  CHECK(run.now() == sim::seconds(200.0));
  scenario.run.duration_s = 120.0;
  Run cut_short(scenario);
  while (cut_short.advance(kAllEvents)) {
  }
  CHECK(cut_short.now() == sim::seconds(120.0));
  CHECK(cut_short.counts()[0].under_way == 1);
  CHECK(first_violation(cut_short) == "");
}

TEST_CASE("requests after the end of the run are not counted as requested") {
  Scenario scenario = pair_scenario(1);
  scenario.run.duration_s = 1000.0;
  scenario.trips.push_back({50.0, models::NodeIndex{0}, models::NodeIndex{1}, 0});
  scenario.trips.push_back({2000.0, models::NodeIndex{0}, models::NodeIndex{1}, 0});
  Run run(scenario);
  while (run.advance(kAllEvents)) {
  }
  CHECK(run.counts()[0].requested == 1);
  CHECK(run.counts()[0].arrived == 1);
  CHECK(first_violation(run) == "");
}

TEST_CASE("a run without demand ends at once") {
  const Scenario scenario = pair_scenario(1);
  Run run(scenario);
  CHECK_FALSE(run.advance(kAllEvents));
  CHECK(first_violation(run) == "");
}

}  // namespace dimai::scenarios

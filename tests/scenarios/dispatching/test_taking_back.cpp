#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

Scenario with_outage(std::uint64_t seed, const std::string& architecture, bool take_over) {
  Scenario scenario = tests::random_scenario(seed);
  scenario.dispatch.architecture = architecture;
  scenario.dispatch.regions = 3;
  scenario.dispatch.take_over = take_over;
  scenario.dispatch.outage_start_s = 60.0;
  scenario.dispatch.outage_end_s = 1200.0;
  return scenario;
}

struct Outcome {
  std::vector<std::int64_t> arrival_ns;
  double wait_s = 0.0;
  std::uint64_t taken_back = 0;
  std::string violation;
  bool all_served = false;
};

Outcome outcome(const Scenario& scenario) {
  Run run(scenario);
  Outcome found;
  while (run.advance(20'000)) {
    const auto violations = run.violations();
    if (found.violation.empty() && !violations.empty()) found.violation = violations.front();
  }
  const auto violations = run.violations();
  if (found.violation.empty() && !violations.empty()) found.violation = violations.front();
  for (const models::Journey& journey : run.service().journeys()) {
    found.arrival_ns.push_back(journey.arrival_ns);
    if (journey.state == models::Journey::State::arrived)
      found.wait_s += static_cast<double>(journey.loading_ns - journey.request.time.ns) * 1e-9;
  }
  for (const auto& row : run.dispatch()->log().decisions) found.taken_back += row.taken_back;
  found.all_served = run.all_served();
  return found;
}

}  // namespace

TEST_CASE("a dispatcher that fails and is back costs no request, and the run is the same again") {
  for (const char* architecture : {"regional", "junction", "gossip"}) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      CAPTURE(architecture);
      CAPTURE(seed);
      Scenario whole = with_outage(seed, architecture, true);
      whole.dispatch.outage_end_s = 0.0;
      const Outcome once = outcome(with_outage(seed, architecture, true));
      CHECK(once.violation == "");
      CHECK(once.all_served == outcome(whole).all_served);
      CHECK(outcome(with_outage(seed, architecture, true)).arrival_ns == once.arrival_ns);
    }
  }
}

TEST_CASE("who takes over for a dispatcher that has failed spares waiting, over many networks") {
  double with_s = 0.0;
  double without_s = 0.0;
  std::uint64_t taken_back = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Outcome with = outcome(with_outage(seed, "regional", true));
    const Outcome without = outcome(with_outage(seed, "regional", false));
    CHECK(without.violation == "");
    with_s += with.wait_s;
    without_s += without.wait_s;
    taken_back += with.taken_back;
    CHECK(without.taken_back == 0);
  }
  CHECK(with_s < without_s);
  MESSAGE(with_s << " s instead of " << without_s << " s, taken back " << taken_back);
}

TEST_CASE("a dispatcher that is back takes requests back from those that stood in for it") {
  std::uint64_t taken_back = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    std::vector<double> times_s;
    {
      Run run(with_outage(seed, "regional", true));
      for (const models::Request& request : run.service().book().planned())
        times_s.push_back(sim::to_seconds(request.time));
    }
    for (const std::size_t part : {4U, 3U, 2U}) {
      CAPTURE(seed);
      CAPTURE(part);
      // It fails while a request is on its way to it: the neighbour that is asked next knows of its
      // own capsules only. A minute later it is back, with its own.
      Scenario scenario = with_outage(seed, "regional", true);
      scenario.dispatch.answer_timeout_s = 10.0;
      scenario.dispatch.take_back_margin_s = 0.0;
      scenario.dispatch.outage_start_s = times_s[times_s.size() / part] + 2e-4;
      scenario.dispatch.outage_end_s = scenario.dispatch.outage_start_s + 60.0;
      const Outcome found = outcome(scenario);
      CHECK(found.violation == "");
      taken_back += found.taken_back;
    }
  }
  CHECK(taken_back > 0);
  MESSAGE(taken_back << " taken back");
}

}  // namespace dimai::scenarios

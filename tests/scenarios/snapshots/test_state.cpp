#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"
#include "sim/keeping/archive.hpp"
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

void advance_to(Run& run, double share) {
  const auto until = sim::seconds(share * run.scenario().run.duration_s);
  while (run.now() < until && run.advance(1000, until)) {
  }
}

/// Runs a scenario unbroken; and again, being written down and read back at each of `parts` times.
/// Every state is compared as a whole, byte for byte.
void check_broken_runs(const Scenario& scenario, int parts) {
  Run unbroken(scenario);
  auto broken = std::make_unique<Run>(scenario);
  for (int part = 1; part <= parts; ++part) {
    const double share = static_cast<double>(part) / parts;
    advance_to(unbroken, share);
    advance_to(*broken, share);
    const std::vector<std::byte> state = state_of(*broken);
    REQUIRE(state == state_of(unbroken));
    broken = continued(scenario, state);
    REQUIRE(state_of(*broken) == state);
  }
  while (unbroken.advance(100'000)) {
  }
  while (broken->advance(100'000)) {
  }
  CHECK(broken->event_hash() == unbroken.event_hash());
  CHECK(broken->event_count() == unbroken.event_count());
  CHECK(broken->violations().empty());
  CHECK(state_of(*broken) == state_of(unbroken));
}

Scenario with_everything(std::uint64_t seed) {
  Scenario scenario = tests::random_scenario(seed);
  scenario.record_journeys = true;
  return scenario;
}

TEST_CASE("a run that is written down and read back goes on as if nothing had happened") {
  for (std::uint64_t seed = 1; seed <= wanted_runs(12); ++seed) {
    CAPTURE(seed);
    check_broken_runs(with_everything(seed), 12);
  }
}

}  // namespace
}  // namespace dimai::scenarios

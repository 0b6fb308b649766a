#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

std::vector<std::int64_t> dates(const Run& run) {
  std::vector<std::int64_t> list;
  for (const models::Journey& journey : run.service().journeys()) {
    list.push_back(journey.loading_ns);
    list.push_back(journey.arrival_ns);
  }
  return list;
}

}  // namespace

TEST_CASE("runs over SimGrid in one process, in turn and at one time, have the same bits") {
  Scenario scenario = tests::random_scenario(5);
  scenario.dispatch.architecture = "regional";
  scenario.messages.back_end = "simgrid";
  scenario.messages.radio_rate_bit_s = 2e4;  // so that messages share channels
  std::vector<std::int64_t> first;
  for (int i = 0; i < 2; ++i) {
    Run run(scenario);
    while (run.advance(100'000)) {
    }
    CHECK(run.violations().empty());
    if (i == 0) first = dates(run);
    CHECK(dates(run) == first);
  }
  Run a(scenario);
  Run b(scenario);
  bool a_goes = true;
  bool b_goes = true;
  while (a_goes || b_goes) {
    if (a_goes) a_goes = a.advance(5'000);
    if (b_goes) b_goes = b.advance(3'000);
  }
  CHECK(dates(a) == first);
  CHECK(dates(b) == first);
}

}  // namespace dimai::scenarios

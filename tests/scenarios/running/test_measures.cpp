#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/running/measures.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

using doctest::Approx;
using models::NodeIndex;

const std::vector<std::string> kNames{"door_to_door_time", "wait_time", "handling_time",
                                      "access_time",       "line_time", "junction_time",
                                      "egress_time",       "distance",  "energy"};

Measure find(const std::vector<Measure>& all, const std::string& name, const std::string& origin,
             const std::string& capsule_class) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Measure& m) {
    return m.name == name && m.origin == origin && m.capsule_class == capsule_class;
  });
  REQUIRE(found != all.end());
  return *found;
}

/// Five people want to go at once from a portal with five capsules and one berth, which each of
/// them takes for 50 s: 30 s to load and 20 s of ramp. They wait 0, 50, 100, 150 and 200 s, then
/// all take 30 + 20 + 50 + 20 + 30 s.
Scenario five_in_a_row() {
  Scenario scenario = tests::pair_scenario(5);
  for (int i = 0; i < 5; ++i) scenario.trips.push_back({0.0, NodeIndex{0}, NodeIndex{1}, 0});
  return scenario;
}

std::vector<Measure> measures_of(const Scenario& scenario) {
  Run run(scenario);
  while (run.advance(1'000'000)) {
  }
  return measures(run);
}

}  // namespace

TEST_CASE("quantiles lie linearly between order statistics, as worked out by hand") {
  const Measure wait = find(measures_of(five_in_a_row()), "wait_time", "", "cabin");
  CHECK(wait.n == 5);
  CHECK(wait.unit == "s");
  CHECK(wait.mean == Approx(100.0));
  CHECK(wait.p5 == Approx(10.0));    // place 0.05 * 4 = 0.2, between 0 and 50
  CHECK(wait.p50 == Approx(100.0));  // place 2
  CHECK(wait.p95 == Approx(190.0));  // place 3.8
  CHECK(wait.p99 == Approx(198.0));  // place 3.96
}

TEST_CASE("door to door time is the sum of its parts in the mean") {
  const std::vector<Measure> all = measures_of(five_in_a_row());
  CHECK(find(all, "door_to_door_time", "", "cabin").mean == Approx(250.0));
  CHECK(find(all, "handling_time", "", "cabin").p50 == Approx(60.0));
  CHECK(find(all, "access_time", "", "cabin").p99 == Approx(70.0));
  CHECK(find(all, "line_time", "", "cabin").mean == Approx(0.0));
  CHECK(find(all, "junction_time", "", "cabin").mean == Approx(0.0).epsilon(1e-6));
  CHECK(find(all, "egress_time", "", "cabin").p5 == Approx(20.0));
  CHECK(find(all, "distance", "", "cabin").mean == Approx(1000.0));
  CHECK(find(all, "energy", "", "cabin").unit == "J");
}

TEST_CASE(
    "pairs come first in the order of the scenario, then classes, each with all quantities in "
    "order") {
  Scenario scenario = five_in_a_row();
  scenario.report_pairs.push_back({"b", "a", "", {NodeIndex{1}}, {NodeIndex{0}}});
  scenario.report_pairs.push_back({"a", "b", "cabin", {NodeIndex{0}}, {NodeIndex{1}}});
  const std::vector<Measure> all = measures_of(scenario);
  REQUIRE(all.size() == 29);
  for (std::size_t i = 0; i < 27; ++i) CHECK(all[i].name == kNames[i % 9]);
  CHECK(all[27].name == "couplings");
  CHECK(all[28].name == "greatest_flow");
  CHECK(all[0].origin == "b");
  CHECK(all[9].origin == "a");
  CHECK(all[18].origin.empty());
  CHECK(all[9].n == 5);
  CHECK(all[9].capsule_class == "cabin");
  CHECK(all[18].n == 5);
}

TEST_CASE("a group that nobody belongs to has no mean and no quantiles") {
  Scenario scenario = five_in_a_row();
  scenario.report_pairs.push_back({"b", "a", "", {NodeIndex{1}}, {NodeIndex{0}}});
  const Measure none = measures_of(scenario)[0];
  CHECK(none.n == 0);
  CHECK(std::isnan(none.mean));
  CHECK(std::isnan(none.p5));
  CHECK(std::isnan(none.p99));
}

TEST_CASE("one journey is all its quantiles") {
  Scenario scenario = tests::pair_scenario(1);
  scenario.trips.push_back({0.0, NodeIndex{0}, NodeIndex{1}, 0});
  const Measure time = find(measures_of(scenario), "door_to_door_time", "", "cabin");
  CHECK(time.n == 1);
  for (const double value : {time.mean, time.p5, time.p50, time.p95, time.p99})
    CHECK(value == Approx(150.0));
}

}  // namespace dimai::scenarios

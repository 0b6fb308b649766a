#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

// What is known of links that have closed, by whom, and when.

namespace dimai::scenarios {
namespace {

using doctest::Approx;

constexpr models::LinkIndex kLink{0};
constexpr std::size_t kWays = static_cast<std::size_t>(models::DecisionKind::ways);

/// A network without demand, one link of which is shut for a time; all places are one.
Scenario closing(const std::string& architecture, double from_s, double until_s) {
  Scenario scenario = tests::random_scenario(2);
  scenario.dispatch.architecture = architecture;
  scenario.closures = {{kLink, from_s, until_s}};
  scenario.gravity.clear();
  scenario.hour_shares.clear();
  scenario.flows.clear();
  scenario.trips.clear();
  scenario.trips.push_back({7000.0, scenario.network.links[kLink].from, {}, 0});
  for (const models::NodeIndex node : scenario.network.nodes.indices()) {
    if (scenario.network.nodes[node].kind != models::NodeKind::portal) continue;
    if (scenario.trips.front().origin == scenario.network.links[kLink].from) {
      scenario.trips.front().origin = node;
    } else {
      scenario.trips.front().destination = node;
    }
  }
  return scenario;
}

void add_outage(Scenario& scenario, const std::string& host, double from_s, double until_s) {
  models::Failure outage;
  outage.what = outage.host_name = host;
  outage.from_s = from_s;
  outage.until_s = until_s;
  scenario.disruption.failures.push_back(outage);
  scenario.disruption.base = models::NodeIndex{0};
}

void advance_to(Run& run, double time_s) {
  const sim::Time until = sim::seconds(time_s);
  while (run.now() < until && run.advance(1000, until)) {
  }
}

}  // namespace

TEST_CASE("new ways hold once a report, the thinking, and word to every cabinet have passed") {
  const Scenario scenario = closing("central", 100.0, 9000.0);
  Run run(scenario);
  advance_to(run, 200.0);
  const models::DecisionCounts& ways = run.dispatch()->log().decisions[kWays];
  REQUIRE(ways.delay_s.count() == 1);
  // Two messages one after the other, each through two fibres; the last word waits for those
  // before.
  const models::MessageParameters& m = scenario.messages;
  const auto nodes = static_cast<double>(scenario.network.nodes.size());
  const double flop = scenario.dispatch.decision_flop + nodes * scenario.dispatch.candidate_flop;
  const double expected_s = 4.0 * m.fibre_latency_s + 8.0 * m.report_byte / m.fibre_rate_bit_s +
                            flop / m.centre_speed_flop_s +
                            nodes * 8.0 * m.order_byte / m.fibre_rate_bit_s;
  // Each date is rounded to a nanosecond.
  CHECK(ways.delay_s.quantile(1.0) == Approx(expected_s).epsilon(2e-6));
  CHECK(run.router().closed(kLink));
}

TEST_CASE("where the only dispatcher is gone cabinets find new ways after the time for an answer") {
  Scenario scenario = closing("central", 100.0, 9000.0);
  add_outage(scenario, "centre", 50.0, 4000.0);
  Run run(scenario);
  advance_to(run, 129.9);
  CHECK(!run.router().closed(kLink));
  advance_to(run, 131.0);
  CHECK(run.router().closed(kLink));
  CHECK(run.dispatch()->log().decisions[kWays].delay_s.quantile(1.0) ==
        Approx(scenario.dispatch.answer_timeout_s).epsilon(1e-9));
}

TEST_CASE("a report that is lost goes to the next dispatcher from the other end") {
  Scenario scenario = closing("junction", 100.0, 9000.0);
  scenario.dispatch.take_over = false;  // else a neighbour answers for it from 80 s on
  const models::Network& network = scenario.network;
  add_outage(scenario, network.nodes[network.links[kLink].from].id, 50.0, 4000.0);
  Run run(scenario);
  advance_to(run, 200.0);
  const models::DecisionCounts& ways = run.dispatch()->log().decisions[kWays];
  CHECK(ways.unanswered == 1);
  CHECK(ways.made == 1);
  CHECK(ways.delay_s.quantile(1.0) > scenario.dispatch.answer_timeout_s);
  CHECK(ways.delay_s.quantile(1.0) < scenario.dispatch.answer_timeout_s + 0.5);
  CHECK(run.router().closed(kLink));
}

TEST_CASE("old news of a link that comes after newer news changes nothing") {
  Scenario scenario = closing("central", 100.0, 110.0);
  add_outage(scenario, "centre", 50.0, 105.0);  // the closing is lost, the opening is not
  Run run(scenario);
  advance_to(run, 129.0);
  CHECK(!run.router().closed(kLink));
  advance_to(run, 200.0);
  CHECK(!run.router().closed(kLink));
  CHECK(run.dispatch()->log().decisions[kWays].unanswered == 1);
}

}  // namespace dimai::scenarios

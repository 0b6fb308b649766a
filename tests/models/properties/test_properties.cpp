#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "tests/models/properties/network_plan.hpp"

namespace dimai::tests {
namespace {

/// The same cases each time, unless RC_PARAMS asks for others or more: "seed=7 max_success=10000".
/// Read by the first check.
const int kSameCasesEachTime = ::setenv("RC_PARAMS", "seed=20261122", 0);

/// A plan on a guideway of its own.
struct PlannedWorld {
  World world;
  PlacedPlan placed;

  PlannedWorld(const PlannedRules& rules, const NetworkPlan& plan) {
    set_rules(world, rules);
    placed = lay_out(world, plan);
    world.build();
    send_trips(world, plan, placed);
  }
};

/// When trains entered and left a link, in the order in which they left [s].
std::vector<std::pair<double, double>> passages_s(const World& world, models::LinkIndex link) {
  const models::TraversalLog& log = world.guideway->observation().traversals;
  std::vector<std::pair<double, double>> times_s;
  for (std::size_t i = 0; i < log.link.size(); ++i) {
    if (log.link[i] == link.value) times_s.emplace_back(log.entry_time_s[i], log.exit_time_s[i]);
  }
  return times_s;
}

/// Portal and time of each capsule's arrivals.
std::map<std::uint32_t, std::vector<Arrival>> arrivals_of(const World& world) {
  std::map<std::uint32_t, std::vector<Arrival>> arrivals;
  for (const Arrival& arrival : world.arrivals) arrivals[arrival.capsule].push_back(arrival);
  return arrivals;
}

}  // namespace

TEST_CASE("no two capsules of a random small network come too close") {
  CHECK(rc::check("separation everywhere", [](const PlannedRules& rules, const NetworkPlan& plan) {
    PlannedWorld planned(rules, plan);
    planned.world.run();
    RC_ASSERT(planned.world.guideway->observation().least_slack_ns >= 0);
  }));
}

TEST_CASE("trains leave each tube of a random small network in the order in which they entered") {
  CHECK(rc::check("first in, first out", [](const PlannedRules& rules, const NetworkPlan& plan) {
    PlannedWorld planned(rules, plan);
    planned.world.run();
    for (const models::LinkIndex link : planned.placed.links) {
      if (planned.world.network.links[link].tubes > 1) continue;
      const auto times_s = passages_s(planned.world, link);
      const auto entered_earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
      RC_ASSERT(std::is_sorted(times_s.begin(), times_s.end(), entered_earlier));
    }
  }));
}

TEST_CASE("no capsule of a random small network is lost, doubled, led astray or held for ever") {
  CHECK(rc::check("conservation", [](const PlannedRules& rules, const NetworkPlan& plan) {
    PlannedWorld planned(rules, plan);
    const std::size_t sent = planned.placed.capsules.size();
    for (const double until_s : {0.0, 7.5, 30.0, 61.0, 90.0, 150.0}) {
      planned.world.run(until_s);
      RC_ASSERT(planned.world.arrivals.size() + planned.world.capsules_on_guideway() == sent);
    }
    planned.world.run();
    RC_ASSERT(planned.world.arrivals.size() == sent);
    const auto arrivals = arrivals_of(planned.world);
    RC_ASSERT(arrivals.size() == sent);
    for (const auto& [capsule, its] : arrivals) {
      const models::NodeIndex wanted =
          planned.world.guideway->trains()[models::CapsuleIndex{capsule}].destination;
      RC_ASSERT(its.front().portal == wanted);
    }
  }));
}

TEST_CASE(
    "an unconnected network with traffic and closures of its own changes nothing in a random small "
    "one") {
  CHECK(rc::check("no result changed by events that are not its own",
                  [](const PlannedRules& rules, const NetworkPlan& plan, const NetworkPlan& other,
                     bool other_first) {
                    PlannedWorld alone(rules, plan);
                    alone.world.run();

                    World both;
                    set_rules(both, rules);
                    PlacedPlan of_other;
                    if (other_first) of_other = lay_out(both, other);
                    PlacedPlan placed = lay_out(both, plan);
                    if (!other_first) of_other = lay_out(both, other);
                    both.build();
                    if (other_first) send_trips(both, other, of_other);
                    send_trips(both, plan, placed);
                    if (!other_first) send_trips(both, other, of_other);
                    both.run();

                    for (std::size_t i = 0; i < placed.links.size(); ++i) {
                      RC_ASSERT(passages_s(both, placed.links[i]) ==
                                passages_s(alone.world, alone.placed.links[i]));
                    }
                    for (std::size_t i = 0; i < placed.capsules.size(); ++i) {
                      RC_ASSERT(both.arrival_s(placed.capsules[i]) ==
                                alone.world.arrival_s(alone.placed.capsules[i]));
                    }
                  }));
}

TEST_CASE("a random small network run again runs the same events") {
  CHECK(rc::check("repeatable", [](const PlannedRules& rules, const NetworkPlan& plan) {
    PlannedWorld once(rules, plan);
    PlannedWorld again(rules, plan);
    once.world.run();
    again.world.run();
    RC_ASSERT(once.world.simulation.event_hash() == again.world.simulation.event_hash());
    RC_ASSERT(once.world.simulation.event_count() == again.world.simulation.event_count());
  }));
}

}  // namespace dimai::tests

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/logistics/running/logistics_run.hpp"
#include "scenarios/running/run.hpp"
#include "sim/keeping/archive.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

// Capsules that shipments ask for, beside the requests of [demand].

namespace dimai::scenarios {
namespace {

/// All portals send boxes to each other by freight capsules, three to a capsule.
std::unique_ptr<LogisticsPlan> boxes(const Scenario& scenario, double a_day) {
  auto plan = std::make_unique<LogisticsPlan>();
  models::ShipmentPlan& shipments = plan->shipments;
  shipments.duration_s = plan->industry.duration_s = scenario.demand.period_s;
  shipments.seed = static_cast<std::uint64_t>(scenario.run.seed);
  models::ModeParameters mode;
  mode.name = "boxes";
  mode.kind = "capsule";
  mode.items_a_vehicle = 3.0;
  mode.gather_time_s = 100.0;
  const models::ModeIndex by = shipments.modes.push_back(mode);
  shipments.capsule_class = {1};
  shipments.groups.push_back({"all", by, {}, 0});
  shipments.classes.push_back({"box"});
  shipments.parcel_class = {models::ShipmentPlan::kNone};
  plan->today.resize(1);
  plan->has_today.resize(1, 0);
  models::ShipmentDemand demand;
  demand.a_day = a_day;
  for (const models::NodeIndex node : scenario.network.nodes.indices()) {
    if (scenario.network.nodes[node].kind != models::NodeKind::portal) continue;
    models::Place place;
    place.id = scenario.network.nodes[node].id;
    place.hub = true;
    place.longitude_deg = 0.01 * node.value;
    const models::PlaceIndex at = shipments.places.push_back(place);
    shipments.groups[models::LaneGroupIndex{0}].stations.push_back(at.value);
    shipments.stations.push_back({at, by, models::LaneGroupIndex{0}, node.value});
    demand.origins.push_back(at.value);
    demand.origin_weights.push_back(1.0);
  }
  demand.destinations = demand.origins;
  demand.destination_weights = demand.origin_weights;
  shipments.demands.push_back(demand);
  return plan;
}

Scenario with_boxes(std::uint64_t seed) {
  Scenario scenario = tests::random_scenario(seed);
  scenario.pipelines.push_back(boxes(scenario, 1600.0));  // 100 in 1.5 h
  return scenario;
}

Scenario at_intervals(std::uint64_t seed, std::int64_t regions) {
  Scenario scenario = tests::random_scenario(seed);
  for (models::Link& link : scenario.network.links) {
    if (link.role == models::LinkRole::trunk) link.length_m *= 4.0;
  }
  scenario.run.regions = regions;
  scenario.dispatch.interval_s = 2.0;
  scenario.pipelines.push_back(boxes(scenario, 1600.0));
  return scenario;
}

const models::Shipments& shipments_of(const Run& run) {
  return dynamic_cast<const LogisticsRun&>(*run.pipelines().back()).shipments();
}

LogisticsPlan& plan_of(Scenario& scenario) {
  return dynamic_cast<LogisticsPlan&>(*scenario.pipelines.back());
}

/// Runs to the end; nothing may ever be amiss.
void run_all(Run& run) {
  while (run.advance(100'000)) {
    const std::vector<std::string> violations = run.violations();
    if (!violations.empty()) FAIL_CHECK(violations.front());
  }
}

struct Split {
  std::uint64_t planned = 0;
  std::uint64_t asked = 0;
  std::uint64_t freight = 0;  ///< of both
};

Split split(const Run& run) {
  Split found;
  std::int64_t last_ns = 0;
  for (const models::Journey& journey : run.service().journeys()) {
    CHECK(journey.request.time.ns >= last_ns);  // rows are in order of time
    last_ns = journey.request.time.ns;
    ++(journey.request.asker == models::Request::kPlanned ? found.planned : found.asked);
    if (journey.request.capsule_class == 1) ++found.freight;
  }
  return found;
}

/// Both kinds of requests are served, counted and timed; each shipment has come to its end.
void check_all(Run& run, std::size_t planned) {
  const Split found = split(run);
  CHECK(found.planned == planned);
  CHECK(found.asked > 20);
  std::uint64_t requested = 0;
  for (const ClassCounts& row : run.counts()) {
    if (row.name == "freight") CHECK(row.requested == found.freight);
    if (row.name == "shipment of box") requested = row.requested;
  }
  const models::Shipments& shipments = shipments_of(run);
  CHECK(requested == shipments.shipments().size());
  CHECK(shipments.all_done());
  CHECK(run.all_served());
  for (const models::Shipment& one : shipments.shipments()) {
    CHECK(one.wait_ns >= 0);
    CHECK(one.handling_ns >= 0);
    CHECK(one.moving_ns >= 0);
    CHECK((one.state == models::ShipmentState::arrived ||
           one.state == models::ShipmentState::refused));
  }
}

std::size_t planned_requests(const Scenario& scenario) {
  return Run(scenario).service().book().left();
}

struct Trace {
  std::uint64_t hash = 0;
  std::vector<std::int64_t> ends_ns;

  bool operator==(const Trace&) const = default;
};

Trace trace(const Scenario& scenario, std::size_t threads, std::uint64_t most_events) {
  Run run(scenario, threads);
  while (run.advance(most_events)) {
  }
  Trace found{run.event_hash(), {}};
  for (const models::Shipment& one : shipments_of(run).shipments())
    found.ends_ns.push_back(one.arrival_ns);
  for (const models::Journey& journey : run.service().journeys())
    found.ends_ns.push_back(journey.arrival_ns);
  return found;
}

std::vector<std::byte> state_of(Run& run) {
  sim::Archive archive;
  run.keep(archive);
  return archive.bytes();
}

/// Broken off every so often, written down and read back, a run is the same to the last byte.
void check_broken(const Scenario& scenario) {
  Run unbroken(scenario);
  auto broken = std::make_unique<Run>(scenario);
  for (double until_s = 700.0; until_s < 6000.0; until_s += 1300.0) {
    for (Run* each : {&unbroken, broken.get()}) {
      while (each->now() < sim::seconds(until_s) && each->advance(1000, sim::seconds(until_s))) {
      }
    }
    const std::vector<std::byte> state = state_of(*broken);
    REQUIRE(state == state_of(unbroken));
    broken = std::make_unique<Run>(scenario);
    sim::Archive archive(state);
    broken->keep(archive);
    REQUIRE(archive.left() == 0);
    REQUIRE(state_of(*broken) == state);
  }
  run_all(unbroken);
  run_all(*broken);
  CHECK(broken->event_hash() == unbroken.event_hash());
  CHECK(state_of(*broken) == state_of(unbroken));
}

}  // namespace

TEST_CASE("shipments share capsules with the requests of the demand") {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    CAPTURE(seed);
    const Scenario scenario = with_boxes(seed);
    Run run(scenario);
    run_all(run);
    check_all(run, planned_requests(scenario));
  }
}

TEST_CASE("shipments ask for capsules that are dispatched by message") {
  for (const char* architecture : {"central", "regional", "junction", "gossip"}) {
    CAPTURE(architecture);
    Scenario scenario = with_boxes(3);
    scenario.dispatch.architecture = architecture;
    Run run(scenario);
    run_all(run);
    check_all(run, planned_requests(scenario));
  }
}

TEST_CASE(
    "shipments ask for capsules at intervals, in regions, with the same bits on any threads") {
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    CAPTURE(seed);
    const Scenario scenario = at_intervals(seed, 3);
    Run run(scenario);
    run_all(run);
    check_all(run, planned_requests(scenario));
    const Trace one = trace(scenario, 1, 1'000'000);
    CHECK(trace(scenario, 2, 5000) == one);
  }
}

TEST_CASE("at intervals, a capsule is asked for with the next decision and its end heard of then") {
  Scenario scenario = tests::pair_scenario(2);
  scenario.network.nodes[models::NodeIndex{1}].portal.parking = 2;
  scenario.demand.period_s = 86400.0;
  scenario.run.duration_s = 2.0 * 86400.0;
  scenario.dispatch.interval_s = 10.0;
  auto plan = boxes(scenario, 50.0);
  plan->shipments.capsule_class = {0};
  plan->shipments.modes[models::ModeIndex{0}].items_a_vehicle = 1.0;
  plan->shipments.demands[0].origins = {0};
  plan->shipments.demands[0].origin_weights = {1.0};
  plan->shipments.demands[0].destinations = {1};
  plan->shipments.demands[0].destination_weights = {1.0};
  scenario.pipelines.push_back(std::move(plan));
  Run run(scenario);
  run_all(run);
  check_all(run, 0);
  for (const models::Shipment& one : shipments_of(run).shipments()) {
    CHECK(one.arrival_ns % 10'000'000'000 == 0);
    CHECK(one.handling_ns == 60'000'000'000);  // 30 s to load and to unload
  }
  for (const models::Journey& journey : run.service().journeys())
    CHECK(journey.loading_ns % 10'000'000'000 >= 0);
}

TEST_CASE("a run whose shipments ask for capsules goes on from a snapshot, event for event") {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    CAPTURE(seed);
    Scenario scenario = with_boxes(seed);
    plan_of(scenario).shipments.foresight.on = seed % 2 == 1;
    check_broken(scenario);
  }
  for (std::uint64_t seed = 4; seed < 6; ++seed) {
    CAPTURE(seed);
    Scenario scenario = at_intervals(seed, 2);
    plan_of(scenario).shipments.foresight.on = seed % 2 == 1;
    check_broken(scenario);
  }
}

TEST_CASE("a fleet is sampled for as long as shipments may ask for it") {
  Scenario scenario = tests::pair_scenario(2);
  scenario.demand.period_s = 86400.0;
  scenario.run.duration_s = 2.0 * 86400.0;
  scenario.run.time_bin_s = 3600.0;
  auto plan = boxes(scenario, 3.0);  // between two of them all are served
  plan->shipments.capsule_class = {0};
  plan->shipments.demands[0].origins = {0};
  plan->shipments.demands[0].origin_weights = {1.0};
  scenario.pipelines.push_back(std::move(plan));
  Run run(scenario);
  run_all(run);
  // At the start and each hour of the day on which they may arise.
  CHECK(run.service().samples().size() >= 25);
}

}  // namespace dimai::scenarios

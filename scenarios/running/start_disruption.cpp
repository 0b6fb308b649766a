#include <utility>

#include "models/dispatch/dispatch_plan.hpp"
#include "scenarios/disruption/pipeline_parts.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Hosts first, then parts of pipelines, in order.
std::vector<models::BreakablePart> Run::breakable_parts() const {
  std::vector<models::BreakablePart> parts;
  if (dispatch_) parts = models::message_hosts(dispatch_->plan(), scenario_.network);
  for (models::BreakablePart& part : pipeline_parts(scenario_, scenario_.network))
    parts.push_back(std::move(part));
  return parts;
}

/// Everything that will fail is known before the run: the list, strikes and chance.
std::vector<models::Failure> Run::failures() const {
  models::DisruptionPlan plan = scenario_.disruption;
  const std::vector<models::BreakablePart> parts = breakable_parts();
  for (models::Failure& failure : plan.failures) {
    if (dispatch_ && failure.host_name == models::kBusiestHost)
      failure.host_name = dispatch_->plan().sites[dispatch_->plan().busiest_site()].id;
  }
  std::vector<std::string> unknown;
  plan.failures = models::with_parts(plan.failures, parts, unknown);
  std::vector<Problem> problems;
  for (const std::string& name : unknown)
    problems.push_back({"scenario.toml", 0, 0, "failure.host",
                        "there is no computer or radio \"" + name + "\" in this run"});
  if (!problems.empty()) throw ScenarioError(problems);
  const models::DrawKey key{static_cast<std::uint64_t>(scenario_.run.seed),
                            static_cast<std::uint64_t>(scenario_.run.replication)};
  return models::all_failures(scenario_.network, plan, scenario_.run.duration_s, key, parts);
}

void Run::break_ways() {
  models::WaysSetup ways;
  ways.plan = &scenario_.disruption;
  ways.network = &scenario_.network;
  ways.router = router_.get();
  ways.route_keeper = route_keeper_.get();
  ways.guideways = guideways();
  if (regions_) ways.region_of_node = regions_->partition().region_of_node;
  ways.service = service_.get();
  ways.classes = scenario_.capsule_classes;
  ways.standstill_gap_m = scenario_.guideway.standstill_gap_m;
  ways.pairs = pair_demand();
  broken_ways_ = std::make_unique<models::BrokenWays>(std::move(ways));
}

void Run::start_disruption() {
  const models::DisruptionPlan& plan = scenario_.disruption;
  if (!plan.any_failure()) return;
  models::DisruptionSetup setup;
  setup.key = {static_cast<std::uint64_t>(scenario_.run.seed),
               static_cast<std::uint64_t>(scenario_.run.replication)};
  setup.failures = failures();
  setup.plan = &plan;
  setup.base = {plan.base_place.first, plan.base_place.second};
  if (scenario_.network.nodes.size() > 0) {
    break_ways();
    setup.effect = broken_ways_.get();
    setup.trips = broken_ways_->trips();
    const models::Node& base = scenario_.network.nodes[plan.base];
    setup.base = {base.longitude_deg, base.latitude_deg};
  }
  std::uint32_t hosts = 0;
  if (dispatch_)
    hosts = static_cast<std::uint32_t>(
        models::message_hosts(dispatch_->plan(), scenario_.network).size());
  std::vector<std::uint32_t> counts;
  for (const auto& each : scenario_.pipelines)
    counts.push_back(static_cast<std::uint32_t>(each->parts().size()));
  parts_ = std::make_unique<PartsOfRun>(dispatch_.get(), hosts,
                                        regions_ ? regions_->simulation(0) : simulation_,
                                        pipelines_, std::move(counts));
  setup.parts = parts_.get();
  disruption_ = std::make_unique<models::Disruption>(std::move(setup));
  disruption_->start(simulation_);
}

std::vector<models::PairDemand> Run::pair_demand() const {
  return models::pair_demand(requests(scenario_.run.replication), profile_of_class_);
}

DisruptedRun Run::disrupted() const {
  return {scenario_,
          *service_,
          disruption_.get(),
          broken_ways_.get(),
          sim::to_seconds(simulation_.now()),
          &pipelines_};
}

}  // namespace dimai::scenarios

#include <utility>

#include "models/dispatch/dispatch_plan.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Everything that will fail is known before the run: the list, strikes and chance.
std::vector<models::Failure> Run::failures() const {
  models::DisruptionPlan plan = scenario_.disruption;
  std::vector<models::BreakablePart> hosts;
  if (dispatch_) hosts = models::message_hosts(dispatch_->plan(), scenario_.network);
  for (models::Failure& failure : plan.failures) {
    if (dispatch_ && failure.host_name == models::kBusiestHost)
      failure.host_name = dispatch_->plan().sites[dispatch_->plan().busiest_site()].id;
  }
  std::vector<std::string> unknown;
  plan.failures = models::with_hosts(plan.failures, hosts, unknown);
  std::vector<Problem> problems;
  for (const std::string& name : unknown)
    problems.push_back({"scenario.toml", 0, 0, "failure.host",
                        "there is no computer or radio \"" + name + "\" in this run"});
  if (!problems.empty()) throw ScenarioError(problems);
  const models::DrawKey key{static_cast<std::uint64_t>(scenario_.run.seed),
                            static_cast<std::uint64_t>(scenario_.run.replication)};
  return models::all_failures(scenario_.network, plan, scenario_.run.duration_s, key, hosts);
}

void Run::start_disruption() {
  const models::DisruptionPlan& plan = scenario_.disruption;
  if (!plan.any_failure()) return;
  models::DisruptionSetup setup;
  setup.key = {static_cast<std::uint64_t>(scenario_.run.seed),
               static_cast<std::uint64_t>(scenario_.run.replication)};
  setup.failures = failures();
  setup.plan = &plan;
  setup.network = &scenario_.network;
  setup.router = router_.get();
  setup.route_keeper = route_keeper_.get();
  setup.guideways = guideways();
  if (regions_) setup.region_of_node = regions_->partition().region_of_node;
  setup.hosts = dispatch_.get();
  setup.service = service_.get();
  setup.classes = scenario_.capsule_classes;
  setup.standstill_gap_m = scenario_.guideway.standstill_gap_m;
  setup.pairs = pair_demand();
  disruption_ = std::make_unique<models::Disruption>(std::move(setup));
  disruption_->start(simulation_);
}

std::vector<models::PairDemand> Run::pair_demand() const {
  return models::pair_demand(requests(scenario_.run.replication), profile_of_class_);
}

DisruptedRun Run::disrupted() const {
  return {scenario_, *service_, disruption_.get(), sim::to_seconds(simulation_.now())};
}

}  // namespace dimai::scenarios

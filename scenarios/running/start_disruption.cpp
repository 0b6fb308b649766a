#include <utility>

#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Everything that will fail is known before the run: the list, strikes and chance.
void Run::start_disruption() {
  const models::DisruptionPlan& plan = scenario_.disruption;
  if (!plan.any_failure()) return;
  models::DisruptionSetup setup;
  setup.key = {static_cast<std::uint64_t>(scenario_.run.seed),
               static_cast<std::uint64_t>(scenario_.run.replication)};
  setup.failures =
      models::all_failures(scenario_.network, plan, scenario_.run.duration_s, setup.key);
  setup.plan = &plan;
  setup.network = &scenario_.network;
  setup.router = router_.get();
  setup.route_keeper = route_keeper_.get();
  setup.guideway = guideways().front();
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

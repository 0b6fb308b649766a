#include <algorithm>

#include "scenarios/running/run.hpp"
#include "scenarios/snapshots/fork.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {

namespace {

/// Ways of the network as it is built, before any closure: as those of a run from the start.
models::Router router_of(const Scenario& scenario) {
  std::vector<double> bore_m;
  for (const models::CapsuleClass& c : scenario.capsule_classes) bore_m.push_back(c.bore_m);
  return {scenario.network,
          models::free_running_times_s(scenario.network, scenario.guideway.speed_m_s),
          models::routing_profiles(scenario.network, bore_m).least_bore_m};
}

}  // namespace

void Run::resume(const Snapshot& snapshot, const Fork& fork) {
  try {
    sim::Archive archive(snapshot.state);
    keep(archive);
    if (archive.left() > 0) throw sim::ArchiveError("more is there than can be read back");
  } catch (const sim::ArchiveError& error) {
    throw SnapshotError(std::string("the snapshot does not fit the scenario: ") + error.what());
  }
  if (!fork.any) return;
  if (fork.demand || fork.empties) service_->replan(simulation_, fork.demand);
  if (fork.demand) {
    std::vector<models::Request> all = service_->book().planned_left();
    for (const models::Journey& journey : service_->journeys()) all.push_back(journey.request);
    fleet_need_ = models::fleet_need(all, router_of(scenario_), *guideways().front(),
                                     scenario_.capsule_classes, profile_of_class_);
  }
  if (fork.closures) route_keeper_->close_anew(simulation_);
  if (fork.rerouting) route_keeper_->renew_anew(simulation_);
  const sim::Time end = sim::seconds(scenario_.run.duration_s);
  if (!bin_over_) bin_end_ = std::max(std::min(bin_end_, end), simulation_.now());
}

}  // namespace dimai::scenarios

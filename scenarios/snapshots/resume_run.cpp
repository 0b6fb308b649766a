#include <algorithm>

#include "scenarios/running/run.hpp"
#include "scenarios/snapshots/fork.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {

void Run::resume(const Snapshot& snapshot, const Fork& fork) {
  std::vector<models::Request> later;
  for (const models::Journey& journey : service_->journeys()) {
    if (journey.request.time.ns > snapshot.label.time_ns) later.push_back(journey.request);
  }
  try {
    sim::Archive archive(snapshot.state);
    keep(archive);
    if (archive.left() > 0) throw sim::ArchiveError("more is there than can be read back");
  } catch (const sim::ArchiveError& error) {
    throw SnapshotError(std::string("the snapshot does not fit the scenario: ") + error.what());
  }
  if (!fork.any) return;
  if (fork.demand) service_->expect(simulation_, later);
  if (fork.empties) service_->steer_anew(simulation_);
  if (fork.closures) route_keeper_->close_anew(simulation_);
  if (fork.rerouting) route_keeper_->renew_anew(simulation_);
  const sim::Time end = sim::seconds(scenario_.run.duration_s);
  if (!bin_over_) bin_end_ = std::max(std::min(bin_end_, end), simulation_.now());
}

}  // namespace dimai::scenarios

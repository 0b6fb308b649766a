#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/dispatch/dispatch.hpp"
#include "models/disruption/broken_ways.hpp"
#include "models/guideway/guideway.hpp"
#include "models/operation/by_message.hpp"
#include "models/operation/empties/fleet_need.hpp"
#include "models/operation/route_keeper.hpp"
#include "models/operation/service.hpp"
#include "models/regions/regions.hpp"
#include "scenarios/disruption/outcome.hpp"
#include "scenarios/measure.hpp"
#include "scenarios/running/parts_of_run.hpp"
#include "scenarios/scenario.hpp"
#include "sim/simulation.hpp"

namespace dimai::scenarios {

struct Fork;
struct Snapshot;

/// One run of a scenario: the kernel and the models that a scenario describes, put together.
class Run {
 public:
  /// `scenario` outlives the run. How many `threads` simulate its regions changes nothing but the
  /// time that it takes.
  explicit Run(const Scenario& scenario, std::size_t threads = 1);

  /// Simulates on: up to the end of a time bin, to `until`, or `most_events`; in regions to the end
  /// of the window in which either is reached. False once the run is
  /// at its end: that of the time bin in which all are served, or the duration, or where it cannot
  /// go on. What is simulated does not depend on `most_events`, > 0, nor on `until`, >= now.
  bool advance(std::uint64_t most_events, sim::Time until = sim::Time::max());
  /// Whether advance() has nothing more to do.
  bool at_end() const;
  /// Whether all requests are served and no pipeline has anything left to do.
  bool all_served() const;
  /// Why the run cannot go on, such as a network without a solution; "" if it can.
  std::string failure() const;
  /// How far the run is, in [0, 1]: by requests done or by time, whichever is farther.
  double share_done() const;

  /// Writes down all that has come of the scenario so far, or reads it back into a run of the same
  /// scenario that was just made, which then goes on as this one would have. Between calls of
  /// advance(); what is left in the logs is kept too.
  /// @throws sim::ArchiveError if what is read is of another scenario
  void keep(sim::Archive& archive);
  /// Reads a snapshot back, and plans anew what is another since.
  /// @throws SnapshotError if it does not fit the scenario
  void resume(const Snapshot& snapshot, const Fork& fork);

  /// End of the last time bin all of whose events have run: then results are handed over, so that
  /// their rows do not tell where a run was stopped meanwhile.
  sim::Time bins_done() const;

  sim::Time now() const { return simulation_.now(); }
  std::uint64_t event_count() const;
  /// Hash over all events that ran; see sim::Simulation::event_hash.
  std::uint64_t event_hash() const;
  const models::Router& router() const { return *router_; }
  /// What guideways have counted, without logs.
  models::Observation observation() const;
  /// What has happened since the last call, in order of time.
  models::FormationLog take_formations();
  models::TraversalLog take_traversals();
  models::YardLog take_yard_log();
  /// A track of a yard or siding; null past the last.
  const models::Yards::Track* yard_track(std::uint32_t index) const;
  /// The same, to be emptied by whoever takes it.
  models::JourneyLog& journey_log();
  /// All capsules; where there are regions, with their classes but not as they are now.
  const models::TrainTable& trains() const;
  /// The regions that the network is cut into; null where it is dispatched at once, as a whole.
  const models::Regions* regions() const { return regions_.get(); }
  models::Service& service() { return *service_; }
  const models::Service& service() const { return *service_; }
  /// Dispatch by message; null where decisions are made at once.
  models::Dispatch* dispatch() { return dispatch_.get(); }
  const models::Dispatch* dispatch() const { return dispatch_.get(); }
  /// Where each capsule stood at the start.
  const std::vector<models::NodeIndex>& start_portals() const { return start_portals_; }
  const Scenario& scenario() const { return scenario_; }
  /// Least fleet that the requests of the run need, see models::fleet_need.  [class]
  const std::vector<models::FleetNeed>& fleet_need() const { return fleet_need_; }

  /// Requests by pair, and ways as they are without failures.
  std::vector<models::PairDemand> pair_demand() const;
  models::Router router_of_start() const;
  /// The run so far, as its disruption is judged by.
  DisruptedRun disrupted() const;

  const std::vector<std::unique_ptr<PipelineRun>>& pipelines() const { return pipelines_; }

  std::vector<ClassCounts> counts() const;  ///< [class], then those of pipelines
  /// What does not add up: capsules, requests, times, separation, mass. Empty if all is well.
  std::vector<std::string> violations() const;

 private:
  std::vector<models::Request> requests(std::int64_t replication) const;
  std::vector<models::Request> history() const;
  void build_service(std::size_t threads);
  void build_dispatch(const std::vector<models::Request>& requests);
  models::GuidewaySetup guideway_setup() const;
  void cut_into_regions(const models::GuidewaySetup& setup,
                        const std::vector<models::Request>& requests, std::size_t threads);
  std::vector<models::Guideway*> guideways() const;
  std::vector<models::BreakablePart> breakable_parts() const;
  std::vector<models::Failure> failures() const;
  void break_ways();
  void start_disruption();
  void choose_recordings(models::Observation& observation) const;
  void count_capsules_at_end(std::vector<ClassCounts>& counts) const;
  std::vector<std::string> guard_violations() const;

  const Scenario& scenario_;
  sim::Simulation simulation_;
  sim::Time bin_end_;
  bool bin_over_ = true;  ///< all events up to bin_end_ have run
  std::vector<std::uint32_t> profile_of_class_;
  std::vector<models::FleetNeed> fleet_need_;
  std::unique_ptr<models::Router> router_;
  std::unique_ptr<models::Dispatch> dispatch_;  ///< if decisions take messages
  std::unique_ptr<models::FleetByMessage> fleet_by_message_;
  std::unique_ptr<models::Guideway> guideway_;  ///< none if there are regions
  std::unique_ptr<models::Regions> regions_;
  std::unique_ptr<models::Service> service_;
  std::unique_ptr<models::RouteKeeper> route_keeper_;
  std::unique_ptr<models::BrokenWays> broken_ways_;      ///< if anything can fail, but pipelines
  std::unique_ptr<PartsOfRun> parts_;                    ///< that can fail, of hosts and pipelines
  std::unique_ptr<models::Disruption> disruption_;       ///< if anything can fail
  std::vector<models::NodeIndex> start_portals_;         ///< by capsule
  std::vector<std::unique_ptr<PipelineRun>> pipelines_;  ///< as Scenario::pipelines
};

}  // namespace dimai::scenarios

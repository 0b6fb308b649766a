#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/operation/service.hpp"
#include "models/regions/partition.hpp"
#include "models/regions/team.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// What a run in regions costs, measured in processor time [s].
struct RegionTimes {
  double work_s = 0.0;       ///< of all regions together
  double longest_s = 0.0;    ///< sum over windows of the thread with most to do
  double decisions_s = 0.0;  ///< what is done while no region runs
  std::uint64_t windows = 0;

  /// How much faster than alone the threads can be, were waking them free.
  double reachable() const { return (work_s + decisions_s) / (longest_s + decisions_s); }
};

/// A network that is simulated in regions, each with its own clock and events, in windows of time.
///
/// Within a window regions need not know of each other: they meet only in lanes that take longer
/// (see models/guideway/handing_over.cpp), and decisions that concern several are made between
/// windows, by the models of the chief simulation. So regions run on as many threads as there are,
/// and nothing depends on how many. Conservative parallel simulation with a look-ahead: Chandy and
/// Misra (1979), IEEE Trans. Softw. Eng. SE-5(5), 440-452; windows: Nicol (1993), J. ACM 40(2),
/// 304-333.
class Regions {
 public:
  /// @param setup    of the guideways; its network is cut as `partition` says
  /// @param threads  >= 1; those beyond the number of regions stay idle
  Regions(GuidewaySetup setup, Partition partition, std::size_t threads);

  /// Gives each region a desk of the service, whose guideway is the first region's.
  void open_desks(Service& service);
  struct Goal {
    sim::Time until;  ///< stop at the end of the window that reaches it ...
    sim::Time bound;  ///< ... but no window reaches past this
  };
  /// Simulates up to a time, or until at least `most_events` have run, a window at a time. Events
  /// of the chief run at the end of each window; those of regions at that time do not yet.
  void advance(sim::Simulation& chief, const Goal& goal, std::uint64_t most_events);

  std::vector<Guideway*> guideways();
  sim::Simulation& simulation(std::uint32_t region) { return regions_[region]->simulation; }
  std::size_t size() const { return regions_.size(); }
  std::size_t threads() const { return team_.size(); }
  const Partition& partition() const { return partition_; }
  std::int64_t look_ahead_ns() const { return look_ahead_ns_; }
  const RegionTimes& times() const { return times_; }

  std::uint64_t event_count() const;
  std::uint64_t event_hash() const;
  /// Capsules in trains, exit queues, yards and on the way between regions, added to `by_class`.
  void count_capsules(std::vector<std::uint64_t>& by_class) const;
  /// Capsules on a tube between regions, told of or not.
  std::uint32_t capsules_between(LaneIndex tube) const;
  /// Sums over all regions, without logs.
  Observation observation() const;
  FormationLog take_formations();
  TraversalLog take_traversals();
  YardLog take_yard_log();
  /// What all regions know of journeys, to be emptied by whoever takes it.
  JourneyLog& gather_journeys();
  void keep(sim::Archive& archive);  ///< see there

 private:
  struct Region {
    sim::Simulation simulation;
    std::unique_ptr<Guideway> guideway;
    std::unique_ptr<Service> desk;
    std::array<Crossings, 2> told;  ///< in this window and in the one before, in turn
    double window_s = 0.0;          ///< processor time of the last window
  };

  void pass_window(std::size_t index, sim::Time until);
  void note_times();

  Partition partition_;
  std::vector<std::unique_ptr<Region>> regions_;
  std::int64_t look_ahead_ns_ = 0;
  sim::Time now_;
  RegionTimes times_;
  JourneyLog journeys_;
  Team team_;
};

}  // namespace dimai::models

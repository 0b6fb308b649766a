#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "models/disruption/failure.hpp"
#include "models/disruption/repair_crews.hpp"
#include "models/disruption/strike_damage.hpp"
#include "models/guideway/guideway.hpp"
#include "models/operation/route_keeper.hpp"
#include "models/operation/service.hpp"
#include "sim/keeping/archive.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Demand of one pair of portals.
struct PairDemand {
  std::uint32_t profile = 0;
  NodeIndex origin;
  NodeIndex destination;
  double trips = 0.0;
};
/// Requests by profile, origin and destination, in that order.
std::vector<PairDemand> pair_demand(std::span<const Request> requests,
                                    std::span<const std::uint32_t> profile_of_class);
/// Share of the trips whose pair a way joins; NaN without any.
double connected_share(const Router& router, std::span<const PairDemand> pairs);
/// Trips whose way leads over each link.  [link]
std::vector<double> trips_by_link(const Router& router, std::span<const PairDemand> pairs);

/// What became of a failure.
struct Damage {
  static constexpr double never = std::numeric_limits<double>::quiet_NaN();
  static constexpr std::uint32_t no_crew = 0xFFFFFFFF;

  double crew_sent_s = never;
  double crew_there_s = never;
  double mended_s = never;
  std::uint32_t crew = no_crew;
  double trips = 0.0;  ///< of the run whose usual way leads there: most of any of its links
  std::uint32_t caught_trains = 0;
  std::uint32_t caught_capsules = 0;
};

/// A capsule that a failure caught.
struct Caught {
  std::uint32_t failure = 0;  ///< the first, of several
  CapsuleIndex capsule;
  std::uint32_t capsule_class = 0;
  JourneyIndex journey;  ///< that it carries somebody or something on; invalid: empty
  LinkIndex link;
  std::uint32_t tube = 0;
  double at_m = 0.0;  ///< where it comes to stand, from the link's beginning
  double caught_s = 0.0;
  double released_s = Damage::never;
  double evacuated_s = Damage::never;  ///< people left it
  double safe_s = Damage::never;       ///< and were at a shaft or an end of the tunnel
};

/// Ways at one time, after failures have begun or ended.
struct WayChange {
  double time_s = 0.0;
  std::uint32_t began = 0;  ///< failures
  std::uint32_t mended = 0;
  std::uint32_t closed_links = 0;  ///< at this time
  std::uint32_t broken = 0;        ///< failures at this time
  std::uint64_t rerouted = 0;      ///< capsules on the guideway that now take another way
  std::uint64_t stranded = 0;      ///< that have no way left
  double connected_share = 1.0;    ///< of trips whose pair a way joins
};

/// What a disruption acts on; all outlive it.
struct DisruptionSetup {
  const DisruptionPlan* plan = nullptr;
  std::vector<Failure> failures;  ///< of the plan, of strikes and of chance, in any order
  const Network* network = nullptr;
  Router* router = nullptr;
  RouteKeeper* route_keeper = nullptr;
  /// One, or one a region; what is broken lies within one of them.
  std::vector<Guideway*> guideways;
  std::span<const std::uint32_t> region_of_node{};  ///< empty: all is one
  const Service* service = nullptr;
  Breakable* hosts = nullptr;
  std::span<const CapsuleClass> classes;
  double standstill_gap_m = 1.0;
  std::vector<PairDemand> pairs;
  DrawKey key;
};

/// Lets things fail and be repaired, and writes down whom that catches.
///
/// When failures begin their tubes break (see Guideway::break_tube) and their links close, all at
/// once. Those without a stated end wait for a crew. Capsules under way that have no way left go to
/// the nearest portal that has one, and wait there. None is ever taken out of its train. Where news
/// of links takes time, ways change, and capsules turn, once it is known.
class Disruption final : private NewsListener {
 public:
  explicit Disruption(DisruptionSetup setup);
  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);
  void keep(sim::Archive& archive);

  const std::vector<Failure>& failures() const { return failures_; }  ///< by time
  const std::vector<Damage>& damages() const { return damages_; }     ///< [failure]
  const std::vector<Caught>& caught() const { return caught_; }
  const std::vector<WayChange>& changes() const { return changes_; }
  const std::vector<double>& trips_by_link() const { return trips_by_link_; }
  const DisruptionPlan& plan() const { return *setup_.plan; }
  std::uint64_t evacuated() const;  ///< capsules that people have left

 private:
  enum Kind : std::uint16_t { begin, end, repaired, evacuate };

  /// A capsule under way, and the link that it is on.
  struct Bound {
    CapsuleIndex capsule;
    LinkIndex link;
    Guideway* guideway = nullptr;
  };
  /// A capsule that has neither a way nor a refuge, at the end of its link.
  struct Homeless {
    CapsuleIndex capsule;
    LinkIndex link;
  };

  void before_news(std::span<const LinkIndex> links, bool closed) override;
  void after_news(sim::Simulation& simulation, bool closed) override;
  void turn(WayChange& change);
  Guideway& guideway_of(LinkIndex link) const;
  void begin_group(sim::Simulation& simulation, std::uint32_t first);
  void catch_trains(std::uint32_t failure, double now_s);
  void report_to_crews(std::uint32_t failure);
  void send_crews(sim::Simulation& simulation);
  void mend(sim::Simulation& simulation, std::uint32_t failure);
  void leave_capsules(std::uint32_t failure, double now_s);
  double way_out_m(const Caught& row) const;
  void note_change(double now_s, WayChange change);
  NodeIndex refuge(std::uint32_t profile, LinkIndex link) const;
  bool send_to_refuge(const Bound& bound);
  bool has_way(const Bound& bound) const;
  /// Whether a failure that is not mended yet holds trains there.
  bool holds(LinkIndex link, std::uint32_t tube) const;
  void release(double now_s, WayChange& change);
  std::vector<Bound> bound_for(std::span<const LinkIndex> links) const;

  DisruptionSetup setup_;
  std::vector<Failure> failures_;
  std::vector<Damage> damages_;
  std::vector<std::uint8_t> active_;  ///< [failure]
  std::vector<std::uint32_t> draws_;  ///< by failure: its number among those of hosts, or others
  std::vector<Caught> caught_;
  std::vector<std::uint8_t> held_;  ///< by capsule: caught and not yet released
  std::vector<WayChange> changes_;
  std::vector<double> trips_by_link_;
  std::vector<Homeless> homeless_;
  std::vector<Bound> affected_;  ///< of closures whose news is coming to be known
  RepairCrews crews_;
  sim::HandlerId handler_{};
};

}  // namespace dimai::models

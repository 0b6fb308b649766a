#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "models/disruption/disruption.hpp"
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

/// A capsule that a failure caught.
struct Caught {
  std::uint32_t failure = 0;
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

/// Ways at one time, after failures or planned closures have begun or ended.
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

/// The guideway that breaks, and what uses it; all outlive BrokenWays.
struct WaysSetup {
  const DisruptionPlan* plan = nullptr;
  const Network* network = nullptr;
  Router* router = nullptr;
  RouteKeeper* route_keeper = nullptr;
  /// One, or one a region; what is broken lies within one of them.
  std::vector<Guideway*> guideways;
  std::span<const std::uint32_t> region_of_node{};  ///< empty: all is one
  const Service* service = nullptr;
  std::span<const CapsuleClass> classes;
  double standstill_gap_m = 1.0;
  std::vector<PairDemand> pairs;
};

/// What failures do to a guideway, and whom that catches.
///
/// When failures begin their tubes break (see Guideway::break_tube) and their links close, all at
/// once. Capsules under way that have no way left go to the nearest portal that has one, and wait
/// there, also where a planned closure is in their way. None is ever taken out of its train. Where
/// news of links takes time, ways change, and capsules turn, once it is known.
class BrokenWays final : public FailureEffect, private NewsListener {
 public:
  explicit BrokenWays(WaysSetup setup);
  void keep(sim::Archive& archive);

  const std::vector<Caught>& caught() const { return caught_; }
  const std::vector<WayChange>& changes() const { return changes_; }
  const std::vector<double>& trips_by_link() const { return trips_by_link_; }
  std::uint64_t evacuated() const;  ///< capsules that people have left
  double trips() const;             ///< of the run

  void meet(FailureRows& rows) override;
  void start() override;
  double begin(std::uint32_t failure, double now_s) override;
  void begun(sim::Simulation& simulation, std::uint32_t first, std::uint32_t last) override;
  /// People leave the capsules that still stand where the failure caught them.
  void remind(std::uint32_t failure, double now_s) override;
  void mend(sim::Simulation& simulation, std::uint32_t failure) override;

 private:
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
  void catch_trains(std::uint32_t failure, double now_s);
  double way_out_m(const Caught& row) const;
  void note_change(double now_s, WayChange change);
  NodeIndex refuge(std::uint32_t profile, LinkIndex link) const;
  bool send_to_refuge(const Bound& bound);
  bool has_way(const Bound& bound) const;
  /// Whether a failure that is not mended yet holds trains there.
  bool holds(LinkIndex link, std::uint32_t tube) const;
  void release(double now_s, WayChange& change);
  std::vector<Bound> bound_for(std::span<const LinkIndex> links) const;

  WaysSetup setup_;
  FailureRows* rows_ = nullptr;
  std::vector<Caught> caught_;
  std::vector<std::uint8_t> held_;  ///< by capsule: caught and not yet released
  std::vector<WayChange> changes_;
  std::vector<double> trips_by_link_;
  std::vector<Homeless> homeless_;
  std::vector<Bound> affected_;  ///< of closures whose news is coming to be known
};

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/parameters/guideway.hpp"
#include "models/trains/capsule.hpp"
#include "models/trains/train.hpp"
#include "models/yards/junction_policy.hpp"
#include "models/yards/sorting.hpp"
#include "models/yards/standing_room.hpp"
#include "models/yards/yard_log.hpp"

namespace dimai::models {

/// Sidings of yards, one track for each link by which formed trains leave. Capsules wait here for
/// others; the policy says for how long. A track that is laid out has lanes of a length and takes
/// time to put a train in order; any other takes in as many capsules as come and sorts at once.
class Yards {
 public:
  struct Waiting {
    CapsuleIndex capsule;
    std::int64_t at_rest_ns = 0;  ///< when it stands
    std::int64_t came_ns = 0;     ///< when it left the line
    std::uint32_t lane = 0;
    std::uint32_t block = 0;  ///< policy and plan blocks: where it leaves the trunk
  };
  /// A capsule between line and line.
  struct Held {
    CapsuleIndex capsule;
    std::uint32_t lane = 0;
    std::int64_t came_ns = 0;
  };
  /// A train that waits on the line for room; the number of its inlet in the guideway.
  struct Refused {
    std::uint32_t inlet = 0;
    std::int64_t since_ns = 0;
  };
  struct Track {
    NodeIndex node;
    LinkIndex link;
    std::uint32_t source = 0;        ///< of the guideway: where formed trains leave
    std::uint32_t timer_number = 0;  ///< of the timer that counts; earlier ones are void
    std::vector<Waiting> waiting;    ///< in order of arrival
    double flow_per_s = 0.0;         ///< capsules entering the link, smoothed over ten minutes
    std::int64_t flow_time_ns = 0;
    std::optional<YardParameters> layout;
    StandingRoom room;               ///< of a track that is laid out
    std::int64_t throat_ns = 0;      ///< when the next capsule can roll in
    std::uint32_t throat_lane = 0;   ///< for which the points lie
    std::int64_t busy_until_ns = 0;  ///< putting the last train in order
    std::deque<Held> held;
    std::vector<Refused> refused;
    std::vector<std::uint32_t> block_of;  ///< by profile and portal, found when first needed
    YardCounts counts;
    TrackUse use;
  };
  /// What shall leave as one train.
  struct Formed {
    std::vector<CapsuleIndex> capsules;  ///< front first
    std::int64_t ready_ns = 0;           ///< when it stands coupled, in order
    Sorting sorting;
    std::uint32_t cuts_as_come = 0;
    std::uint32_t cuts_ahead = 0;
  };

  Yards(const Network& network, const GuidewayParameters& guideway, const Marshalling& marshalling,
        Router* router, std::int64_t time_bin_ns = 900'000'000'000);

  std::uint32_t track_count() const { return static_cast<std::uint32_t>(tracks_.size()); }
  Track& track(std::uint32_t index) { return tracks_[index]; }
  const Track& track(std::uint32_t index) const { return tracks_[index]; }
  const JunctionPolicy& policy(NodeIndex node) const { return policies_[node]; }
  /// Waiting capsules, added to `by_class`.
  void count_capsules(const TrainTable& trains, std::vector<std::uint64_t>& by_class) const;
  /// Whether a capsule that comes from a trunk or local link and leaves by `next` is formed into a
  /// train here: in a yard if it enters the trunk, in a siding always.
  bool stops(NodeIndex node, bool from_trunk, LinkIndex next) const;
  static constexpr std::uint32_t kNoTrack = 0xFFFFFFFF;
  std::uint32_t track_of(LinkIndex link) const { return track_of_link_[link]; }
  /// Lanes through which trains are re-ordered in motion on their way into the link; or null.
  const YardParameters* reorders(LinkIndex link) const;

  /// How many of the first `count` capsules of a train the track has room for.
  std::uint32_t room(std::uint32_t index, const TrainTable& trains, TrainIndex train,
                     std::uint32_t count);
  /// Lanes for capsules that come in one after another, for which there is room; kept for them.
  std::vector<std::uint32_t> take_room(std::uint32_t index, const TrainTable& trains,
                                       const std::vector<CapsuleIndex>& capsules);
  /// A capsule comes into its lane; `at_rest_ns`: when it would stand there without points.
  void take_in(std::uint32_t index, Waiting waiting, const TrainTable& trains);
  /// Counts capsules that enter a link, for the policy `capacity`.
  void note_flow(LinkIndex link, std::uint32_t capsules, std::int64_t now_ns);
  /// Number of capsules with which a train leaves without waiting any longer.
  std::size_t wanted(const Track& track, double lane_speed_m_s, double capsule_length_m) const;
  /// Capsules that wait and would leave together with the one that came last.
  std::size_t gathered(const Track& track) const;
  /// When a train leaves at the latest, with those who wait now; only if somebody waits.
  std::int64_t deadline_ns(const Track& track, std::int64_t now_ns) const;
  /// Takes the next train's capsules from the track, ordered for the way ahead: last leaver first.
  /// `newest`: those that leave with the one that came last, else with the first; see gathered.
  Formed form(std::uint32_t index, const TrainTable& trains, std::int64_t now_ns, bool newest);
  /// The capsules of a train have left the track for the line.
  void leave(std::uint32_t index, const TrainTable& trains, TrainIndex train, std::int64_t now_ns);
  /// Rank of a destination among those ahead of a node: contiguous at every diverge, greatest
  /// leaves first.
  std::uint32_t rank(std::uint32_t profile, NodeIndex node, NodeIndex destination);
  /// Orders are found anew: routes have changed.
  void forget_orders();
  void keep(sim::Archive& archive);  ///< see there

 private:
  Track make_track(LinkIndex link, const Marshalling& marshalling, std::int64_t bin_ns) const;
  std::uint32_t rank(const Track& track, const TrainTable& trains, CapsuleIndex capsule) {
    return rank(trains[capsule].profile, track.node, trains[capsule].destination);
  }
  std::uint32_t block(Track& track, const Capsule& capsule);
  std::uint32_t arrival_number(Track& track, const TrainTable& trains, CapsuleIndex capsule);
  std::int64_t space_um(const Capsule& capsule) const;
  std::vector<Waiting> take(Track& track, bool newest, std::uint32_t& in_the_way);
  void put_in_order(Track& track, const TrainTable& trains, const std::vector<Waiting>& taken,
                    Formed& formed);

  const Network& network_;
  Router& router_;
  GuidewayParameters guideway_;
  sim::Table<NodeIndex, JunctionPolicy> policies_;
  std::vector<Track> tracks_;
  sim::Table<LinkIndex, std::uint32_t> track_of_link_;
  std::vector<YardParameters> reordering_;
  sim::Table<LinkIndex, std::uint32_t> reordering_of_link_;
  std::vector<std::vector<std::uint32_t>>
      orders_;  ///< by profile and node, found when first needed
};

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/parameters/formation.hpp"
#include "models/parameters/guideway.hpp"
#include "models/trains/capsule.hpp"
#include "models/trains/train.hpp"

namespace dimai::models {

/// Sidings of yards, one track for each link by which formed trains leave. Capsules wait here for
/// others; the policy says for how long. A track takes in as many capsules as come.
class Yards {
 public:
  struct Waiting {
    CapsuleIndex capsule;
    std::int64_t at_rest_ns = 0;  ///< when it stands
  };
  struct Track {
    NodeIndex node;
    LinkIndex link;
    std::uint32_t source = 0;        ///< of the guideway: where formed trains leave
    std::uint32_t timer_number = 0;  ///< of the timer that counts; earlier ones are void
    std::vector<Waiting> waiting;    ///< in order of arrival
    double flow_per_s = 0.0;         ///< capsules entering the link, smoothed over ten minutes
    std::int64_t flow_time_ns = 0;
  };

  Yards(const Network& network, const GuidewayParameters& guideway,
        const FormationParameters& formation, Router* router);

  std::uint32_t track_count() const { return static_cast<std::uint32_t>(tracks_.size()); }
  Track& track(std::uint32_t index) { return tracks_[index]; }
  /// Waiting capsules, added to `by_class`.
  void count_capsules(const TrainTable& trains, std::vector<std::uint64_t>& by_class) const;
  /// Whether a capsule that comes from a trunk or local link and leaves by `next` is formed into a
  /// train here: in a yard if it enters the trunk, in a siding always.
  bool stops(NodeIndex node, bool from_trunk, LinkIndex next) const;
  std::uint32_t track_of(LinkIndex link) const { return track_of_link_[link]; }
  /// Counts capsules that enter a link, for the policy `capacity`.
  void note_flow(LinkIndex link, std::uint32_t capsules, std::int64_t now_ns);
  /// Number of capsules with which a train leaves without waiting any longer.
  std::size_t wanted(const Track& track, double lane_speed_m_s, double capsule_length_m) const;
  /// Takes the next train's capsules from the track, ordered for the way ahead: last leaver first.
  std::vector<CapsuleIndex> take_train(std::uint32_t index, const TrainTable& trains,
                                       std::int64_t& at_rest_ns);
  /// Rank of a destination among those ahead of a node: contiguous at every diverge, greatest
  /// leaves first.
  std::uint32_t rank(std::uint32_t profile, NodeIndex node, NodeIndex destination);
  /// Orders are found anew: routes have changed.
  void forget_orders();

 private:
  const Network& network_;
  Router& router_;
  GuidewayParameters guideway_;
  FormationParameters formation_;
  std::vector<Track> tracks_;
  sim::Table<LinkIndex, std::uint32_t> track_of_link_;
  std::vector<std::vector<std::uint32_t>>
      orders_;  ///< by profile and node, found when first needed
};

}  // namespace dimai::models

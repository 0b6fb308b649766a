#pragma once

#include <cstdint>
#include <limits>
#include <span>

#include "models/guideway/lane.hpp"
#include "sim/index.hpp"

namespace dimai::models {

using LaneTable = sim::Table<LaneIndex, Lane>;

/// Whether nobody may enter any of the tubes of a link.
bool all_closed(const LaneTable& lanes, LaneIndex first);

/// Before any time that occurs, with room to subtract from.
inline constexpr std::int64_t kNoFloor_ns = std::numeric_limits<std::int64_t>::min() / 4;

/// Earliest time that earlier trains leave to a front; or, while that cannot be said yet, whose
/// leaving decides.
struct Bound {
  std::int64_t time_ns = 0;
  LaneIndex waits_for;               ///< valid: the time is not known before ...
  std::uint32_t waits_sequence = 0;  ///< ... this passage has left that lane

  bool known() const { return !waits_for.valid(); }
};

/// A stretch of way in the coordinate LanePassage::position_um of a lane: coordinate z is at the
/// lane's start when the front of the passage at position P <= z is z - P inside.
struct Reach {
  std::int64_t from_um = 0;
  std::int64_t to_um = 0;
  double slowness_ns_um = 0.0;  ///< least slowness of the front that keeps behind
  /// Coordinate of the front ahead, if the one behind followed it here and not the lane's queue.
  std::int64_t behind_um = std::numeric_limits<std::int64_t>::max();
};

// Passage times of fronts from the passage times of earlier trains at lane ends alone: no cell, no
// time step. The rule for every point x of a lane: T_follower(x) >= T_leader(x + spacing) + tau,
// chained from leader to leader until one has left the lane, and along that one's own way beyond.
// Between lane ends a front moves at the lane's speed. So all that binds at a lane's end are times
// at which leaders left it, and, beyond, the same question on their next lanes. Where those behind
// are slower than the lane, several leaders may count: the way from a point where one of them was
// held up takes a slow follower longer than it took the fast leader.
// Source: Newell (2002), Transp. Res. B 36(3), 195-205 (simplified car following); Daganzo (2005),
// Transp. Res. B 39(2), 187-196 (variational form); exactness against a lattice of cells is tested
// in tests/models/guideway/oracle/test_against_oracle.cpp.

/// When a front that keeps behind passage `sequence` of `lane` has come to `reach.to_um`: the
/// greatest of T(z) + (to - z) slowness over the coordinates z from `reach.from_um` on, T being
/// when z is at the lane's start. What binds at `from_um` itself counts only if the passage begins
/// there; else the caller knows of it.
/// @param floor_ns  a time that counts anyway: a bound before it may be told as any time before it
Bound within_lane(const LaneTable& lanes, LaneIndex lane, std::uint32_t sequence, Reach reach,
                  std::int64_t floor_ns = kNoFloor_ns);

/// The same over the way beyond the lane's end, counted from there, of a passage that has left.
Bound after_leaving(const LaneTable& lanes, LaneIndex lane, std::uint32_t sequence,
                    const Reach& reach, std::int64_t floor_ns = kNoFloor_ns);

/// When the next train may enter `lane`, as far as trains on and beyond the lane are concerned.
/// @param standstill_gap_um  gap between standing trains [um]
Bound entry_bound(const LaneTable& lanes, LaneIndex lane, std::int64_t standstill_gap_um);

/// When the head train of `lane` may leave it, as far as its predecessor on the lane is concerned;
/// a time before `floor_ns` may be told as any other before it.
Bound predecessor_bound(const LaneTable& lanes, LaneIndex lane,
                        std::int64_t floor_ns = kNoFloor_ns);

/// When and what to forget.
struct Forgetting {
  std::int64_t now_ns = 0;
  std::int64_t slack_ns = 0;    ///< time of two longest trains with their gaps at the slowest speed
  std::int64_t longest_um = 0;  ///< longest train with its gap
};

/// Forgets passages of `lane` that can bind no train any more, on it, before it, or behind trains
/// that kept passages of its inlets (lanes that end where it begins) still ask about.
void forget_old_passages(LaneTable& lanes, LaneIndex lane, std::span<const LaneIndex> inlets,
                         const Forgetting& rule);

}  // namespace dimai::models

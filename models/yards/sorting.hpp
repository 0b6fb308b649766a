#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/parameters/yard.hpp"

namespace dimai::models {

/// How a train was put in order; the values of `plan`, "quickest" aside.
enum class SortingPlan : std::uint8_t { none, as_they_come, blocks, lanes, radix, hump, in_motion };

/// The word for a plan in scenario and result; "none" where no yard is laid out.
std::string_view plan_name(SortingPlan plan);

/// Capsules that stand in the lanes of a yard and shall leave as one train, in order of arrival.
struct StandingUnits {
  std::span<const std::uint32_t> ranks;  ///< place that each shall have in the train, least ahead
  std::span<const std::uint32_t> lanes;  ///< lane in which each stands, first come nearest its end
  double longest_m = 0.0;                ///< room that the longest takes, its gap included
};

/// What putting a train in order takes, and the order that comes of it.
struct Sorting {
  SortingPlan plan = SortingPlan::none;
  std::uint32_t passes = 0;          ///< through the lanes, arrival included, or over the hump
  std::uint32_t rolled_units = 0;    ///< times that a capsule rolled over the points into a track
  std::uint32_t point_moves = 0;     ///< times that points were thrown after the arrival
  double time_s = 0.0;               ///< from when all stand until the train stands in order
  std::vector<std::uint32_t> order;  ///< positions of the units in order of arrival, front first
};

/// Lane for a capsule that arrives: the first with room whose last one does not outrank it, then
/// the first empty one, else the last with room. Sorts whatever one pass can sort (patience).
///
/// @param last_ranks  rank of the last capsule of each lane, or kEmptyLane
/// @param has_room    whether each lane has room for it
/// @return lanes' number if there is none
std::size_t arrival_lane(std::span<const std::uint64_t> last_ranks,
                         const std::vector<bool>& has_room, std::uint32_t rank);
inline constexpr std::uint64_t kEmptyLane = ~std::uint64_t{0};

/// Out of the lanes one by one, always the one that comes first: one pass, the arrival.
///
/// time = n roll + moves lock + lane length / lane speed. The order is sorted if no more lanes were
/// needed than there are, which is if the longest decreasing subsequence is no longer (Greene
/// 1974).
Sorting sort_by_lanes(const StandingUnits& units, const YardParameters& yard);

/// Passes back through the lanes until the train is in order. `radix`: by digits to the base k,
/// lanes emptied one after another, p passes for k^p ranks; else by patience, each pass shortening
/// the longest decreasing subsequence by k - 1. Each pass adds pull-back, n rolls in and n out.
/// One pass, as sort_by_lanes, if lanes are too short for it or if there is one only.
Sorting sort_by_passes(const StandingUnits& units, const YardParameters& yard, bool radix);

/// Over the hump: chains of capsules in order get binary codes; h = ceil(log2 chains) tracks are
/// pulled back once each and their capsules rolled again.
///
/// Source: multistage sorting by binary codes, see hump_order in marshalling.hpp.
Sorting sort_by_hump(const StandingUnits& units, const YardParameters& yard);

/// Out of the lanes one lane after another, in no other order.
Sorting leave_as_they_come(const StandingUnits& units, const YardParameters& yard);

/// The plan that the yard prescribes or, if it is "quickest", the one of least time among those
/// that put the train in order. If none does, capsules leave in the order that one pass gives.
Sorting sort_units(const StandingUnits& units, const YardParameters& yard);

/// Whether the order of a plan is that of the ranks.
bool is_sorted(const StandingUnits& units, const Sorting& sorting);

}  // namespace dimai::models

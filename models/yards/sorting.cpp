#include "models/yards/sorting.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>

#include "models/trains/marshalling.hpp"

namespace dimai::models {

namespace {

using Numbers = std::vector<std::uint32_t>;

constexpr std::size_t kMostPasses = 64;

/// Ranks of the units, those of equal rank told apart by their order; shape (unit,).
Numbers strict_ranks(std::span<const std::uint32_t> ranks) {
  Numbers by_rank(ranks.size());
  std::iota(by_rank.begin(), by_rank.end(), 0U);
  std::stable_sort(by_rank.begin(), by_rank.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return ranks[a] < ranks[b]; });
  Numbers strict(ranks.size());
  for (std::uint32_t i = 0; i < by_rank.size(); ++i) strict[by_rank[i]] = i;
  return strict;
}

/// Ranks without holes: 0 to the number of different ones less one.
Numbers dense_ranks(std::span<const std::uint32_t> ranks) {
  Numbers known(ranks.begin(), ranks.end());
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  Numbers dense;
  for (const std::uint32_t rank : ranks) {
    const auto place = std::lower_bound(known.begin(), known.end(), rank);
    dense.push_back(static_cast<std::uint32_t>(place - known.begin()));
  }
  return dense;
}

/// How often neighbours of a row of track numbers differ.
std::uint32_t changes(const Numbers& tracks) {
  std::uint32_t count = 0;
  for (std::size_t i = 1; i < tracks.size(); ++i) count += tracks[i] != tracks[i - 1] ? 1U : 0U;
  return count;
}

/// Units in lanes: positions, first in first out.
struct Lanes {
  std::vector<Numbers> units;
  explicit Lanes(std::size_t count) : units(count) {}
  std::size_t fullest() const {
    std::size_t most = 0;
    for (const Numbers& lane : units) most = std::max(most, lane.size());
    return most;
  }
};

struct Exit {
  Numbers order;
  std::uint32_t moves = 0;
};

/// All lanes, one after another.
Exit empty_in_turn(const Lanes& lanes) {
  Exit exit;
  std::uint32_t used = 0;
  for (const Numbers& lane : lanes.units) {
    exit.order.insert(exit.order.end(), lane.begin(), lane.end());
    used += lane.empty() ? 0U : 1U;
  }
  exit.moves = used == 0 ? 0 : used - 1;
  return exit;
}

/// Always the lane whose first unit has the least rank.
Exit empty_by_rank(const Lanes& lanes, const Numbers& ranks) {
  std::vector<std::size_t> next(lanes.units.size(), 0);
  Exit exit;
  Numbers left_by;
  while (exit.order.size() < ranks.size()) {
    std::size_t best = lanes.units.size();
    for (std::size_t lane = 0; lane < lanes.units.size(); ++lane) {
      if (next[lane] == lanes.units[lane].size()) continue;
      if (best == lanes.units.size() ||
          ranks[lanes.units[lane][next[lane]]] < ranks[lanes.units[best][next[best]]])
        best = lane;
    }
    exit.order.push_back(lanes.units[best][next[best]++]);
    left_by.push_back(static_cast<std::uint32_t>(best));
  }
  exit.moves = changes(left_by);
  return exit;
}

Lanes standing(const StandingUnits& units, const YardParameters& yard) {
  Lanes lanes(static_cast<std::size_t>(yard.lanes));
  for (std::uint32_t i = 0; i < units.lanes.size(); ++i) lanes.units[units.lanes[i]].push_back(i);
  return lanes;
}

double leaving_s(const YardParameters& yard, std::size_t units, std::uint32_t moves) {
  return static_cast<double>(units) * yard.roll_time_s + moves * yard.lock_time_s +
         yard.lane_length_m / yard.lane_speed_m_s;
}

/// Units go back and through the lanes once more; what that takes is added to `sorting`. False if
/// a lane is too short for its units.
bool pass_again(Sorting& sorting, const StandingUnits& units, const YardParameters& yard,
                const Numbers& lane_of, const Numbers& ranks, bool in_turn) {
  Lanes lanes(static_cast<std::size_t>(yard.lanes));
  Numbers entered;
  for (const std::uint32_t unit : sorting.order) {
    lanes.units[lane_of[unit]].push_back(unit);
    entered.push_back(lane_of[unit]);
  }
  const Exit exit = in_turn ? empty_in_turn(lanes) : empty_by_rank(lanes, ranks);
  const auto count = units.ranks.size();
  const std::uint32_t moves_in = changes(entered);
  sorting.time_s +=
      yard.pull_back_time_s + leaving_s(yard, count, moves_in) + leaving_s(yard, count, exit.moves);
  sorting.passes += 1;
  sorting.rolled_units += static_cast<std::uint32_t>(count);
  sorting.point_moves += moves_in + exit.moves;
  sorting.order = exit.order;
  return static_cast<double>(lanes.fullest()) * units.longest_m <= yard.lane_length_m;
}

/// Lane of each unit when they roll in by patience, in the present order.
Numbers patience_lanes(const Numbers& order, const Numbers& ranks, std::size_t lane_count) {
  std::vector<std::uint64_t> last(lane_count, kEmptyLane);
  const std::vector<bool> room(lane_count, true);
  Numbers lanes(order.size());
  for (const std::uint32_t unit : order) {
    const std::size_t lane = arrival_lane(last, room, ranks[unit]);
    lanes[unit] = static_cast<std::uint32_t>(lane);
    last[lane] = ranks[unit];
  }
  return lanes;
}

/// Passes by patience until the units are in order; nothing if lanes are too short or few.
std::optional<Sorting> patience_passes(const StandingUnits& units, const YardParameters& yard) {
  const Numbers ranks = strict_ranks(units.ranks);
  Sorting sorting = sort_by_lanes(units, yard);
  while (!is_sorted(units, sorting)) {
    const Numbers lane_of =
        patience_lanes(sorting.order, ranks, static_cast<std::size_t>(yard.lanes));
    if (sorting.passes == kMostPasses) return std::nullopt;
    if (!pass_again(sorting, units, yard, lane_of, ranks, false)) return std::nullopt;
  }
  return sorting;
}

Sorting leave_in_turn(const StandingUnits& units, const YardParameters& yard, SortingPlan plan) {
  const Exit exit = empty_in_turn(standing(units, yard));
  Sorting sorting;
  sorting.plan = plan;
  sorting.passes = 1;
  sorting.rolled_units = static_cast<std::uint32_t>(units.ranks.size());
  sorting.point_moves = exit.moves;
  sorting.time_s = leaving_s(yard, units.ranks.size(), exit.moves);
  sorting.order = exit.order;
  return sorting;
}

/// One pass a digit; nothing if lanes are too short.
std::optional<Sorting> radix_passes(const StandingUnits& units, const YardParameters& yard) {
  const auto lane_count = static_cast<std::uint64_t>(yard.lanes);
  Sorting sorting = leave_in_turn(units, yard, SortingPlan::radix);
  const Numbers ranks = dense_ranks(units.ranks);
  const std::uint64_t rank_count = *std::max_element(ranks.begin(), ranks.end()) + std::uint64_t{1};
  const std::size_t passes = radix_pass_count(rank_count, lane_count);
  std::uint64_t divisor = 1;
  for (std::size_t pass = 0; pass < passes; ++pass) {
    Numbers lane_of(ranks.size());
    for (std::size_t unit = 0; unit < ranks.size(); ++unit)
      lane_of[unit] = static_cast<std::uint32_t>(ranks[unit] / divisor % lane_count);
    if (!pass_again(sorting, units, yard, lane_of, ranks, true)) return std::nullopt;
    divisor *= lane_count;
  }
  return sorting;
}

/// Rolls the units of each step over the hump; false if a track is too short for its units.
bool roll_over_hump(Sorting& sorting, const StandingUnits& units, const YardParameters& yard,
                    const std::vector<std::uint64_t>& codes, std::size_t steps) {
  std::vector<Numbers> tracks(steps + 1);
  const auto roll = [&](const Numbers& row, std::size_t from_step) {
    Numbers to;
    for (const std::uint32_t unit : row) {
      const std::uint64_t left = codes[unit] >> from_step;
      const std::size_t track =
          left == 0 ? steps : from_step + static_cast<std::size_t>(std::countr_zero(left));
      tracks[track].push_back(unit);
      to.push_back(static_cast<std::uint32_t>(track));
    }
    sorting.rolled_units += static_cast<std::uint32_t>(row.size());
    sorting.point_moves += changes(to);
    sorting.time_s +=
        static_cast<double>(row.size()) * yard.roll_time_s + changes(to) * yard.lock_time_s;
  };
  roll(Numbers(sorting.order), 0);
  bool fits = true;
  for (std::size_t step = 0; step < steps; ++step) {
    const double used_m = static_cast<double>(tracks[step].size()) * units.longest_m;
    fits = fits && used_m <= yard.hump_length_m;
    sorting.time_s += yard.pull_back_time_s + yard.hump_length_m / yard.hump_speed_m_s;
    roll(Numbers(tracks[step]), step + 1);
  }
  sorting.order = tracks[steps];
  return fits;
}

}  // namespace

std::string_view plan_name(SortingPlan plan) {
  constexpr std::array<std::string_view, 7> names{"none",  "as they come", "blocks",   "lanes",
                                                  "radix", "hump",         "in motion"};
  return names[static_cast<std::size_t>(plan)];
}

std::size_t arrival_lane(std::span<const std::uint64_t> last_ranks,
                         const std::vector<bool>& has_room, std::uint32_t rank) {
  std::size_t with_room = last_ranks.size();
  for (std::size_t lane = 0; lane < last_ranks.size(); ++lane) {
    if (!has_room[lane]) continue;
    if (last_ranks[lane] == kEmptyLane || last_ranks[lane] <= rank) return lane;
    with_room = lane;
  }
  return with_room;
}

Sorting leave_as_they_come(const StandingUnits& units, const YardParameters& yard) {
  return leave_in_turn(units, yard, SortingPlan::as_they_come);
}

Sorting sort_by_lanes(const StandingUnits& units, const YardParameters& yard) {
  const Exit exit = empty_by_rank(standing(units, yard), strict_ranks(units.ranks));
  Sorting sorting;
  sorting.plan = SortingPlan::lanes;
  sorting.passes = 1;
  sorting.rolled_units = static_cast<std::uint32_t>(units.ranks.size());
  sorting.point_moves = exit.moves;
  sorting.time_s = leaving_s(yard, units.ranks.size(), exit.moves);
  sorting.order = exit.order;
  return sorting;
}

Sorting sort_by_passes(const StandingUnits& units, const YardParameters& yard, bool radix) {
  if (yard.lanes < 2 || units.ranks.empty()) return sort_by_lanes(units, yard);
  const std::optional<Sorting> sorted =
      radix ? radix_passes(units, yard) : patience_passes(units, yard);
  return sorted ? *sorted : sort_by_lanes(units, yard);
}

Sorting sort_by_hump(const StandingUnits& units, const YardParameters& yard) {
  Sorting sorting = leave_in_turn(units, yard, SortingPlan::hump);
  const Sorting as_they_stand = sorting;
  Numbers in_order;
  for (const std::uint32_t unit : sorting.order) in_order.push_back(units.ranks[unit]);
  const Chains found = chains(in_order);
  const std::size_t steps = found.count == 0 ? 0 : hump_step_count(HumpScheme::binary, found.count);
  if (steps == 0) return sorting;  // it stands in order already
  if (steps > static_cast<std::size_t>(yard.hump_tracks)) return as_they_stand;
  std::vector<std::uint64_t> codes(units.ranks.size());
  for (std::size_t i = 0; i < sorting.order.size(); ++i)
    codes[sorting.order[i]] = hump_code(HumpScheme::binary, steps, found.of_unit[i]);
  sorting.passes += static_cast<std::uint32_t>(steps);
  return roll_over_hump(sorting, units, yard, codes, steps) ? sorting : as_they_stand;
}

bool is_sorted(const StandingUnits& units, const Sorting& sorting) {
  return std::is_sorted(
      sorting.order.begin(), sorting.order.end(),
      [&](std::uint32_t a, std::uint32_t b) { return units.ranks[a] < units.ranks[b]; });
}

Sorting sort_units(const StandingUnits& units, const YardParameters& yard) {
  if (yard.plan == "as they come" || yard.plan == "in motion")
    return leave_as_they_come(units, yard);
  if (yard.plan == "blocks" || yard.plan == "lanes") {
    Sorting sorting = sort_by_lanes(units, yard);
    if (yard.plan == "blocks") sorting.plan = SortingPlan::blocks;
    return sorting;
  }
  if (yard.plan == "radix") return sort_by_passes(units, yard, true);
  if (yard.plan == "hump") return sort_by_hump(units, yard);
  const Sorting one_pass = sort_by_lanes(units, yard);
  if (is_sorted(units, one_pass)) return one_pass;  // no other plan takes less
  Sorting best = one_pass;
  for (const Sorting& other : {sort_by_passes(units, yard, false),
                               sort_by_passes(units, yard, true), sort_by_hump(units, yard)}) {
    if (!is_sorted(units, other)) continue;
    if (!is_sorted(units, best) || other.time_s < best.time_s) best = other;
  }
  return best;
}

}  // namespace dimai::models

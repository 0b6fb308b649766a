#include "models/trains/marshalling.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr std::size_t kMostSteps = 62;

/// Positions of the units of each group of equal number, groups in rising order of number.
std::vector<std::vector<std::uint32_t>> positions_by_number(Sequence numbers) {
  std::vector<std::uint32_t> order(numbers.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return numbers[a] < numbers[b]; });
  std::vector<std::vector<std::uint32_t>> groups;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || numbers[order[i]] != numbers[order[i - 1]]) groups.emplace_back();
    groups.back().push_back(order[i]);
  }
  return groups;
}

/// How far chains have got: the last chain in use and one past the position of its last unit.
struct ChainEnd {
  std::uint32_t chain = 0;
  std::uint32_t next_position = 0;

  bool operator<(const ChainEnd& other) const {
    return chain != other.chain ? chain < other.chain : next_position < other.next_position;
  }
};

/// Chain end after a group of units that may stand in any order: those behind the end go on with
/// the chain, the others begin the next one. The smallest possible, so the greedy choice is never
/// regretted.
ChainEnd extended(const ChainEnd& end, const std::vector<std::uint32_t>& positions) {
  const auto first_behind = std::lower_bound(positions.begin(), positions.end(), end.next_position);
  if (first_behind == positions.begin()) return {end.chain, positions.back() + 1};
  return {end.chain + 1, *(first_behind - 1) + 1};
}

std::size_t first_track(std::uint64_t code, std::size_t from_step, std::size_t step_count) {
  const std::uint64_t left = code >> from_step;
  return left == 0 ? step_count : from_step + static_cast<std::size_t>(std::countr_zero(left));
}

}  // namespace

std::size_t cut_count(Sequence branches) {
  std::size_t cuts = 0;
  for (std::size_t i = 1; i < branches.size(); ++i) cuts += branches[i] != branches[i - 1];
  return cuts;
}

std::size_t least_cut_count(Sequence branches) {
  const std::size_t used = positions_by_number(branches).size();
  return used == 0 ? 0 : used - 1;
}

double mean_unsorted_cuts(std::size_t unit_count, std::size_t branch_count) {
  require_domain(unit_count >= 1 && branch_count >= 1, "needs at least one unit and one branch");
  return static_cast<double>(unit_count - 1) * (1.0 - 1.0 / static_cast<double>(branch_count));
}

std::size_t longest_decreasing(Sequence ranks) {
  std::vector<std::uint32_t> last;  // last rank of each lane, strictly falling from lane to lane
  for (const std::uint32_t rank : ranks) {
    const auto lane = std::lower_bound(last.begin(), last.end(), rank,
                                       [](std::uint32_t end, std::uint32_t r) { return end > r; });
    if (lane == last.end()) {
      last.push_back(rank);
    } else {
      *lane = rank;
    }
  }
  return last.size();
}

double mean_longest_decreasing(std::size_t unit_count) {
  const auto count = static_cast<double>(unit_count);
  return 2.0 * std::sqrt(count) - 1.7711 * std::pow(count, 1.0 / 6.0);
}

std::vector<std::uint32_t> lane_pass(Sequence ranks, std::size_t lane_count) {
  require_domain(lane_count >= 1, "needs at least one lane");
  std::vector<std::vector<std::uint32_t>> lanes(lane_count);
  for (const std::uint32_t rank : ranks) {
    std::size_t lane = 0;
    while (lane + 1 < lane_count && !lanes[lane].empty() && lanes[lane].back() > rank) ++lane;
    lanes[lane].push_back(rank);
  }
  std::vector<std::size_t> head(lane_count, 0);
  std::vector<std::uint32_t> out;
  out.reserve(ranks.size());
  while (out.size() < ranks.size()) {
    std::size_t next = lane_count;
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      if (head[lane] == lanes[lane].size()) continue;
      if (next == lane_count || lanes[lane][head[lane]] < lanes[next][head[next]]) next = lane;
    }
    out.push_back(lanes[next][head[next]++]);
  }
  return out;
}

std::size_t radix_pass_count(std::uint64_t rank_count, std::uint64_t lane_count) {
  require_domain(rank_count >= 1, "needs at least one rank");
  require_domain(lane_count >= 2, "needs at least two lanes");
  std::size_t passes = 0;
  for (std::uint64_t left = rank_count; left > 1; left = (left - 1) / lane_count + 1) ++passes;
  return passes;
}

std::uint64_t most_chains(HumpScheme scheme, std::size_t step_count) {
  require_domain(step_count <= kMostSteps, "hump steps must lie in [0, 62]");
  const auto steps = static_cast<std::uint64_t>(step_count);
  switch (scheme) {
    case HumpScheme::binary:
      return std::uint64_t{1} << steps;
    case HumpScheme::two_rerolls:
      return 1 + steps + steps * (steps - (steps > 0)) / 2;
    case HumpScheme::sort_by_train:
      return steps + 1;
  }
  throw std::logic_error("unknown hump scheme");
}

std::size_t hump_step_count(HumpScheme scheme, std::uint64_t chain_count) {
  require_domain(chain_count >= 1, "needs at least one chain");
  std::size_t steps = 0;
  while (most_chains(scheme, steps) < chain_count) ++steps;
  return steps;
}

Chains chains(Sequence ranks) {
  Chains result{.of_unit = std::vector<std::uint32_t>(ranks.size())};
  ChainEnd end;
  for (const auto& positions : positions_by_number(ranks)) {
    const ChainEnd before = end;
    end = extended(before, positions);
    for (const std::uint32_t position : positions) {
      result.of_unit[position] = position >= before.next_position ? before.chain : end.chain;
    }
  }
  result.count = ranks.empty() ? 0 : end.chain + 1;
  return result;
}

std::uint64_t hump_code(HumpScheme scheme, std::size_t step_count, std::uint64_t code) {
  require_domain(code < most_chains(scheme, step_count), "more chains than codes");
  if (scheme == HumpScheme::binary || code == 0) return code;
  std::size_t highest =
      0;  // track of the highest bit: as many codes are smaller as h = highest has
  while (most_chains(scheme, highest + 1) <= code) ++highest;
  const std::uint64_t rest = code - most_chains(scheme, highest);
  const std::uint64_t bits = std::uint64_t{1} << highest;
  return rest == 0 ? bits : bits | (std::uint64_t{1} << (rest - 1));
}

std::vector<std::uint32_t> hump_order(std::span<const std::uint64_t> codes,
                                      std::size_t step_count) {
  require_domain(step_count <= kMostSteps, "hump steps must lie in [0, 62]");
  std::vector<std::vector<std::uint32_t>> tracks(step_count + 1);  // the last one: departure
  for (std::uint32_t unit = 0; unit < codes.size(); ++unit) {
    require_domain(codes[unit] >> step_count == 0, "code has more bits than hump steps");
    tracks[first_track(codes[unit], 0, step_count)].push_back(unit);
  }
  for (std::size_t step = 0; step < step_count; ++step) {
    for (const std::uint32_t unit : tracks[step]) {
      tracks[first_track(codes[unit], step + 1, step_count)].push_back(unit);
    }
  }
  return tracks.back();
}

std::size_t marshalling_track_count(Sequence destinations) {
  const auto groups = positions_by_number(destinations);
  require_domain(groups.size() <= 20, "exact for at most 20 destinations");
  if (groups.empty()) return 0;
  constexpr ChainEnd kUnreached{std::numeric_limits<std::uint32_t>::max(), 0};
  std::vector<ChainEnd> best(std::size_t{1} << groups.size(),
                             kUnreached);  // by set of destinations
  best[0] = {};
  for (std::size_t set = 0; set < best.size(); ++set) {
    for (std::size_t next = 0; next < groups.size(); ++next) {
      const std::size_t with = set | (std::size_t{1} << next);
      if (with != set) best[with] = std::min(best[with], extended(best[set], groups[next]));
    }
  }
  return best.back().chain + 1;
}

}  // namespace dimai::models

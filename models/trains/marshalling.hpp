#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dimai::models {

/// Units (capsules or cuts of capsules) from front to rear, each with a number: the branch it takes
/// at a diverge, or the rank it shall have in the train. Equal ranks may stand in any order among
/// themselves.
using Sequence = std::span<const std::uint32_t>;

// --- Cuts at a diverge ---

/// Places where a train must be cut at a diverge: neighbours that take different branches.
std::size_t cut_count(Sequence branches);

/// Cuts of the same train in the best order: branches in use less one; 0 for an empty train.
std::size_t least_cut_count(Sequence branches);

/// Mean cuts of an unsorted train, each of n units taking one of b branches at random,
/// (n-1)(1-1/b).
///
/// @throws std::domain_error if either is 0
double mean_unsorted_cuts(std::size_t unit_count, std::size_t branch_count);

// --- Parallel through lanes, each first in, first out ---

/// Length of the longest strictly decreasing subsequence; O(n log n).
///
/// It is the least number of lanes that sort the sequence in one pass (each lane takes units of
/// never-falling rank, and they leave in order of rank).
/// Source: Greene (1974), Advances in Mathematics 14(2), 254-265; patience sorting.
std::size_t longest_decreasing(Sequence ranks);

/// Mean of longest_decreasing over all orders of n different ranks, for long sequences: lanes to
/// plan for.
///
/// 2 sqrt(n) - 1.7711 n^(1/6); about a tenth low at n = 16, 3 % at n = 200.
/// Source: Baik, Deift and Johansson (1999), J. American Mathematical Society 12(4), 1119-1178.
double mean_longest_decreasing(std::size_t unit_count);

/// Order after one pass through k lanes.
///
/// A unit takes the first of k - 1 lanes whose last unit does not outrank it, else the last lane;
/// then the lane whose first unit has the least rank always goes next. Shortens the longest
/// decreasing subsequence by k - 1 (to no less than 1), so the sequence is sorted if that was at
/// most k.
/// @param lane_count  k [-], >= 1
/// @throws std::domain_error if it is 0
std::vector<std::uint32_t> lane_pass(Sequence ranks, std::size_t lane_count);

/// Passes through k lanes, lanes emptied one after the other, that sort any order: least p, k^p >=
/// ranks.
///
/// @param rank_count  different ranks [-], >= 1
/// @param lane_count  k [-], >= 2
/// @throws std::domain_error outside those ranges
std::size_t radix_pass_count(std::uint64_t rank_count, std::uint64_t lane_count);

// --- Hump: tracks from which units are pulled back and rolled again ---

/// What limits how often a unit is rolled again.
enum class HumpScheme : std::uint8_t {
  binary,         ///< no limit: 2^h codes of h steps
  two_rerolls,    ///< at most two: 1 + h + h (h - 1) / 2 codes
  sort_by_train,  ///< at most one: h + 1 codes
};

/// Chains that h hump steps can put in order.
///
/// @param step_count  h [-], in [0, 62]
/// @throws std::domain_error outside that range
std::uint64_t most_chains(HumpScheme scheme, std::size_t step_count);

/// Least number of hump steps for a number of chains, >= 1; binary: ceil(log2 chains).
std::size_t hump_step_count(HumpScheme scheme, std::uint64_t chain_count);

/// Chain of each unit: units of one chain already stand in order, and chain c goes before chain c
/// + 1.
///
/// The number of chains is the least possible; 0 for an empty sequence. O(n log n).
/// Source: Dahlhaus, Manne, Miller and Ryan (2000), ordered train marshalling; greedy by hand.
struct Chains {
  std::vector<std::uint32_t> of_unit;
  std::size_t count = 0;
};
Chains chains(Sequence ranks);

/// The code-th of the scheme's codes in rising order: bit i set if a unit visits hump track i.
///
/// @throws std::domain_error if h steps have no such code
std::uint64_t hump_code(HumpScheme scheme, std::size_t step_count, std::uint64_t code);

/// Positions (in arrival order) of the units in the order in which they leave the hump.
///
/// A unit rolls to the track of its lowest set bit, or to the departure track if none is left; then
/// track 0, 1, ... is pulled back and its units rolled again to the track of their next set bit.
/// @param codes  code of each unit
/// @param step_count  h: bits in use [-], in [0, 62]
/// @throws std::domain_error if a code has a higher bit
std::vector<std::uint32_t> hump_order(std::span<const std::uint64_t> codes, std::size_t step_count);

// --- Classification tracks, destinations in any order ---

/// Least number of tracks that bring units of each destination together, destinations in the best
/// order.
///
/// Exact, by dynamic programming over sets of destinations: O(2^d d), so for few destinations.
/// @param destinations  at most 20 different ones
/// @throws std::domain_error for more
/// Source: train marshalling problem, Dahlhaus, Horak, Miller and Ryan (2000), Discrete Applied
/// Math. 103(1), 41-54.
std::size_t marshalling_track_count(Sequence destinations);

}  // namespace dimai::models

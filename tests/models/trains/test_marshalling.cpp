#include <algorithm>
#include <bit>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>

#include <doctest/doctest.h>

#include "models/trains/marshalling.hpp"

using namespace dimai::models;

namespace {

using Numbers = std::vector<std::uint32_t>;

Numbers counting(std::uint32_t count) {
  Numbers numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0U);
  return numbers;
}

/// Calls `check` with each permutation of 0 .. count - 1.
template <class Check>
void for_each_permutation(std::uint32_t count, Check check) {
  Numbers numbers = counting(count);
  do {
    check(numbers);
  } while (std::next_permutation(numbers.begin(), numbers.end()));
}

/// Calls `check` with each sequence of `length` numbers below `base`.
template <class Check>
void for_each_word(std::size_t length, std::uint32_t base, Check check) {
  Numbers word(length, 0);
  while (true) {
    check(word);
    std::size_t i = 0;
    while (i < length && ++word[i] == base) word[i++] = 0;
    if (i == length) return;
  }
}

/// Whether some way of giving each unit one of `lanes` first-in-first-out lanes leaves each lane in
/// order.
bool some_lanes_sort(const Numbers& ranks, std::uint32_t lanes) {
  bool found = false;
  for_each_word(ranks.size(), lanes, [&](const Numbers& lane_of) {
    std::vector<std::int64_t> last(lanes, -1);
    bool sorted = true;
    auto lane = lane_of.begin();
    for (const std::uint32_t rank : ranks) {
      std::int64_t& end = last[*lane++];
      sorted = sorted && end <= rank;
      end = rank;
    }
    found = found || sorted;
  });
  return found;
}

/// Longest strictly decreasing subsequence by its definition, O(n^2).
std::size_t longest_decreasing_by_definition(const Numbers& ranks) {
  std::vector<std::size_t> length(ranks.size(), 1);
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (ranks[j] > ranks[i]) length[i] = std::max(length[i], length[j] + 1);
    }
  }
  return ranks.empty() ? 0 : *std::max_element(length.begin(), length.end());
}

Numbers through_hump(const Numbers& ranks, const std::vector<std::uint64_t>& codes,
                     std::size_t steps) {
  Numbers out;
  for (const std::uint32_t unit : hump_order(codes, steps)) out.push_back(ranks[unit]);
  return out;
}

bool some_codes_sort(const Numbers& ranks, std::size_t steps) {
  bool found = false;
  for_each_word(ranks.size(), 1U << steps, [&](const Numbers& word) {
    const Numbers out = through_hump(ranks, {word.begin(), word.end()}, steps);
    found = found || std::is_sorted(out.begin(), out.end());
  });
  return found;
}

/// Tracks needed by trying each order of destinations and going round the train until all are
/// taken.
std::size_t tracks_by_trial(const Numbers& destinations) {
  std::set<std::uint32_t> used(destinations.begin(), destinations.end());
  Numbers order(used.begin(), used.end());
  std::size_t least = destinations.size();
  do {
    std::vector<bool> taken(destinations.size(), false);
    std::size_t rounds = 1;
    std::size_t at = 0;
    for (const std::uint32_t destination : order) {
      auto left = std::count(destinations.begin(), destinations.end(), destination);
      while (left > 0) {
        if (at == destinations.size()) {
          at = 0;
          ++rounds;
        }
        if (destinations[at] == destination && !taken[at]) {
          taken[at] = true;
          --left;
        }
        ++at;
      }
    }
    least = std::min(least, rounds);
  } while (std::next_permutation(order.begin(), order.end()));
  return least;
}

}  // namespace

TEST_CASE("a train is cut between neighbours of different branches and nowhere else") {
  CHECK(cut_count(Numbers{}) == 0);
  CHECK(cut_count(Numbers{3}) == 0);
  CHECK(cut_count(Numbers{1, 1, 2, 2, 1}) == 2);
  CHECK(least_cut_count(Numbers{1, 1, 2, 2, 1}) == 1);
  CHECK(least_cut_count(Numbers{}) == 0);
}

TEST_CASE("mean cuts over all trains of five units and three branches follow the formula") {
  double sum = 0.0;
  for_each_word(5, 3, [&](const Numbers& word) { sum += static_cast<double>(cut_count(word)); });
  CHECK(sum / 243.0 == doctest::Approx(mean_unsorted_cuts(5, 3)).epsilon(1e-12));
  CHECK(mean_unsorted_cuts(5, 3) == doctest::Approx(4.0 * 2.0 / 3.0));
  CHECK_THROWS_AS(mean_unsorted_cuts(0, 3), std::domain_error);
  CHECK_THROWS_AS(mean_unsorted_cuts(3, 0), std::domain_error);
}

TEST_CASE("lanes that sort any permutation of five are its longest decreasing subsequence") {
  for_each_permutation(5, [](const Numbers& ranks) {
    const auto lanes = static_cast<std::uint32_t>(longest_decreasing(ranks));
    CHECK(some_lanes_sort(ranks, lanes));
    if (lanes > 1) CHECK_FALSE(some_lanes_sort(ranks, lanes - 1));
  });
}

TEST_CASE("the longest decreasing subsequence is strict and found in every word") {
  CHECK(longest_decreasing(Numbers{}) == 0);
  CHECK(longest_decreasing(Numbers{2, 2, 2}) == 1);
  for_each_word(6, 4, [](const Numbers& word) {
    CHECK(longest_decreasing(word) == longest_decreasing_by_definition(word));
  });
}

TEST_CASE("a pass through k lanes shortens the longest decreasing subsequence by k - 1") {
  for_each_permutation(6, [](const Numbers& ranks) {
    const std::size_t before = longest_decreasing(ranks);
    for (std::size_t lanes = 1; lanes <= 6; ++lanes) {
      Numbers out = lane_pass(ranks, lanes);
      CHECK(longest_decreasing(out) == (before > lanes - 1 ? before - lanes + 1 : 1));
      std::sort(out.begin(), out.end());
      CHECK(out == counting(6));
    }
  });
  CHECK_THROWS_AS(lane_pass(Numbers{1}, 0), std::domain_error);
}

TEST_CASE("radix passes are the digits that the ranks need") {
  CHECK(radix_pass_count(1, 2) == 0);
  CHECK(radix_pass_count(2, 2) == 1);
  CHECK(radix_pass_count(9, 2) == 4);  // 2^3 < 9 <= 2^4
  CHECK(radix_pass_count(81, 3) == 4);
  CHECK(radix_pass_count(82, 3) == 5);
  CHECK_THROWS_AS(radix_pass_count(0, 2), std::domain_error);
  CHECK_THROWS_AS(radix_pass_count(4, 1), std::domain_error);
}

TEST_CASE("radix passes sort every permutation of eight through two lanes") {
  for_each_permutation(8, [](const Numbers& ranks) {
    Numbers now = ranks;
    for (std::size_t pass = 0; pass < radix_pass_count(8, 2); ++pass) {
      std::stable_partition(now.begin(), now.end(),
                            [&](std::uint32_t rank) { return ((rank >> pass) & 1U) == 0; });
    }
    REQUIRE(std::is_sorted(now.begin(), now.end()));
  });
}

TEST_CASE("no fewer hump steps than chains ask for sort any of the 24 orders of four") {
  for_each_permutation(4, [](const Numbers& ranks) {
    const std::size_t steps = hump_step_count(HumpScheme::binary, chains(ranks).count);
    CHECK(some_codes_sort(ranks, steps));
    if (steps > 0) CHECK_FALSE(some_codes_sort(ranks, steps - 1));
  });
}

TEST_CASE("codes by chain bring every word of five units in order, in every scheme") {
  for (const auto scheme :
       {HumpScheme::binary, HumpScheme::two_rerolls, HumpScheme::sort_by_train}) {
    for_each_word(5, 4, [&](const Numbers& ranks) {
      const Chains found = chains(ranks);
      const std::size_t steps = hump_step_count(scheme, found.count);
      std::vector<std::uint64_t> codes;
      for (const std::uint32_t chain : found.of_unit) {
        codes.push_back(hump_code(scheme, steps, chain));
      }
      const Numbers out = through_hump(ranks, codes, steps);
      REQUIRE(std::is_sorted(out.begin(), out.end()));
    });
  }
}

TEST_CASE(
    "chains of words with equal ranks are the fewest that codes of two steps can tell apart") {
  for_each_word(4, 3, [](const Numbers& ranks) {
    const std::size_t steps = hump_step_count(HumpScheme::binary, chains(ranks).count);
    REQUIRE(steps <= 2);
    CHECK(some_codes_sort(ranks, steps));
    if (steps > 0) CHECK_FALSE(some_codes_sort(ranks, steps - 1));
  });
}

TEST_CASE("codes of a scheme rise and have no more bits than it allows") {
  for (const auto& [scheme, bits] : {std::pair{HumpScheme::binary, 6},
                                     {HumpScheme::two_rerolls, 2},
                                     {HumpScheme::sort_by_train, 1}}) {
    std::vector<std::uint64_t> expected;  // all numbers of six bits that the scheme allows
    for (std::uint64_t code = 0; code < 64; ++code) {
      if (std::popcount(code) <= bits) expected.push_back(code);
    }
    REQUIRE(expected.size() == most_chains(scheme, 6));
    for (std::uint64_t i = 0; i < expected.size(); ++i)
      CHECK(hump_code(scheme, 6, i) == expected[i]);
    CHECK_THROWS_AS(hump_code(scheme, 6, expected.size()), std::domain_error);
  }
}

TEST_CASE("a hump refuses codes and steps out of range") {
  CHECK_THROWS_AS(most_chains(HumpScheme::binary, 63), std::domain_error);
  CHECK_THROWS_AS(hump_step_count(HumpScheme::binary, 0), std::domain_error);
  CHECK_THROWS_AS(hump_order(std::vector<std::uint64_t>{4}, 2), std::domain_error);
  CHECK(chains(Numbers{}).count == 0);
}

TEST_CASE("tracks of the train marshalling problem agree with trying every order of destinations") {
  for_each_word(6, 4, [](const Numbers& destinations) {
    REQUIRE(marshalling_track_count(destinations) == tracks_by_trial(destinations));
  });
  CHECK(marshalling_track_count(Numbers{}) == 0);
  CHECK_THROWS_AS(marshalling_track_count(counting(21)), std::domain_error);
}

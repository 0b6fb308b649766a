#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>

#include "models/trains/marshalling.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {
namespace {

using Numbers = std::vector<std::uint32_t>;

/// Raw numbers of the Mersenne twister are the same in every library; its distributions are not.
std::uint32_t below(std::mt19937_64& random, std::uint64_t bound) {
  return static_cast<std::uint32_t>(random() % bound);
}

void shuffle(Numbers& numbers, std::mt19937_64& random) {
  for (std::size_t i = numbers.size(); i > 1; --i)
    std::swap(numbers[i - 1], numbers[below(random, i)]);
}

Numbers counting(std::size_t count) {
  Numbers numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0U);
  return numbers;
}

std::size_t size_of(const Row& row, const char* key) {
  return static_cast<std::size_t>(row.integer(key));
}

models::HumpScheme scheme(const Row& row) {
  const std::string name = row.text("scheme");
  if (name == "binary") return models::HumpScheme::binary;
  if (name == "two_rerolls") return models::HumpScheme::two_rerolls;
  if (name == "sort_by_train") return models::HumpScheme::sort_by_train;
  throw std::runtime_error("case.toml: scheme is not known: " + name);
}

/// Whether the units leave a hump of h steps in order, coded by their chains.
bool hump_sorts(const Numbers& ranks, models::HumpScheme scheme, std::size_t steps) {
  const models::Chains found = models::chains(ranks);
  if (found.count > models::most_chains(scheme, steps)) return false;
  std::vector<std::uint64_t> codes;
  for (const std::uint32_t chain : found.of_unit) {
    codes.push_back(models::hump_code(scheme, steps, chain));
  }
  const Numbers order = models::hump_order(codes, steps);
  return std::is_sorted(order.begin(), order.end(),
                        [&](std::uint32_t a, std::uint32_t b) { return ranks[a] < ranks[b]; });
}

/// Whether any codes of h bits bring the units in order, tried one by one.
bool any_codes_sort(const Numbers& ranks, std::size_t steps) {
  std::vector<std::uint64_t> codes(ranks.size(), 0);
  while (true) {
    const Numbers order = models::hump_order(codes, steps);
    if (std::is_sorted(order.begin(), order.end(),
                       [&](std::uint32_t a, std::uint32_t b) { return ranks[a] < ranks[b]; })) {
      return true;
    }
    std::size_t i = 0;
    while (i < codes.size() && ++codes[i] == std::uint64_t{1} << steps) codes[i++] = 0;
    if (i == codes.size()) return false;
  }
}

/// Next way to share units among destinations (restricted growth); false after the last.
bool next_partition(Numbers& destinations) {
  for (std::size_t i = destinations.size(); i-- > 1;) {
    const std::uint32_t most =
        *std::max_element(destinations.begin(), destinations.begin() + static_cast<long>(i)) + 1;
    if (destinations[i] < most) {
      ++destinations[i];
      std::fill(destinations.begin() + static_cast<long>(i) + 1, destinations.end(), 0U);
      return true;
    }
  }
  return false;
}

}  // namespace

Quantities cuts(const Row& row) {
  const std::size_t units = size_of(row, "unit_count");
  const std::size_t branches = size_of(row, "branch_count");
  const std::size_t trials = size_of(row, "trial_count");
  std::mt19937_64 random(static_cast<std::uint64_t>(row.integer("seed")));
  double sum = 0.0;
  std::size_t most_sorted = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Numbers train(units);
    for (std::uint32_t& branch : train) branch = below(random, branches);
    sum += static_cast<double>(models::cut_count(train));
    std::sort(train.begin(), train.end());
    most_sorted = std::max(most_sorted, models::cut_count(train));
  }
  return {{"unsorted", models::mean_unsorted_cuts(units, branches)},
          {"unsorted_simulated", sum / static_cast<double>(trials)},
          {"most_sorted", static_cast<double>(most_sorted)}};
}

Quantities lanes_random(const Row& row) {
  const std::size_t units = size_of(row, "unit_count");
  const std::size_t trials = size_of(row, "trial_count");
  std::mt19937_64 random(static_cast<std::uint64_t>(row.integer("seed")));
  Numbers ranks = counting(units);
  double sum = 0.0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    if (row.has("destination_count")) {
      for (std::uint32_t& rank : ranks) rank = below(random, size_of(row, "destination_count"));
    } else {
      shuffle(ranks, random);
    }
    sum += static_cast<double>(models::longest_decreasing(ranks));
  }
  return {{"lanes", sum / static_cast<double>(trials)},
          {"asymptote", models::mean_longest_decreasing(units)}};
}

Quantities lanes_permutations(const Row& row) {
  Numbers ranks = counting(size_of(row, "unit_count"));
  double agree = 0.0;  // permutations that k lanes sort, and k - 1 do not, k longest decreasing
  do {
    const std::size_t lanes = models::longest_decreasing(ranks);
    const Numbers enough = models::lane_pass(ranks, lanes);
    const bool sorts = std::is_sorted(enough.begin(), enough.end());
    const Numbers few = lanes > 1 ? models::lane_pass(ranks, lanes - 1) : Numbers{1, 0};
    agree += sorts && !std::is_sorted(few.begin(), few.end());
  } while (std::next_permutation(ranks.begin(), ranks.end()));
  return {{"permutations", agree}};
}

Quantities radix_passes(const Row& row) {
  const std::size_t passes =
      models::radix_pass_count(size_of(row, "rank_count"), size_of(row, "lane_count"));
  return {{"passes", static_cast<double>(passes)}};
}

Quantities hump_capacity(const Row& row) {
  const std::uint64_t chains = models::most_chains(scheme(row), size_of(row, "step_count"));
  return {{"chains", static_cast<double>(chains)},
          {"steps", static_cast<double>(models::hump_step_count(scheme(row), chains))}};
}

Quantities hump_permutations(const Row& row) {
  Numbers ranks = counting(size_of(row, "unit_count"));
  const bool brute_force = row.truth("brute_force");
  double sorted = 0.0;
  double agree = 0.0;
  do {
    if (!brute_force) {
      sorted += hump_sorts(ranks, scheme(row), size_of(row, "step_count"));
      continue;
    }
    const auto logarithm = std::log2(static_cast<double>(models::chains(ranks).count));
    const auto least = static_cast<std::size_t>(std::ceil(logarithm));
    agree += any_codes_sort(ranks, least) && (least == 0 || !any_codes_sort(ranks, least - 1));
  } while (std::next_permutation(ranks.begin(), ranks.end()));
  return {{"sorted", sorted}, {"least_steps_agree", agree}};
}

Quantities train_marshalling(const Row& row) {
  Numbers destinations(size_of(row, "unit_count"), 0);
  std::size_t most = 0;
  do {
    most = std::max(most, models::marshalling_track_count(destinations));
  } while (next_partition(destinations));
  return {{"tracks", static_cast<double>(most)}};
}

}  // namespace dimai::validation

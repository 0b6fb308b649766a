#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "models/physics/berths.hpp"

using namespace dimai::models;

namespace {

/// Mean wait of M/D/c from the number present one service time apart: X' = max(X - c, 0) +
/// Poisson(c rho), iterated until it no longer changes; Little's law gives the wait.
double wait_by_chain(int servers, double load) {
  const double mean = servers * load;
  constexpr std::size_t kStates = 400;
  std::vector<double> arrivals(kStates);
  arrivals[0] = std::exp(-mean);
  for (std::size_t k = 1; k < kStates; ++k) {
    arrivals[k] = arrivals[k - 1] * mean / static_cast<double>(k);
  }
  std::vector<double> present(kStates, 0.0);
  present[0] = 1.0;
  const auto c = static_cast<std::size_t>(servers);
  for (double change = 1.0; change > 1e-14;) {
    std::vector<double> next(kStates, 0.0);
    for (std::size_t x = 0; x < kStates; ++x) {
      if (present[x] < 1e-18) continue;
      const std::size_t left = x > c ? x - c : 0;
      for (std::size_t k = 0; left + k < kStates; ++k) next[left + k] += present[x] * arrivals[k];
    }
    change = 0.0;
    for (std::size_t x = 0; x < kStates; ++x)
      change = std::max(change, std::abs(next[x] - present[x]));
    present = next;
  }
  double queue = 0.0;
  for (std::size_t x = c; x < kStates; ++x) queue += present[x] * static_cast<double>(x - c);
  return queue / mean;
}

}  // namespace

TEST_CASE("parallel berths add up until the throat is full, serial ones tend to one per advance") {
  const BerthTimes times{.dwell_s = 10, .swap_s = 2, .advance_s = 4, .entry_headway_s = 3};
  CHECK(parallel_berths_per_hour(times, 3) == doctest::Approx(900.0));    // 3 / 12 s
  CHECK(parallel_berths_per_hour(times, 50) == doctest::Approx(1200.0));  // 1 / 3 s
  CHECK(serial_berths_per_hour(times, 1) == parallel_berths_per_hour(times, 1));
  CHECK(serial_berths_per_hour(times, 3) == doctest::Approx(540.0));  // 3 / (12 + 8) s
  CHECK(serial_berths_per_hour(times, 1000000) == doctest::Approx(900.0).epsilon(1e-5));
}

TEST_CASE("waits for constant service agree with the chain of numbers present") {
  for (const auto& [servers, load] :
       {std::pair{1, 0.5}, {2, 0.5}, {2, 0.8}, {4, 0.8}, {8, 0.9}, {20, 0.7}}) {
    CHECK(constant_service_wait(servers, load) ==
          doctest::Approx(wait_by_chain(servers, load)).epsilon(1e-8));
  }
}

TEST_CASE("one server of constant service waits rho / (2 (1 - rho))") {
  for (const double load : {0.01, 0.3, 0.6, 0.9}) {
    CHECK(constant_service_wait(1, load) == doctest::Approx(0.5 * load / (1 - load)));
    CHECK(constant_service_wait_approximate(1, load) == doctest::Approx(0.5 * load / (1 - load)));
  }
  CHECK(constant_service_wait(3, 0.0) == 0.0);
}

TEST_CASE("Cosmetatos is within two per cent of the exact wait at loads of stations") {
  for (const int servers : {2, 4, 8, 16}) {
    for (const double load : {0.6, 0.8, 0.9, 0.95}) {
      CHECK(constant_service_wait_approximate(servers, load) ==
            doctest::Approx(constant_service_wait(servers, load)).epsilon(0.02));
    }
  }
}

TEST_CASE("waits for exponential service are those of Erlang") {
  // c = 2: probability of delay 2 rho^2 / (1 + rho)
  CHECK(exponential_service_wait(2, 0.8) == doctest::Approx(1.28 / 1.8 / (2 * 0.2)));
  CHECK(exponential_service_wait(1, 0.5) == doctest::Approx(1.0));
  CHECK(exponential_service_wait(5, 0.0) == 0.0);
}

TEST_CASE("berths refuse numbers out of range") {
  CHECK_THROWS_AS(parallel_berths_per_hour({}, 0), std::domain_error);
  CHECK_THROWS_AS(serial_berths_per_hour({.dwell_s = 0}, 1), std::domain_error);
  CHECK_THROWS_AS(constant_service_wait(0, 0.5), std::domain_error);
  CHECK_THROWS_AS(constant_service_wait(1, 0.995), std::domain_error);
  CHECK_THROWS_AS(exponential_service_wait(1, 1.0), std::domain_error);
  CHECK_THROWS_AS(constant_service_wait_approximate(1, 0.0), std::domain_error);
}

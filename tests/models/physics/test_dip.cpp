#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "models/physics/dip.hpp"

using namespace dimai::models;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Rates kRates{.acceleration_m_s2 = 0.8, .deceleration_m_s2 = 1.0};

/// Delay already suffered `behind_m` after leaving line speed, from the speed at that place.
double delay_after_m(const Dip& dip, double behind_m) {
  if (behind_m <= 0.0) return 0.0;
  if (behind_m >= dip.length_m) return dip.delay_s;
  const double v = dip.line_speed_m_s;
  const double u = dip.lowest_speed_m_s;
  const double b = kRates.deceleration_m_s2;
  const double braking_m = (v * v - u * u) / (2 * b);
  if (behind_m <= braking_m) {
    const double w = std::sqrt(v * v - 2 * b * behind_m);
    return (v - w) / b - behind_m / v;
  }
  const double left_m = dip.length_m - behind_m;
  const double w = std::sqrt(v * v - 2 * kRates.acceleration_m_s2 * left_m);
  return dip.delay_s - ((v - w) / kRates.acceleration_m_s2 - left_m / v);
}

struct Train {
  double arrival_s;  ///< undelayed at the boundary
  double delta_m;
  std::size_t inlet;
  double delay_s = 0.0;
  double anchor_m = 0.0;
  Dip dip{};

  /// Time at a place `before_m` ahead of the boundary.
  double time_s(double before_m, double v) const {
    const double start_m = anchor_m + dip.length_m;
    return arrival_s - before_m / v + delay_after_m(dip, start_m - before_m);
  }
};

}  // namespace

TEST_CASE("a moving dip loses its delay over its length") {
  // v = 40, A = 2.25, u = 20: D = (v - u)^2 A / (2 v) = 11.25 s, X = 1200 * 2.25 / 2 = 1350 m
  const Dip dip = plan_dip(11.25, 40.0, kRates);
  CHECK(dip.lowest_speed_m_s == doctest::Approx(20.0));
  CHECK(dip.length_m == doctest::Approx(1350.0));
  CHECK(dip.hold_s == 0.0);
  CHECK(dip.time_s == doctest::Approx(20.0 / 1.0 + 20.0 / 0.8));  // braking and accelerating
}

TEST_CASE("a delay beyond the full stop is held") {
  // v A / 2 = 45 s; stop takes 40^2 * 2.25 / 2 = 1800 m
  const Dip dip = plan_dip(50.0, 40.0, kRates);
  CHECK(dip.lowest_speed_m_s == 0.0);
  CHECK(dip.hold_s == doctest::Approx(5.0));
  CHECK(dip.length_m == doctest::Approx(1800.0));
  CHECK(dip.time_s == doctest::Approx(40.0 + 5.0 + 50.0));
}

TEST_CASE("no delay is no dip, and infinite rates stop at once") {
  CHECK(plan_dip(0.0, 40.0, kRates).length_m == 0.0);
  const Dip dip = plan_dip(3.0, 40.0, {kInfinity, kInfinity});
  CHECK(dip.length_m == 0.0);
  CHECK(dip.hold_s == 3.0);
  CHECK(plan_dip(0.0, 40.0, {kInfinity, kInfinity}).lowest_speed_m_s == 40.0);
}

TEST_CASE("the longest delay within a length is the delay whose dip has that length") {
  for (double delay_s = 0.05; delay_s < 44.0; delay_s *= 1.5) {
    const Dip dip = plan_dip(delay_s, 40.0, kRates);
    CHECK(longest_dip_delay_s(dip.length_m, 40.0, kRates) == doctest::Approx(delay_s));
  }
  CHECK(longest_dip_delay_s(0.0, 40.0, kRates) == 0.0);
  CHECK(longest_dip_delay_s(1799.0, 40.0, kRates) < 45.0);
  CHECK(std::isinf(longest_dip_delay_s(1800.0, 40.0, kRates)));
}

TEST_CASE("a dip fits if anchor and length together stay within the zone") {
  const Dip dip = plan_dip(50.0, 40.0, kRates);
  CHECK(dip_fits(dip, 100.0, 1900.001));
  CHECK_FALSE(dip_fits(dip, 100.0, 1899.0));
}

TEST_CASE("trains that wait for a merge in nested dips keep their separation all along the way") {
  constexpr double v = 50.0;
  constexpr double tau_s = 1.0;
  std::mt19937_64 random(11);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  std::vector<Train> trains;
  for (std::size_t inlet = 0; inlet < 2; ++inlet) {  // each inlet's trains arrive already separated
    double at_s = 0.0;
    for (int i = 0; i < 200; ++i) {
      const double delta_m = 20.0 + 140.0 * uniform();
      trains.push_back({.arrival_s = at_s, .delta_m = delta_m, .inlet = inlet});
      at_s += delta_m / v + tau_s - 3.2 * std::log(1.0 - uniform());
    }
  }
  std::stable_sort(trains.begin(), trains.end(),
                   [](const Train& a, const Train& b) { return a.arrival_s < b.arrival_s; });
  double free_s = -1e9;
  std::array<const Train*, 2> last{};
  double least_slack_s = kInfinity;
  int delayed = 0;
  for (Train& train : trains) {
    train.delay_s = std::max(0.0, free_s - train.arrival_s);
    free_s = train.arrival_s + train.delay_s + train.delta_m / v + tau_s;
    const Train* leader = last.at(train.inlet);
    last.at(train.inlet) = &train;
    if (leader != nullptr && leader->delay_s > 0.0) {
      train.anchor_m = leader->anchor_m + leader->delta_m;
    }
    train.dip = plan_dip(train.delay_s, v, kRates);
    delayed += train.delay_s > 0.0;
    if (leader == nullptr || train.dip.hold_s > 0.0) continue;
    for (double x = 0.0; x < 6000.0; x += 7.0) {  // leader's front is delta nearer to the boundary
      const double gap_s = train.time_s(x, v) - leader->time_s(x - leader->delta_m, v) - tau_s;
      least_slack_s = std::min(least_slack_s, gap_s);
    }
  }
  CHECK(delayed > 100);
  CHECK(least_slack_s > -1e-9);
}

TEST_CASE("a dip refuses delays, speeds and rates out of range") {
  CHECK_THROWS_AS(plan_dip(-1.0, 40.0, kRates), std::domain_error);
  CHECK_THROWS_AS(plan_dip(kInfinity, 40.0, kRates), std::domain_error);
  CHECK_THROWS_AS(plan_dip(1.0, 0.0, kRates), std::domain_error);
  CHECK_THROWS_AS(plan_dip(1.0, 40.0, {0.0, 1.0}), std::domain_error);
  CHECK_THROWS_AS(longest_dip_delay_s(-1.0, 40.0, kRates), std::domain_error);
  CHECK_THROWS_AS(dip_fits({}, -1.0, 0.0), std::domain_error);
}

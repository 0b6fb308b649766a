#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "models/physics/kinematics.hpp"

using namespace dimai::models;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Time over sections by a fine grid of places: speed is the least that limits, start and end
/// allow.
double time_on_grid_s(const std::vector<Section>& sections, double entry_m_s, double exit_m_s,
                      const Rates& rates, int cells_per_section) {
  std::vector<double> step{};
  std::vector<double> square{entry_m_s * entry_m_s};
  for (const Section& section : sections) {
    for (int i = 0; i < cells_per_section; ++i) {
      step.push_back(section.length_m / cells_per_section);
      square.back() = std::min(square.back(), section.limit_m_s * section.limit_m_s);
      square.push_back(section.limit_m_s * section.limit_m_s);
    }
  }
  square.back() = std::min(square.back(), exit_m_s * exit_m_s);
  for (std::size_t i = 0; i < step.size(); ++i) {
    square[i + 1] = std::min(square[i + 1], square[i] + 2 * rates.acceleration_m_s2 * step[i]);
  }
  for (std::size_t i = step.size(); i-- > 0;) {
    square[i] = std::min(square[i], square[i + 1] + 2 * rates.deceleration_m_s2 * step[i]);
  }
  double time_s = 0.0;
  for (std::size_t i = 0; i < step.size(); ++i) {
    time_s += 2.0 * step[i] / (std::sqrt(square[i]) + std::sqrt(square[i + 1]));
  }
  return time_s;
}

}  // namespace

TEST_CASE("a braking body stays where it stops") {
  CHECK(travelled_m(5.0, 2.0, 0.0) == 10.0);
  CHECK(travelled_m(5.0, 10.0, -1.0) == 12.5);  // v^2 / 2 after 5 s, and no further
  CHECK_THROWS_AS(travelled_m(-1.0, 1.0, 0.0), std::domain_error);
}

TEST_CASE("a profile that reaches the limit has three parts that fill the stretch") {
  // up 10 -> 30 at 0.5: 800 m, 40 s; down 30 -> 20 at 1: 250 m, 10 s; 950 m at 30 m/s: 31.667 s
  const SpeedProfile profile = fastest_profile(
      {.length_m = 2000, .entry_m_s = 10, .limit_m_s = 30, .exit_m_s = 20}, {0.5, 1.0});
  CHECK(profile.peak_speed_m_s == 30.0);
  CHECK(profile.accelerate_m == doctest::Approx(800.0));
  CHECK(profile.brake_m == doctest::Approx(250.0));
  CHECK(profile.cruise_m == doctest::Approx(950.0));
  CHECK(profile.time_s == doctest::Approx(50.0 + 950.0 / 30.0));
}

TEST_CASE("a profile that does not reach the limit meets in between") {
  // up 0 -> p at 1, down p -> 0 at 2 over 300 m: p^2 (1/2 + 1/4) = 300, p = 20; 20 s + 10 s
  const SpeedProfile profile = fastest_profile({.length_m = 300, .limit_m_s = 90}, {1.0, 2.0});
  CHECK(profile.peak_speed_m_s == doctest::Approx(20.0));
  CHECK(profile.cruise_m == doctest::Approx(0.0));
  CHECK(profile.time_s == doctest::Approx(30.0));
}

TEST_CASE("infinite rates leave length over limit") {
  CHECK(link_running_time(1000, 0, 20, 0, kInfinity, kInfinity) == 50.0);
  // braking at 1 from 20 takes 200 m and 20 s, 800 m at 20: 40 s
  CHECK(link_running_time(1000, 0, 20, 0, kInfinity, 1.0) == doctest::Approx(60.0));
}

TEST_CASE("constant speed takes exactly length over speed") {
  CHECK(link_running_time(1234.5, 40, 40, 40, 0.8, 1.0) == 1234.5 / 40.0);
  CHECK(link_running_time(0, 40, 40, 40, 0.8, 1.0) == 0.0);
}

TEST_CASE("an exit speed out of reach is refused, one just in reach is not") {
  // 0 -> 20 at 1 takes 200 m
  CHECK(link_running_time(200, 0, 30, 20, 1, 1) == doctest::Approx(20.0));
  CHECK_THROWS_AS(link_running_time(199, 0, 30, 20, 1, 1), std::domain_error);
  CHECK(link_running_time(200, 20, 30, 0, 1, 1) == doctest::Approx(20.0));
  CHECK_THROWS_AS(link_running_time(199, 20, 30, 0, 1, 1), std::domain_error);
}

TEST_CASE("a profile refuses speeds, lengths and rates out of range") {
  CHECK_THROWS_AS(link_running_time(-1, 0, 30, 0, 1, 1), std::domain_error);
  CHECK_THROWS_AS(link_running_time(100, 31, 30, 0, 1, 1), std::domain_error);
  CHECK_THROWS_AS(link_running_time(100, 0, 0, 0, 1, 1), std::domain_error);
  CHECK_THROWS_AS(link_running_time(100, 0, 30, 0, 0, 1), std::domain_error);
  CHECK_THROWS_AS(link_running_time(100, 0, 30, 0, 1, -1), std::domain_error);
  CHECK_THROWS_AS(link_running_time(100, 0, kInfinity, 0, kInfinity, kInfinity), std::domain_error);
  CHECK_THROWS_AS(link_running_time(std::nan(""), 0, 30, 0, 1, 1), std::domain_error);
}

TEST_CASE("a passage over sections takes the time found on a fine grid of places") {
  std::mt19937_64 random(7);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53;
  };
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<Section> sections;
    const auto count = 1 + random() % 6;
    for (std::size_t i = 0; i < count; ++i) sections.push_back({uniform(5, 900), uniform(5, 60)});
    const Rates rates{uniform(0.3, 2.0), uniform(0.3, 2.0)};
    const double exit_m_s = uniform(0, 70);
    const Passage passage = fastest_passage(sections, 0.0, exit_m_s, rates);
    REQUIRE(passage.time_s.size() == count + 1);
    CHECK(passage.speed_m_s.back() <= exit_m_s);
    CHECK(passage.time_s.back() ==
          doctest::Approx(time_on_grid_s(sections, 0.0, exit_m_s, rates, 2000)).epsilon(1e-3));
  }
}

TEST_CASE("a passage with infinite rates changes speed at the boundaries") {
  const std::vector<Section> sections{{1000, 20}, {1000, 10}};
  const Passage passage = fastest_passage(sections, 20, kInfinity, {kInfinity, kInfinity});
  CHECK(passage.time_s == std::vector<double>{0.0, 50.0, 150.0});
}

TEST_CASE("a passage refuses an entry too fast for what lies ahead") {
  const std::vector<Section> sections{{100, 30}, {100, 10}};
  // 10 m/s after 100 m of braking at 1 m/s2: at most sqrt(100 + 200) = 17.32 m/s
  CHECK_NOTHROW(fastest_passage(sections, 17.32, kInfinity, {1, 1}));
  CHECK_THROWS_AS(fastest_passage(sections, 17.33, kInfinity, {1, 1}), std::domain_error);
}

TEST_CASE("an S-curve integrates to its distance, within its bounds") {
  struct Case {
    double distance_m, speed_m_s, acceleration_m_s2, jerk_m_s3;
  };
  for (const Case& c : {Case{5, 20, 2, 1}, Case{100, 14, 2, 1}, Case{2000, 50, 1, 0.5}}) {
    const RestToRest move =
        rest_to_rest_s_curve(c.distance_m, c.speed_m_s, c.acceleration_m_s2, c.jerk_m_s3);
    // Ramp of jerk +j, 0, -j: built from the peak speed alone, integrated by the trapezoid rule.
    const double rise_s =
        std::min(c.acceleration_m_s2 / c.jerk_m_s3, std::sqrt(move.peak_speed_m_s / c.jerk_m_s3));
    const double ramp_s = move.peak_speed_m_s / (c.jerk_m_s3 * rise_s) + rise_s;
    const int steps = 200000;
    const double dt = ramp_s / steps;
    double v = 0.0;
    double x = 0.0;
    for (int i = 0; i < steps; ++i) {
      const double t = (i + 0.5) * dt;
      const double a = c.jerk_m_s3 * std::min({t, rise_s, ramp_s - t});
      x += (v + 0.5 * a * dt) * dt;
      v += a * dt;
    }
    CHECK(v == doctest::Approx(move.peak_speed_m_s).epsilon(1e-6));
    const double cruise_s = move.time_s - 2.0 * ramp_s;
    CHECK(cruise_s >= -1e-9);
    CHECK(2.0 * x + cruise_s * move.peak_speed_m_s == doctest::Approx(c.distance_m).epsilon(1e-6));
    CHECK(move.peak_speed_m_s <= c.speed_m_s);
  }
}

TEST_CASE("a movement of no length takes no time") {
  CHECK(rest_to_rest_trapezoid(0, 20, 1).time_s == 0.0);
  CHECK(rest_to_rest_s_curve(0, 20, 1, 1).time_s == 0.0);
  CHECK_THROWS_AS(rest_to_rest_s_curve(1, 20, 1, 0), std::domain_error);
  CHECK_THROWS_AS(rest_to_rest_s_curve(-1, 20, 1, 1), std::domain_error);
}

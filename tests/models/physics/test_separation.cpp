#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/separation.hpp"

using namespace dimai::models;

namespace {

constexpr SeparationLaw kAbsolute{.reaction_time_s = 0.5, .follower_braking_m_s2 = 1.3};
constexpr SeparationLaw kUnequal{.reaction_time_s = 0.1,
                                 .follower_braking_m_s2 = 1.0,
                                 .leader_braking_m_s2 = 1.3,
                                 .relative = true};

}  // namespace

TEST_CASE("separation is reaction distance plus braking distance, less the leader's if relative") {
  // 20 * 0.5 + 400 / 2.6
  CHECK(braking_separation_m(kAbsolute, 20.0) == doctest::Approx(10.0 + 400.0 / 2.6));
  // 20 * 0.1 + 400 / 2 - 400 / 2.6
  CHECK(braking_separation_m(kUnequal, 20.0) == doctest::Approx(2.0 + 200.0 - 400.0 / 2.6));
  CHECK(braking_separation_m(kAbsolute, 0.0) == 0.0);
  CHECK(separation_time_s(kAbsolute, 0.0) == 0.5);
}

TEST_CASE("a follower that keeps the line speed's tau is never too close at a lower speed") {
  for (const SeparationLaw& law : {kAbsolute, kUnequal}) {
    const double tau_s = separation_time_s(law, 50.0);
    for (double v = 0.0; v <= 50.0; v += 0.5) {
      CHECK(braking_separation_m(law, v) <= v * tau_s + 1e-12);
    }
  }
}

TEST_CASE("equal brakes and relative braking leave the reaction time alone") {
  const SeparationLaw coupled{.reaction_time_s = 0.1, .relative = true};
  CHECK(separation_time_s(coupled, 166.0) == 0.1);
  CHECK(std::isinf(optimum_speed_m_s(coupled, 12.0)));
}

TEST_CASE("no speed has a shorter headway than the optimum speed") {
  const double best = optimum_speed_m_s(kAbsolute, 12.0);
  CHECK(best == doctest::Approx(std::sqrt(2.0 * 1.3 * 12.0)));
  for (double v = 0.5; v < 60.0; v += 0.5) {
    CHECK(headway_s(kAbsolute, 12.0, v) >= headway_s(kAbsolute, 12.0, best));
  }
  CHECK(spacing_m(kAbsolute, 12.0, best) ==
        doctest::Approx(best * headway_s(kAbsolute, 12.0, best)));
}

TEST_CASE("the least train size carries the flow and one capsule less does not") {
  TrainShape train{.capsule_length_m = 6.0, .coupling_gap_m = 0.5, .standstill_gap_m = 2.0};
  for (const double speed_m_s : {10.0, 55.0, 100.0}) {
    for (double flow_per_s = 0.01; flow_per_s < 1.5; flow_per_s += 0.01) {
      const auto size = least_train_size(kAbsolute, train, speed_m_s, flow_per_s);
      if (flow_per_s * 6.5 >= speed_m_s) {
        CHECK_FALSE(size.has_value());
        continue;
      }
      REQUIRE(size.has_value());
      train.capsule_count = *size;
      CHECK(capsules_per_hour(kAbsolute, train, speed_m_s) >= 3600.0 * flow_per_s * (1 - 1e-12));
      if (*size == 1) continue;
      train.capsule_count = *size - 1;
      CHECK(capsules_per_hour(kAbsolute, train, speed_m_s) < 3600.0 * flow_per_s);
    }
  }
}

TEST_CASE("a flow that a train size carries exactly asks for no more than that size") {
  TrainShape train{.capsule_count = 7};
  const double flow_per_s = capsules_per_hour(kAbsolute, train, 30.0) / 3600.0;
  CHECK(least_train_size(kAbsolute, train, 30.0, flow_per_s) == 7);
  CHECK(least_train_size(kAbsolute, train, 30.0, 0.0) == 1);
}

TEST_CASE("train length counts the gaps between capsules only") {
  CHECK(train_length_m({.capsule_count = 3, .capsule_length_m = 10.0, .coupling_gap_m = 1.0}) ==
        32.0);
}

TEST_CASE("the law of a scenario's parameters is theirs") {
  GuidewayParameters parameters;
  parameters.separation = "relative";
  parameters.reaction_time_s = 0.2;
  parameters.follower_braking_m_s2 = 1.1;
  parameters.leader_braking_m_s2 = 1.4;
  const SeparationLaw law = separation_law(parameters);
  CHECK(law.relative);
  CHECK(law.reaction_time_s == 0.2);
  CHECK(law.follower_braking_m_s2 == 1.1);
  CHECK(law.leader_braking_m_s2 == 1.4);
  parameters.separation = "absolute";
  CHECK_FALSE(separation_law(parameters).relative);
}

TEST_CASE("separation refuses what it does not hold for") {
  const SeparationLaw stronger_follower{
      .follower_braking_m_s2 = 1.4, .leader_braking_m_s2 = 1.3, .relative = true};
  CHECK_THROWS_AS(separation_time_s(stronger_follower, 10.0), std::domain_error);
  CHECK_THROWS_AS(separation_time_s(kAbsolute, -1.0), std::domain_error);
  CHECK_THROWS_AS(separation_time_s(kAbsolute, std::nan("")), std::domain_error);
  CHECK_THROWS_AS(headway_s(kAbsolute, 12.0, 0.0), std::domain_error);
  CHECK_THROWS_AS(headway_s(kAbsolute, 0.0, 10.0), std::domain_error);
  CHECK_THROWS_AS(train_length_m({.capsule_count = 0}), std::domain_error);
  CHECK_THROWS_AS(platoon_capacity_per_hour({.vehicle_count = 0}, 20.0), std::domain_error);
  CHECK_THROWS_AS(separation_time_s({.reaction_time_s = -0.1}, 1.0), std::domain_error);
  CHECK_THROWS_AS(separation_time_s({.follower_braking_m_s2 = 0.0}, 1.0), std::domain_error);
}

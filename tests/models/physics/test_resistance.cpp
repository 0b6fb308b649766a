#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/resistance.hpp"

using namespace dimai::models;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kPi = std::numbers::pi;

/// A train that fills half of a tunnel of 4 m2.
constexpr TrainBody kHalf{.length_m = 10.0, .mass_kg = 1000.0, .cross_section_m2 = 2.0};
const double kBore4_m = std::sqrt(16.0 / kPi);

ResistanceParameters only(double nose, double tail, double skin, double wall) {
  ResistanceParameters parameters;
  parameters.nose_coefficient = nose;
  parameters.tail_coefficient = tail;
  parameters.skin_friction = skin;
  parameters.tunnel_friction = wall;
  return parameters;
}

/// Work of a force over a change of speed at a constant rate, by the midpoint rule.
double ramp_work_by_steps_j(const Resistance& resistance, double from, double to, double rate) {
  const int steps = 100000;
  double work_j = 0.0;
  for (int i = 0; i < steps; ++i) {
    const double v = from + (to - from) * (i + 0.5) / steps;
    work_j += resistance.force_n(v) * v * std::abs(to - from) / steps / rate;
  }
  return work_j;
}

}  // namespace

TEST_CASE("each part of tunnel drag at half blockage is what its formula says") {
  const double perimeter_m = 2.0 * std::sqrt(2.0 * kPi);
  const double tunnel_perimeter_m = kPi * kBore4_m;
  // 1 - beta = 0.5: nose 0.3 * 2 / 0.25; tail 4 * 0.25 / 0.25; backflow c = 1/0.5 - 1 = 1
  CHECK(drag_area(only(0.3, 0, 0, 0), 2.0, kBore4_m).ends_m2 == doctest::Approx(2.4));
  CHECK(drag_area(only(0, 1, 0, 0), 2.0, kBore4_m).ends_m2 == doctest::Approx(4.0));
  CHECK(drag_area(only(0, 0, 0.01, 0), 2.0, kBore4_m).per_length_m ==
        doctest::Approx(0.01 * perimeter_m / 0.125));
  CHECK(drag_area(only(0, 0, 0, 0.02), 2.0, kBore4_m).per_length_m ==
        doctest::Approx(0.02 / 4.0 * tunnel_perimeter_m));
}

TEST_CASE("a train in a wide tunnel feels nose and skin alone") {
  const DragArea drag = drag_area(only(0.3, 1, 0.01, 0.02), 2.0, 2000.0);
  CHECK(drag.ends_m2 == doctest::Approx(0.6).epsilon(1e-4));
  CHECK(drag.per_length_m == doctest::Approx(0.02 * std::sqrt(2.0 * kPi)).epsilon(1e-4));
}

TEST_CASE("drag grows with blockage and falls with air that follows") {
  ResistanceParameters parameters;
  double before_m2 = 0.0;
  for (double area_m2 = 0.2; area_m2 < 3.9; area_m2 += 0.2) {
    const double drag_m2 = drag_area(parameters, area_m2, kBore4_m).total_m2(50.0);
    CHECK(drag_m2 > before_m2);
    before_m2 = drag_m2;
  }
  before_m2 = kInfinity;
  for (double share = 0.0; share < 0.95; share += 0.05) {
    parameters.air_following_share = share;
    const double drag_m2 = drag_area(parameters, 2.0, kBore4_m).total_m2(50.0);
    CHECK(drag_m2 < before_m2);
    CHECK(drag_m2 > 0.0);
    before_m2 = drag_m2;
  }
}

TEST_CASE("rolling and gradient make the constant, air density and drag area the square") {
  ResistanceParameters parameters = only(0.3, 0, 0, 0);
  parameters.rolling_coefficient = 0.002;
  parameters.air_density_kg_m3 = 1.2;
  parameters.air_pressure_share = 0.5;
  const Resistance r = train_resistance(parameters, kHalf, {.bore_m = kBore4_m, .gradient = 0.01});
  CHECK(r.constant_n == doctest::Approx(9806.65 * (0.002 * std::sqrt(1 - 1e-4) + 0.01)));
  CHECK(r.per_speed_squared_n_s2_m2 == doctest::Approx(0.5 * 0.6 * 2.4));
  CHECK(r.force_n(10.0) == doctest::Approx(r.constant_n + 72.0));
  const Resistance down =
      train_resistance(parameters, kHalf, {.bore_m = kBore4_m, .gradient = -0.01});
  CHECK(down.constant_n < 0.0);
}

TEST_CASE("without air only rolling is left") {
  ResistanceParameters parameters;
  parameters.air_pressure_share = 0.0;
  const Resistance r = train_resistance(parameters, kHalf, {.bore_m = kBore4_m});
  CHECK(r.force_n(300.0) == r.force_n(0.0));
}

TEST_CASE("the loss coefficient times tunnel area is the drag area, in still air") {
  const ResistanceParameters parameters;
  const double drag_m2 = drag_area(parameters, 2.0, kBore4_m).total_m2(10.0);
  CHECK(vehicle_loss_coefficient(parameters, kHalf, kBore4_m) == doctest::Approx(drag_m2 / 4.0));
}

TEST_CASE("the mean saving of coupled capsules without gaps is (1 - 1/n) of the ends' share") {
  const ResistanceParameters parameters;
  const Tunnel tunnel{.bore_m = kBore4_m};
  const double v = 50.0;
  const double alone_n = train_resistance(parameters, kHalf, tunnel).force_n(v);
  const double ends_m2 = drag_area(parameters, 2.0, kBore4_m).ends_m2;
  const double endless = 0.5 * parameters.air_density_kg_m3 * ends_m2 * v * v / alone_n;
  TrainBody train = kHalf;
  for (int n = 2; n <= 8; ++n) {
    train = coupled(train, kHalf, 0.0);
    const double member_n = train_resistance(parameters, train, tunnel).force_n(v) / n;
    CHECK(1.0 - member_n / alone_n == doctest::Approx(platoon_saving(n, endless)));
  }
}

TEST_CASE("coupling adds lengths, gap and masses and keeps the greater area") {
  CapsuleClass cabin;
  const TrainBody empty = capsule_body(cabin, false);
  const TrainBody loaded = capsule_body(cabin, true);
  CHECK(loaded.mass_kg - empty.mass_kg == cabin.payload_kg);
  const TrainBody pair = coupled(empty, kHalf, 1.5);
  CHECK(pair.length_m == cabin.length_m + 1.5 + 10.0);
  CHECK(pair.mass_kg == cabin.mass_kg + 1000.0);
  CHECK(pair.cross_section_m2 == std::max(cabin.cross_section_m2, 2.0));
}

TEST_CASE("tunnel air moves so that all vehicles' push equals the tunnel's loss") {
  for (const double count : {1.0, 3.0, 40.0}) {
    const double s = piston_flow_ratio(4.0, 0.7, count);
    CHECK(count * 0.7 * (1 - s) * (1 - s) == doctest::Approx(4.0 * s * s));
  }
  CHECK(piston_flow_ratio(4.0, 0.7, 0.0) == 0.0);
  CHECK(piston_drag_factor(0.25) == doctest::Approx(0.5625));
}

TEST_CASE("in a long tube the air finds the speed of a tunnel of the same trains without portals") {
  const ResistanceParameters parameters;
  const double vehicle = vehicle_loss_coefficient(parameters, kHalf, kBore4_m);
  const double tunnel =
      parameters.tunnel_friction * 50.0 * 200.0 / kBore4_m;  // 50 trains, 200 m apart
  const double ratio = long_tube_flow_ratio(parameters, kHalf, kBore4_m, 200.0);
  CHECK(ratio == doctest::Approx(piston_flow_ratio(tunnel, vehicle, 50.0)));
  CHECK(ratio > long_tube_flow_ratio(parameters, kHalf, kBore4_m, 400.0));
  CHECK_THROWS_AS(long_tube_flow_ratio(parameters, kHalf, kBore4_m, 5.0), std::domain_error);
}

TEST_CASE("work over a change of speed agrees with summing small steps") {
  const Resistance r{100.0, 3.0, 0.5};
  CHECK(ramp_work_j(r, 10, 40, 0.8) == doctest::Approx(ramp_work_by_steps_j(r, 10, 40, 0.8)));
  CHECK(ramp_work_j(r, 40, 10, 1.2) == doctest::Approx(ramp_work_by_steps_j(r, 40, 10, 1.2)));
  CHECK(ramp_work_j(r, 40, 10, kInfinity) == 0.0);
  CHECK(cruise_work_j(r, 200, 10) == doctest::Approx(200.0 * (100 + 30 + 50)));
}

TEST_CASE("a stop and start without losses costs the resistance alone") {
  const Resistance r{100.0, 0.0, 0.0};
  const Drive ideal{.efficiency = 1.0, .regeneration_share = 1.0};
  const Stretch stretch{.length_m = 1000, .limit_m_s = 20};
  CHECK(profile_energy_j(stretch, {1, 1}, r, 5000, ideal) == doctest::Approx(100.0 * 1000.0));
  // Nothing fed back: braking from 20 m/s throws m v^2 / 2 less the 200 m of resistance away.
  const Drive wasteful{.efficiency = 1.0, .regeneration_share = 0.0};
  CHECK(profile_energy_j(stretch, {1, 1}, r, 5000, wasteful) ==
        doctest::Approx(100.0 * 1000.0 + 0.5 * 5000 * 400 - 100.0 * 200.0));
}

TEST_CASE("a dip without resistance costs what drive and braking lose of the kinetic energy") {
  const Rates rates{0.8, 1.0};
  const Dip dip = plan_dip(11.25, 40.0, rates);  // down to 20 m/s
  const double kinetic_j = 0.5 * 3000.0 * (1600.0 - 400.0);
  const Drive half{.efficiency = 0.5, .regeneration_share = 0.5};
  CHECK(dip_energy_loss_j(dip, rates, {}, 3000.0, half) ==
        doctest::Approx(kinetic_j * (1.0 / 0.5 - 0.5)));
}

TEST_CASE("a dip in air saves energy if drive and braking lose none") {
  const Rates rates{0.8, 1.0};
  const Dip dip = plan_dip(11.25, 40.0, rates);
  const Drive ideal{.efficiency = 1.0, .regeneration_share = 1.0};
  CHECK(dip_energy_loss_j(dip, rates, {0.0, 0.0, 1.0}, 3000.0, ideal) < 0.0);
  // 80 N at line speed can save at most 80 N * 1350 m / 0.9 = 0.12 MJ of the 0.92 MJ that braking
  // wastes.
  CHECK(dip_energy_loss_j(dip, rates, {0.0, 0.0, 0.05}, 3000.0, drive({})) > 0.0);
}

TEST_CASE("resistance refuses what does not fit or has no meaning") {
  const ResistanceParameters parameters;
  CHECK_THROWS_AS(blockage_ratio(4.0, kBore4_m), std::domain_error);
  CHECK_THROWS_AS(blockage_ratio(0.0, 3.0), std::domain_error);
  CHECK_THROWS_AS(train_resistance(parameters, kHalf, {.bore_m = 3.0, .gradient = 1.0}),
                  std::domain_error);
  CHECK_THROWS_AS(train_resistance(parameters, {}, {.bore_m = 3.0}), std::domain_error);
  CHECK_THROWS_AS(electrical_energy_j(1.0, {.efficiency = 0.0}), std::domain_error);
  CHECK_THROWS_AS(electrical_energy_j(1.0, {.regeneration_share = 1.1}), std::domain_error);
  CHECK_THROWS_AS(platoon_saving(0.5, 0.1), std::domain_error);
  CHECK_THROWS_AS(piston_flow_ratio(0.0, 1.0, 1.0), std::domain_error);
  CHECK_THROWS_AS(ramp_work_j({}, 1.0, 2.0, 0.0), std::domain_error);
}

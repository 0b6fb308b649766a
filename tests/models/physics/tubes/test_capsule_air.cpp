#include <algorithm>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/tubes/capsule_air.hpp"
#include "models/physics/tubes/capsule_pipe.hpp"

namespace dimai::models {

namespace {

constexpr CapsuleSeal kSeal{
    .diameter_ratio = 0.9, .disc_count = 2.0, .discharge_coefficient = 0.61};
constexpr double kArea_m2 = 0.785;
constexpr double kDensity_kg_m3 = 1.2;

/// The same launch by brute force: distance lost after a long time.
double lost_by_steps_m(const CapsuleRun& run, double entry_m_s, double air_m_s) {
  const double steady_m_s =
      air_m_s - steady_slip_m_s(kSeal, capsule_force_n(run), kArea_m2, kDensity_kg_m3);
  double speed_m_s = entry_m_s;
  double lost_m = 0.0;
  const double step_s = 1e-3;
  for (int i = 0; i < 400000; ++i) {
    const double slope =
        capsule_acceleration_m_s2(kSeal, run, speed_m_s, air_m_s, kArea_m2, kDensity_kg_m3);
    const double middle_m_s = speed_m_s + 0.5 * step_s * slope;
    lost_m += step_s * (steady_m_s - middle_m_s);
    speed_m_s += step_s * capsule_acceleration_m_s2(kSeal, run, middle_m_s, air_m_s, kArea_m2,
                                                    kDensity_kg_m3);
  }
  return lost_m;
}

}  // namespace

TEST_CASE("at the steady slip the air's push equals the resistance") {
  for (const double gradient : {0.0, 0.02, -0.03}) {
    const CapsuleRun run{.mass_kg = 2000.0, .rolling_coefficient = 0.01, .gradient = gradient};
    const double force_n = capsule_force_n(run);
    const double slip_m_s = steady_slip_m_s(kSeal, force_n, kArea_m2, kDensity_kg_m3);
    CHECK(capsule_pressure_drop_pa(orifice_drag_coefficient(kSeal), kDensity_kg_m3, slip_m_s) *
              kArea_m2 ==
          doctest::Approx(force_n));
    CHECK(capsule_acceleration_m_s2(kSeal, run, 10.0 - slip_m_s, 10.0, kArea_m2, kDensity_kg_m3) ==
          doctest::Approx(0.0).epsilon(1e-9));
  }
}

TEST_CASE("the leak grows with the root of the pressure drop and is the area times the slip") {
  const double one = capsule_leak_m3_s(kSeal, 100.0, kArea_m2, kDensity_kg_m3);
  CHECK(capsule_leak_m3_s(kSeal, 400.0, kArea_m2, kDensity_kg_m3) == doctest::Approx(2.0 * one));
  CHECK(one == doctest::Approx(kArea_m2 *
                               steady_slip_m_s(kSeal, 100.0 * kArea_m2, kArea_m2, kDensity_kg_m3)));
}

TEST_CASE("a capsule starts at the slip of its starting friction") {
  const CapsuleRun run{.mass_kg = 2000.0, .rolling_coefficient = 0.01};
  const double moving = steady_slip_m_s(kSeal, capsule_force_n(run), kArea_m2, kDensity_kg_m3);
  // four times the friction, twice the slip
  CHECK(starting_air_speed_m_s(kSeal, run, 0.04, kArea_m2, kDensity_kg_m3) ==
        doctest::Approx(2.0 * moving));
  CHECK_THROWS_AS(starting_air_speed_m_s(kSeal, run, 0.005, kArea_m2, kDensity_kg_m3),
                  std::domain_error);
}

TEST_CASE("the closed form of a launch agrees with steps in time, from slow, fast and downhill") {
  for (const double gradient : {0.0, -0.03}) {
    const CapsuleRun run{.mass_kg = 2000.0, .rolling_coefficient = 0.01, .gradient = gradient};
    for (const double entry_m_s : {0.0, 5.0, 9.9, 10.3, 15.5}) {
      CAPTURE(entry_m_s);
      CAPTURE(gradient);
      const CapsuleLaunch launch =
          capsule_launch(kSeal, run, entry_m_s, 10.0, kArea_m2, kDensity_kg_m3);
      CHECK(launch.lost_m == doctest::Approx(lost_by_steps_m(run, entry_m_s, 10.0)).epsilon(1e-4));
    }
  }
}

TEST_CASE("with a thin gap and little compression the profile is the closed form of the line") {
  CapsulePipe pipe;
  pipe.tube = {.length_m = 1000.0, .bore_m = 1.0, .friction_factor = 0.012};
  pipe.seal = kSeal;
  pipe.force_n = 196.1;
  pipe.mass_flow_kg_s = 1.2 * 10.0 * bore_area_m2(1.0);
  pipe.temperature_k = 101325.0 / (287.05 * 1.2);
  const double slip_m_s = steady_slip_m_s(kSeal, 196.1, bore_area_m2(1.0), 1.2);
  pipe.capsule_flow_per_s = 0.01 * (10.0 - slip_m_s);  // 10 capsules in the kilometre
  const PipeProfile profile = capsule_pipe_profile(pipe, 101325.0, 11);
  const double drop_pa = profile.pressure_pa.front() - profile.pressure_pa.back();
  const LinePressure closed = line_pressure(pipe.tube, 10.0, 1.2, 10.0, 196.1);
  CHECK(drop_pa == doctest::Approx(closed.total_pa()).epsilon(0.03));  // 3 % denser at the inlet
  CHECK(profile.passage_s.front() == 0.0);
  CHECK(profile.passage_s.back() == doctest::Approx(1000.0 / (10.0 - slip_m_s)).epsilon(0.03));
  CHECK(profile.place_m.back() == doctest::Approx(1000.0));
}

TEST_CASE("air without capsules follows the isothermal law") {
  CapsulePipe pipe;
  pipe.tube = {.length_m = 5000.0, .bore_m = 0.1, .friction_factor = 0.02};
  pipe.capsule_flow_per_s = 0.0;
  const EndPressures ends{180000.0, 101325.0};
  pipe.mass_flow_kg_s = isothermal_mass_flux_kg_s_m2(pipe.tube, ends, 288.15) * bore_area_m2(0.1);
  const PipeProfile profile = capsule_pipe_profile(pipe, ends.outlet_pa, 21);
  for (std::size_t i = 0; i < profile.place_m.size(); ++i) {
    const double place_m = std::min(profile.place_m[i], 5000.0);
    CHECK(profile.pressure_pa[i] ==
          doctest::Approx(isothermal_pressure_pa(pipe.tube, ends, place_m)).epsilon(1e-6));
  }
  // without resistance a capsule moves with the air
  CHECK(profile.passage_s.back() ==
        doctest::Approx(isothermal_transit_s(pipe.tube, ends, 288.15)).epsilon(1e-6));
}

TEST_CASE("air too slow to carry the capsules is told, not passed over") {
  CapsulePipe pipe;
  pipe.tube = {.length_m = 100.0, .bore_m = 1.0, .friction_factor = 0.02};
  pipe.seal = kSeal;
  pipe.force_n = 5000.0;
  pipe.mass_flow_kg_s = 1.0;
  CHECK_THROWS_WITH(capsule_pipe_profile(pipe, 101325.0, 3),
                    doctest::Contains("capsules stop: at 101325"));
}

TEST_CASE("powers: little pressure costs flow times pressure; heat kept in costs more") {
  const EndPressures small{101425.0, 101325.0};
  CHECK(isothermal_power_w(2.0, small) == doctest::Approx(200.0).epsilon(1e-3));
  CHECK(adiabatic_power_w(2.0, small) == doctest::Approx(200.0).epsilon(1e-3));
  const EndPressures large{202650.0, 101325.0};
  // 1 m3/s taken in is 0.5 m3/s at twice the pressure: 0.5 * 202650 ln 2 = 70233 W;
  // 3.5 * 101325 (2^(2/7) - 1) = 77673 W
  CHECK(isothermal_power_w(0.5, large) == doctest::Approx(70233.0).epsilon(1e-4));
  CHECK(adiabatic_power_w(1.0, large) == doctest::Approx(77673.0).epsilon(1e-4));
}

TEST_CASE("a lock loses its volume at line pressure and takes that long to purge") {
  CHECK(airlock_loss_m3(10.0, 151987.5, 101325.0) == doctest::Approx(15.0));
  CHECK(airlock_purge_s(10.0, 151987.5, 101325.0, 3.0) == doctest::Approx(5.0));
  CHECK(motor_pressure_rise_pa(5000.0, 50.0, 20.0, 0.5) == doctest::Approx(25000.0));
}

}  // namespace dimai::models

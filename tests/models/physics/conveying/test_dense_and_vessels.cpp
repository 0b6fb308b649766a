#include <cmath>
#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/conveying/dense_phase.hpp"
#include "models/physics/conveying/gas.hpp"
#include "models/physics/conveying/vessels.hpp"
#include "models/physics/conveying/wear.hpp"

using namespace dimai::models;
using doctest::Approx;

TEST_CASE("Ergun's velocity is the inverse of Ergun's gradient") {
  const Fluid air{1.2, 1.8e-5};
  for (const double velocity : {1e-5, 1e-3, 0.1, 3.0}) {
    const double gradient = ergun_gradient_pa_m(velocity, 0.42, 200e-6, air);
    CHECK(ergun_velocity_m_s(gradient, 0.42, 200e-6, air) == Approx(velocity).epsilon(1e-10));
  }
}

TEST_CASE("the stress before a plug is 0.542 rb Up sqrt(g D), by the bed that it takes up") {
  for (const double velocity : {0.1, 1.0, 6.0}) {
    CHECK(front_stress_pa(700.0, velocity, 0.1) ==
          Approx(0.542 * 700.0 * velocity * std::sqrt(kGravity_m_s2 * 0.1)));
  }
  CHECK(bed_left_behind(1e9, 0.1) == Approx(0.0));
}

TEST_CASE(
    "a slug of Mi and Wypych without wall friction costs nothing, and twice the length twice") {
  Plug plug;
  const double once = mi_wypych_pa(plug, 0.5, 2.0, 10.0);
  CHECK(mi_wypych_pa(plug, 0.5, 2.0, 20.0) == Approx(2.0 * once));
  CHECK(mi_wypych_pa(plug, 1.0, 2.0, 10.0) == Approx(2.0 * once));
  plug.wall_friction *= 0.5;
  CHECK(mi_wypych_pa(plug, 0.5, 2.0, 10.0) == Approx(0.5 * once));
}

TEST_CASE("the term of Mi and Wypych with 1.084 is Konrad's front stress") {
  // 4 mu lambda sigma_f / D over a length of plugs m_s L / (A Up rb) equals the second term:
  // 4 mu lambda 0.542 rb Up sqrt(g D) / D * m_s L / (A Up rb) = 2 g mu m_s L / (A Up) 1.084 lambda
  // Fr^0.5
  Plug plug;
  const double area_m2 = 3.14159265358979 / 4.0 * plug.bore_m * plug.bore_m;
  const double velocity = 1.7;
  const double plug_length_m = 0.3 * 10.0 / (area_m2 * velocity * plug.bulk_density_kg_m3);
  const double front_pa = front_stress_pa(plug.bulk_density_kg_m3, velocity, plug.bore_m);
  const double term =
      4.0 * plug.wall_friction * plug.stress_ratio * front_pa / plug.bore_m * plug_length_m;
  const double froude = velocity * velocity / (kGravity_m_s2 * plug.bore_m);
  const double all = mi_wypych_pa(plug, 0.3, velocity, 10.0);
  const double bracket =
      1.0 + 1.084 * plug.stress_ratio * std::sqrt(froude) + 0.542 / std::sqrt(froude);
  CHECK(term == Approx(all * 1.084 * plug.stress_ratio * std::sqrt(froude) / bracket));
}

TEST_CASE("a permeated plug grows linearly with its length, a pushed one exponentially") {
  Plug plug;
  const double one = pushed_plug_pa(plug, 0.0, 0.5);
  CHECK(pushed_plug_pa(plug, 0.0, 1.0) > 2.0 * one);
  // Short plugs: the weight's friction alone, 2 rb g tan(phi_w) L, as Konrad without stress.
  const double weight =
      2.0 * plug.bulk_density_kg_m3 * kGravity_m_s2 * std::tan(plug.wall_angle_rad);
  CHECK(pushed_plug_pa(plug, 0.0, 1e-5) == Approx(weight * 1e-5).epsilon(1e-4));
  CHECK(konrad_gradient_pa_m(plug, 1e-9) == Approx(weight).epsilon(1e-6));
}

TEST_CASE("pellets are permeated, fine cement is pushed") {
  const Fluid air{1.2, 1.8e-5};
  const Plug plug;
  CHECK(plug_regime(plug, 2.0, 0.4, 3e-3, air) == PlugRegime::permeated);
  CHECK(plug_regime(plug, 2.0, 0.5, 15e-6, air) == PlugRegime::pushed);
}

TEST_CASE("a silo discharges by the power 2.5 of its clear opening") {
  // 0.58 * 1500 * sqrt(9.80665) * 0.1^2.5 = 8.6155 kg/s for a vanishing grain
  CHECK(silo_discharge_kg_s(1500.0, 0.1, 1e-9) ==
        Approx(0.58 * 1500.0 * std::sqrt(9.80665) * std::pow(0.1, 2.5)));
  const double wide = silo_discharge_kg_s(1500.0, 0.2 + 1.4e-3, 1e-3);
  const double narrow = silo_discharge_kg_s(1500.0, 0.1 + 1.4e-3, 1e-3);
  CHECK(wide / narrow == Approx(std::pow(2.0, 2.5)));
  CHECK_THROWS_AS(silo_discharge_kg_s(1500.0, 1e-3, 1e-3), std::domain_error);
}

TEST_CASE("a blow tank's cycle is the sum of its parts, and its mean below its peak") {
  const BlowTank tank{1.0, 2.0, 0.5, 20.0, 10.0, 2e5, 0.1};
  // Free volume 1 - 500/2500 = 0.8 m3; gas 0.8 * 2e5 / 101325 = 1.57908 m3; 15.79 s at 0.1 m3/s
  const BlowTankCycle cycle = blow_tank_cycle(tank, 500.0, 2500.0, kAtmosphere_pa);
  CHECK(cycle.fill_s == Approx(250.0));
  CHECK(cycle.pressurise_s == Approx(0.8 * 2e5 / 101325.0 / 0.1));
  CHECK(cycle.convey_s == Approx(1020.0));
  CHECK(cycle.total_s() == Approx(250.0 + 15.7908 + 1020.0 + 10.0).epsilon(1e-5));
  CHECK(cycle.mean_flow_kg_s < cycle.peak_flow_kg_s);
  CHECK_THROWS_AS(blow_tank_cycle(tank, 2600.0, 2500.0, kAtmosphere_pa), std::domain_error);
}

TEST_CASE("oxygen follows the first-order tank exactly") {
  const OxygenTank tank{2.0, 0.001, 0.2095, 1e-5};
  const double purge_m3_s = 0.05;
  const double end = tank.balance(purge_m3_s, 0.2095);
  // (0.001 * 0.2095 + 0.05 * 1e-5) / 0.051 = 0.0041176
  CHECK(end == Approx((0.001 * 0.2095 + 0.05 * 1e-5) / 0.051));
  const double time_s = tank.time_until(0.2095, 0.01, purge_m3_s);
  CHECK(tank.after(0.2095, purge_m3_s, time_s) == Approx(0.01).epsilon(1e-12));
  // In two steps or in one: the same.
  const double half = tank.after(0.2095, purge_m3_s, 0.5 * time_s);
  CHECK(tank.after(half, purge_m3_s, 0.5 * time_s) == Approx(0.01).epsilon(1e-12));
  CHECK(tank.time_until(0.005, 0.01, purge_m3_s) == 0.0);
  CHECK(tank.time_until(0.2095, 0.004, purge_m3_s) == std::numeric_limits<double>::infinity());
}

TEST_CASE("a tight volume at rest keeps its oxygen; a leaking one returns to air") {
  CHECK(OxygenTank{1.0, 0.0, 0.2095, 0.0}.after(0.03, 0.0, 1e9) == 0.03);
  CHECK(OxygenTank{1.0, 1e-3, 0.2095, 0.0}.after(0.03, 0.0, 1e6) == Approx(0.2095));
}

TEST_CASE("wear grows by the power of the velocity and adds up") {
  CHECK(wear_mass_kg(100.0, 20.0, 20.0, 2.65) == Approx(100.0));
  CHECK(wear_mass_kg(100.0, 40.0, 20.0, 2.65) == Approx(100.0 * std::pow(2.0, 2.65)));
  CHECK(wear_mass_kg(60.0, 30.0, 20.0, 3.0) + wear_mass_kg(40.0, 30.0, 20.0, 3.0) ==
        Approx(wear_mass_kg(100.0, 30.0, 20.0, 3.0)));
  CHECK_THROWS_AS(wear_mass_kg(1.0, 1.0, 0.0, 2.65), std::domain_error);
}

TEST_CASE("a residue is washed out by the first order, in any number of steps") {
  const Residue residue{0.01, 0.5, 20.0, 2.0};
  const double start = residue.after_run_kg(30.0);
  CHECK(start == Approx(0.8));
  const double once = residue.after_passing_kg(start, 50.0);
  CHECK(residue.after_passing_kg(residue.after_passing_kg(start, 20.0), 30.0) == Approx(once));
  CHECK(once == Approx(0.8 * std::exp(-2.5)));
  CHECK(residue.after_purge_kg(start, 0.0) == start);
  CHECK(residue.after_purge_kg(start, 2.0) == Approx(0.8 * std::exp(-1.0)));
}

#include "models/physics/tubes/capsule_air.hpp"

#include <algorithm>
#include <cmath>

#include "models/physics/domain.hpp"
#include "models/physics/resistance.hpp"
#include "sim/elementary.hpp"

namespace dimai::models {

namespace {

double square(double x) { return x * x; }

void require_seal(const CapsuleSeal& seal) {
  require_domain(seal.diameter_ratio > 0.0 && seal.diameter_ratio < 1.0,
                 "diameter ratio must lie in (0, 1)");
  require_domain(seal.disc_count > 0.0, "disc count must be > 0");
  require_domain(seal.discharge_coefficient > 0.0 && seal.discharge_coefficient <= 2.0,
                 "discharge coefficient must lie in (0, 2]");
}

void require_air(double area_m2, double density_kg_m3) {
  require_domain(area_m2 > 0.0, "bore area must be > 0 m2");
  require_domain(density_kg_m3 > 0.0, "air density must be > 0 kg/m3");
}

/// Arc tangent of x >= 0 by halving the angle until a series takes it: the same bits everywhere.
/// Relative error below 1e-15.
double arc_tangent(double x) {
  constexpr int halvings = 5;
  double small = x;
  for (int i = 0; i < halvings; ++i) small /= 1.0 + std::sqrt(1.0 + small * small);
  double sum = 0.0;
  for (int n = 19; n > 0; n -= 2) sum = (n % 4 == 1 ? 1.0 : -1.0) / n + small * small * sum;
  return sum * small * (1 << halvings);
}

constexpr double kLaunched = 0.01;  ///< of the steady slip: what is left when it counts as reached

/// The launch for a force of 1 sign: u0 and s on the side where s > 0; `inertia_m` is m / K.
CapsuleLaunch launch(double slip_m_s, double steady_m_s, double inertia_m) {
  CapsuleLaunch found;
  double slip = slip_m_s;
  if (slip < 0.0) {
    const double turning_s = inertia_m / steady_m_s * arc_tangent(-slip / steady_m_s);
    found.time_s = turning_s;
    found.lost_m =
        0.5 * inertia_m *
            sim::natural_logarithm(square(steady_m_s) / (square(steady_m_s) + square(slip))) -
        steady_m_s * turning_s;
    slip = 0.0;
  }
  found.lost_m += inertia_m * sim::natural_logarithm((slip + steady_m_s) / (2.0 * steady_m_s));
  const double open = std::abs(slip - steady_m_s) / (slip + steady_m_s);
  const double closed = kLaunched / (2.0 + kLaunched);
  found.time_s +=
      0.5 * inertia_m / steady_m_s * sim::natural_logarithm(std::max(1.0, open / closed));
  return found;
}

}  // namespace

double gap_share(const CapsuleSeal& seal) {
  require_seal(seal);
  return 1.0 - square(seal.diameter_ratio);
}

double capsule_leak_m3_s(const CapsuleSeal& seal, double pressure_drop_pa, double area_m2,
                         double density_kg_m3) {
  require_air(area_m2, density_kg_m3);
  require_domain(pressure_drop_pa >= 0.0, "pressure drop must be >= 0 Pa");
  return seal.discharge_coefficient * area_m2 * gap_share(seal) *
         std::sqrt(2.0 * pressure_drop_pa / (seal.disc_count * density_kg_m3));
}

double orifice_drag_coefficient(const CapsuleSeal& seal) {
  return seal.disc_count / square(seal.discharge_coefficient * gap_share(seal));
}

double borda_carnot_drag_coefficient(const CapsuleSeal& seal, double contraction_coefficient) {
  require_domain(contraction_coefficient > 0.0 && contraction_coefficient <= 1.0,
                 "contraction coefficient must lie in (0, 1]");
  return seal.disc_count * square(1.0 / (contraction_coefficient * gap_share(seal)) - 1.0);
}

double capsule_pressure_drop_pa(double drag_coefficient, double density_kg_m3, double slip_m_s) {
  require_domain(drag_coefficient >= 0.0, "drag coefficient must be >= 0");
  require_domain(density_kg_m3 > 0.0, "air density must be > 0 kg/m3");
  return 0.5 * drag_coefficient * density_kg_m3 * slip_m_s * std::abs(slip_m_s);
}

double capsule_force_n(const CapsuleRun& run) {
  require_domain(run.mass_kg > 0.0, "capsule mass must be > 0 kg");
  require_domain(run.rolling_coefficient >= 0.0, "rolling coefficient must be >= 0");
  require_domain(std::abs(run.gradient) < 1.0, "gradient must lie in (-1, 1)");
  // rise over length is the sine
  const double level = std::sqrt(1.0 - square(run.gradient));
  return run.mass_kg * kGravity_m_s2 * (run.rolling_coefficient * level + run.gradient);
}

double steady_slip_m_s(const CapsuleSeal& seal, double force_n, double area_m2,
                       double density_kg_m3) {
  require_air(area_m2, density_kg_m3);
  const double size =
      seal.discharge_coefficient * gap_share(seal) *
      std::sqrt(2.0 * std::abs(force_n) / (seal.disc_count * density_kg_m3 * area_m2));
  return std::copysign(size, force_n);
}

double starting_air_speed_m_s(const CapsuleSeal& seal, const CapsuleRun& run,
                              double static_coefficient, double area_m2, double density_kg_m3) {
  require_domain(static_coefficient >= run.rolling_coefficient,
                 "starting friction must be no less than rolling friction");
  CapsuleRun standing = run;
  standing.rolling_coefficient = static_coefficient;
  return std::max(0.0, steady_slip_m_s(seal, capsule_force_n(standing), area_m2, density_kg_m3));
}

CapsuleLaunch capsule_launch(const CapsuleSeal& seal, const CapsuleRun& run, double entry_m_s,
                             double air_m_s, double area_m2, double density_kg_m3) {
  require_domain(entry_m_s >= 0.0 && air_m_s >= 0.0, "speeds must be >= 0 m/s");
  require_air(area_m2, density_kg_m3);
  const double force_n = capsule_force_n(run);
  require_domain(force_n != 0.0, "a capsule without resistance has no steady slip");
  const double steady_m_s = steady_slip_m_s(seal, force_n, area_m2, density_kg_m3);
  const double drag_kg_m = 0.5 * orifice_drag_coefficient(seal) * density_kg_m3 * area_m2;
  const double sign = force_n > 0.0 ? 1.0 : -1.0;
  CapsuleLaunch found =
      launch(sign * (air_m_s - entry_m_s), std::abs(steady_m_s), run.mass_kg / drag_kg_m);
  found.lost_m *= sign;
  return found;
}

double capsule_acceleration_m_s2(const CapsuleSeal& seal, const CapsuleRun& run, double speed_m_s,
                                 double air_m_s, double area_m2, double density_kg_m3) {
  require_air(area_m2, density_kg_m3);
  const double drop_pa =
      capsule_pressure_drop_pa(orifice_drag_coefficient(seal), density_kg_m3, air_m_s - speed_m_s);
  return (drop_pa * area_m2 - capsule_force_n(run)) / run.mass_kg;
}

}  // namespace dimai::models

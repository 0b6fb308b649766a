#include "models/physics/gas/gas_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/quadrature/gauss.hpp>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kPascalsPerPsi = 6894.75729;  // as the published programs have it
constexpr double kCngaAtmosphere_pa = 101350.0;
constexpr double kLawEnds = 0.25;  // Z at which a polynomial of low degree has lost its meaning

GasLaw of_speed(double a2_m2_s2) {
  require_domain(a2_m2_s2 > 0.0 && std::isfinite(a2_m2_s2), "a2 = R T / M must be > 0 m2/s2");
  GasLaw law;
  law.a2_m2_s2 = a2_m2_s2;
  return law;
}

void require_critical(double temperature_k, double critical_pressure_pa,
                      double critical_temperature_k) {
  require_domain(temperature_k > 0.0, "temperature must be > 0 K");
  require_domain(critical_pressure_pa > 0.0, "critical pressure must be > 0 Pa");
  require_domain(critical_temperature_k > 0.0, "critical temperature must be > 0 K");
}

double polynomial(const GasLaw& law, double p) {
  return law.c0 + p * (law.c1_per_pa + p * law.c2_per_pa2);
}

double polynomial_slope(const GasLaw& law, double p) {
  return law.c1_per_pa + 2.0 * p * law.c2_per_pa2;
}

}  // namespace

double isothermal_speed_squared_m2_s2(double molar_mass_kg_mol, double temperature_k) {
  require_domain(molar_mass_kg_mol > 0.0, "molar mass must be > 0 kg/mol");
  require_domain(temperature_k > 0.0, "temperature must be > 0 K");
  return kMolarGasConstant_j_mol_k * temperature_k / molar_mass_kg_mol;
}

GasLaw ideal_gas(double a2_m2_s2) { return of_speed(a2_m2_s2); }

GasLaw constant_z_gas(double a2_m2_s2, double compressibility) {
  require_domain(compressibility >= kLeastCompressibility && compressibility <= 3.0,
                 "compressibility must lie in [0.1, 3]");
  GasLaw law = of_speed(a2_m2_s2);
  law.c0 = compressibility;
  return law;
}

GasLaw linear_z_gas(double a2_m2_s2, double slope_per_pa) {
  require_domain(std::abs(slope_per_pa) <= 1e-6, "slope of Z must lie in [-1e-6, 1e-6] 1/Pa");
  GasLaw law = of_speed(a2_m2_s2);
  law.c1_per_pa = slope_per_pa;
  return law;
}

GasLaw cnga_gas(double a2_m2_s2, double gravity, double temperature_k, bool published_sign) {
  require_domain(gravity > 0.0 && gravity <= 3.0, "specific gravity must lie in (0, 3]");
  require_domain(temperature_k > 0.0, "temperature must be > 0 K");
  const double slope = 344400.0 * std::pow(10.0, 1.785 * gravity) /
                       (kPascalsPerPsi * std::pow(1.8 * temperature_k, 3.825));
  GasLaw law = of_speed(a2_m2_s2);
  law.inverse = true;
  law.c0 = 1.0 + (published_sign ? 1.0 : -1.0) * slope * kCngaAtmosphere_pa;
  law.c1_per_pa = slope;
  return law;
}

GasLaw simple_cnga_gas(double a2_m2_s2) {
  GasLaw law = of_speed(a2_m2_s2);
  law.inverse = true;
  law.c0 = 1.00300865;
  law.c1_per_pa = 2.96848838e-8;
  return law;
}

GasLaw papay_gas(double a2_m2_s2, double temperature_k, double critical_pressure_pa,
                 double critical_temperature_k) {
  require_critical(temperature_k, critical_pressure_pa, critical_temperature_k);
  const double reduced = temperature_k / critical_temperature_k;
  GasLaw law = of_speed(a2_m2_s2);
  law.c1_per_pa = -3.52 * std::exp(-2.26 * reduced) / critical_pressure_pa;
  law.c2_per_pa2 =
      0.247 * std::exp(-1.878 * reduced) / (critical_pressure_pa * critical_pressure_pa);
  return law;
}

GasLaw aga_gas(double a2_m2_s2, double temperature_k, double critical_pressure_pa,
               double critical_temperature_k) {
  require_critical(temperature_k, critical_pressure_pa, critical_temperature_k);
  GasLaw law = of_speed(a2_m2_s2);
  law.c1_per_pa = (0.257 - 0.533 * critical_temperature_k / temperature_k) / critical_pressure_pa;
  return law;
}

double compressibility(const GasLaw& law, double pressure_pa) {
  const double value = polynomial(law, pressure_pa);
  return law.inverse ? 1.0 / value : std::max(value, kLeastCompressibility);
}

double gas_density_kg_m3(const GasLaw& law, double pressure_pa) {
  return pressure_pa / (law.a2_m2_s2 * compressibility(law, pressure_pa));
}

double gas_density_slope(const GasLaw& law, double pressure_pa) {
  const double value = polynomial(law, pressure_pa);
  const double slope = polynomial_slope(law, pressure_pa);
  if (law.inverse) return (value + pressure_pa * slope) / law.a2_m2_s2;
  if (value <= kLeastCompressibility) return 1.0 / (law.a2_m2_s2 * kLeastCompressibility);
  return (1.0 - pressure_pa * slope / value) / (law.a2_m2_s2 * value);
}

double gas_potential(const GasLaw& law, double pressure_pa) {
  const double p = pressure_pa;
  if (law.inverse)
    return p * p * (law.c0 / 2.0 + p * (law.c1_per_pa / 3.0 + p * law.c2_per_pa2 / 4.0)) /
           law.a2_m2_s2;
  if (law.c1_per_pa == 0.0 && law.c2_per_pa2 == 0.0) return p * p / (2.0 * law.a2_m2_s2 * law.c0);
  // Z is smooth and far from 0 in its range: 15 points integrate p / Z to rounding.
  const auto density = [&law](double at) { return gas_density_kg_m3(law, at); };
  return boost::math::quadrature::gauss<double, 15>::integrate(density, 0.0, p);
}

double greatest_pressure_pa(const GasLaw& law) {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  if (law.inverse) return law.c1_per_pa > 0.0 ? (1.0 / kLawEnds - law.c0) / law.c1_per_pa : kNever;
  const double rest = law.c0 - kLawEnds;
  if (law.c2_per_pa2 == 0.0) return law.c1_per_pa < 0.0 ? -rest / law.c1_per_pa : kNever;
  const double discriminant = law.c1_per_pa * law.c1_per_pa - 4.0 * law.c2_per_pa2 * rest;
  // Papay's parabola turns at its lowest Z: beyond, the law says nothing.
  if (discriminant < 0.0) return -law.c1_per_pa / (2.0 * law.c2_per_pa2);
  return (-law.c1_per_pa - std::sqrt(discriminant)) / (2.0 * law.c2_per_pa2);
}

}  // namespace dimai::models

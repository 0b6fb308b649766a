#include "models/physics/gas/gas_friction.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/physics/domain.hpp"
#include "models/physics/flow/bore.hpp"
#include "models/physics/flow/friction.hpp"

namespace dimai::models {
namespace {

constexpr double kLaminarEnd = 2000.0;
constexpr double kTurbulentStart = 4000.0;
constexpr double kGreatestReynolds = 1e9;
constexpr double kLeastReynolds = 1e-3;  // below, the term goes to 0 in a straight line

double inverse_square(double root) { return 1.0 / (root * root); }

double hofer(double reynolds, double roughness) {
  return inverse_square(
      2.0 * std::log10(4.518 / reynolds * std::log10(reynolds / 7.0) + roughness / 3.71));
}

/// Laminar below 2000, the law above 4000, straight between.
template <class Law>
double joined(double reynolds, const Law& law) {
  if (reynolds <= kLaminarEnd) return 64.0 / reynolds;
  if (reynolds >= kTurbulentStart) return law(std::min(reynolds, kGreatestReynolds));
  const double share = (reynolds - kLaminarEnd) / (kTurbulentStart - kLaminarEnd);
  return (1.0 - share) * 64.0 / kLaminarEnd + share * law(kTurbulentStart);
}

/// Transmission factor F = 2 / sqrt(lambda) of partially turbulent flow:
/// F = 4 Df log10(Re / (1.4126 F)).
double partially_turbulent(double reynolds, double drag_factor) {
  double f = 15.0;
  for (int step = 0; step < 50; ++step) {  // Newton on a monotone function
    const double value = f - 4.0 * drag_factor * std::log10(reynolds / (1.4126 * f));
    const double next = f - value / (1.0 + 4.0 * drag_factor / (std::numbers::ln10 * f));
    if (std::abs(next - f) <= 1e-14 * f) return next;
    f = std::max(next, 0.1 * f);
  }
  return f;
}

double aga_rough(double roughness) {
  return inverse_square(2.0 * std::log10(3.7 / roughness));  // lambda = 4 / F^2
}

double formula_factor(const GasFriction& friction, const GasFlowing& gas, double diameter_m,
                      double flow_kg_s) {
  FormulaLine line;
  line.length_m = 1.0;
  line.diameter_m = diameter_m;
  line.gravity = gas.gravity;
  line.temperature_k = gas.temperature_k;
  line.efficiency = friction.efficiency;
  line.base_temperature_k = gas.base_temperature_k;
  line.base_pressure_pa = gas.base_pressure_pa;
  line.viscosity_pa_s = gas.viscosity_pa_s;
  const double base_a2 = gas.a2_m2_s2 * gas.base_temperature_k / gas.temperature_k;
  const double base_density = gas.base_pressure_pa / base_a2;
  const double m = std::abs(flow_kg_s);
  const double drop = formula_pressure_square_drop_pa2(friction.formula, line, m / base_density);
  const double area_m2 = bore_area_m2(diameter_m);
  return drop * diameter_m * area_m2 * area_m2 / (gas.a2_m2_s2 * m * m);
}

double law_factor(const GasFriction& friction, double roughness, double reynolds) {
  switch (friction.law) {
    case GasFrictionLaw::factor:
    case GasFrictionLaw::formula:
      return friction.factor;
    case GasFrictionLaw::nikuradse:
      return inverse_square(2.0 * std::log10(1.0 / roughness) + 1.138);
    case GasFrictionLaw::stanet:
      return 64.0 / reynolds + inverse_square(2.0 * std::log10(1.0 / roughness) + 1.14);
    case GasFrictionLaw::hofer:
      return joined(reynolds, [&](double re) { return hofer(re, roughness); });
    case GasFrictionLaw::colebrook:
      return joined(reynolds, [&](double re) { return colebrook_friction_factor(re, roughness); });
    case GasFrictionLaw::swamee_jain:
      return friction_factor(std::min(reynolds, kGreatestReynolds), roughness);
    case GasFrictionLaw::aga_rough:
      return aga_rough(roughness);
    case GasFrictionLaw::aga:
      return joined(reynolds, [&](double re) {
        const double smooth = inverse_square(0.5 * partially_turbulent(re, friction.drag_factor));
        return roughness > 0.0 ? std::max(smooth, aga_rough(roughness)) : smooth;
      });
  }
  return friction.factor;
}

void require_pipe(const GasFriction& friction, const GasFlowing& gas, double diameter_m) {
  require_domain(diameter_m > 0.0, "bore must be > 0 m");
  require_domain(friction.efficiency > 0.0 && friction.efficiency <= 1.5,
                 "efficiency must be in (0, 1.5]");
  if (friction.law == GasFrictionLaw::factor)
    return require_domain(friction.factor > 0.0, "friction factor must be > 0");
  require_domain(gas.viscosity_pa_s > 0.0, "viscosity must be > 0 Pa s");
  if (friction.law == GasFrictionLaw::formula) return;
  const double roughness = friction.roughness_m / diameter_m;
  require_domain(roughness >= 0.0 && roughness <= 0.1, "roughness must be 0 to 0.1 of the bore");
  const bool rough_only = friction.law == GasFrictionLaw::nikuradse ||
                          friction.law == GasFrictionLaw::stanet ||
                          friction.law == GasFrictionLaw::aga_rough;
  require_domain(!rough_only || roughness > 0.0, "this friction law needs a roughness > 0");
}

bool depends_on_flow(GasFrictionLaw law) {
  return law != GasFrictionLaw::factor && law != GasFrictionLaw::nikuradse &&
         law != GasFrictionLaw::aga_rough;
}

/// The factor of a pipe that was found good.
double factor_at(const GasFriction& friction, const GasFlowing& gas, double diameter_m,
                 double flow_kg_s) {
  if (friction.law == GasFrictionLaw::formula)
    return formula_factor(friction, gas, diameter_m, flow_kg_s);
  const double reynolds = gas_reynolds(diameter_m, gas.viscosity_pa_s, flow_kg_s);
  return law_factor(friction, friction.roughness_m / diameter_m, reynolds) *
         inverse_square(friction.efficiency);
}

}  // namespace

double gas_reynolds(double diameter_m, double viscosity_pa_s, double flow_kg_s) {
  require_domain(diameter_m > 0.0 && viscosity_pa_s > 0.0, "bore and viscosity must be > 0");
  return 4.0 * std::abs(flow_kg_s) / (std::numbers::pi * diameter_m * viscosity_pa_s);
}

double gas_friction_factor(const GasFriction& friction, const GasFlowing& gas, double diameter_m,
                           double flow_kg_s) {
  require_pipe(friction, gas, diameter_m);
  require_domain(flow_kg_s != 0.0 || !depends_on_flow(friction.law),
                 "this friction law has no factor at rest");
  return factor_at(friction, gas, diameter_m, flow_kg_s);
}

FrictionTerm friction_term(const GasFriction& friction, const GasFlowing& gas, double diameter_m,
                           double flow_kg_s) {
  if (!depends_on_flow(friction.law)) {
    const double factor = factor_at(friction, gas, diameter_m, flow_kg_s);
    return {factor * flow_kg_s * std::abs(flow_kg_s), 2.0 * factor * std::abs(flow_kg_s)};
  }
  const double least =
      kLeastReynolds * std::numbers::pi * diameter_m * gas.viscosity_pa_s / 4.0;  // kg/s
  const double m = std::max(std::abs(flow_kg_s), least);
  constexpr double kStep = 1e-6;
  const auto term = [&](double flow) {
    return factor_at(friction, gas, diameter_m, flow) * flow * flow;
  };
  const double value = term(m);
  if (std::abs(flow_kg_s) < least) return {value * flow_kg_s / least, value / least};
  const double slope = (term(m * (1.0 + kStep)) - term(m * (1.0 - kStep))) / (2.0 * kStep * m);
  return {std::copysign(value, flow_kg_s), std::max(slope, 0.0)};
}

}  // namespace dimai::models

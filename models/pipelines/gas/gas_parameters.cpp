#include "models/pipelines/gas/gas_parameters.hpp"

#include <algorithm>

namespace dimai::models {
namespace {

constexpr double kPascalsPerBar = 1e5;

double molar_mass(const GasParameters& p) {
  return p.molar_mass_kg_mol > 0.0 ? p.molar_mass_kg_mol : p.gravity * kAirMolarMass_kg_mol;
}

double speed_squared(const GasParameters& p) {
  if (p.sound_speed_m_s > 0.0) return p.sound_speed_m_s * p.sound_speed_m_s;
  return isothermal_speed_squared_m2_s2(molar_mass(p), p.temperature_k);
}

/// Density over that of air, from whatever is given.
double gravity(const GasParameters& p) {
  return p.molar_mass_kg_mol > 0.0 ? p.molar_mass_kg_mol / kAirMolarMass_kg_mol : p.gravity;
}

GasLaw law(const GasParameters& p) {
  const double a2 = speed_squared(p);
  if (p.equation_of_state == "constant z") return constant_z_gas(a2, p.compressibility);
  if (p.equation_of_state == "linear z")
    return linear_z_gas(a2, p.z_slope_per_bar / kPascalsPerBar);
  if (p.equation_of_state == "cnga") return cnga_gas(a2, gravity(p), p.temperature_k);
  if (p.equation_of_state == "simple cnga") return simple_cnga_gas(a2);
  if (p.equation_of_state == "papay")
    return papay_gas(a2, p.temperature_k, p.critical_pressure_pa, p.critical_temperature_k);
  if (p.equation_of_state == "aga")
    return aga_gas(a2, p.temperature_k, p.critical_pressure_pa, p.critical_temperature_k);
  return ideal_gas(a2);
}

}  // namespace

PipeGas pipe_gas(const GasParameters& p) {
  PipeGas gas;
  gas.law = law(p);
  gas.flowing = {p.viscosity_pa_s, gravity(p),           p.temperature_k,
                 speed_squared(p), p.base_temperature_k, p.base_pressure_pa};
  gas.kinetic_term = p.kinetic_term;
  return gas;
}

GasFriction usual_friction(const GasParameters& p) {
  using enum GasFrictionLaw;
  constexpr std::array<GasFrictionLaw, 8> kLaws{factor,    nikuradse,   stanet, hofer,
                                                colebrook, swamee_jain, aga,    aga_rough};
  const auto* const found =
      std::find(kGasFrictionChoices.begin(), kGasFrictionChoices.end(), p.friction);
  const auto row = static_cast<std::size_t>(found - kGasFrictionChoices.begin());
  GasFriction friction;
  friction.law = row < kLaws.size() ? kLaws.at(row) : formula;
  if (friction.law == formula)
    friction.formula = static_cast<FlowFormula>(row - kLaws.size());  // in the order of the choices
  friction.roughness_m = p.roughness_m;
  friction.drag_factor = p.drag_factor;
  friction.efficiency = p.efficiency;
  return friction;
}

double normal_density_kg_m3(const GasParameters& p) {
  return kNormalPressure_pa / (speed_squared(p) * kNormalTemperature_k / p.temperature_k);
}

}  // namespace dimai::models

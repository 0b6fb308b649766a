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

const std::array<Field<GasParameters>, 24> GasParameters::fields{{
    {"flow", &GasParameters::flow, 0, 0,
     "transient: pipes store gas; steady: each change is met at once", Flag::assumption, "",
     kGasFlowChoices},
    {"equation_of_state", &GasParameters::equation_of_state, 0, 0, "how density follows pressure",
     Flag::assumption, "", kGasStateChoices},
    {"temperature_k",
     &GasParameters::temperature_k,
     150,
     500,
     "of the gas, everywhere",
     Flag::assumption,
     "",
     {}},
    {"gravity",
     &GasParameters::gravity,
     0.05,
     3,
     "density over that of air",
     Flag::assumption,
     "",
     {}},
    {"molar_mass_kg_mol",
     &GasParameters::molar_mass_kg_mol,
     0,
     0.1,
     "0: from the gravity",
     Flag::derived,
     "28.9647 g/mol times the gravity",
     {}},
    {"sound_speed_m_s",
     &GasParameters::sound_speed_m_s,
     0,
     2000,
     "isothermal, sqrt(R T / M), at Z = 1; 0: from the molar mass",
     Flag::derived,
     "sqrt(R T / M)",
     {}},
    {"compressibility",
     &GasParameters::compressibility,
     0.1,
     3,
     "Z, if constant",
     Flag::assumption,
     "",
     {}},
    {"z_slope_per_bar",
     &GasParameters::z_slope_per_bar,
     -0.1,
     0.1,
     "change of Z by pressure [1/bar], if linear",
     Flag::sourced,
     "STANET manual: K = 1 - p/450 bar",
     {}},
    {"critical_pressure_pa",
     &GasParameters::critical_pressure_pa,
     1e5,
     1e8,
     "pseudocritical; papay, aga",
     Flag::sourced,
     "GasLib, Schmidt et al. (2017)",
     {}},
    {"critical_temperature_k",
     &GasParameters::critical_temperature_k,
     5,
     700,
     "pseudocritical; papay, aga",
     Flag::assumption,
     "methane: 190.6 K",
     {}},
    {"heat_ratio",
     &GasParameters::heat_ratio,
     1.01,
     1.7,
     "cp / cv; compressors and leaks",
     Flag::sourced,
     "Menon (2005), natural gas",
     {}},
    {"viscosity_pa_s",
     &GasParameters::viscosity_pa_s,
     1e-6,
     1e-3,
     "dynamic",
     Flag::sourced,
     "methane at 15 C: 1.08e-5 Pa s",
     {}},
    {"friction", &GasParameters::friction, 0, 0,
     "law of pipes that state no factor; factor: each pipe states one", Flag::assumption, "",
     kGasFrictionChoices},
    {"roughness_m",
     &GasParameters::roughness_m,
     0,
     0.01,
     "of pipes that state none",
     Flag::assumption,
     "",
     {}},
    {"drag_factor",
     &GasParameters::drag_factor,
     0.5,
     1,
     "AGA's index of bends",
     Flag::sourced,
     "AGA (1965): 0.92 to 0.97",
     {}},
    {"efficiency",
     &GasParameters::efficiency,
     0.1,
     1.5,
     "flow of a pipe over that of its law; 0.92 is usual with Panhandle",
     Flag::assumption,
     "",
     {}},
    {"base_temperature_k",
     &GasParameters::base_temperature_k,
     200,
     400,
     "of the standard volume in flow formulas",
     Flag::assumption,
     "",
     {}},
    {"base_pressure_pa",
     &GasParameters::base_pressure_pa,
     5e4,
     2e5,
     "of the standard volume in flow formulas",
     Flag::assumption,
     "",
     {}},
    {"kinetic_term",
     &GasParameters::kinetic_term,
     0,
     0,
     "whether the change of momentum along a pipe counts",
     Flag::assumption,
     "",
     {}},
    {"compressor_efficiency",
     &GasParameters::compressor_efficiency,
     0.05,
     1,
     "adiabatic times mechanical, of compressors that state none",
     Flag::assumption,
     "",
     {}},
    {"accuracy",
     &GasParameters::accuracy,
     1e-10,
     0.01,
     "of pressures in each step of time, as a share of them",
     Flag::assumption,
     "",
     {}},
    {"greatest_step_s",
     &GasParameters::greatest_step_s,
     0.01,
     86400,
     "longest step of time",
     Flag::assumption,
     "",
     {}},
    {"ramp_s",
     &GasParameters::ramp_s,
     0,
     86400,
     "in which settings and set pressures move to a new value, and what opens opens",
     Flag::assumption,
     "",
     {}},
    {"segment_m",
     &GasParameters::segment_m,
     1,
     1e6,
     "longest segment of a pipe",
     Flag::assumption,
     "",
     {}},
}};

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

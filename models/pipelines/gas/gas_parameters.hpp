#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"
#include "models/physics/gas/gas_pipe.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 7> kGasStateChoices{
    "ideal", "constant z", "linear z", "cnga", "simple cnga", "papay", "aga"};
inline constexpr std::array<std::string_view, 16> kGasFrictionChoices{
    "factor",   "nikuradse", "stanet",   "hofer",       "colebrook",   "swamee jain",
    "aga",      "aga rough", "weymouth", "panhandle a", "panhandle b", "spitzglass",
    "oliphant", "fritzsche", "igt",      "mueller"};
inline constexpr std::array<std::string_view, 2> kGasFlowChoices{"transient", "steady"};

/// The gas, how its pipes resist, and how its network is solved. Scenario table [gas].
struct GasParameters {
  std::string flow = "transient";
  std::string equation_of_state = "papay";
  double temperature_k = 288.15;
  double gravity = 0.6;
  double molar_mass_kg_mol = 0.0;
  double sound_speed_m_s = 0.0;
  double compressibility = 0.9;
  double z_slope_per_bar = -1.0 / 450.0;
  double critical_pressure_pa = 45.9e5;
  double critical_temperature_k = 191.0;
  double heat_ratio = 1.3;
  double viscosity_pa_s = 1.1e-5;
  std::string friction = "hofer";
  double roughness_m = 0.05e-3;
  double drag_factor = 0.96;
  double efficiency = 1.0;
  double base_temperature_k = 288.15;
  double base_pressure_pa = 101325.0;
  bool kinetic_term = false;
  double compressor_efficiency = 0.8;
  double accuracy = 1e-4;
  double greatest_step_s = 900.0;
  double segment_m = 2000.0;
  double ramp_s = 300.0;

  static constexpr std::string_view table = "gas";
  static const std::array<Field<GasParameters>, 24> fields;
};

/// What pipes need of the parameters.
PipeGas pipe_gas(const GasParameters& parameters);
/// Friction of a pipe that states nothing of its own.
GasFriction usual_friction(const GasParameters& parameters);
/// kg of a cubic metre at 273.15 K and 101 325 Pa.
double normal_density_kg_m3(const GasParameters& parameters);

inline constexpr std::array<Field<GasParameters>, 24> GasParameters::fields{{
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

}  // namespace dimai::models

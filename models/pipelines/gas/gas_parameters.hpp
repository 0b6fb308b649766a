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

}  // namespace dimai::models

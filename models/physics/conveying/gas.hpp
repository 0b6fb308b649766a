#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "models/physics/resistance.hpp"  // kGravity_m_s2

namespace dimai::models {

/// Gases that powder is conveyed with.
enum class ConveyingGas : std::uint8_t { air, nitrogen, argon, carbon_dioxide };

/// Names of the gases in scenario files and tables, in the order of ConveyingGas.
inline constexpr std::array<std::string_view, 4> kConveyingGases{"air", "nitrogen", "argon",
                                                                 "carbon dioxide"};

/// 20 degrees Celsius and one atmosphere: what gas data are stated at.
inline constexpr double kRoomTemperature_k = 293.15;
inline constexpr double kAtmosphere_pa = 101325.0;
/// Oxygen in air by volume [-].
inline constexpr double kOxygenInAir = 0.2095;

/// The gas of that name, or nothing.
std::optional<ConveyingGas> find_conveying_gas(std::string_view name);
std::string_view name_of(ConveyingGas gas);

/// Molar mass [kg/mol].
/// Source: IUPAC atomic weights; dry air 28.96 g/mol.
double molar_mass_kg_mol(ConveyingGas gas);

/// Specific gas constant R / M [J/(kg K)].
double gas_constant_j_kg_k(ConveyingGas gas);

/// Density of an ideal gas, p M / (R T) [kg/m3].
///
/// @param pressure_pa    absolute pressure [Pa], > 0
/// @param temperature_k  [K], in [200, 600]
/// @throws std::domain_error outside those ranges
double gas_density_kg_m3(ConveyingGas gas, double pressure_pa, double temperature_k);

/// Dynamic viscosity by Sutherland's law [Pa s]; good to 2 % of measured values there.
///
/// mu = mu0 (T / 273)^1.5 (273 + S) / (T + S).
/// @param temperature_k  [K], in [200, 600]
/// Source: constants of White, Viscous Fluid Flow, 2nd ed., table 1-2.
double gas_viscosity_pa_s(ConveyingGas gas, double temperature_k);

/// Shaft power of an isothermal compression, Q1 p1 ln(p2 / p1) / efficiency [W].
///
/// @param inlet_flow_m3_s  at the inlet [m3/s], >= 0
/// @param inlet_pa         absolute [Pa], > 0
/// @param outlet_pa        absolute [Pa], >= inlet_pa
/// @param efficiency       isothermal work over shaft work [-], in (0, 1]
double compression_power_w(double inlet_flow_m3_s, double inlet_pa, double outlet_pa,
                           double efficiency);

}  // namespace dimai::models

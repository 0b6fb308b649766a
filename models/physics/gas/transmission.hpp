#pragma once

#include <cstdint>

namespace dimai::models {

/// Flow formulas of whole pipelines, each fitted to lines of one kind.
enum class FlowFormula : std::uint8_t {
  weymouth,
  panhandle_a,
  panhandle_b,
  spitzglass,
  oliphant,
  fritzsche,
  igt,
  mueller,
};

/// What a flow formula needs besides the two pressures.
struct FormulaLine {
  double length_m = 0.0;              ///< > 0
  double diameter_m = 0.0;            ///< > 0
  double gravity = 0.6;               ///< density over that of air [-], > 0
  double temperature_k = 288.15;      ///< of the flowing gas, > 0
  double compressibility = 1.0;       ///< mean Z [-], > 0; Oliphant's formula has none
  double efficiency = 1.0;            ///< E [-], in (0, 1.5]; books take 0.92 for Panhandle
  double base_temperature_k = 288.7;  ///< of the standard volume, > 0
  double base_pressure_pa = 101325;   ///< of the standard volume, > 0
  double viscosity_pa_s = 1.1e-5;     ///< read by igt and mueller only, > 0
};

/// Flow of a line by one of the formulas [standard m3/s].
///
/// Q = C E (Ts/Ps)^a [(p1^2 - p2^2) / (L T Z)]^n D^d SG^-g mu^-v
/// @param inlet_pa   p1, absolute [Pa]
/// @param outlet_pa  p2, absolute [Pa], in [0, p1]
/// @throws std::domain_error outside those ranges
/// Source: Menon (2005), Gas Pipeline Hydraulics, ch. 2, and Crane TP-410; constants in base SI as
/// in `fluids` 1.0 (MIT licence), whose figures the validation case gas-formulas repeats.
double formula_flow_m3_s(FlowFormula formula, const FormulaLine& line, double inlet_pa,
                         double outlet_pa);

/// Difference of squared pressures that a flow needs, the formula turned round [Pa2].
///
/// @param flow_m3_s  [standard m3/s], >= 0
double formula_pressure_square_drop_pa2(FlowFormula formula, const FormulaLine& line,
                                        double flow_m3_s);

/// Exponent of the flow in that pressure drop, 1 / n [-]: 2 for Weymouth, 1.854 for Panhandle A.
double formula_flow_exponent(FlowFormula formula);

}  // namespace dimai::models

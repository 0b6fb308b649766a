#include "models/physics/gas/transmission.hpp"

#include <array>
#include <cmath>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

struct Constants {
  double factor;     ///< C
  double base;       ///< a, power of Ts / Ps
  double bracket;    ///< n
  double diameter;   ///< d
  double gravity;    ///< g
  double viscosity;  ///< v
};

/// In the order of FlowFormula.
constexpr std::array<Constants, 8> kConstants{{
    {137.32958, 1.0, 0.5, 2.667, 0.5, 0.0},
    {158.02053, 1.0788, 0.5394, 2.6182, 0.8539 * 0.5394, 0.0},
    {152.88116, 1.02, 0.51, 2.53, 0.961 * 0.51, 0.0},
    {125.1060, 1.0, 0.5, 2.5, 0.5, 0.0},
    {84.587176, 1.0, 0.5, 2.5, 0.5, 0.0},
    {93.500098, 1.0, 0.538, 2.69, 0.8587 * 0.538, 0.0},
    {24.624125, 1.0, 5.0 / 9.0, 8.0 / 3.0, 4.0 / 9.0, 1.0 / 9.0},
    {15.774399, 1.0, 0.575, 2.725, 0.425, 0.15},
}};

/// What Spitzglass and Oliphant add to the power of the diameter.
double diameter_correction(FlowFormula formula, double d) {
  if (formula == FlowFormula::spitzglass)
    return 1.0 / std::sqrt(1.0 + 0.09144 / d + 150.0 / 127.0 * d);
  if (formula == FlowFormula::oliphant) return 1.0 + 0.20915194 * std::sqrt(d);
  return 1.0;
}

void require_line(const FormulaLine& line) {
  require_domain(line.length_m > 0.0 && line.diameter_m > 0.0, "length and bore must be > 0 m");
  require_domain(line.gravity > 0.0, "specific gravity must be > 0");
  require_domain(line.temperature_k > 0.0 && line.base_temperature_k > 0.0,
                 "temperatures must be > 0 K");
  require_domain(line.compressibility > 0.0, "compressibility must be > 0");
  require_domain(line.efficiency > 0.0 && line.efficiency <= 1.5, "efficiency must be in (0, 1.5]");
  require_domain(line.base_pressure_pa > 0.0, "base pressure must be > 0 Pa");
  require_domain(line.viscosity_pa_s > 0.0, "viscosity must be > 0 Pa s");
}

/// K in Q = K [(p1^2 - p2^2) / (L T Z)]^n.
double conductance(FlowFormula formula, const FormulaLine& line) {
  require_line(line);
  const Constants& c = kConstants.at(static_cast<std::size_t>(formula));
  double k = c.factor * std::pow(line.base_temperature_k / line.base_pressure_pa, c.base) *
             std::pow(line.diameter_m, c.diameter) * diameter_correction(formula, line.diameter_m) *
             std::pow(line.gravity, -c.gravity);
  if (c.viscosity > 0.0) k *= std::pow(line.viscosity_pa_s, -c.viscosity);
  return k * line.efficiency;
}

double mean_z(FlowFormula formula, const FormulaLine& line) {
  return formula == FlowFormula::oliphant ? 1.0 : line.compressibility;
}

}  // namespace

double formula_flow_m3_s(FlowFormula formula, const FormulaLine& line, double inlet_pa,
                         double outlet_pa) {
  require_domain(outlet_pa >= 0.0 && inlet_pa >= outlet_pa, "needs inlet >= outlet >= 0 Pa");
  const double k = conductance(formula, line);
  const double drop = (inlet_pa - outlet_pa) * (inlet_pa + outlet_pa);
  return k * std::pow(drop / (line.length_m * line.temperature_k * mean_z(formula, line)),
                      kConstants.at(static_cast<std::size_t>(formula)).bracket);
}

double formula_pressure_square_drop_pa2(FlowFormula formula, const FormulaLine& line,
                                        double flow_m3_s) {
  require_domain(flow_m3_s >= 0.0, "flow must be >= 0 m3/s");
  const double k = conductance(formula, line);
  return line.length_m * line.temperature_k * mean_z(formula, line) *
         std::pow(flow_m3_s / k, formula_flow_exponent(formula));
}

double formula_flow_exponent(FlowFormula formula) {
  return 1.0 / kConstants.at(static_cast<std::size_t>(formula)).bracket;
}

}  // namespace dimai::models

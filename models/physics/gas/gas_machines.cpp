#include "models/physics/gas/gas_machines.hpp"

#include <algorithm>
#include <cmath>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

void require_gas(double a2_m2_s2, double z, double heat_ratio) {
  require_domain(a2_m2_s2 > 0.0 && z > 0.0, "R T / M and Z must be > 0");
  require_domain(heat_ratio > 1.0, "ratio of heats must be > 1");
}

/// Slope of the unchoked branch where the pressures meet is endless: below this share of the outer
/// pressure the flow rises in a straight line.
constexpr double kLinearBelow = 1e-6;

double unchoked_kg_s(const Orifice& orifice, double zrt, double k, double pressure_pa) {
  const double y = orifice.outside_pa / pressure_pa;
  const double bracket = std::pow(y, 2.0 / k) - std::pow(y, (k + 1.0) / k);
  return orifice.discharge_coefficient * orifice.area_m2 * pressure_pa *
         std::sqrt(2.0 * k / ((k - 1.0) * zrt) * std::max(bracket, 0.0));
}

}  // namespace

double compression_work_j_kg(double a2_m2_s2, double z, double ratio, double heat_ratio,
                             double efficiency) {
  require_gas(a2_m2_s2, z, heat_ratio);
  require_domain(ratio > 0.0, "pressure ratio must be > 0");
  require_domain(efficiency > 0.0 && efficiency <= 1.0, "efficiency must be in (0, 1]");
  if (ratio <= 1.0) return 0.0;
  const double power = (heat_ratio - 1.0) / heat_ratio;
  return z * a2_m2_s2 / power * (std::pow(ratio, power) - 1.0) / efficiency;
}

double ratio_of_power(double a2_m2_s2, double z, double heat_ratio, double efficiency,
                      double power_w, double flow_kg_s) {
  require_gas(a2_m2_s2, z, heat_ratio);
  require_domain(power_w >= 0.0 && flow_kg_s > 0.0, "needs power >= 0 W and flow > 0 kg/s");
  const double power = (heat_ratio - 1.0) / heat_ratio;
  return std::pow(1.0 + power_w * efficiency * power / (flow_kg_s * z * a2_m2_s2), 1.0 / power);
}

OrificeFlow orifice_flow(const Orifice& orifice, double a2_m2_s2, double z, double heat_ratio,
                         double pressure_pa) {
  require_gas(a2_m2_s2, z, heat_ratio);
  require_domain(orifice.area_m2 >= 0.0 && orifice.outside_pa >= 0.0,
                 "area and outer pressure must be >= 0");
  const double k = heat_ratio;
  const double zrt = z * a2_m2_s2;
  if (pressure_pa <= orifice.outside_pa) return {};
  if (orifice.outside_pa <= pressure_pa * std::pow(2.0 / (k + 1.0), k / (k - 1.0))) {
    const double per_pa = orifice.discharge_coefficient * orifice.area_m2 * std::sqrt(k / zrt) *
                          std::pow(2.0 / (k + 1.0), (k + 1.0) / (2.0 * (k - 1.0)));
    return {per_pa * pressure_pa, per_pa, true};
  }
  const double knee_pa = orifice.outside_pa * (1.0 + kLinearBelow);
  if (pressure_pa < knee_pa) {
    const double slope =
        unchoked_kg_s(orifice, zrt, k, knee_pa) / (orifice.outside_pa * kLinearBelow);
    return {slope * (pressure_pa - orifice.outside_pa), slope, false};
  }
  const double flow = unchoked_kg_s(orifice, zrt, k, pressure_pa);
  const double step = std::min(1e-6 * pressure_pa, 0.5 * (pressure_pa - orifice.outside_pa));
  const double slope = (unchoked_kg_s(orifice, zrt, k, pressure_pa + step) -
                        unchoked_kg_s(orifice, zrt, k, pressure_pa - step)) /
                       (2.0 * step);
  return {flow, slope, false};
}

}  // namespace dimai::models

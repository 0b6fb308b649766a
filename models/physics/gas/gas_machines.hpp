#pragma once

namespace dimai::models {

/// Shaft work of an adiabatic compressor per mass of gas [J/kg].
///
/// Z R T k / (k - 1) (r^((k-1)/k) - 1) / efficiency; 0 for a ratio <= 1.
/// @param a2_m2_s2    R T / M of the inlet [m2/s2], > 0
/// @param z           compressibility at the inlet [-], > 0
/// @param ratio       r = p_out / p_in [-], > 0
/// @param heat_ratio  k = cp / cv [-], > 1
/// @param efficiency  adiabatic times mechanical [-], in (0, 1]
/// @throws std::domain_error outside those ranges
/// Source: Menon (2005), Gas Pipeline Hydraulics, eq. 4.15.
double compression_work_j_kg(double a2_m2_s2, double z, double ratio, double heat_ratio,
                             double efficiency);

/// Greatest ratio that a power allows at a flow [-]: the same formula turned round.
///
/// @param power_w    [W], >= 0
/// @param flow_kg_s  [kg/s], > 0
double ratio_of_power(double a2_m2_s2, double z, double heat_ratio, double efficiency,
                      double power_w, double flow_kg_s);

/// A hole in a pipe wall.
struct Orifice {
  double area_m2 = 0.0;                 ///< >= 0
  double discharge_coefficient = 0.85;  ///< Cd [-], in (0, 1]
  double outside_pa = 101325.0;         ///< >= 0
};

/// Mass flow and its slope by the inner pressure.
struct OrificeFlow {
  double flow_kg_s = 0.0;  ///< outward; 0 if the inner pressure is no higher than the outer
  double slope_kg_s_pa = 0.0;
  bool choked = false;
};

/// Flow of gas through a hole, choked where the outer pressure is low.
///
/// Choked: Cd A p sqrt(k / (Z R T)) (2/(k+1))^((k+1)/(2(k-1))) if p_out/p <= (2/(k+1))^(k/(k-1));
/// else Cd A p sqrt(2 k / ((k-1) Z R T) (y^(2/k) - y^((k+1)/k))), y = p_out / p.
/// @param pressure_pa  inside, absolute [Pa], >= 0
/// Source: Crane TP-410, ch. 1; also CCPS (2000), Chemical Process Quantitative Risk Analysis, ch.
/// 2.
OrificeFlow orifice_flow(const Orifice& orifice, double a2_m2_s2, double z, double heat_ratio,
                         double pressure_pa);

}  // namespace dimai::models

#pragma once

namespace dimai::models {

/// Thresholds and constants of EPANET 2.3, which works in feet and cubic feet a second, as they
/// are in metres. Results are compared with it, so its roundings (0.02517, 32.2) are kept.
/// Source: Rossman et al. (2020), EPANET 2.2 User Manual, EPA/600/R-20/133; source of OWA EPANET.
struct EpanetConstants {
  static constexpr double foot_m = 0.3048;
  static constexpr double cubic_foot_m3 = foot_m * foot_m * foot_m;
  static constexpr double resistance_s_m2 = foot_m / cubic_foot_m3;  ///< 1 ft/(ft3/s)

  static constexpr double closed_s_m2 = 1e8 * resistance_s_m2;     ///< resistance of a closed link
  static constexpr double open_s_m2 = 1e-6 * resistance_s_m2;      ///< of a valve without losses
  static constexpr double forcing_m2_s = 1e8 / resistance_s_m2;    ///< conductance to force a head
  static constexpr double zero_flow_m3_s = 1e-6 * cubic_foot_m3;   ///< as good as no flow
  static constexpr double start_flow_m3_s = cubic_foot_m3;         ///< constant power, emitters
  static constexpr double start_leak_m3_s = 1e-3 * cubic_foot_m3;  ///< of a leaking node
  static constexpr double start_speed_m_s = foot_m;  ///< in open pipes before the first solution
  static constexpr double least_pressure_range_m = 0.1 * foot_m;  ///< of pressure-driven demand
  static constexpr double demand_tolerance_m3_s = 1e-4 * cubic_foot_m3;
  /// Minor loss h = minor_s2_m K q^2 / D^4: 0.02517 in feet; exactly 8 / (pi^2 g) = 0.08265.
  static constexpr double minor_s2_m = 0.02517 / foot_m;
  static constexpr double gravity_m_s2 = 32.2 * foot_m;
  static constexpr double viscosity_m2_s = 1.1e-5 * foot_m * foot_m;  ///< water at 20 C
  /// Head times flow of 1 kW in water: 8.814 ft ft3/s per hp of 0.7457 kW [m4/(s kW)].
  static constexpr double power_m4_s_kw = 8.814 / 0.7457 * foot_m * cubic_foot_m3;
};

}  // namespace dimai::models

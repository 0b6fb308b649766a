#pragma once

namespace dimai::models {

/// A tube in the terms that its air flow needs.
struct TubeShape {
  double length_m = 0.0;          ///< L [m], > 0
  double bore_m = 0.0;            ///< D [m], > 0
  double friction_factor = 0.02;  ///< Darcy's lambda [-], > 0
};

/// Absolute pressures at the ends of a tube.
struct EndPressures {
  double inlet_pa = 0.0;   ///< p1 [Pa], > p2
  double outlet_pa = 0.0;  ///< p2 [Pa], > 0
};

/// Specific gas constant of dry air [J/(kg K)].
inline constexpr double kAirGasConstant_j_kg_k = 287.05;
/// Ratio of the specific heats of air [-].
inline constexpr double kAirHeatRatio = 1.4;

/// Density of air as an ideal gas, p / (R T) [kg/m3].
///
/// @param pressure_pa    absolute [Pa], > 0
/// @param temperature_k  [K], > 0
double air_density_kg_m3(double pressure_pa, double temperature_k);

/// Mass flux of air through a long tube at constant temperature [kg/(m2 s)].
///
/// G = sqrt((p1^2 - p2^2) D / (lambda L R T)); the air's own acceleration is left out, which is
/// good to ln(p1/p2) 2D/(lambda L).
/// @param temperature_k  T [K], > 0
/// @throws std::domain_error outside the stated ranges
/// Source: isothermal compressible pipe flow, any text book; by hand from dp/dx = -lambda G^2 RT /
/// (2 D p).
double isothermal_mass_flux_kg_s_m2(const TubeShape& tube, const EndPressures& ends,
                                    double temperature_k);

/// Time that air takes from one end to the other, and a light carrier with it [s].
///
/// t = integral of rho / G dx = (2/3) (p1^3 - p2^3) / (p1^2 - p2^2) L / (R T G)
/// Source: by hand from the pressure profile p(x)^2 = p1^2 - (p1^2 - p2^2) x / L.
double isothermal_transit_s(const TubeShape& tube, const EndPressures& ends, double temperature_k);

/// Absolute pressure at a place in the tube [Pa], p(x) = sqrt(p1^2 - (p1^2 - p2^2) x / L).
///
/// @param place_m  x from the inlet [m], in [0, L]
double isothermal_pressure_pa(const TubeShape& tube, const EndPressures& ends, double place_m);

/// How much longer a transit takes in another bore, all else equal: (D / D')^(1/2) [-].
///
/// @param bore_m        D' [m], > 0
/// @param reference_m   D, of which the transit is known [m], > 0
/// Source: isothermal_transit_s by hand; post office rule for 3, 2.25 and 1.5 in tubes, Molesworth.
double transit_scale(double bore_m, double reference_m);

/// How much more power a tube takes in another bore, all else equal: (D' / D)^(5/2) [-].
double power_scale(double bore_m, double reference_m);

/// Work to take air from p2 to p1 at constant temperature, per second [W]: Q1 p1 ln(p1 / p2).
///
/// @param flow_m3_s  Q1, at the pressure p1 [m3/s], >= 0
double isothermal_power_w(double flow_m3_s, const EndPressures& ends);

/// The same without exchange of heat [W]: k/(k-1) Q2 p2 ((p1/p2)^((k-1)/k) - 1).
///
/// @param flow_m3_s  Q2, at the pressure p2, where the air is taken in [m3/s], >= 0
/// Source: any text book of thermodynamics.
double adiabatic_power_w(double flow_m3_s, const EndPressures& ends);

}  // namespace dimai::models

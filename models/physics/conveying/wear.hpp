#pragma once

namespace dimai::models {

/// Wear of a bend by a mass of powder, as the mass that would wear it as much at a reference
/// velocity: M (U / U_ref)^n [kg].
///
/// No coefficient of wear is typical: the life of a bend is known from trials with the powder.
/// @param mass_kg   M [kg], >= 0
/// @param velocity_m_s  U of the gas in the bend [m/s], >= 0
/// @param reference_m_s  U_ref [m/s], > 0
/// @param exponent  n [-], in [1, 5]. Mills, Pneumatic Conveying Design Guide: 2.65; 2.5 to 3 seen
double wear_mass_kg(double mass_kg, double velocity_m_s, double reference_m_s, double exponent);

/// The powder that stays behind in a line, and how the next one takes it up: first order.
///
/// Of a residue R the passing of a mass m of another powder leaves R exp(-m / m0); a gas purge
/// leaves R exp(-passes / n0). No published curve was found: m0 and n0 are the user's.
struct Residue {
  double wall_kg_m2 = 0.0;    ///< film on the wall after a purge of gas only [kg/m2], >= 0
  double heel_kg = 0.0;       ///< kept by filter and feeder [kg], >= 0
  double washout_kg = 1.0;    ///< m0: mass that takes up 63 % [kg], > 0
  double purge_passes = 1.0;  ///< n0: purges of the line's volume that take away 63 % [-], > 0

  /// Residue of a line of so much wall: film + heel [kg].
  double after_run_kg(double wall_m2) const;
  /// What is left of a residue after purges [kg].
  double after_purge_kg(double residue_kg, double passes) const;
  /// What is left of a residue after another powder has passed [kg].
  double after_passing_kg(double residue_kg, double passed_kg) const;
};

}  // namespace dimai::models

#pragma once

namespace dimai::models {

/// Darcy friction factor of laminar flow in a full circular pipe, f = 64 / Re.
///
/// @param reynolds  Reynolds number U D / nu [-], > 0
/// @return f in  dh = f (L / D) U^2 / (2 g)  [-]
/// @throws std::domain_error if Re <= 0
/// Source: Hagen and Poiseuille; any text book.
double laminar_friction_factor(double reynolds);

/// Darcy friction factor by Swamee and Jain's explicit formula.
///
/// f = 0.25 / log10(e / (3.7 D) + 5.74 / Re^0.9)^2
/// @param reynolds   [-], in [2000, 1e9]; its authors vouch for [5e3, 1e8]
/// @param roughness  relative roughness e / D [-], in [0, 0.1]
/// @throws std::domain_error outside those ranges
/// Source: Swamee and Jain (1976), J. Hydraul. Div. ASCE 102(5), 657-664.
double swamee_jain_friction_factor(double reynolds, double roughness);

/// Darcy friction factor by Colebrook's implicit formula, solved to the last bits.
///
/// 1 / sqrt(f) = -2 log10(e / (3.7 D) + 2.51 / (Re sqrt(f)))
/// @param reynolds   [-], in [2000, 1e9]
/// @param roughness  relative roughness e / D [-], in [0, 0.1]
/// @throws std::domain_error outside those ranges
/// Source: Colebrook (1939), J. Inst. Civ. Eng. 11(4), 133-156.
double colebrook_friction_factor(double reynolds, double roughness);

/// Darcy friction factor by Haaland's explicit formula.
///
/// 1 / sqrt(f) = -1.8 log10((e / (3.7 D))^1.11 + 6.9 / Re)
/// @param reynolds   [-], in [2000, 1e9]
/// @param roughness  relative roughness e / D [-], in [0, 0.1]
/// @throws std::domain_error outside those ranges
/// Source: Haaland (1983), J. Fluids Eng. 105(1), 89-90.
double haaland_friction_factor(double reynolds, double roughness);

/// Darcy friction factor at any Reynolds number, continuous with its first derivative.
///
/// 64 / Re up to 2000, Dunlop's cubic between 2000 and 4000, Swamee and Jain above.
/// @param reynolds   [-], > 0
/// @param roughness  relative roughness e / D [-], in [0, 0.1]
/// @throws std::domain_error outside those ranges
/// Source: Dunlop (1991), WADI Users Manual, Univ. of Durham; used by EPANET 2 (Rossman 2000, app.
/// D).
double friction_factor(double reynolds, double roughness);

/// Resistance and exponent of a head loss law  h = r q |q|^(n-1)  with h in m, q in m3/s.
struct HeadLossLaw {
  double resistance = 0.0;  ///< r [m / (m3/s)^n]
  double exponent = 2.0;    ///< n [-]
};

/// A pipe in the terms that friction needs.
struct PipeShape {
  double length_m = 0.0;    ///< L [m], >= 0
  double diameter_m = 0.0;  ///< D [m], > 0
};

/// Hazen-Williams head loss, n = 1.852.
///
/// h = r q^1.852 with r = 10.667 L / (C^1.852 D^4.871), the constant being 4.727 in feet and ft3/s.
/// @param coefficient  Hazen-Williams C [-], > 0; about 60 (old iron) to 150 (plastic)
/// @throws std::domain_error if a length, diameter or coefficient is out of range
/// Source: Hazen and Williams (1920); constant 4.727 as in EPANET 2 (Rossman 2000, table 3.1).
HeadLossLaw hazen_williams(const PipeShape& pipe, double coefficient);

/// Chezy-Manning head loss, n = 2.
///
/// h = r q^2 with r = 10.29 n^2 L / D^5.33, the constant being 4.66 in feet and ft3/s.
/// @param manning  Manning's n [s/m^(1/3)], > 0; about 0.011 to 0.030
/// @throws std::domain_error if a length, diameter or coefficient is out of range
/// Source: Manning (1891); constants 4.66 and 5.33 as in EPANET 2 (Rossman 2000, table 3.1).
HeadLossLaw chezy_manning(const PipeShape& pipe, double manning);

/// Darcy-Weisbach head loss of a fully rough or known factor, n = 2, r = 8 f L / (pi^2 g D^5).
///
/// @param factor  Darcy friction factor [-], > 0
/// @throws std::domain_error if a length, diameter or factor is out of range
HeadLossLaw darcy_weisbach(const PipeShape& pipe, double factor);

/// Loss of fittings, h = K U^2 / (2 g) = r q^2, r = 8 K / (pi^2 g D^4).
///
/// @param coefficient  K, the sum over the pipe's fittings [-], >= 0
/// @throws std::domain_error if K < 0 or the diameter is not > 0
HeadLossLaw minor_loss(double diameter_m, double coefficient);

/// Head loss of a law at a flow [m], with the sign of the flow.
double head_loss_m(const HeadLossLaw& law, double flow_m3_s);

}  // namespace dimai::models

#pragma once

namespace dimai::models {

/// Reynolds number below which the interface of two batches grows much faster.
///
/// Re_c = 10000 exp(2.72 sqrt D)
/// @param diameter_m  [m], in [0.01, 2]
/// Source: Austin and Palfrey (1963), Proc. Inst. Mech. Eng. 178(1), 377-395.
double critical_batch_reynolds(double diameter_m);

/// Growth of the square of the interface's length per length travelled, d(S^2)/dL [m].
///
/// S = 11.75 sqrt(D L) Re^-0.1 above the critical Reynolds number, else
/// S = 18420 sqrt(D L) Re^-0.9 exp(2.18 sqrt D): as S grows with sqrt(L), it is S^2 that adds up
/// when diameter or flow change. S runs from 1 % to 99 % of the second product.
/// @param diameter_m  [m], in [0.01, 2]
/// @param reynolds    of the 50/50 mixture [-], > 0
/// @throws std::domain_error outside those ranges
/// Source: Austin and Palfrey (1963).
double batch_interface_growth_m(double diameter_m, double reynolds);

/// Length of the interface of two batches after a way in one pipe, S [m].
///
/// @param length_m  way travelled [m], >= 0
double batch_interface_length_m(double diameter_m, double length_m, double reynolds);

/// Kinematic viscosity of a 50/50 mixture [m2/s]: log log (nu + 0.8) is the mean of both, nu in
/// cSt.
///
/// @throws std::domain_error unless both are above 0.2 cSt
/// Source: ASTM D341 form with c = 0.8, as Austin and Palfrey use it (others take 0.89).
double mixture_viscosity_m2_s(double first_m2_s, double second_m2_s);

}  // namespace dimai::models

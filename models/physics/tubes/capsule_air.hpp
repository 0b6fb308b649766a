#pragma once

#include "models/physics/flow/bore.hpp"

namespace dimai::models {

/// Seal of a capsule in its pipe: end discs with a gap around them.
struct CapsuleSeal {
  double diameter_ratio = 0.98;  ///< kd, end disc over bore [-], in (0, 1)
  double disc_count = 2.0;       ///< n, discs in a row [-], > 0
  /// Cd of the gap [-], in (0, 2]. A sharp edge's 0.61 over-predicts the drag by more than 30 %;
  /// one that is calibrated for the diameter ratio is good to 20 % (York and Liu 2001).
  double discharge_coefficient = 0.61;
};

/// Relative band of drag that a calibrated discharge coefficient leaves open [-].
/// Source: York and Liu (2001), J. Transp. Eng. 127(5), 390.
inline constexpr double kCapsuleDragBand = 0.20;

/// Open share of the bore at an end disc, 1 - kd^2 [-].
double gap_share(const CapsuleSeal& seal);

/// Air that leaks past a capsule [m3/s]: Q = Cd A (1 - kd^2) sqrt(2 dp / (n rho)).
///
/// @param pressure_drop_pa  dp over the capsule [Pa], >= 0
/// @param area_m2           A, of the bore [m2], > 0
/// @param density_kg_m3     rho [kg/m3], > 0
/// Source: TRRL Supplementary Report 772 (leak grows with the root of the pressure drop); orifices
/// in a row, by hand.
double capsule_leak_m3_s(const CapsuleSeal& seal, double pressure_drop_pa, double area_m2,
                         double density_kg_m3);

/// Drag coefficient on the bore's area [-]: CD = n / (Cd^2 (1 - kd^2)^2).
///
/// Source: inverse of capsule_leak_m3_s, with leak = A (V - Vc), by hand.
double orifice_drag_coefficient(const CapsuleSeal& seal);

/// The same from the loss behind a contraction [-]: n (1 / (Cc (1 - kd^2)) - 1)^2.
///
/// @param contraction_coefficient  Cc [-], in (0, 1]
/// Source: York and Liu (2001), J. Transp. Eng. 127(5), 390; Borda and Carnot.
double borda_carnot_drag_coefficient(const CapsuleSeal& seal, double contraction_coefficient);

/// Pressure drop over a capsule [Pa]: CD rho (V - Vc) |V - Vc| / 2, of the slip's sign.
///
/// @param slip_m_s  V - Vc, air over capsule [m/s]
double capsule_pressure_drop_pa(double drag_coefficient, double density_kg_m3, double slip_m_s);

/// A capsule with its load, and what it runs on.
struct CapsuleRun {
  double mass_kg = 0.0;               ///< with its load [kg], > 0
  double rolling_coefficient = 0.01;  ///< C_r [-], >= 0
  double gradient = 0.0;              ///< rise over length, in (-1, 1)
};

/// Force that holds a capsule back [N]: m g (C_r cos + sin); below 0 downhill.
double capsule_force_n(const CapsuleRun& run);

/// Slip at which the air carries a capsule steadily [m/s].
///
/// V - Vc = sign(F) Cd (1 - kd^2) sqrt(2 |F| / (n rho A))
/// @param force_n  F from capsule_force_n [N]
/// Source: balance of pressure drop and force, by hand.
double steady_slip_m_s(const CapsuleSeal& seal, double force_n, double area_m2,
                       double density_kg_m3);

/// Speed of the air at which a standing capsule starts [m/s]: the slip with static friction.
///
/// @param static_coefficient  of starting [-], no less than the rolling coefficient
double starting_air_speed_m_s(const CapsuleSeal& seal, const CapsuleRun& run,
                              double static_coefficient, double area_m2, double density_kg_m3);

/// A capsule that the air takes from one speed to nearly its steady one.
struct CapsuleLaunch {
  double time_s = 0.0;  ///< until the slip is within 1 % of the steady one [s]
  double lost_m = 0.0;  ///< how far it ends up behind one that had the steady speed at once [m]
};

/// How a capsule gets to the steady speed in air of constant speed.
///
/// With u = V - Vc: m du/dt = F - K u |u|, K = CD rho A / 2, and s the steady slip for F > 0:
/// from u0 >= 0 the distance lost, integral (u - s) dt, is (m / K) ln((u0 + s) / (2 s)); a capsule
/// faster than the air first loses m/(2K) ln(s^2 / (s^2 + u0^2)) - s t0 in t0 = m/(K s)
/// atan(|u0| / s). For F < 0 the mirror image.
/// @param entry_m_s  speed at which it enters [m/s], >= 0
/// @param air_m_s    V [m/s], >= 0
/// @throws std::domain_error outside the ranges, or if the force is 0 (then it has no steady slip)
/// Source: by hand.
CapsuleLaunch capsule_launch(const CapsuleSeal& seal, const CapsuleRun& run, double entry_m_s,
                             double air_m_s, double area_m2, double density_kg_m3);

/// Acceleration of a capsule [m/s2]: (dp A - F) / m.
///
/// @param speed_m_s  Vc [m/s]
/// @param air_m_s    V [m/s]
double capsule_acceleration_m_s2(const CapsuleSeal& seal, const CapsuleRun& run, double speed_m_s,
                                 double air_m_s, double area_m2, double density_kg_m3);

}  // namespace dimai::models

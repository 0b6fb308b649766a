#pragma once

#include "models/parameters/capsule_class.hpp"
#include "models/parameters/resistance.hpp"
#include "models/physics/dip.hpp"
#include "models/physics/kinematics.hpp"

namespace dimai::models {

inline constexpr double kGravity_m_s2 = 9.80665;  ///< standard gravity, CGPM 1901

/// Force against motion as a quadratic of speed, R = A + B V + C V^2 (Davis form), of a whole
/// train.
///
/// A holds rolling and gradient, so it may be negative downhill.
struct Resistance {
  double constant_n = 0.0;                 ///< A [N]
  double per_speed_n_s_m = 0.0;            ///< B [N s/m]
  double per_speed_squared_n_s2_m2 = 0.0;  ///< C [N s2/m2]

  /// R at a speed [m/s], >= 0.
  double force_n(double speed_m_s) const {
    return constant_n + speed_m_s * (per_speed_n_s_m + speed_m_s * per_speed_squared_n_s2_m2);
  }
};

/// What tunnel air and rails feel of a train.
struct TrainBody {
  double length_m = 0.0;          ///< over all, coupling gaps included [m], > 0
  double mass_kg = 0.0;           ///< with loads [kg], > 0
  double cross_section_m2 = 0.0;  ///< greatest frontal area [m2], > 0
};

/// A capsule alone, empty or with its typical load.
TrainBody capsule_body(const CapsuleClass& capsule, bool loaded);

/// Two trains coupled: lengths and gap add up, masses add up, the greater frontal area counts.
///
/// @param coupling_gap_m  between the two [m], >= 0
TrainBody coupled(const TrainBody& front, const TrainBody& rear, double coupling_gap_m);

/// The tube a train is in.
struct Tunnel {
  double bore_m = 0.0;    ///< inner diameter [m], > 0
  double gradient = 0.0;  ///< rise over length along the slope [-], in (-1, 1), positive uphill
};

/// Share of the tunnel's area that a train fills, beta [-], in (0, 1).
///
/// @throws std::domain_error if the train does not fit
double blockage_ratio(double cross_section_m2, double bore_m);

/// Drag per dynamic pressure of the train's own speed, D / (rho V^2 / 2), of any train in a tunnel.
struct DragArea {
  double ends_m2 = 0.0;       ///< nose and tail, once a train
  double per_length_m = 0.0;  ///< skin and tunnel wall, per metre of train

  double total_m2(double length_m) const { return ends_m2 + per_length_m * length_m; }
};

/// Drag area of trains of one cross-section in a tunnel of one bore.
///
/// One-dimensional air flow past the train, circular train perimeter P, blockage ratio beta, tunnel
/// air moving at u = s V, w = V - u. Seen from the train the annulus air has speed w / (1 - beta),
/// seen from the wall it flows back at c = w / (1 - beta) - V; per rho / 2:
///   nose  c_n A w^2 / (1 - beta)^2
///   tail  c_t A_tunnel w^2 (beta / (1 - beta))^2: Carnot's expansion if c_t = 1
///   skin  C_f P w^2 / (1 - beta)^3 a metre
///   wall  lambda/4 P_tunnel c^2 beta / (1 - beta) a metre; none if c < 0
/// Source: momentum and energy balance of the annulus, by hand, in the form of Hara (1967).
DragArea drag_area(const ResistanceParameters& parameters, double cross_section_m2, double bore_m);

/// Pressure-loss coefficient of a train in a tunnel, K_v = D / (A_tunnel rho w^2 / 2) [-].
double vehicle_loss_coefficient(const ResistanceParameters& parameters, const TrainBody& body,
                                double bore_m);

/// Resistance of a train in a tunnel: rolling, gradient and air.
///
/// @throws std::domain_error outside the ranges of body, tunnel or parameters
Resistance train_resistance(const ResistanceParameters& parameters, const TrainBody& body,
                            const Tunnel& tunnel);

/// The same from a drag area found before: a few products, for use in a run.
///
/// @param drag  of the train's cross-section in this tunnel's bore
Resistance train_resistance(const ResistanceParameters& parameters, const DragArea& drag,
                            double length_m, double mass_kg, double gradient);

/// Speed of tunnel air over speed of the trains in it, u / V = 1 / (1 + sqrt(K_t / (N K_v))) [-].
///
/// @param tunnel_loss  K_t, entry + exit + lambda L / D_h [-], > 0
/// @param vehicle_loss  K_v of one train [-], >= 0
/// @param train_count  N trains in the tunnel at once [-], >= 0
/// Source: steady balance N K_v (V - u)^2 = K_t u^2, by hand.
double piston_flow_ratio(double tunnel_loss, double vehicle_loss, double train_count);

/// The same in a long tube where trains of one kind follow each other, entry and exit not counting
/// [-].
///
/// u / V = 1 / (1 + sqrt(lambda s / (D K_v))), K_v in air at rest. What a scenario may state as
/// `air_following`, if traffic in its tubes is that steady.
/// @param spacing_m  s, front to front [m], >= train length
double long_tube_flow_ratio(const ResistanceParameters& parameters, const TrainBody& body,
                            double bore_m, double spacing_m);

/// Drag of a train in air that follows it over drag in still air, (1 - u/V)^2 [-].
double piston_drag_factor(double flow_ratio);

/// Share of the drive's energy at the wheel and of braking energy fed back.
struct Drive {
  double efficiency = 0.9;          ///< mechanical over electrical energy [-], in (0, 1]
  double regeneration_share = 0.6;  ///< electrical energy fed back over braking work [-], in [0, 1]
};

/// The drive that a scenario's resistance parameters describe.
Drive drive(const ResistanceParameters& parameters);

/// Electrical energy for mechanical work at the wheel [J]: drawn if the work is positive, fed back
/// if not.
double electrical_energy_j(double work_j, const Drive& drive);

/// Work against resistance over a length at constant speed [J].
double cruise_work_j(const Resistance& resistance, double length_m, double speed_m_s);

/// Work against resistance while the speed changes at a constant rate [J]; 0 if the rate is
/// infinite.
///
/// @param rate_m_s2  amount of acceleration or deceleration [m/s2], > 0
double ramp_work_j(const Resistance& resistance, double from_m_s, double to_m_s, double rate_m_s2);

/// Electrical energy of a speed profile over a stretch [J].
///
/// Each of its three parts is taken as a whole: all traction or all braking.
double profile_energy_j(const Stretch& stretch, const Rates& rates, const Resistance& resistance,
                        double mass_kg, const Drive& drive);

/// Electrical energy of a dip less that of passing the same length at line speed [J].
///
/// Negative where losses are small: going slower then saves more than braking wastes.
double dip_energy_loss_j(const Dip& dip, const Rates& rates, const Resistance& resistance,
                         double mass_kg, const Drive& drive);

/// Mean energy saved by a member of a train of n against a lone capsule, (1 - 1/n) s_inf [-].
///
/// @param capsule_count  n [-], >= 1
/// @param endless_saving  s_inf, share of a lone capsule's resistance due to its two ends [-], in
/// [0, 1] Source: F(n)/n = A + B v + (C_skin l + C_end / n) v^2, by hand.
double platoon_saving(double capsule_count, double endless_saving);

}  // namespace dimai::models

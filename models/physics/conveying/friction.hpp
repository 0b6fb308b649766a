#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/physics/conveying/drag.hpp"
#include "models/physics/conveying/least_velocity.hpp"

namespace dimai::models {

/// How a pipe runs.
enum class PipeDirection : std::uint8_t { horizontal, up, down };

/// Correlations of the pressure that solids lose at the wall.
///
/// rhodes:  Hinkle in horizontal pipe, Konno and Saito in vertical pipe
/// barth:   Barth and Muschelknautz in both, with the coefficients of BarthParameters
enum class SolidsFrictionLaw : std::uint8_t { rhodes, barth };

/// Coefficients of Barth and Muschelknautz; they come from trials with the powder.
struct BarthParameters {
  double impact = 0.0025;         ///< lambda_s* of impact and friction [-], >= 0
  double sliding_friction = 0.6;  ///< beta in a horizontal pipe [-], >= 0
};

/// Gas and particles at one place of a pipe in steady flow.
struct FlowState {
  double superficial_velocity_m_s = 0.0;  ///< U
  double gas_velocity_m_s = 0.0;          ///< Uf = U / eps
  double particle_velocity_m_s = 0.0;     ///< Up
  double voidage = 1.0;                   ///< eps [-]
};

/// Particle velocity of Hinkle in a horizontal pipe, U (1 - 0.0638 x^0.3 rp^0.5) [m/s].
///
/// @throws std::domain_error where it is not positive: the powder is too coarse and heavy for it
/// Source: Hinkle (1953), as in Rhodes, Introduction to Particle Technology, ch. 8.
double hinkle_velocity_m_s(const ConveyingPoint& point, double superficial_velocity_m_s);

/// Steady state: Hinkle's velocity in horizontal pipe, gas velocity less (up) or plus (down)
/// terminal velocity in vertical pipe; the voidage from continuity, G = rp (1 - eps) Up.
///
/// @param superficial_velocity_m_s  U [m/s], > 0
/// @throws std::domain_error where no voidage is in (0, 1)
FlowState flow_state(const ConveyingPoint& point, PipeDirection direction,
                     double superficial_velocity_m_s);

/// Fanning friction factor of smooth pipe [-]: 16 / Re below Re 1187, where both meet, else
/// 0.079 Re^-0.25 (Blasius).
/// @param reynolds  [-], > 0
double fanning_friction(double reynolds);

/// Solids friction factor of Hinkle, 3/8 (rf/rp) (D/x) CD ((Uf - Up) / Up)^2 [-], in
/// dp = 2 fp G Up L / D. Source: Rhodes, ch. 8.
double hinkle_friction(const ConveyingPoint& point, DragLaw law, const FlowState& state);

/// Pressure that solids lose by friction a metre of vertical pipe, 0.057 G sqrt(g / D) [Pa/m].
///
/// Too high where particles fall near the wall (measured friction is negative there).
/// Source: Konno and Saito (1969), J. Chem. Eng. Japan 2, 211-217.
double konno_saito_gradient_pa_m(const ConveyingPoint& point);

/// Additional pressure gradient of solids, phi lambda_z rf v^2 / (2 D) [Pa/m], with
/// lambda_z = (c/v) lambda_s* + 2 beta / ((c/v) Fr), Fr = v^2 / (g D); c particle, v gas velocity.
///
/// Contains the weight of the solids in a vertical pipe (beta = 1).
/// Source: Barth (1954), Chem. Ing. Tech. 26, 29-34; Muschelknautz (1959), VDI-Forschungsheft 476.
double barth_gradient_pa_m(const ConveyingPoint& point, const FlowState& state,
                           double impact_coefficient, double weight_coefficient);

/// The six terms of the pressure drop of dilute conveying [Pa].
/// Source: Rhodes, ch. 8, eq. 8.15.
struct PressureTerms {
  double gas_acceleration_pa = 0.0;
  double solids_acceleration_pa = 0.0;
  double gas_friction_pa = 0.0;
  double solids_friction_pa = 0.0;
  double solids_weight_pa = 0.0;
  double gas_weight_pa = 0.0;

  double total_pa() const {
    return gas_acceleration_pa + solids_acceleration_pa + gas_friction_pa + solids_friction_pa +
           solids_weight_pa + gas_weight_pa;
  }
};

/// Choices in the six terms.
struct FrictionChoice {
  SolidsFrictionLaw law = SolidsFrictionLaw::rhodes;
  DragLaw drag = DragLaw::schiller_naumann;
  BarthParameters barth{};
};

/// Pressure drop of a length of pipe at constant gas density.
///
/// @param length_m    [m], >= 0; negative terms of a pipe that leads down are gains
/// @param accelerates whether gas and solids start from rest in it (behind a feed)
PressureTerms pressure_terms(const ConveyingPoint& point, PipeDirection direction,
                             double superficial_velocity_m_s, double length_m, bool accelerates,
                             const FrictionChoice& choice = {});

/// Pressure drop of horizontal conveying of Zenz and Othmer [Pa].
///
/// Vg^2 rg / 2 + G Vp + (2 f L rg Vg^2 / D) (1 + fp Vp G / (f Vg^2 rg)): gas and solids
/// acceleration, then gas friction times one plus the share of the solids (Fanning factors).
/// @param solids_friction  fp [-], >= 0
/// Source: Zenz and Othmer (1960), Fluidization; as in Agarwal (2005), Powder Handl. Process.
/// 17(1).
double zenz_othmer_pa(const ConveyingPoint& point, const FlowState& state, double length_m,
                      double solids_friction);

/// A long horizontal line of coarse solids by Coulson and Richardson.
struct CoulsonRichardson {
  double slip_m_s = 0.0;        ///< u_G - u_s = u0 / (0.468 + 7.25 sqrt(u0 / rp))
  double gas_m_s = 0.0;         ///< u_G, actual
  double solids_m_s = 0.0;      ///< u_s
  double air_drop_pa = 0.0;     ///< 4 (R / rho u^2) (L / D) rho u^2
  double solids_drop_pa = 0.0;  ///< (dPx / dPair) (us^2 / F) = 2805 / u0, F in kg/s
};
/// @param gas_flow_kg_s    [kg/s], > 0
/// @param free_fall_m_s    u0 [m/s], > 0; `point.terminal_velocity_m_s` is not read
/// @param wall_friction    R / (rho u^2) [-], > 0
/// Source: Coulson and Richardson, Chemical Engineering vol. 1, ch. 5.
CoulsonRichardson coulson_richardson(const ConveyingPoint& point, double gas_flow_kg_s,
                                     double free_fall_m_s, double wall_friction, double length_m);

}  // namespace dimai::models

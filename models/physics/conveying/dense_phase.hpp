#pragma once

#include <cstdint>

#include "models/physics/conveying/drag.hpp"

namespace dimai::models {

/// Pressure gradient of a fluid through a packed bed [Pa/m].
///
/// 150 mu U (1 - e)^2 / (x^2 e^3) + 1.75 rf U^2 (1 - e) / (x e^3).
/// @param velocity_m_s  superficial [m/s], >= 0
/// @param voidage       e [-], in (0, 1)
/// @param size_m        [m], > 0
/// Source: Ergun (1952), Chem. Eng. Prog. 48, 89-94.
double ergun_gradient_pa_m(double velocity_m_s, double voidage, double size_m, const Fluid& fluid);

/// Superficial velocity at which Ergun's gradient has a value [m/s]: the root of a quadratic.
double ergun_velocity_m_s(double gradient_pa_m, double voidage, double size_m, const Fluid& fluid);

/// Dense flow of a powder down a stand-pipe, held up by the gas that rises through it.
struct DenseDownflow {
  double voidage = 0.0;                ///< (rs - mixture) / (rs - rf)
  double relative_velocity_m_s = 0.0;  ///< superficial, of gas against solids
  double solids_velocity_m_s = 0.0;    ///< superficial, downward
  double actual_velocity_m_s = 0.0;    ///< of gas against the wall plus solids: U/e + Us/(1 - e)
};
/// @param mixture_kg_m3  bulk density in the pipe [kg/m3], between those of gas and particle
/// @throws std::domain_error outside that range
DenseDownflow dense_downflow(double solids_flow_kg_s, double bore_m, double size_m,
                             double particle_density_kg_m3, double mixture_kg_m3,
                             const Fluid& fluid);

/// A plug of powder in a pipe.
struct Plug {
  double bulk_density_kg_m3 = 1000.0;
  double bore_m = 0.1;
  double wall_friction = 0.4;     ///< tan(phi_w) = mu_w [-]
  double wall_angle_rad = 0.38;   ///< phi_w
  double inner_angle_rad = 0.6;   ///< phi, internal friction
  double omega_rad = 0.8;         ///< w, of the stress state at the wall
  double stress_ratio = 0.4;      ///< K_w or lambda: radial over axial stress [-]
  double cohesion_pa = 0.0;       ///< c'
  double wall_cohesion_pa = 0.0;  ///< c_w
};

/// Share of the pipe's section that the bed left behind a plug takes, 1 / (1 + Up / (0.542
/// sqrt(g D))) [-].
double bed_left_behind(double plug_velocity_m_s, double bore_m);

/// Stress on the front of a plug that takes up the bed before it, rb Up^2 a / (1 - a), which is
/// 0.542 rb Up sqrt(g D) [Pa].
double front_stress_pa(double bulk_density_kg_m3, double plug_velocity_m_s, double bore_m);

/// Pressure gradient of a moving horizontal plug [Pa/m].
///
/// 2 rb g tan(phi_w) + 4 mu_w Kw sigma_f / D + 4 (Kw + 1) c' cos(phi) cos(w + phi_w) / D + 4 c_w /
/// D. Source: Konrad, Harrison, Nedderman, Davidson (1980), Pneumotransport 5, paper E1.
double konrad_gradient_pa_m(const Plug& plug, double plug_velocity_m_s);

/// Pressure drop of low-velocity slug flow [Pa].
///
/// (1 + 1.084 lambda Fr^0.5 + 0.542 Fr^-0.5) 2 g mu_w m_s L / (A Up), Fr = Up^2 / (g D).
/// Source: Mi and Wypych (1994), Powder Technol. 81, 125-137.
double mi_wypych_pa(const Plug& plug, double solids_flow_kg_s, double plug_velocity_m_s,
                    double length_m);

/// Pressure that pushes a plug from behind, without gas through it [Pa]: Janssen's exponential.
///
/// p = (front + rb g D tan(phi_w) / (2 mu_w K)) (exp(4 mu_w K L / D) - 1) + front for a horizontal
/// plug whose weight presses on the wall. Source: force balance of a slice, by hand.
double pushed_plug_pa(const Plug& plug, double front_pa, double length_m);

/// How the pressure of a plug grows with its length.
enum class PlugRegime : std::uint8_t {
  permeated,  ///< gas gets through: linear in the length; long plugs can be conveyed
  pushed,     ///< gas cannot: exponential; the plug must be cut short by by-pass air
};

/// Permeated, if the gas that the plug lets through under its own pressure gradient is faster than
/// the plug itself.
///
/// @param voidage  of the packed powder [-], in (0, 1)
/// Source: Mainwaring and Reed (1987), Powder Handl. Process.: permeability against velocity; the
/// test by hand.
PlugRegime plug_regime(const Plug& plug, double plug_velocity_m_s, double voidage, double size_m,
                       const Fluid& gas);

}  // namespace dimai::models

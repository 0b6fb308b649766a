#pragma once

#include <cstdint>

namespace dimai::models {

/// Laws of the drag coefficient of a sphere.
enum class DragLaw : std::uint8_t {
  three_ranges,      ///< 24/Re below 1; 18.5 Re^-0.6 to 500; 0.44. Source: Rhodes, ch. 8
  schiller_naumann,  ///< 24/Re (1 + 0.15 Re^0.687) below 1000; 0.44. Schiller and Naumann (1935)
  barati,            ///< Barati, Neyshabouri, Ahmadi (2014), Powder Technol. 257, 11-19, eq. 22
};

/// Drag coefficient of a sphere C_D [-].
///
/// @param reynolds  slip velocity times diameter over kinematic viscosity [-], in (0, 2e5]
/// @throws std::domain_error outside that range
double drag_coefficient(DragLaw law, double reynolds);

/// A gas or liquid around a particle.
struct Fluid {
  double density_kg_m3 = 1.2;      ///< [kg/m3], > 0
  double viscosity_pa_s = 1.8e-5;  ///< [Pa s], > 0
};

/// Velocity at which weight less buoyancy equals drag for a single sphere [m/s].
///
/// @param size_m         diameter [m], > 0
/// @param density_kg_m3  of the particle [kg/m3], > that of the fluid
/// @throws std::domain_error outside those ranges, or beyond Re = 2e5
double terminal_velocity_m_s(DragLaw law, double size_m, double density_kg_m3, const Fluid& fluid);

/// Length over which a particle that is fed at rest comes within a share of its final velocity,
/// in a horizontal pipe without solids friction [m].
///
/// dUp/dt = 3/4 C_D rho_f (Uf - Up)^2 / (rho_p x); exact integral by dopri5, relative error 1e-8.
/// @param gas_velocity_m_s  Uf [m/s], > 0
/// @param share             of the gas velocity that is reached [-], in (0, 0.999]
/// Source: momentum balance of a sphere, by hand.
double acceleration_length_m(DragLaw law, double size_m, double density_kg_m3, const Fluid& fluid,
                             double gas_velocity_m_s, double share);

}  // namespace dimai::models

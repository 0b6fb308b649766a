#pragma once

#include "models/physics/flow/bore.hpp"
#include "models/physics/gas/gas_friction.hpp"
#include "models/physics/gas/gas_law.hpp"

namespace dimai::models {

/// A straight pipe of gas.
struct GasPipe {
  double length_m = 0.0;    ///< > 0
  double diameter_m = 0.0;  ///< > 0
  double rise_m = 0.0;      ///< height of the end over that of the start [m]
  double local_loss = 0.0;  ///< zeta, sum over fittings [-], >= 0
  GasFriction friction;
};

/// The gas in a pipe: its law and what friction needs.
struct PipeGas {
  GasLaw law;
  GasFlowing flowing;
  bool kinetic_term = false;  ///< the change of momentum along the pipe counts
};

/// Friction and fittings, (lambda L / D + zeta) m |m| / (2 A^2) [Pa kg/m3], and its slope by m.
FrictionTerm pipe_resistance(const GasPipe& pipe, const PipeGas& gas, double flow_kg_s);

/// Exponent of gravity, s = g rise rho^2 / Phi at the mean pressure [-]; 2 g rise / (Z R T) if Z is
/// constant. Source: Menon (2005), eq. 2.9, for constant Z; by hand for others.
double gravity_exponent(const GasPipe& pipe, const GasLaw& law, double mean_pressure_pa);

/// Mean pressure of a pipe in steady flow [Pa], 2/3 (p1 + p2 - p1 p2 / (p1 + p2)).
///
/// Source: Menon (2005), eq. 2.14.
double mean_pressure_pa(double inlet_pa, double outlet_pa);

/// What is left of the momentum balance of an isothermal pipe in steady flow [Pa kg/m3]; 0 if the
/// pressures and the flow belong together.
///
/// Phi1 e^(-s/2) - Phi2 e^(s/2) - sinh(s/2)/(s/2) R(m) - (m/A)^2 ln(rho1 / rho2), where Phi is the
/// integral of rho over p: exact for constant Z and level pipes of any law.
double pipe_imbalance(const GasPipe& pipe, const PipeGas& gas, double inlet_pa, double outlet_pa,
                      double flow_kg_s);

/// Pressure at the far end of a pipe in steady flow [Pa].
///
/// @param inlet_pa   [Pa], > 0
/// @param flow_kg_s  from start to end, may be negative
/// @throws std::domain_error if the pipe cannot carry that flow
double outlet_pressure_pa(const GasPipe& pipe, const PipeGas& gas, double inlet_pa,
                          double flow_kg_s);

/// Steady flow between two pressures, positive from start to end [kg/s].
///
/// @param inlet_pa, outlet_pa  absolute [Pa], > 0
double steady_flow_kg_s(const GasPipe& pipe, const PipeGas& gas, double inlet_pa, double outlet_pa);

}  // namespace dimai::models

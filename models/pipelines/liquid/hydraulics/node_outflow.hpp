#pragma once

#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// Head that an outflow q needs, h(q), and its gradient: the inverse of q(h), so that outflows are
/// solved as flows in pipes to the ground. gradient 0: there is no such outflow.
struct OutflowLoss {
  double loss_m = 0.0;
  double gradient_s_m2 = 0.0;
};

/// Emitter: h = K q^(1/n), with a barrier against backflow if that is not allowed.
OutflowLoss emitter_loss(const LiquidNode& node, const LiquidOptions& options, double flow_m3_s);

/// Pressure-driven demand above the least pressure: h = (p_f - p_0) (d / D)^(1/n), barriers at 0
/// and D.
/// Source: Wagner, Shamir and Marks (1988), J. Water Resour. Plan. Manage. 114(3), 276-294.
OutflowLoss demand_loss(const LiquidOptions& options, double full_m3_s, double flow_m3_s);

/// Range of pressure in which a demand is delivered in part [m].
double pressure_range_m(const LiquidOptions& options);

/// Leaks of the pipes at one node: q = Cd L (A0 + m h) sqrt(2 g h) (FAVAD), as two emitters.
/// Source: van Zyl and Cassa (2014), J. Hydraul. Eng. 140(2), 273-276.
struct LeakCoefficients {
  double fixed = 0.0;    ///< h = c q^2 [s2/m5]; 0: none
  double growing = 0.0;  ///< h = c q^(2/3); 0: none
  bool any() const { return fixed > 0.0 || growing > 0.0; }
};

/// Leaks per junction, half of each pipe's at either end.
PerLiquidNode<LeakCoefficients> leak_coefficients(const LiquidNetwork& network);

/// @param exponent  of q = (h / c)^exponent: 0.5 or 1.5
OutflowLoss leak_loss(const LiquidOptions& options, double coefficient, double exponent,
                      double flow_m3_s);

}  // namespace dimai::models

#include "models/pipelines/liquid/hydraulics/node_outflow.hpp"

#include <algorithm>
#include <cmath>

namespace dimai::models {
namespace {

using C = EpanetConstants;

constexpr double kBarrier_s_m2 = 1e9 * C::resistance_s_m2;
constexpr double kBarrierWidth_m2 = 1e-6 * C::foot_m * C::foot_m;

/// Smooth wall: almost no loss on the allowed side, 1e9 ft/(ft3/s) beyond.
void add_barrier(OutflowLoss& loss, double excess_m3_s, double side) {
  const double a = kBarrier_s_m2 * excess_m3_s;
  const double b = std::sqrt(a * a + kBarrierWidth_m2);
  loss.loss_m += (a + side * b) / 2.0;
  loss.gradient_s_m2 += kBarrier_s_m2 / 2.0 * (1.0 + side * a / b);
}

void forbid_below(OutflowLoss& loss, double excess_m3_s) { add_barrier(loss, excess_m3_s, -1.0); }
void forbid_above(OutflowLoss& loss, double excess_m3_s) { add_barrier(loss, excess_m3_s, 1.0); }

/// h = k q^n with the sign of q, straight where it is too flat.
OutflowLoss power_loss(const LiquidOptions& options, double k, double n, double flow_m3_s) {
  const double gradient = n * k * std::pow(std::abs(flow_m3_s), n - 1.0);
  if (gradient < options.least_gradient_s_m2) {
    const double least = options.least_gradient_s_m2 / n;
    return {least * flow_m3_s, least};
  }
  return {gradient * flow_m3_s / n, gradient};
}

}  // namespace

OutflowLoss emitter_loss(const LiquidNode& node, const LiquidOptions& options, double flow_m3_s) {
  OutflowLoss loss =
      power_loss(options, node.emitter_resistance, 1.0 / options.emitter_exponent, flow_m3_s);
  if (!options.emitter_backflow) forbid_below(loss, flow_m3_s);
  return loss;
}

double pressure_range_m(const LiquidOptions& options) {
  return std::max(options.required_pressure_m - options.least_pressure_m,
                  C::least_pressure_range_m);
}

OutflowLoss demand_loss(const LiquidOptions& options, double full_m3_s, double flow_m3_s) {
  const double n = 1.0 / options.pressure_exponent;
  const double share = std::abs(flow_m3_s) / full_m3_s;
  OutflowLoss loss;
  loss.gradient_s_m2 = n * pressure_range_m(options) * std::pow(share, n - 1.0) / full_m3_s;
  loss.loss_m = loss.gradient_s_m2 * flow_m3_s / n;
  forbid_below(loss, flow_m3_s);
  forbid_above(loss, flow_m3_s - full_m3_s);
  return loss;
}

PerLiquidNode<LeakCoefficients> leak_coefficients(const LiquidNetwork& network) {
  // 0.6 sqrt(2 g), in EPANET 4.8149866 ft^0.5/s.
  const double orifice = 4.8149866 * std::sqrt(C::foot_m);
  PerLiquidNode<LeakCoefficients> leaks(network.nodes.size());
  for (const LiquidLink& link : network.links) {
    if (!is_pipe(link.kind)) continue;
    if (link.leak_area_m2_m == 0.0 && link.leak_expansion_m == 0.0) continue;
    const bool both = network.is_junction(link.from) && network.is_junction(link.to);
    const double length_m = both ? link.length_m / 2.0 : link.length_m;
    for (const LiquidNodeIndex end : {link.from, link.to}) {
      if (!network.is_junction(end)) continue;
      leaks[end].fixed += orifice * link.leak_area_m2_m * length_m;
      leaks[end].growing += orifice * link.leak_expansion_m * length_m;
    }
  }
  for (LeakCoefficients& each : leaks) {
    if (each.fixed > 0.0) each.fixed = 1.0 / (each.fixed * each.fixed);
    if (each.growing > 0.0) each.growing = 1.0 / std::pow(each.growing, 2.0 / 3.0);
  }
  return leaks;
}

OutflowLoss leak_loss(const LiquidOptions& options, double coefficient, double exponent,
                      double flow_m3_s) {
  if (coefficient == 0.0) return {};
  OutflowLoss loss = power_loss(options, coefficient, 1.0 / exponent, flow_m3_s);
  forbid_below(loss, flow_m3_s);
  return loss;
}

}  // namespace dimai::models

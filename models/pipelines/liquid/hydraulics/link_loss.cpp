#include "models/pipelines/liquid/hydraulics/link_loss.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dimai::models {
namespace {

using C = EpanetConstants;

LinkLoss closed_loss(double flow_m3_s) { return {1.0 / C::closed_s_m2, flow_m3_s}; }
LinkLoss open_loss(double flow_m3_s) { return {1.0 / C::open_s_m2, flow_m3_s}; }
LinkLoss of(double loss_m, double gradient_s_m2) {
  return {1.0 / gradient_s_m2, loss_m / gradient_s_m2};
}

/// Friction factor at flow q > laminar, and its slope with q.
struct FrictionFactor {
  double factor = 0.0;
  double slope_s_m3 = 0.0;
};

/// Swamee-Jain above Re = 4000, Dunlop's cubic from 2000, as models/physics/flow has them, with
/// the slope that Newton's method needs.
///
/// @param roughness  e / D [-]; @param s  viscosity times diameter [m3/s], so that Re = 4 q / (pi
/// s)
FrictionFactor friction_with_slope(double flow_m3_s, double roughness, double s) {
  constexpr double kLog = -2.0 / std::numbers::ln10;
  const double w = flow_m3_s / s;  // Re pi / 4
  if (w >= 1000.0 * std::numbers::pi) {
    static const double scale = 5.74 * std::pow(std::numbers::pi / 4.0, 0.9);
    const double y1 = scale / std::pow(w, 0.9);
    const double y2 = roughness / 3.7 + y1;
    const double y3 = kLog * std::log(y2);
    const double f = 1.0 / (y3 * y3);
    return {f, 1.8 * f * y1 * kLog / y2 / y3 / flow_m3_s};
  }
  static const double at_4000 = 5.74 / std::pow(4000.0, 0.9);
  const double y2 = roughness / 3.7 + at_4000;
  const double y3 = kLog * std::log(y2);
  const double fa = 1.0 / (y3 * y3);
  const double fb = (2.0 + 1.8 * kLog * at_4000 / (y2 * y3)) * fa;
  const double laminar_end = 500.0 * std::numbers::pi;
  const double r = w / laminar_end;
  const double x2 = 0.128 - 17.0 * fa + 2.5 * fb;
  const double x3 = -0.128 + 13.0 * fa - 2.0 * fb;
  const double x4 = 0.032 - 3.0 * fa + 0.5 * fb;
  return {7.0 * fa - fb + r * (x2 + r * (x3 + r * x4)),
          (x2 + r * (2.0 * x3 + r * 3.0 * x4)) / s / laminar_end};
}

LinkLoss darcy_weisbach_loss(const LiquidLink& link, const LiquidOptions& options, double flow) {
  const double q = std::abs(flow);
  const double s = options.viscosity_m2_s * link.diameter_m;
  if (q <= 500.0 * std::numbers::pi * s) {
    const double r = 16.0 * std::numbers::pi * s * link.resistance;
    return of(flow * (r + link.minor_s2_m5 * q), r + 2.0 * link.minor_s2_m5 * q);
  }
  const FrictionFactor f = friction_with_slope(q, link.roughness / link.diameter_m, s);
  const double r = f.factor * link.resistance + link.minor_s2_m5;
  return of(r * q * flow, 2.0 * r * q + f.slope_s_m3 * link.resistance * q * q);
}

LinkLoss pipe_loss(const LiquidLink& link, const LiquidOptions& options, const LinkUse& use) {
  if (is_closed(use.status)) return closed_loss(use.flow_m3_s);
  if (options.friction == LiquidFriction::darcy_weisbach)
    return darcy_weisbach_loss(link, options, use.flow_m3_s);
  const double n = options.friction_exponent();
  const double q = std::abs(use.flow_m3_s);
  const double power = n == 2.0 ? q : std::pow(q, n - 1.0);
  double gradient = n * link.resistance * power;
  if (gradient < options.least_gradient_s_m2) gradient = options.least_gradient_s_m2 / n;
  double loss =
      n * link.resistance * power < options.least_gradient_s_m2 ? gradient * q : gradient * q / n;
  if (link.minor_s2_m5 > 0.0) {
    loss += link.minor_s2_m5 * q * q;
    gradient += 2.0 * link.minor_s2_m5 * q;
  }
  return of(use.flow_m3_s < 0.0 ? -loss : loss, gradient);
}

LinkLoss constant_power_loss(const LiquidPump& pump, const LinkUse& use) {
  const double r = -pump.resistance * std::pow(use.setting, 3.0);  // speed^(2 - n), n = -1
  const double gradient = -r / use.flow_m3_s / use.flow_m3_s;
  if (gradient > C::closed_s_m2) return closed_loss(use.flow_m3_s);
  if (gradient < C::open_s_m2) return open_loss(use.flow_m3_s);
  return of(r / use.flow_m3_s, gradient);
}

LinkLoss custom_pump_loss(const LiquidPump& pump, const LinkUse& use) {
  const double speed = use.setting;
  const LiquidSegment line = segment_at(pump.head_curve, std::abs(use.flow_m3_s) / speed);
  const double gradient = -line.slope * speed;
  return of(-line.intercept * speed * speed + gradient * use.flow_m3_s, gradient);
}

LinkLoss pump_loss(const LiquidPump& pump, const LiquidOptions& options, const LinkUse& use) {
  const double speed = use.setting;
  if (is_closed(use.status) || speed == 0.0) return closed_loss(use.flow_m3_s);
  if (pump.kind == LiquidPumpKind::custom) return custom_pump_loss(pump, use);
  if (pump.kind == LiquidPumpKind::constant_power) return constant_power_loss(pump, use);
  const double n = pump.exponent;
  const double gain_m = speed * speed * pump.shutoff_head_m;
  const double r = pump.resistance * std::pow(speed, 2.0 - n);
  if (std::abs(n - 1.0) < 1e-6) return of(-gain_m + r * use.flow_m3_s, r);
  const double gradient = n * r * std::pow(std::abs(use.flow_m3_s), n - 1.0);
  if (gradient < options.least_gradient_s_m2) {
    const double least = options.least_gradient_s_m2;
    return of(-gain_m + least * use.flow_m3_s, least);
  }
  return of(-gain_m + gradient * use.flow_m3_s / n, gradient);
}

LinkLoss general_valve_loss(const LiquidLink& link, const LiquidOptions& options,
                            const LinkUse& use) {
  if (use.status == LiquidStatus::closed) return valve_loss(link.minor_s2_m5, options, use);
  const double q = std::max(std::abs(use.flow_m3_s), 1e-6 * C::cubic_foot_m3);
  const LiquidSegment line = segment_at(link.curve, q);
  const double r = std::max(line.slope, 1e-6 * C::resistance_s_m2);
  const double y = line.intercept / r + q;
  return {1.0 / r, use.flow_m3_s < 0.0 ? -y : y};
}

LinkLoss breaker_loss(const LiquidLink& link, const LiquidOptions& options, const LinkUse& use) {
  const double set_m = use.setting;
  if (set_m == kNoSetting || set_m == 0.0 ||
      link.minor_s2_m5 * use.flow_m3_s * use.flow_m3_s > set_m)
    return valve_loss(link.minor_s2_m5, options, use);
  return {C::forcing_m2_s, set_m * C::forcing_m2_s};
}

}  // namespace

LinkLoss valve_loss(double minor_s2_m5, const LiquidOptions& options, const LinkUse& use) {
  if (is_closed(use.status)) return closed_loss(use.flow_m3_s);
  if (minor_s2_m5 <= 0.0) return open_loss(use.flow_m3_s);
  double gradient = 2.0 * minor_s2_m5 * std::abs(use.flow_m3_s);
  if (gradient < options.least_gradient_s_m2) {
    gradient = options.least_gradient_s_m2 / 2.0;
    return of(use.flow_m3_s * gradient, gradient);
  }
  return of(use.flow_m3_s * gradient / 2.0, gradient);
}

double positional_loss_s2_m5(const LiquidLink& link, double opening_percent) {
  const double closed = 1e8 * C::foot_m / (C::cubic_foot_m3 * C::cubic_foot_m3);
  if (opening_percent == kNoSetting) return 0.0;
  if (opening_percent >= 100.0) return link.minor_s2_m5;
  if (opening_percent <= 0.0) return closed;
  double share = opening_percent;
  if (!link.curve.empty()) {
    const auto& x = link.curve.x;
    const auto& y = link.curve.y;
    if (share < x.front())
      share = share / x.front() * y.front();
    else if (share > x.back())
      share = (share - x.back()) / (1.0 - x.back()) * (1.0 - y.back()) + y.back();
    else
      share = interpolate(x, y, share);
  }
  share = std::clamp(share / 100.0, 1e-6, 1.0);
  return std::min(link.minor_s2_m5 / (share * share), closed);
}

LinkLoss link_loss(const LiquidLink& link, const LiquidOptions& options, const LinkUse& use) {
  const bool fixed = use.setting == kNoSetting;
  switch (link.kind) {
    case LiquidLinkKind::check_valve_pipe:
    case LiquidLinkKind::pipe:
      return pipe_loss(link, options, use);
    case LiquidLinkKind::pump:
      return pump_loss(link.pump, options, use);
    case LiquidLinkKind::pressure_breaking:
      return breaker_loss(link, options, use);
    case LiquidLinkKind::throttle: {
      const double d2 = link.diameter_m * link.diameter_m;
      const double minor = fixed ? link.minor_s2_m5 : C::minor_s2_m * use.setting / (d2 * d2);
      return valve_loss(minor, options, use);
    }
    case LiquidLinkKind::positional:
      return valve_loss(fixed ? link.minor_s2_m5 : positional_loss_s2_m5(link, use.setting),
                        options, use);
    case LiquidLinkKind::general_purpose:
      return general_valve_loss(link, options, use);
    case LiquidLinkKind::pressure_reducing:
    case LiquidLinkKind::pressure_sustaining:
    case LiquidLinkKind::flow_control:
      break;
  }
  return fixed ? valve_loss(link.minor_s2_m5, options, use) : LinkLoss{};
}

}  // namespace dimai::models

#include "models/physics/flow/friction.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kGravity_m_s2 = 9.80665;
constexpr double kMetresPerFoot = 0.3048;
constexpr double kLaminarEnd = 2000.0;
constexpr double kTurbulentStart = 4000.0;

void require_roughness(double roughness) {
  require_domain(roughness >= 0.0 && roughness <= 0.1, "relative roughness must be 0 to 0.1");
}

void require_turbulent(double reynolds, double roughness) {
  require_domain(reynolds >= kLaminarEnd && reynolds <= 1e9,
                 "Reynolds number of turbulent flow must be 2000 to 1e9");
  require_roughness(roughness);
}

void require_pipe(const PipeShape& pipe) {
  require_domain(pipe.length_m >= 0.0 && std::isfinite(pipe.length_m), "length must be >= 0 m");
  require_domain(pipe.diameter_m > 0.0 && std::isfinite(pipe.diameter_m), "diameter must be > 0 m");
}

double inverse_square(double root) { return 1.0 / (root * root); }

/// Swamee and Jain's formula without its range check.
double swamee_jain(double reynolds, double roughness) {
  return 0.25 * inverse_square(std::log10(roughness / 3.7 + 5.74 / std::pow(reynolds, 0.9)));
}

/// Dunlop's cubic: meets 64 / Re at 2000 and Swamee-Jain at 4000 in value and slope.
double dunlop(double reynolds, double roughness) {
  const double y2 = roughness / 3.7 + 5.74 / std::pow(kTurbulentStart, 0.9);
  const double y3 = -2.0 / std::numbers::ln10 * std::log(y2);  // 1 / sqrt(f) at 4000
  const double fa = inverse_square(y3);
  const double slope = 0.9 * 2.0 * 5.74 / std::pow(kTurbulentStart, 0.9) / (y2 * y3);
  const double fb = fa * (2.0 - slope * 2.0 / std::numbers::ln10);
  const double r = reynolds / kLaminarEnd;
  const double x1 = 7.0 * fa - fb;
  const double x2 = 0.128 - 17.0 * fa + 2.5 * fb;
  const double x3 = -0.128 + 13.0 * fa - 2.0 * fb;
  const double x4 = 0.032 - 3.0 * fa + 0.5 * fb;
  return x1 + r * (x2 + r * (x3 + r * x4));
}

}  // namespace

double laminar_friction_factor(double reynolds) {
  require_domain(reynolds > 0.0 && std::isfinite(reynolds), "Reynolds number must be > 0");
  return 64.0 / reynolds;
}

double swamee_jain_friction_factor(double reynolds, double roughness) {
  require_turbulent(reynolds, roughness);
  return swamee_jain(reynolds, roughness);
}

double colebrook_friction_factor(double reynolds, double roughness) {
  require_turbulent(reynolds, roughness);
  double x = 1.0 / std::sqrt(swamee_jain(reynolds, roughness));  // x = 1 / sqrt(f)
  for (int step = 0; step < 20; ++step) {                        // Newton on a convex function
    const double inner = roughness / 3.7 + 2.51 * x / reynolds;
    const double value = x + 2.0 * std::log10(inner);
    const double slope = 1.0 + 2.0 / std::numbers::ln10 * (2.51 / reynolds) / inner;
    const double next = x - value / slope;
    if (std::abs(next - x) <= 1e-15 * x) return inverse_square(next);
    x = next;
  }
  return inverse_square(x);
}

double haaland_friction_factor(double reynolds, double roughness) {
  require_turbulent(reynolds, roughness);
  return inverse_square(1.8 * std::log10(std::pow(roughness / 3.7, 1.11) + 6.9 / reynolds));
}

double friction_factor(double reynolds, double roughness) {
  require_roughness(roughness);
  if (reynolds <= kLaminarEnd) return laminar_friction_factor(reynolds);
  if (reynolds < kTurbulentStart) return dunlop(reynolds, roughness);
  require_domain(std::isfinite(reynolds), "Reynolds number must be finite");
  return swamee_jain(reynolds, roughness);
}

HeadLossLaw hazen_williams(const PipeShape& pipe, double coefficient) {
  require_pipe(pipe);
  require_domain(coefficient > 0.0, "Hazen-Williams coefficient must be > 0");
  // In feet and ft3/s, then 1 ft / (ft3/s)^1.852 in metres and m3/s.
  const double feet = 4.727 * (pipe.length_m / kMetresPerFoot) / std::pow(coefficient, 1.852) /
                      std::pow(pipe.diameter_m / kMetresPerFoot, 4.871);
  return {.resistance = feet * kMetresPerFoot / std::pow(std::pow(kMetresPerFoot, 3.0), 1.852),
          .exponent = 1.852};
}

HeadLossLaw chezy_manning(const PipeShape& pipe, double manning) {
  require_pipe(pipe);
  require_domain(manning > 0.0, "Manning's n must be > 0");
  const double feet = 4.66 * manning * manning * (pipe.length_m / kMetresPerFoot) /
                      std::pow(pipe.diameter_m / kMetresPerFoot, 5.33);
  return {.resistance = feet * kMetresPerFoot / std::pow(kMetresPerFoot, 6.0), .exponent = 2.0};
}

HeadLossLaw darcy_weisbach(const PipeShape& pipe, double factor) {
  require_pipe(pipe);
  require_domain(factor > 0.0, "friction factor must be > 0");
  return {.resistance = minor_loss(pipe.diameter_m, 1.0).resistance * factor * pipe.length_m /
                        pipe.diameter_m,
          .exponent = 2.0};
}

HeadLossLaw minor_loss(double diameter_m, double coefficient) {
  require_pipe({.length_m = 0.0, .diameter_m = diameter_m});
  require_domain(coefficient >= 0.0, "minor loss coefficient must be >= 0");
  const double pi = std::numbers::pi;
  return {.resistance = 8.0 * coefficient / (pi * pi * kGravity_m_s2 * std::pow(diameter_m, 4.0)),
          .exponent = 2.0};
}

double head_loss_m(const HeadLossLaw& law, double flow_m3_s) {
  return std::copysign(law.resistance * std::pow(std::abs(flow_m3_s), law.exponent), flow_m3_s);
}

}  // namespace dimai::models

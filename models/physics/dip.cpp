#include "models/physics/dip.hpp"

#include <cmath>
#include <limits>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

/// A = 1/a_d + 1/a_a [s2/m].
double ramp_sum_s2_m(const Rates& rates) {
  require_domain(rates.acceleration_m_s2 > 0.0, "acceleration must be > 0 m/s2");
  require_domain(rates.deceleration_m_s2 > 0.0, "deceleration must be > 0 m/s2");
  return 1.0 / rates.deceleration_m_s2 + 1.0 / rates.acceleration_m_s2;
}

void require_line_speed(double line_speed_m_s) {
  require_domain(line_speed_m_s > 0.0 && std::isfinite(line_speed_m_s),
                 "line speed must be finite and > 0 m/s");
}

}  // namespace

Dip plan_dip(double delay_s, double line_speed_m_s, const Rates& rates) {
  require_domain(delay_s >= 0.0 && std::isfinite(delay_s), "delay must be finite and >= 0 s");
  require_line_speed(line_speed_m_s);
  const double ramps = ramp_sum_s2_m(rates);
  const double v = line_speed_m_s;
  const double longest_moving_s = 0.5 * v * ramps;
  Dip dip{.delay_s = delay_s, .line_speed_m_s = v, .lowest_speed_m_s = v};
  if (delay_s == 0.0) return dip;
  double lost_m_s = v;  // v - u
  if (delay_s <= longest_moving_s) {
    lost_m_s = std::sqrt(2.0 * v * delay_s / ramps);
  } else {
    dip.hold_s = delay_s - longest_moving_s;
  }
  dip.lowest_speed_m_s = std::fmax(0.0, v - lost_m_s);
  dip.length_m = 0.5 * ramps * lost_m_s * (v + dip.lowest_speed_m_s);
  dip.time_s = dip.length_m / v + delay_s;
  return dip;
}

bool dip_fits(const Dip& dip, double anchor_m, double zone_m) {
  require_domain(anchor_m >= 0.0, "anchor distance must be >= 0 m");
  require_domain(zone_m >= 0.0, "zone length must be >= 0 m");
  return anchor_m + dip.length_m <= zone_m;
}

double longest_dip_delay_s(double length_m, double line_speed_m_s, const Rates& rates) {
  require_domain(length_m >= 0.0, "length must be >= 0 m");
  require_line_speed(line_speed_m_s);
  const double ramps = ramp_sum_s2_m(rates);
  const double v = line_speed_m_s;
  if (length_m >= 0.5 * ramps * v * v) return std::numeric_limits<double>::infinity();
  // X = (v^2 - u^2) A / 2 solved for v - u without cancellation.
  const double lowest_m_s = std::sqrt(v * v - 2.0 * length_m / ramps);
  const double lost_m_s = 2.0 * length_m / (ramps * (v + lowest_m_s));
  return lost_m_s * lost_m_s * ramps / (2.0 * v);
}

}  // namespace dimai::models

#include "models/physics/kinematics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

double square(double x) { return x * x; }

/// Speeds that agree to this share are taken as equal: room for rounding, not for physics.
constexpr double kSpeedTolerance = 1e-9;

void require_rates(const Rates& rates) {
  require_domain(rates.acceleration_m_s2 > 0.0, "acceleration must be > 0 m/s2");
  require_domain(rates.deceleration_m_s2 > 0.0, "deceleration must be > 0 m/s2");
}

void require_stretch(const Stretch& stretch) {
  require_domain(stretch.length_m >= 0.0 && std::isfinite(stretch.length_m),
                 "length must be finite and >= 0 m");
  require_domain(stretch.limit_m_s > 0.0, "speed limit must be > 0 m/s");
  require_domain(stretch.entry_m_s >= 0.0 && stretch.entry_m_s <= stretch.limit_m_s,
                 "entry speed must lie in [0, limit]");
  require_domain(stretch.exit_m_s >= 0.0 && stretch.exit_m_s <= stretch.limit_m_s,
                 "exit speed must lie in [0, limit]");
}

/// Speed at which accelerating from entry and braking to exit meet within the length.
double meeting_speed_m_s(const Stretch& stretch, double up_s2_m, double down_s2_m) {
  if (up_s2_m + down_s2_m <= 0.0) return stretch.limit_m_s;
  return std::sqrt((2.0 * stretch.length_m + up_s2_m * square(stretch.entry_m_s) +
                    down_s2_m * square(stretch.exit_m_s)) /
                   (up_s2_m + down_s2_m));
}

/// Greatest speed at each boundary from which all that lies ahead can be obeyed.
std::vector<double> braking_caps(std::span<const Section> sections, double exit_m_s,
                                 double deceleration_m_s2) {
  std::vector<double> cap(sections.size() + 1, exit_m_s);
  for (std::size_t i = sections.size(); i-- > 0;) {
    const Section& section = sections[i];
    require_domain(section.limit_m_s > 0.0 && std::isfinite(section.limit_m_s),
                   "speed limit must be finite and > 0 m/s");
    cap[i + 1] = std::min(cap[i + 1], section.limit_m_s);
    cap[i] =
        reachable_speed_m_s(cap[i + 1], section.length_m, section.limit_m_s, deceleration_m_s2);
  }
  return cap;
}

}  // namespace

double travelled_m(double speed_m_s, double time_s, double acceleration_m_s2) {
  require_domain(speed_m_s >= 0.0, "speed must be >= 0 m/s");
  require_domain(time_s >= 0.0, "time must be >= 0 s");
  require_domain(std::isfinite(acceleration_m_s2), "acceleration must be finite");
  if (speed_m_s + acceleration_m_s2 * time_s < 0.0) {
    return square(speed_m_s) / (-2.0 * acceleration_m_s2);
  }
  return speed_m_s * time_s + 0.5 * acceleration_m_s2 * square(time_s);
}

double speed_change_distance_m(double from_m_s, double to_m_s, double rate_m_s2) {
  require_domain(from_m_s >= 0.0 && to_m_s >= 0.0, "speeds must be >= 0 m/s");
  require_domain(rate_m_s2 > 0.0, "rate must be > 0 m/s2");
  return std::abs(to_m_s - from_m_s) * (to_m_s + from_m_s) / (2.0 * rate_m_s2);
}

SpeedProfile fastest_profile(const Stretch& stretch, const Rates& rates) {
  require_rates(rates);
  require_stretch(stretch);
  const double up_s2_m = 1.0 / rates.acceleration_m_s2;
  const double down_s2_m = 1.0 / rates.deceleration_m_s2;
  const double faster_end_m_s = std::max(stretch.entry_m_s, stretch.exit_m_s);
  const double meeting = meeting_speed_m_s(stretch, up_s2_m, down_s2_m);
  require_domain(meeting >= faster_end_m_s * (1.0 - kSpeedTolerance),
                 "exit speed cannot be reached from entry speed within the length");
  const double peak = std::clamp(meeting, faster_end_m_s, stretch.limit_m_s);
  require_domain(std::isfinite(peak), "without a speed limit the rates must be finite");

  SpeedProfile profile{.peak_speed_m_s = peak};
  profile.accelerate_m = 0.5 * up_s2_m * (square(peak) - square(stretch.entry_m_s));
  profile.brake_m = 0.5 * down_s2_m * (square(peak) - square(stretch.exit_m_s));
  profile.cruise_m = std::max(0.0, stretch.length_m - profile.accelerate_m - profile.brake_m);
  profile.time_s = (peak - stretch.entry_m_s) * up_s2_m + (peak - stretch.exit_m_s) * down_s2_m;
  if (profile.cruise_m > 0.0) profile.time_s += profile.cruise_m / peak;
  return profile;
}

double link_running_time(double length_m, double entry_m_s, double limit_m_s, double exit_m_s,
                         double acceleration_m_s2, double deceleration_m_s2) {
  return fastest_profile({.length_m = length_m,
                          .entry_m_s = entry_m_s,
                          .limit_m_s = limit_m_s,
                          .exit_m_s = exit_m_s},
                         {acceleration_m_s2, deceleration_m_s2})
      .time_s;
}

double reachable_speed_m_s(double speed_m_s, double length_m, double limit_m_s, double rate_m_s2) {
  require_domain(speed_m_s >= 0.0, "speed must be >= 0 m/s");
  require_domain(length_m >= 0.0 && std::isfinite(length_m), "length must be finite and >= 0 m");
  require_domain(rate_m_s2 > 0.0, "rate must be > 0 m/s2");
  if (length_m == 0.0) return std::min(speed_m_s, limit_m_s);
  return std::min(limit_m_s, std::sqrt(square(speed_m_s) + 2.0 * rate_m_s2 * length_m));
}

Passage fastest_passage(std::span<const Section> sections, double entry_m_s, double exit_m_s,
                        const Rates& rates) {
  require_rates(rates);
  require_domain(entry_m_s >= 0.0 && exit_m_s >= 0.0, "speeds must be >= 0 m/s");
  const std::vector<double> cap = braking_caps(sections, exit_m_s, rates.deceleration_m_s2);
  require_domain(entry_m_s <= cap.front() * (1.0 + kSpeedTolerance),
                 "entry speed is too high for what lies ahead");
  Passage passage{.time_s = {0.0}, .speed_m_s = {std::min(entry_m_s, cap.front())}};
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const double from = passage.speed_m_s.back();
    const double to =
        std::min(cap[i + 1], reachable_speed_m_s(from, sections[i].length_m, sections[i].limit_m_s,
                                                 rates.acceleration_m_s2));
    const SpeedProfile profile = fastest_profile({.length_m = sections[i].length_m,
                                                  .entry_m_s = from,
                                                  .limit_m_s = sections[i].limit_m_s,
                                                  .exit_m_s = to},
                                                 rates);
    passage.time_s.push_back(passage.time_s.back() + profile.time_s);
    passage.speed_m_s.push_back(to);
  }
  return passage;
}

RestToRest rest_to_rest_trapezoid(double distance_m, double speed_m_s, double acceleration_m_s2) {
  const SpeedProfile profile = fastest_profile({.length_m = distance_m, .limit_m_s = speed_m_s},
                                               {acceleration_m_s2, acceleration_m_s2});
  return {.peak_speed_m_s = profile.peak_speed_m_s, .time_s = profile.time_s};
}

RestToRest rest_to_rest_s_curve(double distance_m, double speed_m_s, double acceleration_m_s2,
                                double jerk_m_s3) {
  require_domain(distance_m >= 0.0 && std::isfinite(distance_m),
                 "distance must be finite and >= 0 m");
  require_domain(speed_m_s > 0.0, "speed must be > 0 m/s");
  require_domain(acceleration_m_s2 > 0.0, "acceleration must be > 0 m/s2");
  require_domain(jerk_m_s3 > 0.0 && std::isfinite(jerk_m_s3), "jerk must be finite and > 0 m/s3");
  const double a = acceleration_m_s2;
  const double threshold_m_s = a * a / jerk_m_s3;  // below it a ramp never reaches a
  const auto ramp_s = [&](double v) {
    return v >= threshold_m_s ? v / a + a / jerk_m_s3 : 2.0 * std::sqrt(v / jerk_m_s3);
  };
  double peak = std::cbrt(square(0.5 * distance_m) * jerk_m_s3);
  if (peak >= threshold_m_s) {
    const double ramp_excess_s = a / jerk_m_s3;
    peak = 0.5 * a * (std::sqrt(square(ramp_excess_s) + 4.0 * distance_m / a) - ramp_excess_s);
  }
  peak = std::min(peak, speed_m_s);
  if (peak <= 0.0) return {};
  return {.peak_speed_m_s = peak, .time_s = ramp_s(peak) + distance_m / peak};
}

}  // namespace dimai::models

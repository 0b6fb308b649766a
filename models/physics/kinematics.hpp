#pragma once

#include <span>
#include <vector>

namespace dimai::models {

/// Greatest rates of change of speed [m/s2], each > 0; +infinity means at once.
struct Rates {
  double acceleration_m_s2 = 1.0;
  double deceleration_m_s2 = 1.0;
};

/// Distance covered in a time under constant acceleration; a braking body stays where it stops [m].
///
/// @param speed_m_s  at the start [m/s], >= 0
/// @param time_s  [s], >= 0
/// @param acceleration_m_s2  [m/s2], negative when braking, finite
double travelled_m(double speed_m_s, double time_s, double acceleration_m_s2);

/// Distance to change speed at a constant rate, |v1^2 - v0^2| / (2 a) [m]; 0 if a is infinite.
///
/// @param rate_m_s2  amount of acceleration or deceleration [m/s2], > 0
double speed_change_distance_m(double from_m_s, double to_m_s, double rate_m_s2);

/// Speed along a stretch: accelerate at once, hold the peak, brake as late as possible.
struct SpeedProfile {
  double peak_speed_m_s = 0.0;
  double accelerate_m = 0.0;  ///< length of the accelerating part
  double cruise_m = 0.0;      ///< length at peak speed
  double brake_m = 0.0;       ///< length of the braking part
  double time_s = 0.0;        ///< over the whole stretch
};

/// A stretch of way and the speeds allowed on it and demanded at its ends.
struct Stretch {
  double length_m = 0.0;   ///< [m], >= 0
  double entry_m_s = 0.0;  ///< [m/s], in [0, limit]
  double limit_m_s = 0.0;  ///< [m/s], > 0; +infinity if none
  double exit_m_s = 0.0;   ///< [m/s], in [0, limit]
};

/// Fastest profile over a stretch, in closed form, whether or not the limit is reached.
///
/// @throws std::domain_error outside the ranges, or if the exit speed cannot be reached from the
/// entry
///         speed within the length
/// Source: uniform acceleration, by hand.
SpeedProfile fastest_profile(const Stretch& stretch, const Rates& rates);

/// Time of fastest_profile [s].
double link_running_time(double length_m, double entry_m_s, double limit_m_s, double exit_m_s,
                         double acceleration_m_s2, double deceleration_m_s2);

/// Greatest speed reached from a speed within a length, sqrt(v^2 + 2 a l), at most the limit [m/s].
double reachable_speed_m_s(double speed_m_s, double length_m, double limit_m_s, double rate_m_s2);

/// One piece of a way with one speed limit.
struct Section {
  double length_m = 0.0;   ///< [m], >= 0
  double limit_m_s = 0.0;  ///< [m/s], > 0, finite
};

/// Front of a train over a sequence of sections: n sections have n + 1 boundaries.
struct Passage {
  std::vector<double> time_s;     ///< since the first boundary, shape (boundary,)
  std::vector<double> speed_m_s;  ///< at each boundary, shape (boundary,)
};

/// Fastest passage of a train's front over sections with speed limits.
///
/// @param entry_m_s  speed at the first boundary [m/s], >= 0
/// @param exit_m_s  greatest speed at the last boundary [m/s], >= 0; +infinity if free
/// @throws std::domain_error outside the ranges, or if a limit or the exit cannot be obeyed from
/// the
///         entry speed
Passage fastest_passage(std::span<const Section> sections, double entry_m_s, double exit_m_s,
                        const Rates& rates);

/// A movement from standstill to standstill.
struct RestToRest {
  double peak_speed_m_s = 0.0;
  double time_s = 0.0;
};

/// Fastest movement from rest to rest with bounded acceleration.
///
/// @param distance_m  [m], >= 0
/// @param speed_m_s  greatest speed [m/s], > 0
/// @param acceleration_m_s2  greatest acceleration and deceleration [m/s2], > 0, +infinity allowed
RestToRest rest_to_rest_trapezoid(double distance_m, double speed_m_s, double acceleration_m_s2);

/// The same with bounded jerk: each ramp is an S-curve.
///
/// @param jerk_m_s3  greatest rate of change of acceleration [m/s3], > 0, finite
/// Source: ramp of time v/a + a/j (a reached) or 2 sqrt(v/j) (not), mean speed v/2; by hand.
RestToRest rest_to_rest_s_curve(double distance_m, double speed_m_s, double acceleration_m_s2,
                                double jerk_m_s3);

}  // namespace dimai::models

#pragma once

#include <cstddef>
#include <vector>

#include "models/pipelines/capsule_line/air_balance.hpp"

namespace dimai::models {

/// Air whose speed changes evenly from one value to another and then stays.
struct AirRamp {
  double from_m_s = 0.0;
  double to_m_s = 0.0;
  double time_s = 60.0;  ///< of the change [s], > 0

  double speed_m_s(double at_s) const;
};

/// How the capsules of a section move while the air is run up or down.
struct RampMotion {
  std::vector<double> time_s;  ///< from the ramp's beginning
  std::vector<double> moved_m;
  std::vector<double> speed_m_s;

  double end_s() const { return time_s.back(); }
  /// Way at a time [m]; cubic between the steps.
  double moved_at(double at_s) const;
  /// Time at which they have moved that far [s], or infinity if they do not within the ramp.
  double time_at(double moved_m) const;
};

/// Motion from a speed until it is steady, or all stand.
///
/// m dv/dt = dp(V - v) A - F, at rest until V reaches the starting speed, which is found exactly.
/// Runge-Kutta of order 5 (Dormand and Prince, Boost.Odeint) in equal steps of at most 0.02 s,
/// which gives the same bits everywhere, as a step control with powers would not.
/// @param speed_m_s  of the capsules at the beginning [m/s], >= 0
/// @throws std::runtime_error if it is neither steady nor at rest an hour after the ramp
RampMotion ramp_motion(const PipePhysics& pipe, std::size_t section, const AirRamp& air,
                       double speed_m_s);

}  // namespace dimai::models

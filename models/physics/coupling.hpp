#pragma once

#include "models/physics/kinematics.hpp"

namespace dimai::models {

/// A gap closed in motion: how long it takes and how far the leader runs meanwhile.
struct GapClosing {
  double time_s = 0.0;
  double distance_m = 0.0;  ///< run by the follower
};

/// Closes a gap to a leader that keeps its speed: run faster by at most dv, end at the leader's
/// speed.
///
/// t = G / dv + dv / a if G >= dv^2 / a (dv is reached), else 2 sqrt(G / a); distance v t + G.
/// @param gap_m  G [m], >= 0 and finite
/// @param speed_difference_m_s  greatest dv [m/s], > 0
/// @param acceleration_m_s2  a, for speeding up and slowing down alike [m/s2], > 0, +infinity
/// allowed
/// @param leader_speed_m_s  v [m/s], >= 0
/// @throws std::domain_error outside those ranges
/// Source: rest-to-rest movement in the leader's frame, by hand.
GapClosing close_gap(double gap_m, double speed_difference_m_s, double acceleration_m_s2,
                     double leader_speed_m_s);

/// What a rule that forms trains in a yard does on average.
struct FormationMeans {
  double capsules_per_train = 1.0;
  double wait_s = 0.0;  ///< of a capsule, over all capsules
};

/// Trains formed of all that come within a window after the first; Poisson arrivals.
///
/// Size 1 + lambda W; mean wait (W + lambda W^2 / 2) / (1 + lambda W): the first waits W, each
/// other W/2.
/// @param arrivals_per_s  lambda [1/s], >= 0
/// @param window_s  W [s], >= 0
/// Source: by hand.
FormationMeans window_formation(double arrivals_per_s, double window_s);

/// Trains of a fixed number of capsules; arrivals of any kind with a mean rate.
///
/// Mean wait (N - 1) / (2 lambda).
/// @param arrivals_per_s  lambda [1/s], > 0
/// @param capsules_per_train  N [-], >= 1
/// Source: by hand.
FormationMeans size_formation(double arrivals_per_s, double capsules_per_train);

}  // namespace dimai::models

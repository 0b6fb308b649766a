#pragma once

#include <cstdint>
#include <optional>

#include "models/parameters/guideway.hpp"

namespace dimai::models {

/// How far a follower must stay behind its leader, besides the leader's length and standstill gap.
///
/// S(v) = v t_r + v^2 / (2 b_F) - k v^2 / (2 b_P), k = 1 if relative, else 0. Convex with S(0) = 0,
/// so S(v) <= v tau(v_max) for all v <= v_max: Newell's follower with that tau is never too close.
/// Source: brick-wall and relative braking criteria, Anderson (1978), Transit Systems Theory, ch.
/// 4; Newell (2002), Transp. Res. B 36(3), 195-205.
struct SeparationLaw {
  double reaction_time_s = 0.5;        ///< [s], >= 0
  double follower_braking_m_s2 = 1.3;  ///< b_F [m/s2], > 0
  double leader_braking_m_s2 = 1.3;    ///< b_P [m/s2], >= b_F; counts only if `relative`
  bool relative = false;               ///< true: the leader brakes too; false: it stops dead
};

/// The separation law that a scenario's guideway parameters describe.
SeparationLaw separation_law(const GuidewayParameters& parameters);

/// Separation S(v) beyond leader's length and standstill gap [m].
///
/// @param speed_m_s  common speed [m/s], >= 0 and finite
/// @throws std::domain_error outside the ranges of the law or of the speed
double braking_separation_m(const SeparationLaw& law, double speed_m_s);

/// Separation as time, tau(v) = S(v) / v [s]; at v = 0 its limit, the reaction time.
double separation_time_s(const SeparationLaw& law, double speed_m_s);

/// Front-to-front distance of follower and leader at common speed, delta + S(v) [m].
///
/// @param standing_spacing_m  delta: leader's length plus standstill gap [m], > 0
double spacing_m(const SeparationLaw& law, double standing_spacing_m, double speed_m_s);

/// Least time between two fronts at a place passed at a common speed, delta / v + tau(v) [s].
///
/// @param speed_m_s  [m/s], > 0
double headway_s(const SeparationLaw& law, double standing_spacing_m, double speed_m_s);

/// Passages an hour at a headway, 3600 / headway [1/h].
///
/// @param headway_s  [s], > 0
double passages_per_hour(double headway_s);

/// Speed of least headway [m/s]: v* = sqrt(2 delta / (1/b_F - k/b_P)); +infinity if that bracket is
/// 0.
///
/// Source: derivative of headway_s by hand.
double optimum_speed_m_s(const SeparationLaw& law, double standing_spacing_m);

/// A train of equal capsules, in the terms that separation needs.
struct TrainShape {
  std::int64_t capsule_count = 1;  ///< n [-], >= 1
  double capsule_length_m = 10.0;  ///< l [m], > 0
  double coupling_gap_m = 1.0;     ///< g between coupled capsules [m], >= 0
  double standstill_gap_m = 2.0;   ///< d0 between standing trains [m], >= 0
};

/// Length of a train, n l + (n - 1) g [m].
double train_length_m(const TrainShape& train);

/// Capsules an hour past a place, trains following each other at least headway [1/h].
double capsules_per_hour(const SeparationLaw& law, const TrainShape& train, double speed_m_s);

/// Least number of capsules a train must have for a flow to pass at a speed.
///
/// n = ceil(q H0 / (1 - q (l + g) / v)), H0 = (d0 - g) / v + tau(v); `train.capsule_count` is not
/// read.
/// @param flow_per_s  q, capsules a second [1/s], >= 0
/// @return n, or nothing if not even an endless train carries that flow
/// Source: n / headway(n) >= q solved for n, by hand.
std::optional<std::int64_t> least_train_size(const SeparationLaw& law, const TrainShape& train,
                                             double speed_m_s, double flow_per_s);

/// A lane of platoons of n vehicles at constant distances.
struct Platoon {
  std::int64_t vehicle_count = 1;  ///< n [-], >= 1
  double vehicle_length_m = 5.0;   ///< s [m], > 0
  double inner_gap_m = 1.0;        ///< d, within the platoon [m], >= 0
  double outer_gap_m = 30.0;       ///< D, between platoons [m], >= 0
};

/// Vehicles an hour of a lane of platoons, 3600 v n / (n s + (n - 1) d + D) [1/h].
///
/// Source: Varaiya (1993), IEEE Trans. Automatic Control 38(2), 195-207.
double platoon_capacity_per_hour(const Platoon& platoon, double speed_m_s);

}  // namespace dimai::models

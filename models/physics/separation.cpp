#include "models/physics/separation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

/// 1 / (2 b_F) - k / (2 b_P) [s2/m], the factor of v^2 in S(v).
double quadratic_s2_m(const SeparationLaw& law) {
  require_domain(law.reaction_time_s >= 0.0, "reaction time must be >= 0 s");
  require_domain(law.follower_braking_m_s2 > 0.0, "follower braking must be > 0 m/s2");
  const double follower = 0.5 / law.follower_braking_m_s2;
  if (!law.relative) return follower;
  require_domain(law.leader_braking_m_s2 >= law.follower_braking_m_s2,
                 "leader braking must be >= follower braking: relative separation relies on it");
  return follower - 0.5 / law.leader_braking_m_s2;
}

void require_shape(const TrainShape& train) {
  require_domain(train.capsule_count >= 1, "capsule count must be >= 1");
  require_domain(train.capsule_length_m > 0.0, "capsule length must be > 0 m");
  require_domain(train.coupling_gap_m >= 0.0, "coupling gap must be >= 0 m");
  require_domain(train.standstill_gap_m >= 0.0, "standstill gap must be >= 0 m");
}

}  // namespace

SeparationLaw separation_law(const GuidewayParameters& parameters) {
  return {.reaction_time_s = parameters.reaction_time_s,
          .follower_braking_m_s2 = parameters.follower_braking_m_s2,
          .leader_braking_m_s2 = parameters.leader_braking_m_s2,
          .relative = parameters.separation == kSeparationChoices[1]};
}

double braking_separation_m(const SeparationLaw& law, double speed_m_s) {
  return speed_m_s * separation_time_s(law, speed_m_s);
}

double separation_time_s(const SeparationLaw& law, double speed_m_s) {
  require_domain(speed_m_s >= 0.0 && std::isfinite(speed_m_s), "speed must be finite and >= 0 m/s");
  return law.reaction_time_s + quadratic_s2_m(law) * speed_m_s;
}

double spacing_m(const SeparationLaw& law, double standing_spacing_m, double speed_m_s) {
  require_domain(standing_spacing_m > 0.0, "standing spacing must be > 0 m");
  return standing_spacing_m + braking_separation_m(law, speed_m_s);
}

double headway_s(const SeparationLaw& law, double standing_spacing_m, double speed_m_s) {
  require_domain(speed_m_s > 0.0, "speed must be > 0 m/s");
  require_domain(standing_spacing_m > 0.0, "standing spacing must be > 0 m");
  return standing_spacing_m / speed_m_s + separation_time_s(law, speed_m_s);
}

double passages_per_hour(double headway_s) {
  require_domain(headway_s > 0.0, "headway must be > 0 s");
  return 3600.0 / headway_s;
}

double optimum_speed_m_s(const SeparationLaw& law, double standing_spacing_m) {
  require_domain(standing_spacing_m > 0.0, "standing spacing must be > 0 m");
  const double quadratic = quadratic_s2_m(law);
  if (quadratic <= 0.0) return std::numeric_limits<double>::infinity();
  return std::sqrt(standing_spacing_m / quadratic);
}

double train_length_m(const TrainShape& train) {
  require_shape(train);
  const auto count = static_cast<double>(train.capsule_count);
  return count * train.capsule_length_m + (count - 1.0) * train.coupling_gap_m;
}

double capsules_per_hour(const SeparationLaw& law, const TrainShape& train, double speed_m_s) {
  const double standing_m = train_length_m(train) + train.standstill_gap_m;
  return static_cast<double>(train.capsule_count) *
         passages_per_hour(headway_s(law, standing_m, speed_m_s));
}

std::optional<std::int64_t> least_train_size(const SeparationLaw& law, const TrainShape& train,
                                             double speed_m_s, double flow_per_s) {
  require_shape(train);
  require_domain(speed_m_s > 0.0, "speed must be > 0 m/s");
  require_domain(flow_per_s >= 0.0 && std::isfinite(flow_per_s), "flow must be >= 0 1/s");
  const double per_capsule_s = (train.capsule_length_m + train.coupling_gap_m) / speed_m_s;
  const double per_train_s = (train.standstill_gap_m - train.coupling_gap_m) / speed_m_s +
                             separation_time_s(law, speed_m_s);
  const double spare = 1.0 - flow_per_s * per_capsule_s;
  if (spare <= 0.0) return std::nullopt;
  // A flow that equals capacity but for rounding does not need one capsule more.
  const double exact = flow_per_s * per_train_s / spare;
  const double size = std::max(1.0, std::ceil(exact * (1.0 - 1e-12)));
  if (size > 1e15) return std::nullopt;
  return static_cast<std::int64_t>(size);
}

double platoon_capacity_per_hour(const Platoon& platoon, double speed_m_s) {
  require_domain(platoon.vehicle_count >= 1, "vehicle count must be >= 1");
  require_domain(platoon.vehicle_length_m > 0.0, "vehicle length must be > 0 m");
  require_domain(platoon.inner_gap_m >= 0.0, "inner gap must be >= 0 m");
  require_domain(platoon.outer_gap_m >= 0.0, "outer gap must be >= 0 m");
  require_domain(speed_m_s >= 0.0, "speed must be >= 0 m/s");
  const auto count = static_cast<double>(platoon.vehicle_count);
  const double length_m =
      count * platoon.vehicle_length_m + (count - 1.0) * platoon.inner_gap_m + platoon.outer_gap_m;
  return 3600.0 * speed_m_s * count / length_m;
}

}  // namespace dimai::models

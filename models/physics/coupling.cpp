#include "models/physics/coupling.hpp"

#include <cmath>

#include "models/physics/domain.hpp"

namespace dimai::models {

GapClosing close_gap(double gap_m, double speed_difference_m_s, double acceleration_m_s2,
                     double leader_speed_m_s) {
  require_domain(leader_speed_m_s >= 0.0 && std::isfinite(leader_speed_m_s),
                 "leader's speed must be finite and >= 0 m/s");
  const double time_s =
      rest_to_rest_trapezoid(gap_m, speed_difference_m_s, acceleration_m_s2).time_s;
  return {.time_s = time_s, .distance_m = leader_speed_m_s * time_s + gap_m};
}

FormationMeans window_formation(double arrivals_per_s, double window_s) {
  require_domain(arrivals_per_s >= 0.0, "arrival rate must be >= 0 1/s");
  require_domain(window_s >= 0.0, "window must be >= 0 s");
  const double others = arrivals_per_s * window_s;
  return {.capsules_per_train = 1.0 + others,
          .wait_s = window_s * (1.0 + 0.5 * others) / (1.0 + others)};
}

FormationMeans size_formation(double arrivals_per_s, double capsules_per_train) {
  require_domain(arrivals_per_s > 0.0, "arrival rate must be > 0 1/s");
  require_domain(capsules_per_train >= 1.0, "capsules per train must be >= 1");
  return {.capsules_per_train = capsules_per_train,
          .wait_s = 0.5 * (capsules_per_train - 1.0) / arrivals_per_s};
}

}  // namespace dimai::models

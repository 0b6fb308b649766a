#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dimai::models {

/// Service over time: the share of what was asked for in each step that was served in time.
struct ServiceCurve {
  std::vector<double> time_s;  ///< start of each step; the last holds on to `end_s`
  std::vector<double> share;   ///< [-]; NaN where nothing was asked for
  double end_s = 0.0;
};

/// What a disruption took, and how soon it was over.
struct Recovery {
  double before = 0.0;  ///< service before the first failure [-]
  double least = 0.0;   ///< [-], after it
  double least_at_s = 0.0;
  double area_share = 1.0;  ///< area under service / before from the first failure to the end,
                            ///< over the time [-]; 1: nothing lost
  double lost_s = 0.0;      ///< time integral of what is lost of service / before [s]
  double to_50_s = 0.0;     ///< from the first failure until half of the drop is regained; NaN:
  double to_90_s = 0.0;     ///< not in the run
  double to_99_s = 0.0;
};

/// Recovery as of Q(t), all NaN if nothing was ever asked for: the area is that of Bruneau's
/// resilience; a part of the drop counts as regained in the first step after the lowest in which
/// service is back by that part.
///
/// @param from_s  the first failure
/// @param before  service without failures [-], in (0, 1]
/// Source: Bruneau et al. (2003), Earthquake Spectra 19(4), 733-752 (area above Q(t)).
Recovery recovery(const ServiceCurve& curve, double from_s, double before);

/// One request: when it arose, and whether it was served in time. In any order.
struct ServedRequest {
  double time_s = 0.0;
  bool in_time = false;
};

/// Steps of `step_s` from 0 to `end_s`.
ServiceCurve service_curve(std::span<const ServedRequest> requests, double step_s, double end_s);

}  // namespace dimai::models

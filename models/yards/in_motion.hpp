#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/physics/kinematics.hpp"

namespace dimai::models {

/// A train that shall be re-ordered while it runs.
struct RunningUnits {
  std::span<const std::uint32_t> ranks;  ///< of its capsules, front first; least shall be ahead
  std::span<const double> lengths_m;     ///< of its capsules, front first
  double coupling_gap_m = 1.0;
  double standstill_gap_m = 2.0;
  double speed_m_s = 50.0;    ///< of the tube and of the lanes
  double separation_s = 0.5;  ///< tau of relative separation
};

/// Re-ordering of virtually coupled capsules in motion: they open gaps, each takes a lane, and they
/// come together again in another order.
struct ReorderedInMotion {
  bool possible = false;             ///< enough lanes, and each long enough for its capsules' dips
  std::vector<std::uint32_t> order;  ///< positions in the old train, new front first
  std::uint32_t groups = 0;          ///< groups that stay coupled throughout
  double delay_s = 0.0;              ///< of the train's front against running on
};

/// Groups that are neighbours before and after stay coupled. Each gap that is opened costs
/// e = (d0 - g) / v + tau. The first group waits until all that go before it have come by:
/// T = max over groups of (time of coming - time of going); closing up costs the opened gaps
/// again, so the train is delayed by T + (groups - 1) e. A group falls back in its lane by one dip
/// of speed, for which the lane must be long enough. At most as many may overtake each other as
/// there are lanes (longest decreasing subsequence).
///
/// @param lane_count     [-], >= 1
/// @param lane_length_m  [m], >= 0
/// @throws std::domain_error for speeds or rates that plan_dip refuses
/// Source: by hand; dips as in plan_dip.
ReorderedInMotion reorder_in_motion(const RunningUnits& units, std::size_t lane_count,
                                    double lane_length_m, const Rates& rates);

}  // namespace dimai::models

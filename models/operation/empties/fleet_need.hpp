#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/network/routing.hpp"
#include "models/operation/empties/fluid_bound.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/request.hpp"

namespace dimai::models {

/// What a class needs in one hour of the run.
struct HourlyNeed {
  double loaded = 0.0;  ///< capsules with a load on average, if nobody waits for anything
  double empty = 0.0;   ///< empties on average, if each hour has to even itself out
};

/// How many capsules a class needs at least for given requests.
struct FleetNeed {
  double span_s = 0.0;  ///< from the first request to the end of the last trip, undelayed
  /// Mean over that span. A smaller fleet takes longer, whatever it does.
  FluidBound bound;
  /// Greatest number with a load at one time, if nobody waits: a fleet below it makes some wait.
  double most_loaded = 0.0;
  std::vector<HourlyNeed> hours;

  /// The greatest hour: loaded, and the empties that would let it go on for ever.
  double busiest_hour() const;
};

/// For each class, by undelayed times with ramps, loading and unloading; requests that no way
/// serves are left out.
std::vector<FleetNeed> fleet_need(std::span<const Request> requests, const Router& router,
                                  const Guideway& guideway, std::span<const CapsuleClass> classes,
                                  const std::vector<std::uint32_t>& profile_of_class);

}  // namespace dimai::models

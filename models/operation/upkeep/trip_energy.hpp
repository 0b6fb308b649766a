#pragma once

#include <cstdint>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/guideway/traction.hpp"
#include "models/network/routing.hpp"
#include "models/network/search/near_search.hpp"
#include "models/operation/empties/routed_times.hpp"

namespace dimai::models {

/// Electrical energy that a capsule is expected to take from portal to portal: alone, undelayed, by
/// the router's way, from rest to rest. A train takes less, a delayed capsule more.
class TripEnergy {
 public:
  TripEnergy(const TravelTimes& times, const std::vector<CapsuleClass>& classes,
             const GuidewayParameters& guideway, const ResistanceParameters& resistance);

  /// @param mass_kg  with its load
  /// @return energy [J], infinity if no way leads there
  double trip_j(std::uint32_t capsule_class, double mass_kg, NodeIndex from, NodeIndex to) const;
  /// Empty from a portal on to the nearest one with chargers: 0 if it has some, infinity if none
  /// can be reached.
  double to_charger_j(std::uint32_t capsule_class, NodeIndex from);
  /// The nearest portal with chargers, itself included; invalid if none can be reached.
  NodeIndex charger_near(std::uint32_t capsule_class, NodeIndex from);

 private:
  const TravelTimes& times_;
  const Network& network_;
  std::vector<CapsuleClass> classes_;
  Traction traction_;
  NearSearch search_;
  std::vector<LaneIndex> lane_of_link_;  ///< first of each
  struct Near {
    std::uint32_t version = 0;
    NodeIndex portal;
    double energy_j = 0.0;
  };
  const Near& near_charger(std::uint32_t capsule_class, NodeIndex from);
  std::vector<Near> near_;  ///< by class and portal
};

}  // namespace dimai::models

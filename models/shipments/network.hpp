#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/shipments/parameters.hpp"
#include "sim/index.hpp"

namespace dimai::models {

using PlaceIndex = sim::Index<struct PlaceTag>;
using ModeIndex = sim::Index<struct ModeTag>;
using LaneGroupIndex = sim::Index<struct LaneGroupTag>;

/// Somewhere that shipments come from, go to, or change modes.
struct Place {
  std::string id;
  std::string name;
  std::string name_zh;
  std::string kind;  ///< the planner's own word, such as "building" or "port"
  double longitude_deg = 0.0;
  double latitude_deg = 0.0;
  bool hub = false;        ///< modes may be changed here
  std::int64_t docks = 0;  ///< places where that is done at a time; 0: nobody waits
  double weight = 0.0;     ///< such as households
};

/// Where a mode can be entered and left. Two places are a leg apart if they have stations of one
/// mode and group.
struct Station {
  PlaceIndex place;
  ModeIndex mode;
  LaneGroupIndex group;
  std::uint32_t external = 0;  ///< station of the tubes, or portal of the capsules
};

/// The stations of a mode that reach each other, and their lanes.
struct LaneGroup {
  std::string name;
  ModeIndex mode;
  std::vector<std::uint32_t> stations;
  std::int64_t lanes = 0;
};

/// Demand for shipments: Poisson by the hours of the day, ends drawn by weight.
struct ShipmentDemand {
  std::uint32_t shipment_class = 0;
  double a_day = 0.0;
  std::vector<double> hour_shares;     ///< 24, their sum 1; empty: even
  std::vector<std::uint32_t> origins;  ///< places
  std::vector<double> origin_weights;
  std::vector<std::uint32_t> destinations;
  std::vector<double> destination_weights;
  std::vector<double> stage_factors;  ///< [day], the last holds on; empty: all 1
};

/// All that a scenario says of shipments.
struct ShipmentPlan {
  std::vector<ShipmentClass> classes;
  sim::Table<ModeIndex, ModeParameters> modes;
  sim::Table<PlaceIndex, Place> places;
  std::vector<Station> stations;
  sim::Table<LaneGroupIndex, LaneGroup> groups;
  std::vector<ShipmentDemand> demands;
  /// Capsule class of each mode of kind capsule.  [mode]
  std::vector<std::uint32_t> capsule_class;
  /// Parcel class in the tubes.  [class]
  std::vector<std::uint32_t> parcel_class;
  ForesightParameters foresight;
  double duration_s = 86400.0;
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;

  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
};

}  // namespace dimai::models

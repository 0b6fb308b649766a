#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "models/network/network.hpp"
#include "models/operation/journey.hpp"
#include "models/trains/capsule.hpp"

namespace dimai::models {

/// What a capsule is doing, for the count of the fleet.
enum class CapsuleActivity : std::uint8_t { idle, loading, loaded_moving, empty_moving, unloading };
inline constexpr std::size_t kActivityCount = 5;

/// Capsules by activity, and requests that wait, per class at one time.
struct FleetSample {
  double time_s = 0.0;
  std::vector<std::array<std::uint32_t, kActivityCount>> capsules;  ///< [class]
  std::vector<std::uint32_t> waiting_requests;                      ///< [class]
};

/// What a class has run and used.
struct FleetWork {
  double loaded_j = 0.0;
  double empty_j = 0.0;
  double loaded_distance_m = 0.0;
  double empty_distance_m = 0.0;
  std::uint64_t unparked = 0;  ///< times that a capsule found no parking place anywhere and stayed
};

/// A capsule, as the operation sees it.
struct Vehicle {
  CapsuleActivity activity = CapsuleActivity::idle;
  NodeIndex portal;    ///< where it is, or is going
  JourneyIndex first;  ///< journeys that it will serve, in order; the first may be under way
  JourneyIndex last;
  std::int64_t ramp_ns = 0;      ///< departure ramp of the present movement
  std::int64_t leg_end_ns = 0;   ///< when it expects to end its present empty movement, or journey
  std::int64_t plan_end_ns = 0;  ///< when it expects to have served them all
  bool in_portal = true;         ///< not on the guideway
  bool carries = false;          ///< loaded
  bool holds_place = false;      ///< keeps a parking place at `portal`
  bool ordered = false;          ///< its desk will be told to send it on
};

/// Berths and places of a portal.
struct PortalState {
  std::int64_t arrival_free = 0;
  std::int64_t departure_free = 0;
  std::int64_t parking_free = 0;
  std::int64_t inbound = 0;  ///< arrived, not yet in a berth
  std::int64_t arrival_ramp_ns = 0;
  bool refused_entry = false;
  std::deque<CapsuleIndex> before_unloading;
  std::deque<CapsuleIndex> before_loading;
};

/// What all desks of a service share.
struct ServiceTables {
  sim::Table<JourneyIndex, Journey> journeys;
  sim::Table<NodeIndex, PortalState> portals;
  sim::Table<CapsuleIndex, Vehicle> vehicles;
};

/// Something that a desk tells the one that dispatches: where a capsule will be free, and when.
struct DeskOffer {
  CapsuleIndex capsule;
  std::uint32_t capsule_class = 0;
  std::uint32_t portal = 0;  ///< rank
  std::int64_t free_ns = 0;
};

/// What an idle capsule is to do.
struct DeskOrder {
  CapsuleIndex capsule;
  NodeIndex parking;  ///< go there; invalid: serve its next journey
};

}  // namespace dimai::models

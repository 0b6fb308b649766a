#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "models/network/network.hpp"
#include "models/operation/berths/berth_group.hpp"
#include "models/operation/journey.hpp"
#include "models/trains/capsule.hpp"

namespace dimai::models {

/// Kinds of events of a service.
struct ServiceEvents {
  enum Kind : std::uint16_t {
    request_due,
    loaded,
    at_portal,
    unloaded,
    sample_due,
    dispatch_due,
    retry_due,
    steer_due,
    charged,
    workshop_done
  };
};

/// What a capsule is doing, for the count of the fleet.
enum class CapsuleActivity : std::uint8_t {
  idle,
  loading,
  loaded_moving,
  empty_moving,
  unloading,
  charging,  ///< has something to do, but not charge enough
  in_workshop
};
inline constexpr std::size_t kActivityCount = 7;

/// Capsules by activity, and requests that wait, per class at one time.
struct FleetSample {
  double time_s = 0.0;
  std::vector<std::array<std::uint32_t, kActivityCount>> capsules;  ///< [class]
  std::vector<std::uint32_t> waiting_requests;                      ///< [class]
  std::vector<float> mean_charge;   ///< share of the battery, NaN on powered track  [class]
  std::vector<float> least_charge;  ///< [class]
};

/// What a class has run and used.
struct FleetWork {
  double loaded_j = 0.0;
  double empty_j = 0.0;
  double loaded_distance_m = 0.0;
  double empty_distance_m = 0.0;
  std::uint64_t unparked = 0;  ///< times that a capsule found no parking place anywhere and stayed
  std::uint64_t empty_trips = 0;
  std::uint64_t steered_trips = 0;  ///< of those: sent ahead of demand
  std::uint64_t workshop_stays = 0;
  double workshop_s = 0.0;             ///< sum over capsules of the stays that have ended
  std::uint64_t workshop_put_off = 0;  ///< times that no workshop had a place
};

/// What a portal's berths have done.
struct PortalCounts {
  std::uint64_t unloaded = 0;
  std::uint64_t loaded = 0;
  std::uint64_t waved_off = 0;               ///< capsules sent round for want of a holding place
  std::uint32_t most_waiting_to_unload = 0;  ///< at one time
  std::uint32_t most_waiting_to_load = 0;
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
  bool wants_charger = false;    ///< stands in the queue of the portal's chargers
  bool strayed = false;          ///< has found refuge at `portal`, which it was not bound for
  bool to_workshop = false;      ///< has a place in the workshop of `portal`, and goes or is there
  std::uint32_t charge_number = 0;   ///< tells the charge that is on from earlier ones
  std::int64_t workshop_due_ns = 0;  ///< not before this
  double workshop_due_m = 0.0;       ///< or not before it has run so far
  double run_m = 0.0;
  std::uint32_t plan = 0;  ///< orders by message that it has taken on
  std::uint32_t leg = 0;   ///< movements and loadings begun since
};

/// Berths and places of a portal.
struct PortalState {
  static constexpr std::size_t kShared = 0;
  static constexpr std::size_t kRooms = 1;

  std::array<BerthGroup, 2> arrivals;    ///< shared, of rooms
  std::array<BerthGroup, 2> departures;  ///< shared, of rooms
  std::int64_t parking_free = 0;
  std::int64_t inbound = 0;  ///< arrived, not yet in a berth
  std::int64_t workshop_free = 0;
  bool refused_entry = false;
  std::vector<CapsuleIndex> charging;
  std::deque<CapsuleIndex> before_charger;
};

/// A capsule that stands in a portal because no way leads to where it is to go.
struct HeldBack {
  CapsuleIndex capsule;
  NodeIndex destination;
  bool loading = false;  ///< it is about to load; else to set out
};

/// What all desks of a service share.
struct ServiceTables {
  sim::Table<JourneyIndex, Journey> journeys;
  sim::Table<NodeIndex, PortalState> portals;
  sim::Table<NodeIndex, PortalCounts> portal_counts;
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

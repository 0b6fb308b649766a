#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "models/pipelines/parcel_tubes/send.hpp"
#include "models/pipelines/parcel_tubes/zone_paths.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

enum class CarrierState : std::uint8_t { stock, loading, queued, moving, unloading };

/// One carrier. It exists from the start to the end of a run.
struct Carrier {
  std::uint32_t carrier_class = 0;
  StationIndex home;
  CarrierState state = CarrierState::stock;
  std::uint8_t priority = 0;  ///< of its send; of an empty one see below
  StationIndex at;            ///< where it is in stock, loaded or unloaded
  PortIndex port;             ///< where it waits or came from
  PortIndex target;           ///< where it leaves the zone, while moving
  StationIndex destination;   ///< while queued or moving
  SendIndex send;             ///< invalid: it is empty
  std::int64_t since_ns = 0;  ///< start of what it does now
  // while it moves in a zone
  sim::Timer arrival;
  std::int64_t due_ns = 0;      ///< when it arrives; while it is held: how long that is still off
  std::int64_t turning_ns = 0;  ///< at the top of its way
  std::int64_t held_ns = 0;     ///< that it stood on this way
  std::uint32_t held = kFree;   ///< row of ParcelTubes::caught() while it stands

  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
};

/// A carrier that stood in a zone because something had failed.
struct CaughtCarrier {
  CarrierIndex carrier;
  SendIndex send;  ///< invalid: it was empty
  ZoneIndex zone;
  std::int64_t caught_ns = 0;
  std::int64_t released_ns = -1;  ///< -1: it still stands
};

/// Empty carriers go after all sends, but one that a sender waits for goes as a common send.
inline constexpr std::uint8_t kEmptyPriority = 3;
inline constexpr std::uint8_t kCalledPriority = 1;

/// A queue into a zone: of senders at a station, or in a connector.
struct PortState {
  std::deque<CarrierIndex> queue;
  std::int64_t taken = 0;      ///< places of the connector that are held or reserved
  std::uint64_t passed = 0;    ///< carriers that left the queue
  std::uint64_t longest = 0;   ///< greatest length of the queue
  std::int64_t waited_ns = 0;  ///< of all that left
  std::int64_t longest_wait_ns = 0;
};

/// A zone's blower and what moves.
struct ZoneState {
  std::int64_t moving = 0;
  std::int64_t held = 0;  ///< of these: they stand, for something has failed
  bool pressure = false;  ///< how the blower turns: vacuum or pressure
  bool retry = false;     ///< a block_clear event is on its way
  PortIndex last_from;    ///< of the last release
  PortIndex last_to;
  std::int64_t last_release_ns = 0;
  std::int64_t busy_from_ns = 0;
  // what is observed
  std::uint64_t movements = 0;
  std::uint64_t empty_movements = 0;
  std::uint64_t reversals = 0;
  std::int64_t busy_ns = 0;  ///< a carrier moves, or waits for settings and reversals
  std::int64_t dead_ns = 0;  ///< of that: settings and reversals
};

struct StationState {
  std::vector<CarrierIndex> stock;  ///< empty carriers, the last come on top
  std::deque<SendIndex> awaiting;   ///< sends without a carrier, by priority
  std::int64_t receiving = 0;       ///< receive places taken or reserved
  std::int64_t inbound_empties = 0;
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
  std::uint64_t least_stock = 0;
};

struct UnitState {
  std::uint32_t branch = 0xFFFFFFFFU;  ///< how it stands; none at the start
  std::uint64_t settings = 0;
  std::uint64_t passed = 0;  ///< carriers that went through
};

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <limits>

#include "models/operation/demand.hpp"
#include "models/trains/capsule.hpp"
#include "sim/index.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

using JourneyIndex = sim::Index<struct JourneyTag>;

/// One request and what became of it. Parts of its time are NaN until they are known.
struct Journey {
  enum class State : std::uint8_t { waiting, under_way, arrived, refused };
  enum class Refusal : std::uint8_t {
    none,
    no_way,       ///< no open way admits the class
    out_of_range  ///< the way is too long for a full battery
  };
  static constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

  Request request;
  State state = State::waiting;
  Refusal refusal = Refusal::none;
  std::uint16_t couplings = 0;
  std::uint16_t cuts = 0;
  CapsuleIndex capsule;
  JourneyIndex next;                  ///< next one that the same capsule will serve
  std::int64_t loading_ns = never;    ///< a capsule stands in a departure berth for it
  std::int64_t departure_ns = never;  ///< the capsule leaves the berth
  std::int64_t arrival_ns = never;    ///< unloaded
  float wait_s = unknown;
  float handling_s = unknown;
  float access_s = unknown;
  float line_s = unknown;
  float junction_s = unknown;
  float egress_s = unknown;
  float distance_m = unknown;
  float energy_j = unknown;
};

/// Asks for journeys while the run goes, and hears of their ends.
class JourneyListener {
 public:
  virtual ~JourneyListener() = default;
  /// A journey that it asked for has arrived or was refused: just now or, where decisions are made
  /// at intervals, since the last one. It must not ask for another before the event is over.
  virtual void journey_ended(JourneyIndex journey) = 0;
  /// Decisions are made at intervals, and have just been made: until this returns, nothing happens
  /// in any region, so that journeys may be looked at.
  virtual void decided(sim::Time now) = 0;
  /// Whether it may ask for more.
  virtual bool may_ask() const = 0;
};

}  // namespace dimai::models

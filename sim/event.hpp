#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "sim/time.hpp"

namespace dimai::sim {

/// Who receives an event: a model's row in the simulation's table of handlers.
struct HandlerId {
  std::uint16_t value = 0;

  constexpr auto operator<=>(const HandlerId&) const = default;
};

/// Something that will happen. Plain data: copied as it is into the queue and the event log.
struct Event {
  static constexpr std::uint32_t no_timer = std::numeric_limits<std::uint32_t>::max();

  Time time;                       ///< when it happens
  std::uint64_t order = 0;         ///< set by the queue; equal times run first-in first-out
  std::uint32_t subject = 0;       ///< what it happens to: an index in the handler's own table
  std::uint16_t handler = 0;       ///< who receives it: HandlerId::value
  std::uint16_t kind = 0;          ///< what happens: the handler's own enum
  std::uint32_t timer = no_timer;  ///< set by the simulation: row of a timer, if it is one
  std::uint32_t data = 0;          ///< whatever the handler wants to be told
};
static_assert(sizeof(Event) == 32);
static_assert(std::is_trivially_copyable_v<Event>);

/// The order in which events run: by time, then by insertion.
constexpr bool runs_before(const Event& a, const Event& b) {
  return a.time != b.time ? a.time < b.time : a.order < b.order;
}

}  // namespace dimai::sim

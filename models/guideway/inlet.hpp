#pragma once

#include <cstdint>
#include <deque>

#include "models/guideway/lane.hpp"

namespace dimai::models {

/// The head of an inlet, and what is planned for it.
struct alignas(64) Inlet {
  enum class State : std::uint8_t {
    empty,       ///< no train
    running,     ///< an event is due when the head train is ready to pass
    contending,  ///< ready, in the list of its target lane
    waiting,     ///< for an earlier train, or for room in a portal
    stranded,    ///< no open way to its destination
    held,        ///< stands on a broken lane
  };
  State state = State::empty;
  bool waved_off = false;                    ///< the head goes round, see link_unless_waved_off
  Target target{Target::Kind::unknown, {}};  ///< of the head's front capsule
  LaneIndex contends_for;
  TrainIndex head;
  std::int64_t wake_ns = 0;   ///< time of the event that is due
  std::int64_t ready_ns = 0;  ///< when the head could have passed had the way ahead been free
  std::int64_t free_ns = 0;   ///< when it could have passed had it been alone
  std::int64_t least_ns = 0;  ///< what the simple law between two trains demands, for the audit
};
static_assert(sizeof(Inlet) == 64);

/// Who must be told when a passage of some lane leaves it.
struct Waiter {
  InletIndex inlet;  ///< invalid: the entry of `lane` waits
  LaneIndex lane{};
  bool joins = false;          ///< who would couple as it enters, not who enters by itself
  std::uint32_t sequence = 0;  ///< of the passage
};

/// A broken lane, and the first train on it that is held.
struct Break {
  LaneIndex lane;
  std::uint32_t times = 0;      ///< it broke, less those that were mended
  double way_out_um = 0.0;      ///< from the break to the lane's end
  TrainIndex held;              ///< invalid: none
  std::int64_t release_ns = 0;  ///< if mended: when that train can have come to the lane's end
};

/// Where a train went: its passage in the next lane, if any.
struct Onward {
  LaneIndex lane;
  std::uint32_t sequence = 0;
  std::int64_t position_um = 0;
};

/// What leaves an inlet: its head train, or the front of it.
struct Part {
  bool whole = true;
  std::int64_t length_um = 0;
};

/// An event that is some events ahead.
struct Coming {
  InletIndex inlet;
  LaneIndex next;
};

/// A place where trains start: a portal's exit or a yard's track towards one link.
struct Source {
  struct Entry {
    TrainIndex train;
    std::int64_t ready_ns = 0;
  };
  NodeIndex node;
  bool is_portal = false;
  std::deque<Entry> queue;
  std::uint32_t track = 0;  ///< of the yard, unless it is a portal
};

}  // namespace dimai::models

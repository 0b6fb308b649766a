#pragma once

#include <cstdint>
#include <deque>

#include "models/guideway/lane.hpp"

namespace dimai::models {

/// Something whose head train may want to pass a node: lane i is inlet i, the sources follow.
using InletIndex = sim::Index<struct InletTag>;

/// Who goes first where tubes merge; the values of the parameter `merge`.
enum class MergeRule : std::uint8_t { first_come, priority, zipper, concatenating };

/// Where a train, or the front part of one, goes next.
struct Target {
  enum class Kind : std::uint8_t { none, link, portal, yard };
  Kind kind = Kind::none;
  LinkIndex link;  ///< next link; for a yard the one that it will leave by

  bool operator==(const Target&) const = default;
};

struct Inlet {
  enum class State : std::uint8_t {
    empty,       ///< no train
    running,     ///< an event is due when the head train is ready to pass
    contending,  ///< ready, in the list of its target lane
    waiting,     ///< for an earlier train, or for room in a portal
    stranded,    ///< no open way to its destination
  };
  State state = State::empty;
  std::int64_t wake_ns = 0;   ///< time of the event that is due
  std::int64_t ready_ns = 0;  ///< when the head could have passed had the way ahead been free
  std::int64_t free_ns = 0;   ///< when it could have passed had it been alone
  LaneIndex target;           ///< lane that it contends for
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
};

}  // namespace dimai::models

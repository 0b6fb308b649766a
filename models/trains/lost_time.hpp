#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace dimai::models {

/// Time that a train loses on its way over a lane, though nobody holds it up: evenly between two
/// places, because its rear is on a slower lane still, or just after one place, because it lets a
/// part of it close up that was behind others.
struct LostTime {
  std::int64_t position_um = 0;  ///< of the train in the lane's queue, see LanePassage
  std::int64_t from_um = 0;      ///< way of its front on the lane; < 0 if it began before
  std::int64_t to_um = 0;        ///< > 0, >= from_um
  std::int64_t lost_ns = 0;      ///< >= 0
  /// Of what is lost just after one place, where the last part joined: how far the front had come
  /// by then. Those before that part lose the time from there on.
  std::int64_t passed_um = 0;

  bool at_once() const { return from_um == to_um; }
  /// What of it is still to be lost when the front is so far on the lane.
  std::int64_t left_ns(std::int64_t way_um) const {
    if (way_um <= from_um) return lost_ns;
    if (way_um >= to_um) return 0;
    const double share = static_cast<double>(to_um - way_um) / static_cast<double>(to_um - from_um);
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): it is positive
    return static_cast<std::int64_t>(share * static_cast<double>(lost_ns) + 0.5);
  }
};

/// Loss as those see it who follow the part of the train that stands at `behind_um` in the queue.
inline LostTime as_seen_behind(LostTime time, std::int64_t behind_um) {
  if (!time.at_once() || behind_um >= time.position_um + time.to_um) return time;
  time.from_um = time.to_um = std::max(time.to_um, time.passed_um);
  return time;
}

/// What the train at a position of a lane's queue has still to lose when its front is so far on it.
inline std::int64_t still_to_lose_ns(const std::vector<LostTime>& times, std::int64_t position_um,
                                     std::int64_t way_um) {
  std::int64_t sum_ns = 0;
  for (const LostTime& each : times) {
    if (each.position_um == position_um) sum_ns += each.left_ns(way_um);
  }
  return sum_ns;
}

/// The same at the lane's start, of what it loses because its rear is on a slower lane.
inline std::int64_t rear_clearing_ns(const std::vector<LostTime>& times, std::int64_t position_um) {
  std::int64_t sum_ns = 0;
  for (const LostTime& each : times) {
    if (each.position_um == position_um && !each.at_once()) sum_ns += each.left_ns(0);
  }
  return sum_ns;
}

}  // namespace dimai::models

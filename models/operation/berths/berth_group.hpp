#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "models/trains/capsule.hpp"

namespace dimai::models {

/// How capsules get into and out of berths.
struct BerthRules {
  bool in_a_row = false;        ///< serial: one behind the other, nobody overtakes
  std::int64_t swap_ns = 0;     ///< from one capsule's leaving until the next one stands
  std::int64_t advance_ns = 0;  ///< in a row: between capsules that draw up
  std::int64_t headway_ns = 0;  ///< side by side: between capsules at the throat
};

/// The berths of a portal that serve the same purpose: who stands in them, who waits for them.
///
/// Side by side, each is free again `swap` after its capsule has left. In a row, capsules draw up
/// behind one another, leave in the same order, and the next ones draw up `swap` after the last has
/// left. Saturated, n berths serve n capsules in dwell + swap, or in dwell + swap + (n - 1)
/// advance.
class BerthGroup {
 public:
  BerthGroup() = default;
  BerthGroup(const BerthRules& rules, std::int64_t count);

  struct Start {
    CapsuleIndex capsule;
    std::int64_t at_ns = 0;  ///< when it stands in its berth, now or later
  };
  void ask(CapsuleIndex capsule) { waiting_.push_back(capsule); }
  /// The next that waits and has a berth, now or soon; nobody if all are taken.
  std::optional<Start> admit(std::int64_t now_ns);
  /// A capsule is done in its berth.
  void finish(CapsuleIndex capsule);
  /// The next that may drive out of those that are done.
  std::optional<CapsuleIndex> next_out();
  /// A capsule that drove out has left the berths behind.
  void leave(std::int64_t now_ns);

  std::size_t waiting() const { return waiting_.size(); }
  std::int64_t berth_count() const { return count_; }
  void keep(sim::Archive& archive);  ///< see there

 private:
  struct Standing {
    CapsuleIndex capsule;
    bool done = false;
  };

  BerthRules rules_;
  std::int64_t count_ = 0;
  std::int64_t taken_ = 0;          ///< in a row: since it was last empty
  std::int64_t left_ = 0;           ///< in a row: of those
  std::int64_t ready_ns_ = 0;       ///< in a row: from when on it may be entered
  std::int64_t next_start_ns_ = 0;  ///< the throat, or the place behind, is clear from then on
  std::deque<CapsuleIndex> waiting_;
  std::deque<Standing> row_;       ///< in a row: front first
  std::deque<CapsuleIndex> done_;  ///< side by side
  /// Side by side, with a swap time: when berths that were left are ready.
  std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> swapping_;
};

}  // namespace dimai::models

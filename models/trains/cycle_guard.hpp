#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/guideway.hpp"
#include "models/trains/train.hpp"

namespace dimai::models {

/// Keeps directed cycles of routes from filling up, so that trains on them can always move.
///
/// Trains can lock each other only if all links of a cycle of the channel dependency graph are full
/// (Dally and Seitz 1987, IEEE Trans. Computers C-36(5), 547-553). Before a capsule enters links
/// that belong to cycles, it books room in every cycle that it will touch before it reaches a link
/// outside all of them; each cycle keeps room for one longest train (bubble flow control: Carrion,
/// Beivide, Gregorio and Vallejo 1997, HiPC '97, 322-329). Cycles longer than the whole fleet
/// cannot fill. Of the others the shortest are booked one by one; where they are too many, the
/// capsules among links that hang together may not stand longer than the shortest cycle left out,
/// so that no cycle among those links can fill.
class CycleGuard {
 public:
  CycleGuard(const Network& network, const Router& router, const GuidewayParameters& guideway,
             const std::vector<CapsuleClass>& classes, double fleet_length_m);

  bool guarded(LinkIndex link) const { return !cycles_of_link_[link].empty(); }
  std::size_t cycle_count() const { return cycles_.size(); }

  /// Whether the first `count` capsules of a train may pass into `link`.
  bool admits(const TrainTable& trains, TrainIndex train, std::uint32_t count,
              LinkIndex link) const;
  /// Books room for all capsules of a train that passes into `link`, unless they hold some already.
  void book(const TrainTable& trains, TrainIndex train, LinkIndex link);
  /// Gives back what the capsules of a train have booked; true if there was anything.
  bool release(const TrainTable& trains, TrainIndex train);

  /// A capsule goes to another region: its bookings are added to `cycles` and forgotten here.
  void hand_over(CapsuleIndex capsule, std::vector<std::uint32_t>& cycles);
  void take_over(CapsuleIndex capsule, std::span<const std::uint32_t> cycles);
  /// Says which region each node belongs to, to the guard of each region.
  void divide(std::span<const std::uint32_t> region_of_node);
  /// Deals out among the guards of all regions the room that is left in each cycle that several of
  /// them may book, until the next time: to each the same, or, where that is too little for a
  /// longest train, to one in turn.
  static void deal_out(std::span<CycleGuard* const> guards, std::uint64_t turn);

 private:
  struct Cycle {
    std::int64_t room_um = 0;    ///< length less the longest train
    std::int64_t booked_um = 0;  ///< less than 0 where capsules came that had booked elsewhere
    std::int64_t limit_um = 0;   ///< of booked_um
  };
  using Need = std::pair<std::uint32_t, std::int64_t>;  ///< cycle, room [um]

  void add_groups(double room_m);
  /// Nodes that guarded links join have the same root.
  std::vector<std::uint32_t> joined_nodes() const;
  /// Cycles that a capsule will touch from `link` on, up to the first link outside all cycles.
  void cycles_ahead(const Capsule& capsule, LinkIndex link,
                    std::vector<std::uint32_t>& cycles) const;
  std::int64_t needed_um(const Capsule& capsule) const { return capsule.length_um + gap_um_; }
  bool holds(CapsuleIndex capsule) const {
    return capsule.value < held_.size() && !held_[capsule.value].empty();
  }

  std::int64_t bubble_um_ = 0;         ///< longest train
  std::vector<std::uint32_t> shared_;  ///< cycles that several regions may book
  const Network& network_;
  const Router& router_;
  std::int64_t gap_um_ = 0;  ///< the greater of standstill and coupling gap
  std::vector<Cycle> cycles_;
  sim::Table<LinkIndex, std::vector<std::uint32_t>> cycles_of_link_;
  std::vector<std::vector<std::uint32_t>>
      held_;  ///< by capsule: cycles in which it has booked room
};

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <vector>

#include "models/trains/capsule.hpp"
#include "sim/index.hpp"

namespace dimai::models {

/// An ordered list of capsules that run as one, front to rear.
struct Train {
  CapsuleIndex front;
  CapsuleIndex rear;
  std::uint32_t count = 0;     ///< capsules
  std::uint32_t number = 0;    ///< never used again, unlike the row
  std::uint32_t width = 0;     ///< of its widest capsule, see Capsule
  NodeIndex destination;       ///< of its front capsule
  std::uint32_t profile = 0;   ///< of its front capsule
  std::int64_t length_um = 0;  ///< from nose to tail, coupling gaps included
  double mass_kg = 0.0;
  Ledger sum;  ///< what all its capsules have in common
};

/// All capsules, and the trains that they form. Rows of dissolved trains are used again.
class TrainTable {
 public:
  /// @param coupling_gap_um  gap between coupled capsules [um], >= 0
  /// @param first_number, stride  trains are numbered from the first on, in such steps
  explicit TrainTable(std::int64_t coupling_gap_um, std::uint32_t first_number = 0,
                      std::uint32_t stride = 1)
      : coupling_gap_um_(coupling_gap_um), stride_(stride), next_number_(first_number) {}

  Train& operator[](TrainIndex train) { return trains_[train]; }
  const Train& operator[](TrainIndex train) const { return trains_[train]; }
  Capsule& operator[](CapsuleIndex capsule) { return capsules_[capsule]; }
  const Capsule& operator[](CapsuleIndex capsule) const { return capsules_[capsule]; }

  CapsuleIndex add_capsule(const Capsule& capsule) { return capsules_.push_back(capsule); }
  std::size_t capsule_count() const { return capsules_.size(); }
  std::size_t train_count() const { return trains_.size() - free_.size(); }
  std::int64_t coupling_gap_um() const { return coupling_gap_um_; }

  /// A train of the given capsules, front first; none of them is in a train.
  TrainIndex form(const std::vector<CapsuleIndex>& capsules);
  /// Hangs all capsules of `joining` behind those of `train`; `joining` ceases to be.
  void append(TrainIndex train, TrainIndex joining);
  /// Cuts the first `count` capsules off as a train of their own. 0 < count < capsules of `train`.
  TrainIndex cut_front(TrainIndex train, std::uint32_t count);
  /// Puts the capsules of a train, which are all of them, in another order, front first.
  void reorder(TrainIndex train, const std::vector<CapsuleIndex>& capsules);
  /// Takes the train apart; each capsule's offset becomes its whole ledger.
  void dissolve(TrainIndex train, std::vector<CapsuleIndex>& capsules);
  /// Takes the train, its capsules together, out of this table.
  void take_out(TrainIndex train) { free_.push_back(train); }
  /// Puts in a train that was taken out of another table; its capsules' rows are here.
  TrainIndex put_in(const Train& train);
  /// Whole ledger of a capsule that runs in `train`.
  Ledger ledger(TrainIndex train, CapsuleIndex capsule) const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  TrainIndex take_row();
  void measure(Train& train) const;

  std::int64_t coupling_gap_um_;
  std::uint32_t stride_;
  std::uint32_t next_number_;
  sim::Table<CapsuleIndex, Capsule> capsules_;
  sim::Table<TrainIndex, Train> trains_;
  std::vector<TrainIndex> free_;
};

}  // namespace dimai::models

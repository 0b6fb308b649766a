#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/parameters/capsule_class.hpp"
#include "models/trains/capsule.hpp"

namespace dimai::sim {
class Archive;
}

namespace dimai::models {

/// What the batteries of a class have taken and done.
struct BatteryTotals {
  double charged_j = 0.0;
  double charging_s = 0.0;        ///< sum over capsules of time on a charger
  std::uint64_t charges = 0;      ///< times that one was put on a charger
  std::uint64_t waits = 0;        ///< times that one had to charge before it could set out
  std::uint64_t below_least = 0;  ///< arrivals with less than the least charge
  std::uint64_t ran_flat = 0;     ///< arrivals that took more than there was
  double least_share = 1.0;       ///< lowest share of the battery on any arrival
};

/// Charge of each capsule's battery. Between what is told it does not change, or grows steadily on
/// a charger, so nothing happens while nothing is told.
class Batteries {
 public:
  explicit Batteries(std::span<const CapsuleClass> classes);

  bool has(std::uint32_t capsule_class) const { return classes_[capsule_class].has_battery(); }
  /// A capsule with a full battery; in the order of their numbers.
  void add(std::uint32_t capsule_class);
  double capacity_j(CapsuleIndex capsule) const { return row(capsule).battery_j; }
  /// Charge that must be left on arrival.
  double least_j(CapsuleIndex capsule) const {
    return row(capsule).least_charge * row(capsule).battery_j;
  }
  double charge_j(CapsuleIndex capsule, std::int64_t now_ns) const;
  double share(CapsuleIndex capsule, std::int64_t now_ns) const;
  /// A movement has ended that took so much.
  void use(CapsuleIndex capsule, double energy_j);
  void plug(CapsuleIndex capsule, std::int64_t now_ns);
  void unplug(CapsuleIndex capsule, std::int64_t now_ns);
  bool plugged(CapsuleIndex capsule) const { return states_[capsule.value].since_ns >= 0; }
  /// When a capsule that is on a charger, or would be now, has so much.
  std::int64_t ready_ns(CapsuleIndex capsule, double needed_j, std::int64_t now_ns) const;
  void keep(sim::Archive& archive);  ///< see there

  std::vector<BatteryTotals> totals;  ///< [class]

 private:
  struct State {
    std::uint32_t capsule_class = 0;
    double charge_j = 0.0;       ///< when last told
    std::int64_t since_ns = -1;  ///< on a charger from then on; -1: not on one
  };
  const CapsuleClass& row(CapsuleIndex capsule) const {
    return classes_[states_[capsule.value].capsule_class];
  }

  std::vector<CapsuleClass> classes_;
  std::vector<State> states_;  ///< [capsule]
};

}  // namespace dimai::models

#pragma once

#include <cstdint>

#include "models/network/network.hpp"
#include "sim/index.hpp"

namespace dimai::models {

using CapsuleIndex = sim::Index<struct CapsuleTag>;
using TrainIndex = sim::Index<struct TrainTag>;

/// What a journey has cost so far. Trains add to it once per link; a capsule's own share is the
/// train's sum plus the capsule's offset, so that a link costs the same for one capsule as for
/// twenty.
struct Ledger {
  double local_s = 0.0;           ///< undelayed running on local links
  double trunk_s = 0.0;           ///< undelayed running on trunk links
  double distance_m = 0.0;        ///< way covered
  double energy_j_kg = 0.0;       ///< electrical energy per kilogram of train
  double energy_j_capsule = 0.0;  ///< electrical energy per capsule (air resistance)

  Ledger& operator+=(const Ledger& other) {
    local_s += other.local_s;
    trunk_s += other.trunk_s;
    distance_m += other.distance_m;
    energy_j_kg += other.energy_j_kg;
    energy_j_capsule += other.energy_j_capsule;
    return *this;
  }
  Ledger& operator-=(const Ledger& other) {
    local_s -= other.local_s;
    trunk_s -= other.trunk_s;
    distance_m -= other.distance_m;
    energy_j_kg -= other.energy_j_kg;
    energy_j_capsule -= other.energy_j_capsule;
    return *this;
  }
};

/// One vehicle. Moved by the guideway from `destination` to `destination`; why, the operation
/// knows.
struct Capsule {
  CapsuleIndex behind;    ///< next capsule of the same train, towards the rear
  NodeIndex destination;  ///< portal that it is on the way to
  std::uint32_t capsule_class = 0;
  std::uint32_t profile = 0;  ///< routing profile: which tubes admit it
  std::uint32_t width = 0;    ///< rank of its cross-section among all classes, widest last
  std::int64_t length_um = 0;
  double mass_kg = 0.0;  ///< with its load
  Ledger offset;         ///< own ledger minus that of its train
  std::int64_t behind_front_ns =
      0;                        ///< when it left the guideway: how long after its train's front
  double access_s = -1.0;       ///< local running before the first trunk link; -1 before that
  std::uint16_t couplings = 0;  ///< times that it joined or was joined
  std::uint16_t cuts = 0;       ///< times that its train was cut
};

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/yards/sorting.hpp"

namespace dimai::sim {
class Archive;
}

namespace dimai::models {

/// Room in the parallel lanes of a yard, by length. A capsule takes its length and a gap from its
/// arrival until it has left for the line, wherever it is rolled meanwhile.
class StandingRoom {
 public:
  /// How arrivals are shared among lanes.
  enum class Sharing : std::uint8_t {
    by_patience,  ///< see arrival_lane
    by_number,    ///< those of one number together, as far as there are lanes
  };
  static constexpr std::uint32_t kNoLane = 0xFFFFFFFF;

  StandingRoom() = default;
  StandingRoom(std::size_t lane_count, std::int64_t lane_um, Sharing sharing)
      : lanes_(lane_count), lane_um_(lane_um), sharing_(sharing) {}

  /// How many of the capsules, which come one after another, find room.
  std::uint32_t admits(std::span<const std::uint32_t> ranks,
                       std::span<const std::int64_t> spaces_um) const;
  /// Puts a capsule into its lane; kNoLane if there is no room.
  std::uint32_t take(std::uint32_t rank, std::int64_t space_um);
  /// The capsule belongs to a train now; it keeps its room.
  void close(std::uint32_t lane);
  /// The capsule has left for the line.
  void give_back(std::uint32_t lane, std::int64_t space_um);
  void keep(sim::Archive& archive);  ///< see there

 private:
  struct Lane {
    std::int64_t used_um = 0;
    std::uint32_t waiting = 0;  ///< capsules that belong to no train yet
    std::uint64_t last_rank = kEmptyLane;
  };
  std::uint32_t lane_for(std::uint32_t rank, std::int64_t space_um) const;

  std::vector<Lane> lanes_;
  std::int64_t lane_um_ = 0;
  Sharing sharing_ = Sharing::by_patience;
};

}  // namespace dimai::models

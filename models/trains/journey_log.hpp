#pragma once

#include <cstdint>
#include <vector>

#include "models/trains/train.hpp"

namespace dimai::models {

/// Trains passing from one link to the next since the last drain, a column each, in order of time.
struct CrossingLog {
  std::vector<std::int64_t> time_us;
  std::vector<std::uint32_t> train;
  std::vector<std::int32_t> link;  ///< entered; -1: left the guideway, to a portal or a yard
  std::vector<std::uint8_t> tube;  ///< of that link
  /// Undelayed running on the link left, less its length over its speed: changes of speed.
  std::vector<std::int32_t> extra_run_us;
};

enum class Boarding : std::uint8_t { coupled_in_motion, formed, reordered };

/// Capsules that got into a train in another way than by leaving a portal, or to another place in
/// it, a row each, in order of their places.
struct BoardingLog {
  std::vector<std::int64_t> time_us;
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> capsule;
  std::vector<std::uint32_t> place;  ///< in the train, 0 being its front
  std::vector<std::uint8_t> kind;    ///< a Boarding
};

/// Capsules that set out from a portal, a row each, in order of time: alone, as a train of one.
struct MovementLog {
  std::vector<std::int64_t> time_us;
  std::vector<std::uint32_t> capsule;
  std::vector<std::uint32_t> train;
  std::vector<std::int32_t>
      request;  ///< that it carries, or is on the way to; -1: to a parking place
  std::vector<std::uint8_t> loaded;   ///< 1: with the load of `request`
  std::vector<std::uint32_t> origin;  ///< portals, by node
  std::vector<std::uint32_t> destination;
};

/// Capsules that came to stand in their portal, a row for each movement, in order of time.
struct ArrivalLog {
  std::vector<std::int64_t> time_us;
  std::vector<std::uint32_t> capsule;
};

/// Where every train was when and who rode in it: with the couplings and cuts (FormationLog), all
/// that any capsule's journey can be rebuilt from.
///
/// Who knows a capsule's train and place follows it from row to row: a train that is joined keeps
/// its number and those in it their places; one that is cut keeps its number behind the cut, and
/// what is cut off in front gets a new one.
struct JourneyLog {
  bool on = false;
  CrossingLog crossings;
  BoardingLog boardings;
  MovementLog movements;
  ArrivalLog arrivals;

  struct Crossing {
    std::int64_t time_ns = 0;
    std::uint32_t train = 0;
    std::int32_t link = -1;
    std::uint32_t tube = 0;
    std::int64_t extra_run_ns = 0;
  };
  void add(const Crossing& crossing) {
    if (!on) return;
    crossings.time_us.push_back(to_us(crossing.time_ns));
    crossings.train.push_back(crossing.train);
    crossings.link.push_back(crossing.link);
    crossings.tube.push_back(static_cast<std::uint8_t>(crossing.tube));
    crossings.extra_run_us.push_back(static_cast<std::int32_t>(to_us(crossing.extra_run_ns)));
  }
  void arrive(std::int64_t time_ns, CapsuleIndex capsule) {
    if (!on) return;
    arrivals.time_us.push_back(to_us(time_ns));
    arrivals.capsule.push_back(capsule.value);
  }
  struct Movement {
    std::int64_t time_ns = 0;
    std::uint32_t train = 0;
    std::int32_t request = -1;
    bool loaded = false;
    NodeIndex origin;
  };
  void depart(const Movement& movement, CapsuleIndex capsule, NodeIndex destination) {
    if (!on) return;
    movements.time_us.push_back(to_us(movement.time_ns));
    movements.capsule.push_back(capsule.value);
    movements.train.push_back(movement.train);
    movements.request.push_back(movement.request);
    movements.loaded.push_back(movement.loaded ? 1 : 0);
    movements.origin.push_back(movement.origin.value);
    movements.destination.push_back(destination.value);
  }
  /// The capsules of `riders` are, or are about to be, in train `number` from place `first` on.
  void board(std::int64_t time_ns, const TrainTable& trains, const Train& riders,
             std::uint32_t number, std::uint32_t first, Boarding kind) {
    if (!on) return;
    for (CapsuleIndex c = riders.front; c.valid(); c = trains[c].behind) {
      boardings.time_us.push_back(to_us(time_ns));
      boardings.train.push_back(number);
      boardings.capsule.push_back(c.value);
      boardings.place.push_back(first++);
      boardings.kind.push_back(static_cast<std::uint8_t>(kind));
    }
  }

 private:
  /// To the nearest microsecond; of the halves the one away from zero.
  static std::int64_t to_us(std::int64_t ns) { return (ns < 0 ? ns - 500 : ns + 500) / 1000; }
};

}  // namespace dimai::models

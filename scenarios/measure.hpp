#pragma once

#include <cstdint>
#include <string>

namespace dimai::scenarios {

/// One quantity of one group, such as of the journeys that have arrived. Keys of JSON and columns
/// of /summary.
struct Measure {
  std::string name;           ///< such as "door_to_door_time"
  std::string capsule_class;  ///< or kind of pipeline; "" for all
  std::string origin;         ///< "" for everywhere
  std::string destination;
  std::string unit;
  std::uint64_t n = 0;
  double mean = 0.0;  ///< NaN if n is 0, as the quantiles are
  double p5 = 0.0;
  double p50 = 0.0;
  double p95 = 0.0;
  double p99 = 0.0;
};

/// Requests and vehicles of one class, each counted once.
struct ClassCounts {
  std::string name;  ///< class of capsules, or what a pipeline calls its requests
  std::uint64_t requested = 0;
  std::uint64_t arrived = 0;
  std::uint64_t under_way = 0;
  std::uint64_t waiting = 0;
  std::uint64_t refused = 0;
  std::uint64_t capsules_start = 0;  ///< or carriers
  std::uint64_t capsules_end = 0;
  std::uint64_t unparked = 0;  ///< times that a capsule found no parking place anywhere and stayed
  std::string name_zh{};       ///< `name` in Chinese; empty: the same
};

}  // namespace dimai::scenarios

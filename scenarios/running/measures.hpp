#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// One quantity of one group of journeys that have arrived. Keys of JSON and columns of /summary.
struct Measure {
  std::string name;           ///< such as "door_to_door_time"
  std::string capsule_class;  ///< "" for all
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

/// Times, way and energy of journeys: of each report pair in the scenario's order, then of each
/// class, each in the order door to door, wait, handling, access, line, junction, egress, distance,
/// energy. Quantiles are exact: linear between order statistics (Hyndman and Fan 1996, type 7).
std::vector<Measure> measures(const Run& run);

}  // namespace dimai::scenarios

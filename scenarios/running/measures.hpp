#pragma once

#include <vector>

#include "scenarios/measure.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Times, way and energy of journeys: of each report pair in the scenario's order, then of each
/// class, each in the order door to door, wait, handling, access, line, junction, egress, distance,
/// energy; then those of each pipeline. Quantiles are exact: linear between order statistics
/// (Hyndman and Fan 1996, type 7).
std::vector<Measure> measures(const Run& run);

}  // namespace dimai::scenarios

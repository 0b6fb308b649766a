#pragma once

#include "scenarios/results/result_writer.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// Writes what a result file repeats of its scenario: /config, /assumptions, /network,
/// /capsule_class.
void write_scenario_tables(ResultWriter& writer, const Scenario& scenario);

}  // namespace dimai::scenarios

#pragma once

#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// What capsules did over time, what they had to be, and what portals did for them: /fleet,
/// /fleet_work, /fleet_need, /fleet_need_hours, /portals.
void write_fleet_tables(ResultWriter& writer, const Run& run);

}  // namespace dimai::scenarios

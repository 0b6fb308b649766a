#pragma once

#include "scenarios/disruption/outcome.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

/// Writes the tables under /disruption; nothing if a scenario says nothing of it.
void write_disruption(ResultWriter& writer, const DisruptedRun& run,
                      const DisruptionOutcome& outcome);

}  // namespace dimai::scenarios

#pragma once

#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Makes the tables that any capsule's journey can be rebuilt from, /journeys/..., and writes where
/// each capsule stands at the start. Nothing if the scenario records no journeys.
void define_trace_tables(ResultWriter& writer, const Run& run);
/// Hands over what trains and capsules have done since the last call.
void write_trace_news(ResultWriter& writer, models::JourneyLog& log);

}  // namespace dimai::scenarios

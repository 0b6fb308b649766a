#pragma once

#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// The log of trains that yards make; nothing if no yard holds anybody.
void define_yard_log(ResultWriter& writer, const Run& run);
/// Rows of it since the last call.
void write_yard_news(ResultWriter& writer, Run& run);
/// What the yards did in the whole run, and how full they were.
void write_yards(ResultWriter& writer, const Run& run);

}  // namespace dimai::scenarios

#pragma once

#include <string>
#include <vector>

#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/measures.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Writes what is summed up over the run: /link_flows, /junctions, /fleet, /energy, /refusals,
/// /counts.
void write_closing_tables(ResultWriter& writer, const Run& run);
/// Writes /summary.
void write_summary(ResultWriter& writer, const std::vector<Measure>& measures);
/// Hash of all events that ran, as 16 hexadecimal digits.
std::string event_hash_text(const Run& run);

}  // namespace dimai::scenarios

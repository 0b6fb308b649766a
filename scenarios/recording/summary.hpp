#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/language.hpp"
#include "scenarios/recording/run_results.hpp"
#include "scenarios/running/measures.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// What the terminal shows after a run: who arrived, how long it took, what the network did.
std::string summary_text(const Run& run, const std::vector<Measure>& measures, const RunEnd& end,
                         Language language);

/// The same as one JSON object: scenario, version, seed, simulated_s, events, wall_s,
/// peak_rss_bytes, counts, measures, result, report, complete, end_reason, event_hash. Quantities
/// that nobody has are null.
std::string summary_json(const Run& run, const std::vector<Measure>& measures, const RunEnd& end,
                         const std::filesystem::path& result, const std::filesystem::path& report);

}  // namespace dimai::scenarios

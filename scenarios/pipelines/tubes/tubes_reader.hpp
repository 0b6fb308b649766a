#pragma once

#include <memory>

#include "scenarios/pipeline.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

/// Reads [tubes] with all its files; null after a problem.
std::unique_ptr<PipelinePlan> read_tubes(Reading& reading, TableReader& table);

}  // namespace dimai::scenarios

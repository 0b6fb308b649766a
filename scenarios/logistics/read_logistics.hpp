#pragma once

#include <memory>

#include "scenarios/pipeline.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

/// Reads [logistics]: places, modes, classes and demand; goods, recipes, sites and stocks; the way
/// of today, what is built, and stages. After all other pipelines, for it names their stations.
std::unique_ptr<PipelinePlan> read_logistics(Reading& reading, TableReader& table);

}  // namespace dimai::scenarios

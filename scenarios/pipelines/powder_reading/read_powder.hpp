#pragma once

#include <memory>

#include "scenarios/pipeline.hpp"

namespace dimai::scenarios {

struct Reading;
class TableReader;

/// Reads [powder]: silos, lines, transfers, deliveries and what else belongs to them.
///
/// @return null if anything is wrong; all of it has been told
std::unique_ptr<PipelinePlan> read_powder(Reading& reading, TableReader& table);

}  // namespace dimai::scenarios

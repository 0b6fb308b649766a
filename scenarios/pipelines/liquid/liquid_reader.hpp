#pragma once

#include <memory>

#include "scenarios/pipeline.hpp"
#include "scenarios/reading/table_reader.hpp"

namespace dimai::scenarios {

struct Reading;

/// Reads [liquid]: an EPANET file, and what is changed in it. Null after an error.
///
/// The file's own DURATION holds unless [run] states one; 0 there is one steady state.
std::unique_ptr<PipelinePlan> read_liquid(Reading& reading, TableReader& table);

}  // namespace dimai::scenarios

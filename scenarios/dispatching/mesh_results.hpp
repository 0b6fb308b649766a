#pragma once

#include <string>

#include "scenarios/language.hpp"
#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// /dispatch_mesh: a row for each mesh and direction.
void write_meshes(ResultWriter& writer, const Run& run);
/// For the summary on the terminal; empty without meshes.
std::string mesh_lines(const Run& run, Language language);
/// The same for programs: a JSON list.
std::string mesh_json(const Run& run);

}  // namespace dimai::scenarios

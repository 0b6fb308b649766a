#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "scenarios/language.hpp"
#include "scenarios/measure.hpp"
#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// /dispatch_mesh: a row for each mesh and direction.
void write_meshes(ResultWriter& writer, const Run& run);
/// For the summary on the terminal; empty without meshes.
std::string mesh_lines(const Run& run, Language language);
nlohmann::ordered_json mesh_json(const Run& run);
/// For each mesh, in place of a class: the share of messages in time, and how long they took.
std::vector<Measure> mesh_measures(const Run& run);

}  // namespace dimai::scenarios

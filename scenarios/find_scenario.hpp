#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// The file of a scenario: a TOML or EPANET file itself, or `scenario.toml` in the folder named.
/// Nothing, and a problem that guesses what was meant, if there is none.
std::optional<std::filesystem::path> find_scenario(const std::filesystem::path& named,
                                                   Problems& problems);

/// Whether a name is that of an EPANET input file, which stands for a scenario by itself.
bool is_epanet_file(const std::filesystem::path& path);

}  // namespace dimai::scenarios

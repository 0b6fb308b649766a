#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// Read a scenario, check all of it, and make every value SI.
///
/// @param path       a scenario folder, its .toml file, or an EPANET .inp file that stands for one
/// @param overrides  key=value, as of --set: same keys and same checks as the file
/// @throws ScenarioError with every problem that was found, warnings included
Scenario read_scenario(const std::filesystem::path& path,
                       const std::vector<std::string>& overrides = {});

}  // namespace dimai::scenarios

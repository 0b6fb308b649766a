#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Why results cannot be written to a folder, or nothing. The folder need not exist yet; whatever
/// is made to find out is removed again.
std::optional<Problem> unwritable_output(const std::filesystem::path& folder);

/// Folder of results if none is asked for: results/NAME beside where dimai is called.
std::filesystem::path usual_output(const std::filesystem::path& scenario);

}  // namespace dimai::scenarios

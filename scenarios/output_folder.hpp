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

/// Folder of results of a run that goes on from a snapshot, if none is asked for: NAME-resumed
/// beside results/NAME, or NAME-resumed-2 and so on if that is there.
std::filesystem::path resumed_output(const std::filesystem::path& scenario);

}  // namespace dimai::scenarios

#pragma once

#include <filesystem>

namespace dimai::scenarios {

/// Gives a file way to a new one of its name: `result.h5` becomes `result.previous.h5`, in place of
/// an older one of that name. Does nothing if there is no such file, or if it cannot be renamed.
void keep_previous(const std::filesystem::path& file);

}  // namespace dimai::scenarios

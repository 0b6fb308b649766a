#pragma once

#include <filesystem>

namespace dimai::scenarios {

/// Has the Python package make the report of a result file and waits for it.
///
/// @return whether it was made; why not, Python has said on standard error
bool make_report(const std::filesystem::path& result, const std::filesystem::path& report);

}  // namespace dimai::scenarios

#pragma once

namespace dimai::scenarios {

/// Version of dimai, from the file VERSION: "0.1.0".
const char* version();

/// Commit that was built, or "unknown" outside a git clone.
const char* git_commit();

}  // namespace dimai::scenarios

#include "scenarios/version.hpp"

namespace dimai::scenarios {

const char* version() { return DIMAI_VERSION; }

const char* git_commit() { return DIMAI_GIT_COMMIT; }

}  // namespace dimai::scenarios

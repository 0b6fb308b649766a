#pragma once

namespace dimai::scenarios {

/// Put `/usr/bin/python3 -m dimai` with the same arguments in the place of this process. Python
/// finds the package by DIMAI_ROOT, or else in the source tree that this program was built from.
///
/// @return exit status 1, if there is no Python to put there
int hand_over(int argc, const char* const* argv);

}  // namespace dimai::scenarios

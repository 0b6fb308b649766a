#pragma once

#include <functional>

#include "scenarios/run_command.hpp"

namespace dimai::scenarios {

/// What the verb `run` calls once the command line is good.
using RunFunction = std::function<int(const RunOptions&)>;

/// The program `dimai`: verbs run, validate and describe; any other verb is handed to
/// `python3 -m dimai`, which then takes the place of this process.
///
/// @return exit status: 0 done, 1 failed, 2 wrong usage or a faulty scenario
int command_line(int argc, const char* const* argv, const RunFunction& run);

}  // namespace dimai::scenarios

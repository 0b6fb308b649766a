#pragma once

#include <string>

#include "scenarios/language.hpp"
#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Messages, decisions and computers of dispatch by message, summed up over the run:
/// /dispatch_decisions, /dispatch_messages, /dispatch_hosts. Nothing without it.
void write_dispatch(ResultWriter& writer, const Run& run);
/// What the terminal shows of it; "" without dispatch by message.
std::string dispatch_lines(const Run& run, Language language);
/// The same for programs: a JSON object.
std::string dispatch_json(const Run& run);

}  // namespace dimai::scenarios

#pragma once

#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Makes the tables of single messages, jobs and uses of what was known, /messages/..., and writes
/// what messages travel over. Nothing unless the scenario asks for it.
void define_message_record(ResultWriter& writer, const Run& run);
/// Hands over what has ended since the last call.
void write_message_news(ResultWriter& writer, Run& run);
/// Hands over what is still under way; once, at the end.
void write_open_messages(ResultWriter& writer, Run& run);

}  // namespace dimai::scenarios

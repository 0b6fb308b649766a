#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/formats/value.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Read TOML text. A syntax error (duplicate keys included) is a problem and ends the reading.
///
/// Times and dates of TOML become text, as they were written: 07:30:00 is "07:30:00".
std::optional<Value> parse_toml(std::string_view text, const std::string& file, Problems& problems);

/// Put `key=value` of the command line into a document, creating tables on the way.
///
/// The value is read as TOML; where that fails it is text: `guideway.speed=300 km/h`. A class of
/// capsules or of demand that the document lacks is not created but a problem.
void apply_override(Value& document, const std::string& assignment, Problems& problems);

}  // namespace dimai::scenarios

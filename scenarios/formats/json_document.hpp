#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/formats/value.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Read JSON text, each value with the line and column it begins at.
///
/// A syntax error is a problem and ends the reading. A key given twice in one object is a problem.
std::optional<Value> parse_json(std::string_view text, const std::string& file, Problems& problems);

}  // namespace dimai::scenarios

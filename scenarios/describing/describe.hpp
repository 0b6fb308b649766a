#pragma once

#include <string>
#include <vector>

#include "scenarios/language.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// A scenario for people: size, memory and every parameter, defaults marked with their flag.
std::string describe_text(const Scenario& scenario, Language language);

/// The same as one JSON object: name, title, size, memory_bytes, parameters, warnings.
std::string describe_json(const Scenario& scenario);

/// Every parameter as a JSON list of {key, value, unit, si_value, is_default, flag, source,
/// meaning, name_zh, meaning_zh, ...}: what the result file keeps in /config/effective.
std::string effective_json(const std::vector<EffectiveParameter>& parameters);

/// "sourced", "derived" or "assumption".
const char* flag_name(models::Flag flag);

/// Problems one a line, then a headline that counts them.
std::string problems_text(const std::vector<Problem>& problems, const std::string& scenario,
                          Language language);

}  // namespace dimai::scenarios

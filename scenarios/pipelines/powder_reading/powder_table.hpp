#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/pipelines/powder/powder.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Where the powders that ship with dimai stand: data/powders.csv.
std::filesystem::path shipped_powders();

/// Read a table of powders. Rows with problems are told and left out.
///
/// @param wanted_by  the key that asks for it, for the problem if it cannot be read
std::vector<models::Powder> read_powder_table(const std::filesystem::path& path,
                                              const std::string& wanted_by, Problems& problems);

/// The powder of that name, or null.
const models::Powder* find_powder(const std::vector<models::Powder>& powders, std::string_view id);

/// `there is no powder "sant"; did you mean "sand"?` or the list of those known.
std::string unknown_powder(const std::vector<models::Powder>& powders, std::string_view id);

/// Gases by name, such as "argon"; nothing and a message if one is unknown.
std::string read_gases(const std::vector<std::string>& names, std::array<bool, 4>& gases);

}  // namespace dimai::scenarios

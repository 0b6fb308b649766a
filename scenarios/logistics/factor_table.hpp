#pragma once

#include <filesystem>
#include <vector>

#include "models/economics/factors.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Where the factors that ship with the program are: data/factors.csv.
std::filesystem::path shipped_factors();

/// All factors of a table; a row without bounds is certain, a row whose value is no number is left
/// out.
std::vector<models::Factor> read_factor_table(const std::filesystem::path& path,
                                              Problems& problems);

}  // namespace dimai::scenarios

#pragma once

#include <algorithm>
#include <filesystem>
#include <vector>

#include "scenarios/read_scenario.hpp"

namespace dimai::tests {

/// What is wrong with a scenario; empty if it can be read.
inline std::vector<scenarios::Problem> problems_of(const std::filesystem::path& scenario) {
  try {
    scenarios::read_scenario(scenario);
  } catch (const scenarios::ScenarioError& error) {
    return error.problems();
  }
  return {};
}

/// Files and folders in a folder, in order.
inline std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> list;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    list.push_back(entry.path());
  }
  std::sort(list.begin(), list.end());
  return list;
}

}  // namespace dimai::tests

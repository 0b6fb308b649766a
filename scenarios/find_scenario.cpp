#include "scenarios/find_scenario.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "scenarios/formats/suggest.hpp"

namespace dimai::scenarios {

namespace fs = std::filesystem;

bool is_epanet_file(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return extension == ".inp";
}

namespace {

constexpr const char* kUsualName = "scenario.toml";

bool is_scenario(const fs::path& path) {
  std::error_code failure;
  const bool by_name = path.extension() == ".toml" || is_epanet_file(path);
  return fs::is_regular_file(path / kUsualName, failure) ||
         (by_name && fs::is_regular_file(path, failure));
}

/// Names of the scenarios that stand in a folder, in alphabetical order.
std::vector<std::string> scenarios_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, failure)) {
    if (is_scenario(entry.path())) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string quoted(const fs::path& path) { return '"' + path.generic_string() + '"'; }

/// `; did you mean "scenarios/first-steps"?` for its name alone, or one that is nearly right.
std::string guess(const fs::path& named) {
  const fs::path bare = named.has_filename() ? named : named.parent_path();
  const fs::path shipped = "scenarios" / bare;
  if (bare.is_relative() && is_scenario(shipped)) return "; did you mean " + quoted(shipped) + "?";
  for (const fs::path& folder : {bare.parent_path(), fs::path("scenarios")}) {
    const std::vector<std::string> names = scenarios_in(folder);
    const std::vector<std::string_view> known(names.begin(), names.end());
    const std::string wanted = bare.filename().string();
    const std::string name = nearest(wanted, known);
    if (!name.empty()) return "; did you mean " + quoted(folder / name) + "?";
  }
  return "";
}

std::string why_no_scenario(const fs::path& folder) {
  const std::vector<std::string> names = scenarios_in(folder);
  std::string why = "this folder has no scenario.toml";
  if (names.empty()) return why;
  return why + ", but the scenarios " + listed({names.begin(), names.end()}, names.size());
}

}  // namespace

std::optional<fs::path> find_scenario(const fs::path& named, Problems& problems) {
  const auto refuse = [&](const std::string& message) {
    problems.add({named.generic_string(), 0, 0, "scenario", message});
    return std::nullopt;
  };
  std::error_code failure;
  if (!fs::exists(named, failure)) return refuse("there is no such folder or file" + guess(named));
  if (!fs::is_directory(named, failure)) {
    if (named.extension() == ".toml" || is_epanet_file(named)) return named;
    return refuse(
        "is not a scenario; needs a folder with a scenario.toml, a .toml file or an EPANET .inp "
        "file");
  }
  if (fs::exists(named / kUsualName, failure)) return named / kUsualName;
  return refuse(why_no_scenario(named));
}

}  // namespace dimai::scenarios

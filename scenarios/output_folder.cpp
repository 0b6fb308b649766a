#include "scenarios/output_folder.hpp"

#include <string>
#include <system_error>

#include <unistd.h>

namespace dimai::scenarios {

namespace fs = std::filesystem;

namespace {

Problem refused(const fs::path& folder, const std::string& message) {
  return {folder.generic_string(), 0, 0, "--output", message};
}

}  // namespace

std::optional<Problem> unwritable_output(const fs::path& folder) {
  std::error_code failure;
  const fs::path full = fs::absolute(folder, failure).lexically_normal();
  const fs::path asked = full.has_filename() ? full : full.parent_path();
  fs::path existing = asked;
  while (!fs::exists(existing, failure) && existing.has_relative_path()) {
    existing = existing.parent_path();
  }
  const bool there = existing == asked;
  const std::string name = '"' + existing.generic_string() + '"';
  if (!fs::is_directory(existing, failure))
    return refused(folder, there ? "is not a folder; needs a folder that can be written to"
                                 : "cannot be made: " + name + " is not a folder");
  const fs::path probe = existing / (".dimai-probe-" + std::to_string(::getpid()));
  if (!fs::create_directory(probe, failure))
    return refused(folder, there ? "cannot be written to: " + failure.message()
                                 : "cannot be made in " + name + ": " + failure.message());
  fs::remove(probe, failure);
  return std::nullopt;
}

fs::path usual_output(const fs::path& scenario) {
  const fs::path full = fs::absolute(scenario).lexically_normal();
  const fs::path last = full.has_filename() ? full : full.parent_path();
  const bool usual = last.filename() == "scenario.toml";
  return fs::path("results") / (usual ? last.parent_path().filename() : last.stem());
}

fs::path resumed_output(const fs::path& scenario) {
  const std::string first = usual_output(scenario).string() + "-resumed";
  std::string name = first;
  for (int number = 2; fs::exists(name); ++number) name = first + "-" + std::to_string(number);
  return name;
}

}  // namespace dimai::scenarios

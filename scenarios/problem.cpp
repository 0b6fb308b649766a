#include "scenarios/problem.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dimai::scenarios {

namespace {

std::string joined(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += to_text(problem);
  }
  return text;
}

/// Texts of the author's, whose control characters are shown instead of obeyed.
std::string printable(const std::string& text) {
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) {
      shown += c;
    } else {
      shown += fmt::format("\\x{:02x}", byte);
    }
  }
  return shown;
}

}  // namespace

std::string to_text(const Problem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text += ':' + std::to_string(problem.line);
  if (!text.empty()) text += ": ";
  if (!problem.key.empty()) text += printable(problem.key) + ": ";
  if (problem.severity == Severity::warning) text += "warning: ";
  return text + printable(problem.message);
}

std::string to_json(const std::vector<Problem>& problems) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Problem& problem : problems) {
    const bool warning = problem.severity == Severity::warning;
    list.push_back({{"file", problem.file},
                    {"line", problem.line},
                    {"column", problem.column},
                    {"key", problem.key},
                    {"message", problem.message},
                    {"severity", warning ? "warning" : "error"}});
  }
  return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void Problems::add(Problem problem) {
  if (problem.severity == Severity::error) ++error_count_;
  list_.push_back(std::move(problem));
}

std::vector<Problem> Problems::sorted() const {
  std::vector<std::string> files;
  const auto rank = [&files](const std::string& file) {
    return std::find(files.begin(), files.end(), file) - files.begin();
  };
  for (const Problem& problem : list_) {
    if (rank(problem.file) == std::ssize(files)) files.push_back(problem.file);
  }
  std::vector<Problem> list = list_;
  std::stable_sort(list.begin(), list.end(), [&rank](const Problem& a, const Problem& b) {
    const auto file_a = rank(a.file);
    const auto file_b = rank(b.file);
    return std::pair(file_a, a.line) < std::pair(file_b, b.line);
  });
  return list;
}

ScenarioError::ScenarioError(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems)) {}

}  // namespace dimai::scenarios

#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dimai::scenarios {

enum class Severity : std::uint8_t {
  warning,  ///< odd, but a run makes sense
  error,    ///< no run until it is mended
};

/// One thing wrong with a scenario, said so that its author can mend it.
struct Problem {
  std::string file;     ///< as the user would open it; "--set" for an override
  int line = 0;         ///< 1-based; 0 if there is no line to point at
  int column = 0;       ///< 1-based; 0 as above
  std::string key;      ///< dotted key, "id.property" of a feature, or column of a table
  std::string message;  ///< what was found, then what is accepted
  Severity severity = Severity::error;
};

/// "file:line: key: message", without the parts that are missing.
std::string to_text(const Problem& problem);

/// All problems as a JSON list of {file, line, column, key, message, severity}.
std::string to_json(const std::vector<Problem>& problems);

/// Problems found so far. One for a whole scenario, so that all are told at once.
class Problems {
 public:
  void add(Problem problem);
  bool any_error() const { return error_count_ > 0; }
  std::size_t error_count() const { return error_count_; }
  /// Sorted by file (in order of appearance), then by line.
  std::vector<Problem> sorted() const;
  /// Notes that a file was read, whatever was found in it.
  void note_file(std::string path) { files_.push_back(std::move(path)); }
  /// The files that were read, in order.
  const std::vector<std::string>& files() const { return files_; }

 private:
  std::vector<Problem> list_;
  std::vector<std::string> files_;
  std::size_t error_count_ = 0;
};

/// A scenario that cannot be run, with all that is wrong with it (warnings included).
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

}  // namespace dimai::scenarios

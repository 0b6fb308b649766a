#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/results/result_writer.hpp"
#include "scenarios/running/measures.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// What is known of a run only when it is over.
struct RunEnd {
  bool complete = false;
  std::string reason;  ///< "all served", "duration reached", "interrupted" or "failed: ..."
  double wall_s = 0.0;
  std::uint64_t peak_rss_bytes = 0;
};

/// Writes what a run finds out into its result file; see analysis/docs/result-file.md for the
/// layout.
class RunResults {
 public:
  /// Opens the file and writes what is known before the run.
  RunResults(const std::filesystem::path& path, const Run& run);

  /// Hands over what has happened since the last call.
  void write_news(Run& run);
  /// Writes the closing tables and gives the file its final name, which it returns.
  std::filesystem::path finish(Run& run, const std::vector<Measure>& measures, const RunEnd& end);

 private:
  ResultWriter writer_;
};

}  // namespace dimai::scenarios

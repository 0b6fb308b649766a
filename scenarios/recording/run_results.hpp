#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/recording/run_end.hpp"
#include "scenarios/results/counting_writer.hpp"
#include "scenarios/running/measures.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Writes what a run finds out into its result, usually a file; see analysis/docs/result-file.md
/// for the layout.
class RunResults {
 public:
  /// Writes what is known before the run to a writer without anything in it.
  RunResults(std::unique_ptr<ResultWriter> writer, const Run& run);
  /// The same, to a file.
  RunResults(const std::filesystem::path& path, const Run& run);

  /// Hands over what has happened since the last call.
  void write_news(Run& run);
  /// Returns when all that was handed over is in the file.
  void flush() { writer_->flush(); }
  /// Passes all to the result, and knows its tables.
  CountingWriter& writer() { return *writer_; }
  /// Writes the closing tables and gives the file, if there is one, its final name, which it
  /// returns.
  std::filesystem::path finish(Run& run, const std::vector<Measure>& measures, const RunEnd& end);

 private:
  std::unique_ptr<CountingWriter> writer_;
};

}  // namespace dimai::scenarios

#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bindings/columns_kept.hpp"
#include "scenarios/recording/run_results.hpp"
#include "scenarios/running/run.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::bindings {

/// One run under the hand of Python, with its results. For one thread at a time.
class RunSession {
 public:
  /// @param file  the result file to write; "" for a result in memory only
  RunSession(std::shared_ptr<const scenarios::Scenario> scenario,
             const std::filesystem::path& file);

  /// The same, going on from a snapshot of the same scenario, but for `changes`: key=value.
  RunSession(std::shared_ptr<const scenarios::Scenario> scenario, const std::filesystem::path& file,
             const std::filesystem::path& snapshot, const std::vector<std::string>& changes);

  /// Writes the state into a file, to be gone on from: beside the result; or, if that is in memory,
  /// into `folder`, with a file of the rows until now.
  /// @param path  of the scenario
  /// @return the file
  std::filesystem::path snapshot(const std::filesystem::path& folder,
                                 const std::filesystem::path& path);

  /// Simulates up to a time, but for no longer than some seconds of the clock on the wall; results
  /// are handed over at least at the end of each time bin. False if the run is at its end.
  ///
  /// @param until_s  simulated time [s], >= now
  /// @param wall_s   [s], after which it returns
  bool advance(double until_s, double wall_s);

  /// Hands over what has happened, so that it is in take_batches().
  void write_news() { results_->write_news(run_); }
  /// Writes what is known only at the end. Once.
  void finish();

  double now_s() const;
  bool at_end() const { return run_.at_end(); }
  bool finished() const { return finished_; }
  const scenarios::RunEnd& end() const { return end_; }
  const std::filesystem::path& file() const { return file_; }
  const scenarios::Run& run() const { return run_; }
  ColumnsKept& columns() { return *columns_; }

 private:
  void open_results();

  std::shared_ptr<const scenarios::Scenario> scenario_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  scenarios::Run run_;
  std::filesystem::path file_;
  ColumnsKept* columns_ = nullptr;  ///< owned by results_
  std::unique_ptr<scenarios::RunResults> results_;
  sim::Time handed_over_;
  std::string origin_;  ///< see label_of
  bool finished_ = false;
  scenarios::RunEnd end_;
};

}  // namespace dimai::bindings

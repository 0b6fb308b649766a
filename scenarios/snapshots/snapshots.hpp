#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/recording/run_results.hpp"
#include "scenarios/running/run.hpp"
#include "scenarios/snapshots/fork.hpp"
#include "scenarios/snapshots/snapshot_file.hpp"
#include "scenarios/snapshots/snapshot_wishes.hpp"

namespace dimai::scenarios {

/// Makes snapshots of a run, in the folder of its result.
class Snapshots {
 public:
  /// @param origin  as label_of
  Snapshots(SnapshotWishes wishes, const Scenario& scenario, const std::filesystem::path& path,
            const std::string& origin);

  bool wanted() const { return wishes_.any(); }
  /// Before anything is simulated: has the result say whose it is.
  /// @throws SnapshotError if the run has parts that cannot be kept
  void begin(Run& run, RunResults& results);
  /// When the next one is due, after a time; the end of time if none is.
  sim::Time next_after(sim::Time now) const;
  /// Has the result on the disk as far as it was handed over, writes the state, with what was not,
  /// into a file beside it, and drops the oldest beyond those that are kept.
  /// @return the file
  /// @throws SnapshotError or ResultError if either cannot be written
  std::filesystem::path take(Run& run, RunResults& results, const std::filesystem::path& result);

 private:
  SnapshotWishes wishes_;
  SnapshotLabel label_;
  std::deque<std::filesystem::path> made_;
};

/// Name of the file of a snapshot: "snapshot-06h00m00s.dimai", with nanoseconds if they are not 0.
std::string snapshot_name(sim::Time time);

/// Writes the state of a run whose result is complete up to now; beside it, in the same folder.
void write_snapshot_of(Run& run, CountingWriter& result, SnapshotLabel label,
                       const std::filesystem::path& file);

/// The results of a run that goes on from a snapshot: begins with what was written until then.
void begin_with_earlier(const std::filesystem::path& snapshot, const SnapshotLabel& label,
                        RunResults& results);

}  // namespace dimai::scenarios

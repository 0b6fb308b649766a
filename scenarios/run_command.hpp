#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/language.hpp"
#include "scenarios/snapshots/snapshot_wishes.hpp"

namespace dimai::scenarios {

/// What `dimai run` was asked to do. Wrong usage and an output folder that cannot be written to
/// have been told before this is made.
struct RunOptions {
  std::filesystem::path scenario;  ///< folder or .toml file; "": that of `resume`
  std::filesystem::path output;    ///< folder for result.h5 and report.html; may not exist yet.
                                   ///< "": beside results of the name, if `resume` is given
  std::filesystem::path resume;    ///< snapshot to go on from; "": from the start
  SnapshotWishes snapshots;
  std::vector<std::string> overrides;  ///< key=value; --seed and --replication are among them
  std::size_t threads = 0;             ///< that simulate regions; 0: as many as the machine has
  bool quiet = false;                  ///< no progress, no summary
  bool json = false;                   ///< one JSON object on standard output
  bool progress_lines = false;         ///< progress as lines of JSON on standard error
  Language language = Language::english;
};

/// Run a scenario and write its results.
///
/// @return exit status: 0 done, 1 failed, 2 faulty scenario, 130 interrupted
int run_command(const RunOptions& options);

}  // namespace dimai::scenarios

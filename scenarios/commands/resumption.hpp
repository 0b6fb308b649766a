#pragma once

#include <filesystem>
#include <string>

#include "scenarios/run_command.hpp"
#include "scenarios/snapshots/fork.hpp"
#include "scenarios/snapshots/snapshot_file.hpp"

namespace dimai::scenarios {

/// A snapshot that is to be gone on from.
struct Resumption {
  Snapshot snapshot;
  std::filesystem::path earlier;  ///< the result until then
  Fork fork;

  /// As label_of: a run that goes on unchanged is the same run.
  std::string origin() const {
    return fork.any ? snapshot.label.fingerprint : snapshot.label.origin;
  }
};

/// Reads the snapshot of `options` and finds its result; completes the options by its scenario, its
/// overrides, before those given, and an output folder, which is another than that of the snapshot.
/// @throws SnapshotError if it cannot be gone on from
Resumption resumption_of(RunOptions& options);

}  // namespace dimai::scenarios

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"
#include "scenarios/snapshots/snapshot_file.hpp"

namespace dimai::scenarios {

/// What is another when a run goes on from a snapshot of another run; nothing if all is as it was.
struct Fork {
  bool any = false;
  bool demand = false;     ///< requests later than the snapshot are drawn anew
  bool closures = false;   ///< those that begin later, or end later
  bool rerouting = false;  ///< how often routes are found anew
  bool empties = false;    ///< where idle capsules go
};

/// Whether a run of `scenario` can go on from a snapshot, and what is another in it.
///
/// Files must be those that the snapshot was made with, and `changes` name keys that may change
/// while a run goes: run.duration, run.seed, run.replication, run.reroute_interval, demand,
/// closure, empties, formation, report. What has happened stays; see analysis/docs/snapshots.md.
/// @param changes  key=value, in addition to the overrides that the snapshot was made with
/// @throws ScenarioError with a problem for each key that may not, and why
Fork check_fork(const SnapshotLabel& label, const Scenario& scenario,
                const std::vector<std::string>& changes);

/// What a snapshot of a run says of it, but for what changes with time.
/// @param origin  fingerprint of the run that this one was forked from; "" for none
SnapshotLabel label_of(const Scenario& scenario, const std::filesystem::path& path,
                       const std::string& origin);

}  // namespace dimai::scenarios

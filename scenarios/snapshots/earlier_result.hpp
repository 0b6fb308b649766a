#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "scenarios/results/counting_writer.hpp"
#include "scenarios/snapshots/snapshot_file.hpp"

namespace dimai::scenarios {

/// Attribute of a result that snapshots can be gone on from: SnapshotLabel::fingerprint.
inline constexpr const char* kFingerprint = "run_fingerprint";

/// Finds the result file that holds what a run had written when the snapshot was made: its own,
/// finished or not, or the one that a later run of the same name has put aside.
///
/// @throws SnapshotError if there is none: each file looked at, and why it is not the one
std::filesystem::path find_earlier_result(const std::filesystem::path& snapshot,
                                          const SnapshotLabel& label);

/// Adds the first rows of an earlier result's tables, as many as the label says, to a new one in
/// which the same tables were defined. The earlier one stays as it is.
///
/// @throws SnapshotError if they cannot be read
void copy_rows(const std::filesystem::path& earlier, const SnapshotLabel& label,
               CountingWriter& writer);

}  // namespace dimai::scenarios

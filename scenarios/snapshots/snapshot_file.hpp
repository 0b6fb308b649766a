#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace dimai::scenarios {

/// A snapshot that a run cannot go on from. what() says which, why, and what would be accepted.
class SnapshotError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a snapshot is of: all that is needed to make the same run again, and to know it.
struct SnapshotLabel {
  std::string version;                             ///< of dimai, with its commit
  std::string scenario;                            ///< path of what was run, absolute
  std::string source_hash;                         ///< of scenario.toml as it was read
  std::map<std::string, std::string> file_hashes;  ///< of the other files, by name
  std::vector<std::string> overrides;              ///< key=value
  std::string origin;       ///< fingerprint of the run that this one was forked from; "" for none
  std::string fingerprint;  ///< of the run: hash of all above but `scenario`
  std::int64_t time_ns = 0;
  std::uint64_t events = 0;
  std::string event_hash;
  std::string result;  ///< file name of the result up to then, in the snapshot's folder
  /// That its tables had then, by the dataset of their first column: "/trips/request".
  std::map<std::string, std::uint64_t> result_rows;
};

struct Snapshot {
  SnapshotLabel label;
  std::vector<std::byte> state;
};

/// Writes a snapshot: it is there as a whole, or not at all, whenever the process is killed.
/// @throws SnapshotError if it cannot be written
void write_snapshot(const std::filesystem::path& file, const SnapshotLabel& label,
                    const std::vector<std::byte>& state);

/// Reads a snapshot and checks that it is whole, and of this dimai.
/// @throws SnapshotError if it is not
Snapshot read_snapshot(const std::filesystem::path& file);

/// Version and commit of this dimai, as labels state them.
std::string this_version();

/// Hash of a text: 16 hexadecimal digits. FNV-1a, 64 bits: against mistakes, not against malice.
std::string text_hash(const std::string& text);

}  // namespace dimai::scenarios

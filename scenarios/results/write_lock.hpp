#pragma once

#include <filesystem>

namespace dimai::scenarios {

/// Keeps a file for one writer at a time, as long as it lives. Readers are not kept out.
///
/// The file is made if it is missing, and left as it is otherwise. Where the system has no such
/// locks, or the file cannot be opened, nothing is kept: who writes it will be told why.
class WriteLock {
 public:
  /// @throws ResultError if another process is writing the file
  explicit WriteLock(const std::filesystem::path& path);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace dimai::scenarios

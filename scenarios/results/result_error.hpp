#pragma once

#include <stdexcept>
#include <string>

namespace dimai::scenarios {

/// The result file could not be written: a full disk, a folder without permission.
///
/// what() holds the path, what failed and why, and what of the run was kept.
class ResultError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace dimai::scenarios

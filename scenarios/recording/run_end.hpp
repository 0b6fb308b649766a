#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// What is known of a run only when it is over.
struct RunEnd {
  bool complete = false;
  std::string reason;  ///< "all served", "duration reached", "interrupted" or "failed: ..."
  std::vector<std::string> faults;  ///< why it failed: no solution, or what does not add up
  double wall_s = 0.0;
  std::uint64_t peak_rss_bytes = 0;
};

/// How a run ended that is not simulated any further. Times and memory are left to the caller.
///
/// @param interrupted  whether it was stopped before its end
RunEnd end_of(const Run& run, bool interrupted);

/// Most memory that this process has had [B].
std::uint64_t peak_rss_bytes();

}  // namespace dimai::scenarios

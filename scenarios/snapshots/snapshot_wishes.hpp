#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace dimai::scenarios {

/// When snapshots are made.
struct SnapshotWishes {
  double every_s = 0.0;                                        ///< of simulated time; 0: not
  std::vector<double> at_s;                                    ///< times, in any order
  std::size_t keep = std::numeric_limits<std::size_t>::max();  ///< the newest so many

  bool any() const { return every_s > 0.0 || !at_s.empty(); }
};

}  // namespace dimai::scenarios

#pragma once

#include <cstdint>

namespace dimai::models {

/// What has been waited somewhere, remembered for a while: what the choice of modes expects where
/// a wait cannot be worked out ahead, as for a capsule.
///
/// An exponentially weighted mean (Roberts 1959, Technometrics 1(3), 239-250) by the age of what is
/// remembered, together with one wait of 0 that is never forgotten: so an expectation fades where
/// nobody goes any more, and somebody tries again.
struct Experience {
  double count = 0.0;  ///< of waits, each by how well it is remembered
  double wait_s = 0.0;
  std::int64_t at_ns = 0;  ///< as of this time
  /// Of those who are waiting now: their waits so far.
  double waiting = 0.0;
  double waiting_s = 0.0;

  /// Remembers a wait that has ended. @param memory_s  after which 1/e is remembered, > 0
  void note(double ended_wait_s, std::int64_t now_ns, double memory_s);
  /// What is to be expected now [s].
  double expected_s(std::int64_t now_ns, double memory_s) const;
};

}  // namespace dimai::models

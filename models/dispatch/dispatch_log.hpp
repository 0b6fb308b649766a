#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/dispatch/letter.hpp"
#include "models/mesh/mesh_network.hpp"
#include "sim/statistics/statistics.hpp"

namespace dimai::models {

/// Messages of one kind.
struct LetterCounts {
  std::uint64_t sent = 0;
  std::uint64_t lost = 0;
  double bytes = 0.0;
  sim::QuantileSketch delay_s;  ///< from sending to delivery
};

/// Decisions of one kind.
struct DecisionCounts {
  std::uint64_t made = 0;
  std::uint64_t refused = 0;     ///< orders that arrived at a capsule which was something else
  std::uint64_t passed_on = 0;   ///< nobody was known: another site was asked
  std::uint64_t unanswered = 0;  ///< no answer in time
  std::uint64_t taken_back = 0;  ///< from capsules of another dispatcher, after a repair
  sim::QuantileSketch age_s;     ///< of what was known, when it was used
  sim::QuantileSketch delay_s;   ///< from when it arose to the order's or grant's arrival
};

/// Work of one dispatcher.
struct SiteCounts {
  std::uint64_t jobs = 0;
  std::uint64_t messages_in = 0;
  double flop = 0.0;
  double busy_s = 0.0;  ///< flop over speed
  std::size_t longest_queue = 0;
};

/// What dispatch by message tells about itself.
struct DispatchLog {
  std::array<LetterCounts, kLetterKinds> letters;
  std::array<DecisionCounts, kDecisionKinds> decisions;
  std::vector<SiteCounts> sites;
  SiteCounts capsules;  ///< computers of all of them together
  std::vector<MeshCounts> meshes;
};

}  // namespace dimai::models

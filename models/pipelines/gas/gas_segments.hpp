#pragma once

#include <cstdint>
#include <vector>

#include "models/pipelines/gas/gas_network.hpp"

namespace dimai::models {

/// A network whose pipes are cut into segments, so that pressure and flow vary along them.
///
/// Nodes of the original come first, with their own indices; then the cuts, in the order of the
/// pipes. A steady state is the same whatever the number of segments, but for gravity under laws
/// whose Z varies.
struct GasSegments {
  GasNetwork network;
  std::size_t node_count = 0;  ///< of the original
  std::vector<std::uint32_t>
      first;                      ///< first segment of each original element; one more at the end
  std::vector<double> volume_m3;  ///< of each node: half of each segment at it, and vessels

  /// Segment at which an element begins, and at which it ends.
  GasElementIndex head(GasElementIndex element) const { return {first[element.value]}; }
  GasElementIndex tail(GasElementIndex element) const { return {first[element.value + 1] - 1}; }
};

/// Volume that a node without pipes and vessels has [m3]: a litre, so that a part that is shut off
/// keeps a pressure.
inline constexpr double kJointVolume_m3 = 1e-3;

/// Cuts each pipe into equal segments no longer than `longest_m`, at least `fewest` of them.
///
/// @param longest_m  [m], > 0
GasSegments cut_pipes(const GasNetwork& network, double longest_m, int fewest = 1);

}  // namespace dimai::models

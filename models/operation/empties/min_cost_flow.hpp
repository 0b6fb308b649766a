#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace dimai::models {

/// A way for a flow from one node to another.
struct FlowArc {
  static constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max() / 4;

  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::int64_t cost = 0;              ///< of a unit of flow, >= 0
  std::int64_t capacity = unlimited;  ///< >= 0
};

/// What nodes have too much of goes to nodes that have too little.
struct FlowProblem {
  std::vector<FlowArc> arcs;
  std::vector<std::int64_t> surplus;  ///< negative: what is lacking  [node]
};

struct FlowSolution {
  std::vector<std::int64_t> flow;  ///< [arc]
  double cost = 0.0;               ///< sum of flow times cost
  std::int64_t unmet = 0;          ///< of the lesser of surplus and lack: what found no way
};

/// The cheapest flow that evens out as much as can be. Whatever surplus or lack is left over for
/// want of the other stays where leaving it is cheapest.
///
/// Successive shortest paths with node potentials (Edmonds and Karp 1972, J. ACM 19(2), 248-264),
/// each search ended at the first node that lacks something, so that a flow between neighbours
/// costs no search of the whole network. Exact in whole numbers; of equal flows always the same.
FlowSolution min_cost_flow(const FlowProblem& problem);

}  // namespace dimai::models

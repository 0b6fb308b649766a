#include "models/pipelines/liquid/operation/resilience.hpp"

#include <algorithm>
#include <limits>

namespace dimai::models {

double todini_index(const LiquidNetwork& network, const LiquidState& state,
                    double required_pressure_m) {
  double left = 0.0;  // m4/s: head times flow
  double most = 0.0;
  for (const LiquidNodeIndex n : network.nodes.indices()) {
    const LiquidNode& node = network.nodes[n];
    if (node.kind != LiquidNodeKind::junction) {
      most -= std::min(state.inflow_m3_s[n], 0.0) * state.head_m[n];
      continue;
    }
    const double required_m = node.elevation_m + required_pressure_m;
    left += state.demand_m3_s[n] * (state.head_m[n] - required_m);
    most -= state.demand_m3_s[n] * required_m;
  }
  for (const LiquidLinkIndex l : network.pumps) {
    const LiquidLink& pump = network.links[l];
    most += std::max(state.flow_m3_s[l], 0.0) * (state.head_m[pump.to] - state.head_m[pump.from]);
  }
  return most > 0.0 ? left / most : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace dimai::models

// How much of a liquid network's service is kept.

#include <algorithm>

#include "scenarios/pipelines/liquid/liquid_run.hpp"

namespace dimai::scenarios {

/// Water service availability as WNTR has it: demand delivered over demand asked for, as it is at
/// each report time until the next. Where demands do not follow the pressure, those of junctions
/// without pressure count as not delivered.
std::vector<models::ServiceCount> LiquidRun::service_over_time(
    const models::ServiceQuestion& question) const {
  models::ServiceCount count(question, "liquid", "m3");
  const models::LiquidNetwork& network = model_.network();
  const auto& snapshots = model_.snapshots();
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const models::LiquidSnapshot& now = snapshots[i];
    const bool last = i + 1 == snapshots.size();
    double asked_m3_s = 0.0;
    double served_m3_s = 0.0;
    for (std::uint32_t j = 0; j < network.junction_count; ++j) {
      const double asked = now.full_demand_m3_s[j];
      if (asked <= 0.0) continue;
      asked_m3_s += asked;
      const double elevation_m = network.nodes[models::LiquidNodeIndex{j}].elevation_m;
      if (!network.options.pressure_driven && now.head_m[j] < elevation_m) continue;
      served_m3_s += std::clamp(now.demand_m3_s[j], 0.0, asked);
    }
    count.add_flow(now.time_s, last ? question.end_s : snapshots[i + 1].time_s, asked_m3_s,
                   served_m3_s);
  }
  return {count};
}

}  // namespace dimai::scenarios

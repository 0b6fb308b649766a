#include "models/physics/merge_queue.hpp"

#include <cmath>
#include <numeric>

#include "models/physics/domain.hpp"

namespace dimai::models {

double single_server_wait(double load) {
  require_domain(load >= 0.0 && load < 1.0, "load must lie in [0, 1)");
  return 0.5 * load / (1.0 - load);
}

double merge_wait(std::span<const double> inlet_loads) {
  const double load = std::accumulate(inlet_loads.begin(), inlet_loads.end(), 0.0);
  require_domain(load > 0.0 && load < 1.0, "inlet loads must add up to a number in (0, 1)");
  double wait = single_server_wait(load);
  for (const double inlet : inlet_loads) wait -= inlet / load * single_server_wait(inlet);
  return wait;
}

PriorityWaits priority_merge_waits(double high_load, double low_load) {
  require_domain(high_load >= 0.0 && low_load >= 0.0, "loads must be >= 0");
  const double load = high_load + low_load;
  require_domain(load < 1.0, "loads must add up to less than 1");
  const double high = 0.5 * load / (1.0 - high_load);
  return {.high = high, .low = high / (1.0 - load)};
}

double clear_path_probability(double occupied_share, int merge_count) {
  require_domain(occupied_share >= 0.0 && occupied_share <= 1.0,
                 "occupied share must lie in [0, 1]");
  require_domain(merge_count >= 0, "merge count must be >= 0");
  return std::pow(1.0 - occupied_share, merge_count);
}

}  // namespace dimai::models

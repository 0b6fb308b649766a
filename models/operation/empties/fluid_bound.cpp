#include "models/operation/empties/fluid_bound.hpp"

#include <cmath>

namespace dimai::models {

namespace {

constexpr double kUnitsPerTrip = 1e6;

}  // namespace

EmptyNetwork empty_network(const std::vector<std::vector<double>>& times_s) {
  EmptyNetwork network;
  network.node_count = times_s.size();
  for (std::uint32_t from = 0; from < times_s.size(); ++from) {
    network.exit.push_back(from);
    network.entry.push_back(from);
    for (std::uint32_t to = 0; to < times_s.size(); ++to) {
      if (from == to) continue;
      network.arcs.push_back({from, to, std::llround(times_s[from][to] * 1e9), FlowArc::unlimited});
    }
  }
  return network;
}

FluidBound fluid_bound(const EmptyNetwork& network, std::span<const LoadedTrips> trips,
                       double period_s) {
  std::vector<double> surplus(network.exit.size(), 0.0);
  FluidBound bound;
  for (const LoadedTrips& each : trips) {
    surplus[each.destination] += each.count;
    surplus[each.origin] -= each.count;
    bound.loaded += each.count * each.busy_s / period_s;
  }
  FlowProblem problem{network.arcs, std::vector<std::int64_t>(network.node_count, 0)};
  for (std::size_t portal = 0; portal < surplus.size(); ++portal) {
    const std::int64_t units = std::llround(surplus[portal] * kUnitsPerTrip);
    problem.surplus[units > 0 ? network.exit[portal] : network.entry[portal]] += units;
  }
  const FlowSolution flow = min_cost_flow(problem);
  bound.empty = flow.cost / kUnitsPerTrip / 1e9 / period_s;
  bound.stuck_trips = static_cast<double>(flow.unmet) / kUnitsPerTrip;
  return bound;
}

}  // namespace dimai::models

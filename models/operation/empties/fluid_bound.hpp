#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/operation/empties/min_cost_flow.hpp"

namespace dimai::models {

/// Where empties can run, as a graph whose arcs cost nanoseconds.
struct EmptyNetwork {
  std::size_t node_count = 0;
  std::vector<FlowArc> arcs;
  std::vector<std::uint32_t> exit;   ///< node that empties of a portal set out from  [portal rank]
  std::vector<std::uint32_t> entry;  ///< node at which empties for a portal arrive  [portal rank]
};

/// All pairs of portals by their travel times [s], shape (portal, portal).
EmptyNetwork empty_network(const std::vector<std::vector<double>>& times_s);

/// Trips of one kind, as many as `count` in a period.
struct LoadedTrips {
  std::uint32_t origin = 0;       ///< portal rank
  std::uint32_t destination = 0;  ///< portal rank
  double count = 0.0;
  double busy_s = 0.0;  ///< time that one keeps its capsule: loading, running, unloading
};

/// Capsules that are busy on average if nobody waits for anything but motion: no fleet below it
/// serves the demand, however it is steered.
struct FluidBound {
  double loaded = 0.0;       ///< capsules under way or in berths with a load
  double empty = 0.0;        ///< capsules that must go back empty for every portal to have enough
  double stuck_trips = 0.0;  ///< empties that would be needed where no way leads
  double fleet() const { return loaded + empty; }
};

/// The least fleet that can carry `trips` in `period_s` [s], > 0.
///
/// The linear programme min sum T y over empty flows y >= 0 with as many capsules leaving each
/// portal as arrive. Only the difference of arrivals and departures at a portal matters, so it is a
/// flow of surplus to deficits over the network, not over pairs. Flows are counted in millionths of
/// a trip.
/// Source: Lees-Miller, Hammersley and Wilson (2010), Transp. Res. Rec. 2146, 76-83 (fluid limit).
FluidBound fluid_bound(const EmptyNetwork& network, std::span<const LoadedTrips> trips,
                       double period_s);

}  // namespace dimai::models

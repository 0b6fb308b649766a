#include "models/operation/empties/fleet_need.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/operation/empties/routed_times.hpp"

namespace dimai::models {

namespace {

constexpr std::int64_t kHour_ns = 3'600'000'000'000;

/// A request as a capsule would serve it at once.
struct ServedTrip {
  std::int64_t from_ns = 0;
  std::int64_t until_ns = 0;
  std::uint32_t origin = 0;
  std::uint32_t destination = 0;
};

double hours(std::int64_t ns) { return static_cast<double>(ns) / static_cast<double>(kHour_ns); }

void count_loaded(const std::vector<ServedTrip>& trips, FleetNeed& need) {
  std::vector<std::pair<std::int64_t, int>> changes;
  std::int64_t last_ns = 0;
  for (const ServedTrip& trip : trips) last_ns = std::max(last_ns, trip.until_ns);
  need.hours.resize(static_cast<std::size_t>(last_ns / kHour_ns) + 1);
  for (const ServedTrip& trip : trips) {
    changes.emplace_back(trip.from_ns, 1);
    changes.emplace_back(trip.until_ns, -1);
    for (std::int64_t hour = trip.from_ns / kHour_ns; hour * kHour_ns < trip.until_ns; ++hour) {
      const std::int64_t from_ns = std::max(trip.from_ns, hour * kHour_ns);
      const std::int64_t until_ns = std::min(trip.until_ns, (hour + 1) * kHour_ns);
      need.hours[static_cast<std::size_t>(hour)].loaded += hours(until_ns - from_ns);
    }
  }
  std::sort(changes.begin(), changes.end());
  std::int64_t now = 0;
  std::int64_t most = 0;
  for (const auto& [time_ns, change] : changes) most = std::max(most, now += change);
  need.most_loaded = static_cast<double>(most);
}

/// Empties that would even out each hour by itself: departures at their origin, arrivals at their
/// end.
void count_empty(const EmptyNetwork& network, const std::vector<ServedTrip>& trips,
                 FleetNeed& need) {
  std::vector<std::vector<std::int64_t>> surplus(need.hours.size(),
                                                 std::vector<std::int64_t>(network.exit.size(), 0));
  for (const ServedTrip& trip : trips) {
    --surplus[static_cast<std::size_t>(trip.from_ns / kHour_ns)][trip.origin];
    ++surplus[static_cast<std::size_t>(trip.until_ns / kHour_ns)][trip.destination];
  }
  for (std::size_t hour = 0; hour < surplus.size(); ++hour) {
    FlowProblem problem{network.arcs, std::vector<std::int64_t>(network.node_count, 0)};
    for (std::size_t portal = 0; portal < network.exit.size(); ++portal) {
      const std::int64_t count = surplus[hour][portal];
      problem.surplus[count > 0 ? network.exit[portal] : network.entry[portal]] += count;
    }
    need.hours[hour].empty = min_cost_flow(problem).cost / static_cast<double>(kHour_ns);
  }
}

FleetNeed need_of(const EmptyNetwork& network, const std::vector<ServedTrip>& trips) {
  FleetNeed need;
  if (trips.empty()) return need;
  std::vector<LoadedTrips> loaded;
  std::int64_t first_ns = trips.front().from_ns;
  std::int64_t last_ns = 0;
  for (const ServedTrip& trip : trips) {
    first_ns = std::min(first_ns, trip.from_ns);
    last_ns = std::max(last_ns, trip.until_ns);
    loaded.push_back({trip.origin, trip.destination, 1.0,
                      static_cast<double>(trip.until_ns - trip.from_ns) * 1e-9});
  }
  need.span_s = static_cast<double>(last_ns - first_ns) * 1e-9;
  if (need.span_s <= 0.0) return need;
  need.bound = fluid_bound(network, loaded, need.span_s);
  count_loaded(trips, need);
  count_empty(network, trips, need);
  return need;
}

}  // namespace

double FleetNeed::busiest_hour() const {
  double most = 0.0;
  for (const HourlyNeed& hour : hours) most = std::max(most, hour.loaded + hour.empty);
  return most;
}

std::vector<FleetNeed> fleet_need(std::span<const Request> requests, const Router& router,
                                  const Guideway& guideway, std::span<const CapsuleClass> classes,
                                  const std::vector<std::uint32_t>& profile_of_class) {
  const TravelTimes times(router, guideway, profile_of_class);
  std::vector<std::vector<ServedTrip>> trips(classes.size());
  for (const Request& request : requests) {
    const std::uint32_t c = request.capsule_class;
    if (!router.reachable(profile_of_class[c], request.origin, request.destination)) continue;
    const std::int64_t handling_ns =
        std::llround((classes[c].load_time_s + classes[c].unload_time_s) * 1e9);
    const std::int64_t busy_ns =
        handling_ns + times.travel_ns(c, request.origin, request.destination);
    trips[c].push_back({request.time.ns, request.time.ns + busy_ns,
                        router.portal_rank(request.origin),
                        router.portal_rank(request.destination)});
  }
  std::vector<FleetNeed> needs;
  for (std::uint32_t c = 0; c < classes.size(); ++c)
    needs.push_back(need_of(empty_network(times, c), trips[c]));
  return needs;
}

}  // namespace dimai::models

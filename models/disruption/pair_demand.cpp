#include <limits>
#include <map>
#include <tuple>

#include "models/disruption/disruption.hpp"

namespace dimai::models {

std::vector<PairDemand> pair_demand(std::span<const Request> requests,
                                    std::span<const std::uint32_t> profile_of_class) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, double> trips;
  for (const Request& each : requests)
    trips[{profile_of_class[each.capsule_class], each.origin.value, each.destination.value}] += 1.0;
  std::vector<PairDemand> pairs;
  pairs.reserve(trips.size());
  for (const auto& [key, count] : trips) {
    pairs.push_back(
        {std::get<0>(key), NodeIndex{std::get<1>(key)}, NodeIndex{std::get<2>(key)}, count});
  }
  return pairs;
}

double connected_share(const Router& router, std::span<const PairDemand> pairs) {
  double all = 0.0;
  double joined = 0.0;
  for (const PairDemand& pair : pairs) {
    all += pair.trips;
    if (router.reachable(pair.profile, pair.origin, pair.destination)) joined += pair.trips;
  }
  return all > 0.0 ? joined / all : std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> trips_by_link(const Router& router, std::span<const PairDemand> pairs) {
  std::vector<double> trips(router.network().links.size(), 0.0);
  for (const PairDemand& pair : pairs) {
    for (const LinkIndex link : router.path(pair.profile, pair.origin, pair.destination))
      trips[link.value] += pair.trips;
  }
  return trips;
}

}  // namespace dimai::models

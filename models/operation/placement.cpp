#include <algorithm>
#include <numeric>

#include "models/operation/service.hpp"

namespace dimai::models {

/// Requests of a class that will arise at each portal and that a way serves. By portal rank.
std::vector<double> Service::servable_requests(std::uint32_t capsule_class) const {
  std::vector<double> count(router_.portals().size(), 0.0);
  const std::uint32_t profile = profiles_[capsule_class];
  for (const Journey& journey : journeys_) {
    const Request& request = journey.request;
    if (request.capsule_class != capsule_class) continue;
    if (!router_.reachable(profile, request.origin, request.destination)) continue;
    count[router_.portal_rank(request.origin)] += 1.0;
  }
  return count;
}

/// Whether a capsule at each portal can come to where most requests arise. By portal rank.
std::vector<std::uint8_t> Service::useful_portals(std::uint32_t capsule_class,
                                                  const std::vector<double>& requests) const {
  const std::vector<NodeIndex>& portals = router_.portals();
  std::vector<std::uint8_t> useful(portals.size(), 1);
  const auto busiest = std::max_element(requests.begin(), requests.end());
  if (busiest == requests.end() || *busiest <= 0.0) return useful;
  const NodeIndex wanted = portals[static_cast<std::size_t>(busiest - requests.begin())];
  for (std::size_t i = 0; i < portals.size(); ++i) {
    const bool can_come =
        requests[i] > 0.0 || router_.reachable(profiles_[capsule_class], portals[i], wanted);
    useful[i] = can_come ? 1 : 0;
  }
  return useful;
}

/// How many capsules of a class start at each portal: in proportion to the requests that will be
/// served there, largest remainders first, at most as many as may park; portals that capsules could
/// not leave only if no other has room. By portal rank.
std::vector<std::int64_t> Service::places_by_demand(std::uint32_t capsule_class) const {
  const std::vector<NodeIndex>& portals = router_.portals();
  const std::vector<double> requests = servable_requests(capsule_class);
  const std::vector<std::uint8_t> useful = useful_portals(capsule_class, requests);
  const double total = std::accumulate(requests.begin(), requests.end(), 0.0);
  const auto fleet = static_cast<double>(classes_[capsule_class].fleet);
  std::vector<std::int64_t> count(portals.size(), 0);
  std::vector<std::pair<double, std::size_t>> remainder;
  std::int64_t left = classes_[capsule_class].fleet;
  for (std::size_t i = 0; i < portals.size(); ++i) {
    const double share =
        total > 0.0 ? fleet * requests[i] / total : fleet / static_cast<double>(portals.size());
    count[i] = std::min(static_cast<std::int64_t>(share), portals_[portals[i]].parking_free);
    left -= count[i];
    remainder.emplace_back(static_cast<double>(count[i]) - share, i);
  }
  std::stable_sort(remainder.begin(), remainder.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  bool only_useful = true;
  while (left > 0) {
    const std::int64_t before = left;
    for (const auto& [difference, i] : remainder) {
      if (left == 0) break;
      if (count[i] >= portals_[portals[i]].parking_free || (only_useful && useful[i] == 0))
        continue;
      ++count[i];
      --left;
    }
    if (left < before) continue;
    if (!only_useful) break;  // the scenario's checks keep the fleet within all parking places
    only_useful = false;
  }
  return count;
}

void Service::place_fleet() {
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const std::vector<std::int64_t> count = places_by_demand(c);
    for (std::size_t i = 0; i < count.size(); ++i) {
      const NodeIndex node = router_.portals()[i];
      for (std::int64_t n = 0; n < count[i]; ++n) {
        const CapsuleIndex capsule = add_capsule(c);
        Vehicle vehicle;
        vehicle.portal = node;
        vehicle.holds_place = true;
        vehicles_.push_back(vehicle);
        --portals_[node].parking_free;
        ++counts_.capsules[c][static_cast<std::size_t>(CapsuleActivity::idle)];
        supply_.offer(capsule, c, static_cast<std::uint32_t>(i), 0);
      }
    }
  }
}

}  // namespace dimai::models

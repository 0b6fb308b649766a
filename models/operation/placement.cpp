#include <algorithm>
#include <limits>
#include <numeric>

#include "models/operation/service.hpp"

namespace dimai::models {

/// Requests of a class that will arise at each portal and that a way serves. By portal rank.
std::vector<double> Service::servable_requests(std::uint32_t capsule_class) const {
  std::vector<double> count(router_.portals().size(), 0.0);
  const std::uint32_t profile = profiles_[capsule_class];
  for (const Request& request : book_.planned()) {
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
/// served there, largest remainders first, at most as many as there is `room` for; portals that
/// capsules could not leave only if no other has room. By portal rank.
std::vector<std::int64_t> Service::places_by_demand(std::uint32_t capsule_class,
                                                    const std::vector<std::int64_t>& room) const {
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
    count[i] = std::min(static_cast<std::int64_t>(share), room[i]);
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
      if (count[i] >= room[i] || (only_useful && useful[i] == 0)) continue;
      ++count[i];
      --left;
    }
    if (left < before) continue;
    if (!only_useful) break;  // the scenario's checks keep the fleet within all parking places
    only_useful = false;
  }
  return count;
}

/// Parking places that each class may take at the start, shape (class, portal): where the classes
/// together want more than there are, each has its share of what they want, largest remainders
/// first; what is over then is for whoever needs it, in the order of classes.
std::vector<std::vector<std::int64_t>> Service::shared_parking() const {
  const std::vector<NodeIndex>& portals = router_.portals();
  std::vector<std::vector<std::int64_t>> wanted;
  const std::vector<std::int64_t> unlimited(portals.size(), std::numeric_limits<int>::max());
  for (std::uint32_t c = 0; c < classes_.size(); ++c)
    wanted.push_back(places_by_demand(c, unlimited));
  for (std::size_t i = 0; i < portals.size(); ++i) {
    std::int64_t sum = 0;
    for (const auto& row : wanted) sum += row[i];
    const std::int64_t places = portals_[portals[i]].parking_free;
    if (sum <= places) continue;
    std::int64_t left = places;
    std::vector<std::pair<std::int64_t, std::size_t>> remainder;
    for (std::size_t c = 0; c < wanted.size(); ++c) {
      remainder.emplace_back(-(wanted[c][i] * places % sum), c);
      wanted[c][i] = wanted[c][i] * places / sum;
      left -= wanted[c][i];
    }
    std::stable_sort(remainder.begin(), remainder.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t n = 0; n < remainder.size() && left > 0; ++n, --left)
      ++wanted[remainder[n].second][i];
  }
  return wanted;
}

void Service::place_fleet() {
  const std::vector<std::vector<std::int64_t>> share = shared_parking();
  std::vector<std::int64_t> over(router_.portals().size(), 0);
  for (std::size_t i = 0; i < over.size(); ++i) {
    over[i] = portals_[router_.portals()[i]].parking_free;
    for (const auto& row : share) over[i] -= row[i];
  }
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    std::vector<std::int64_t> room = share[c];
    for (std::size_t i = 0; i < room.size(); ++i) room[i] += over[i];
    const std::vector<std::int64_t> count = places_by_demand(c, room);
    for (std::size_t i = 0; i < count.size(); ++i) {
      over[i] -= std::max<std::int64_t>(0, count[i] - share[c][i]);
      over[i] += std::max<std::int64_t>(0, share[c][i] - count[i]);
      place(c, router_.portals()[i], count[i]);
    }
  }
}

/// Capsules that stand parked at a portal from the start.
void Service::place(std::uint32_t capsule_class, NodeIndex node, std::int64_t count) {
  for (std::int64_t n = 0; n < count; ++n) {
    const CapsuleIndex capsule = add_capsule(capsule_class);
    Vehicle vehicle;
    vehicle.portal = node;
    vehicle.holds_place = true;
    vehicles_.push_back(vehicle);
    batteries_.add(capsule_class);
    --portals_[node].parking_free;
    ++counts_.capsules[capsule_class][static_cast<std::size_t>(CapsuleActivity::idle)];
    tell_supply({capsule, capsule_class, router_.portal_rank(node), 0});
  }
}

}  // namespace dimai::models

#include <algorithm>
#include <numeric>

#include "models/operation/service.hpp"

namespace dimai::models {

/// How many capsules of a class start at each portal: in proportion to the requests that will arise there, largest
/// remainders first, at most as many as may park. By portal rank.
std::vector<std::int64_t> Service::places_by_demand(std::uint32_t capsule_class) const {
  const std::vector<NodeIndex>& portals = router_.portals();
  std::vector<double> weight(portals.size(), 0.0);
  for (const Journey& journey : journeys_) {
    if (journey.request.capsule_class != capsule_class) continue;
    weight[router_.portal_rank(journey.request.origin)] += 1.0;
  }
  const double total = std::accumulate(weight.begin(), weight.end(), 0.0);
  const auto fleet = static_cast<double>(classes_[capsule_class].fleet);
  std::vector<std::int64_t> count(portals.size(), 0);
  std::vector<std::pair<double, std::size_t>> remainder;
  std::int64_t left = classes_[capsule_class].fleet;
  for (std::size_t i = 0; i < portals.size(); ++i) {
    const double share = total > 0.0 ? fleet * weight[i] / total : fleet / static_cast<double>(portals.size());
    count[i] = std::min(static_cast<std::int64_t>(share), portals_[portals[i]].parking_free);
    left -= count[i];
    remainder.emplace_back(static_cast<double>(count[i]) - share, i);
  }
  std::stable_sort(remainder.begin(), remainder.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  while (left > 0) {
    const std::int64_t before = left;
    for (const auto& [difference, i] : remainder) {
      if (left == 0) break;
      if (count[i] >= portals_[portals[i]].parking_free) continue;
      ++count[i];
      --left;
    }
    if (left == before) break;  // the scenario's checks keep the fleet within all parking places
  }
  return count;
}

void Service::place_fleet() {
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const std::vector<std::int64_t> count = places_by_demand(c);
    for (std::size_t i = 0; i < count.size(); ++i) {
      const NodeIndex node = router_.portals()[i];
      for (std::int64_t n = 0; n < count[i]; ++n) {
        const CapsuleIndex capsule = guideway_.add_capsule(c, profiles_[c]);
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

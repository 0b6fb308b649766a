#include "models/operation/service.hpp"

namespace dimai::models {

std::optional<Neighbour> Service::RoutedTimes::nearest(std::uint32_t capsule_class,
                                                       std::uint32_t portal, std::size_t rank) {
  if (rank == 0) return Neighbour{portal, 0};
  const Router& router = service_.router_;
  if (version_ != router.version()) {
    version_ = router.version();
    lists_.assign(router.profile_count() * router.portals().size(), {});
  }
  std::vector<Near>& list =
      lists_[service_.profiles_[capsule_class] * router.portals().size() + portal];
  if (list.empty()) find(list, capsule_class, portal);
  if (rank > list.size()) return std::nullopt;
  return Neighbour{list[rank - 1].portal, std::int64_t{list[rank - 1].time_ms} * 1'000'000};
}

void Service::RoutedTimes::find(std::vector<Near>& list, std::uint32_t capsule_class,
                                std::uint32_t portal) const {
  const Router& router = service_.router_;
  const NodeIndex node = router.portals()[portal];
  for (const NodeIndex from : router.nearest_origins(service_.profiles_[capsule_class], node)) {
    const std::int64_t time_ns = service_.travel_ns(capsule_class, from, node);
    list.push_back({router.portal_rank(from), static_cast<std::uint32_t>(time_ns / 1'000'000)});
  }
}

}  // namespace dimai::models

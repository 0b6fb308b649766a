#include "models/operation/supply.hpp"

#include <algorithm>

namespace dimai::models {

Supply::Supply(std::size_t capsule_classes, std::size_t portals)
    : portal_count_(portals), lists_(capsule_classes * portals) {}

void Supply::offer(CapsuleIndex capsule, std::uint32_t capsule_class, std::uint32_t portal,
                   std::int64_t free_ns) {
  withdraw(capsule);
  if (capsule.value >= places_.size()) places_.resize(std::size_t{capsule.value} + 1);
  const auto list = static_cast<std::uint32_t>(capsule_class * portal_count_ + portal);
  places_[capsule.value] = {list, free_ns, true};
  lists_[list].emplace(free_ns, capsule.value);
}

void Supply::withdraw(CapsuleIndex capsule) {
  if (capsule.value >= places_.size() || !places_[capsule.value].offered) return;
  Place& place = places_[capsule.value];
  lists_[place.list].erase({place.free_ns, capsule.value});
  place.offered = false;
}

std::optional<Supply::Choice> Supply::soonest(std::uint32_t capsule_class, std::uint32_t portal,
                                              std::int64_t now_ns, EmptyTimes& times) const {
  std::optional<Choice> best;
  for (std::size_t rank = 0;; ++rank) {
    const std::optional<Neighbour> from = times.nearest(capsule_class, portal, rank);
    if (!from || (best && now_ns + from->time_ns >= best->pickup_ns)) return best;
    const auto& list = lists_[capsule_class * portal_count_ + from->portal];
    if (list.empty()) continue;
    const auto& [free_ns, capsule] = *list.begin();
    const std::int64_t pickup_ns = std::max(free_ns, now_ns) + from->time_ns;
    if (!best || pickup_ns < best->pickup_ns) best = Choice{CapsuleIndex{capsule}, pickup_ns};
  }
}

}  // namespace dimai::models

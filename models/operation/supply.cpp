#include "models/operation/supply.hpp"

#include <algorithm>
#include <limits>

namespace dimai::models {

namespace {

constexpr std::int64_t kNobody = std::numeric_limits<std::int64_t>::max();

}  // namespace

Supply::Supply(std::size_t capsule_classes, std::size_t portals)
    : portal_count_(portals),
      earliest_ns_(capsule_classes * portals, kNobody),
      lists_(capsule_classes * portals) {}

void Supply::note_earliest(std::uint32_t list) {
  earliest_ns_[list] = lists_[list].empty() ? kNobody : lists_[list].begin()->first;
}

void Supply::offer(CapsuleIndex capsule, std::uint32_t capsule_class, std::uint32_t portal,
                   std::int64_t free_ns) {
  withdraw(capsule);
  if (capsule.value >= places_.size()) places_.resize(std::size_t{capsule.value} + 1);
  const auto list = static_cast<std::uint32_t>(capsule_class * portal_count_ + portal);
  places_[capsule.value] = {list, free_ns, true};
  lists_[list].emplace(free_ns, capsule.value);
  note_earliest(list);
}

void Supply::withdraw(CapsuleIndex capsule) {
  if (capsule.value >= places_.size() || !places_[capsule.value].offered) return;
  Place& place = places_[capsule.value];
  lists_[place.list].erase({place.free_ns, capsule.value});
  note_earliest(place.list);
  place.offered = false;
}

std::optional<Supply::Choice> Supply::soonest(std::uint32_t capsule_class, std::uint32_t portal,
                                              std::int64_t now_ns, EmptyTimes& times) const {
  std::int64_t best_ns = kNobody;
  std::size_t best_list = 0;
  for (std::size_t rank = 0;; ++rank) {
    const std::optional<Neighbour> from = times.nearest(capsule_class, portal, rank);
    if (!from || now_ns + from->time_ns >= best_ns) break;
    const std::size_t list = capsule_class * portal_count_ + from->portal;
    if (earliest_ns_[list] == kNobody) continue;
    const std::int64_t pickup_ns = std::max(earliest_ns_[list], now_ns) + from->time_ns;
    if (pickup_ns >= best_ns) continue;
    best_ns = pickup_ns;
    best_list = list;
  }
  if (best_ns == kNobody) return std::nullopt;
  return Choice{CapsuleIndex{lists_[best_list].begin()->second}, best_ns};
}

}  // namespace dimai::models

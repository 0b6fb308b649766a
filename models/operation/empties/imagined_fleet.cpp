#include "models/operation/empties/imagined_fleet.hpp"

#include <algorithm>
#include <limits>

namespace dimai::models {

ImaginedFleet::ImaginedFleet(std::size_t portal_count, std::uint32_t capsule_class,
                             std::int64_t now_ns)
    : class_(capsule_class), now_ns_(now_ns), lists_(portal_count) {}

void ImaginedFleet::insert(std::uint32_t portal, const Entry& entry) {
  std::vector<Entry>& list = lists_[portal];
  list.insert(std::upper_bound(list.begin(), list.end(), entry), entry);
}

void ImaginedFleet::erase(std::uint32_t portal, const Entry& entry) {
  std::vector<Entry>& list = lists_[portal];
  list.erase(std::lower_bound(list.begin(), list.end(), entry));
}

void ImaginedFleet::add(const FleetPlace& place) {
  insert(place.portal, {std::max(place.free_ns, now_ns_), place.capsule.value});
}

std::optional<ImaginedFleet::Choice> ImaginedFleet::choose(std::uint32_t origin,
                                                           std::int64_t time_ns,
                                                           EmptyTimes& times) const {
  std::int64_t least_wait_ns = std::numeric_limits<std::int64_t>::max();
  std::int64_t way_ns = 0;
  std::uint32_t from = 0;
  Entry best{};
  const auto take = [&](const Neighbour& near, const Entry& entry, std::int64_t wait_ns) {
    // Neighbours come nearest first, so a later one must be better, or free later and as near.
    const bool better =
        wait_ns < least_wait_ns ||
        (wait_ns == least_wait_ns && near.time_ns == way_ns &&
         (entry.first > best.first || (entry.first == best.first && entry.second < best.second)));
    if (!better) return;
    least_wait_ns = wait_ns;
    way_ns = near.time_ns;
    from = near.portal;
    best = entry;
  };
  for (std::size_t rank = 0;; ++rank) {
    const std::optional<Neighbour> near = times.nearest(class_, origin, rank);
    if (!near) break;
    const std::int64_t soonest_wait_ns =
        std::max<std::int64_t>(now_ns_ + near->time_ns - time_ns, 0);
    if (soonest_wait_ns > least_wait_ns) break;
    if (soonest_wait_ns == least_wait_ns && near->time_ns > way_ns) break;
    const std::vector<Entry>& list = lists_[near->portal];
    if (list.empty()) continue;
    // The last that is there in time; of those free at once the lowest number.
    const Entry in_time{time_ns - near->time_ns, std::numeric_limits<std::uint32_t>::max()};
    auto found = std::upper_bound(list.begin(), list.end(), in_time);
    if (found == list.begin()) {
      take(*near, *found, found->first + near->time_ns - time_ns);
    } else {
      found = std::lower_bound(list.begin(), found, Entry{std::prev(found)->first, 0});
      take(*near, *found, 0);
    }
  }
  if (least_wait_ns == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return Choice{{CapsuleIndex{best.second}, from, best.first},
                way_ns,
                std::max(best.first + way_ns, time_ns)};
}

void ImaginedFleet::move(const FleetPlace& from, std::uint32_t portal, std::int64_t free_ns) {
  erase(from.portal, {from.free_ns, from.capsule.value});
  insert(portal, {free_ns, from.capsule.value});
  done_.push_back({from, portal, free_ns});
}

void ImaginedFleet::restore() {
  for (; !done_.empty(); done_.pop_back()) {
    const Done& last = done_.back();
    erase(last.to, {last.free_ns, last.from.capsule.value});
    insert(last.from.portal, {last.from.free_ns, last.from.capsule.value});
  }
}

}  // namespace dimai::models

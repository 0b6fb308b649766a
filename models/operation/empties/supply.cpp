#include "models/operation/empties/supply.hpp"

#include <algorithm>
#include <functional>
#include <queue>

namespace dimai::models {

namespace {

/// Portals looked at by nearness alone, before the time at which capsules are free is asked too.
constexpr std::size_t kNearFirst = 48;

/// Portals of a class in the order of who is free first, one after another.
class ByFreeTime {
 public:
  ByFreeTime(const std::int64_t* tree, std::size_t leaves) : tree_(tree), leaves_(leaves) {
    queue_.emplace(tree[1], 1);
  }
  struct Next {
    std::int64_t free_ns = 0;
    std::uint32_t portal = 0;
  };
  /// Past the last one: with the greatest of times.
  Next next() {
    while (!queue_.empty()) {
      const auto [free_ns, node] = queue_.top();
      if (node >= leaves_) {
        if (free_ns != std::numeric_limits<std::int64_t>::max()) queue_.pop();
        return {free_ns, static_cast<std::uint32_t>(node - leaves_)};
      }
      queue_.pop();
      queue_.emplace(tree_[2 * node], 2 * node);
      queue_.emplace(tree_[2 * node + 1], 2 * node + 1);
    }
    return {std::numeric_limits<std::int64_t>::max(), 0};
  }

 private:
  using Node = std::pair<std::int64_t, std::size_t>;
  const std::int64_t* tree_;
  std::size_t leaves_;
  std::priority_queue<Node, std::vector<Node>, std::greater<>> queue_;
};

}  // namespace

Supply::Supply(std::size_t capsule_classes, std::size_t portals)
    : portal_count_(portals), lists_(capsule_classes * portals) {
  while (leaves_ < portals) leaves_ *= 2;
  tree_.assign(capsule_classes * 2 * leaves_, kNobody);
}

void Supply::note_earliest(std::uint32_t list) {
  const std::size_t capsule_class = list / portal_count_;
  std::int64_t* tree = tree_.data() + 2 * leaves_ * capsule_class;
  std::size_t node = leaves_ + list % portal_count_;
  tree[node] = lists_[list].empty() ? kNobody : lists_[list].begin()->first;
  for (node /= 2; node > 0; node /= 2) {
    const std::int64_t least = std::min(tree[2 * node], tree[2 * node + 1]);
    if (tree[node] == least) break;
    tree[node] = least;
  }
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

Supply::Choice Supply::choice(std::uint32_t capsule_class, std::uint32_t portal,
                              std::int64_t pickup_ns) const {
  const std::size_t list = capsule_class * portal_count_ + portal;
  return {CapsuleIndex{lists_[list].begin()->second}, pickup_ns};
}

std::optional<Supply::Choice> Supply::soonest(std::uint32_t capsule_class, std::uint32_t portal,
                                              std::int64_t now_ns, EmptyTimes& times) const {
  std::int64_t best_ns = kNobody;
  std::uint32_t best = 0;
  const auto consider = [&](std::uint32_t from, std::int64_t free_ns, std::int64_t way_ns) {
    const std::int64_t pickup_ns = std::max(free_ns, now_ns) + way_ns;
    if (pickup_ns > best_ns) return;
    if (pickup_ns == best_ns && !times.nearer(capsule_class, from, best, portal)) return;
    best_ns = pickup_ns;
    best = from;
  };
  std::optional<ByFreeTime> by_time;
  std::int64_t others_free_ns = now_ns;  // nobody who was not looked at is free before
  for (std::size_t rank = 0;; ++rank) {
    const std::optional<Neighbour> from = times.nearest(capsule_class, portal, rank);
    if (!from) break;
    // Of equal ones the nearer: one that is just as late may lie nearer than one found by time.
    const std::int64_t bound_ns = others_free_ns + from->time_ns;
    if (bound_ns > best_ns || (bound_ns == best_ns && !by_time)) break;
    const std::int64_t free_ns = earliest_ns(capsule_class, from->portal);
    if (free_ns != kNobody) consider(from->portal, free_ns, from->time_ns);
    if (rank < kNearFirst) continue;
    if (!by_time) by_time.emplace(tree_.data() + 2 * leaves_ * capsule_class, leaves_);
    const ByFreeTime::Next next = by_time->next();
    if (next.free_ns == kNobody) break;  // all that have capsules were looked at
    others_free_ns = std::max(now_ns, next.free_ns);
    const auto way_ns = times.time_ns(capsule_class, next.portal, portal);
    if (way_ns) consider(next.portal, next.free_ns, *way_ns);
  }
  if (best_ns == kNobody) return std::nullopt;
  return choice(capsule_class, best, best_ns);
}

std::optional<Supply::Choice> Supply::farsighted(std::uint32_t capsule_class, std::uint32_t portal,
                                                 std::int64_t now_ns, EmptyTimes& times,
                                                 const Foresight& foresight) const {
  double least = std::numeric_limits<double>::infinity();
  std::int64_t best_ns = 0;
  std::uint32_t best = 0;
  for (std::size_t rank = 0;; ++rank) {
    const std::optional<Neighbour> from = times.nearest(capsule_class, portal, rank);
    if (!from) break;
    const std::int64_t free_ns = earliest_ns(capsule_class, from->portal);
    if (free_ns == kNobody) continue;
    const std::int64_t pickup_ns = std::max(free_ns, now_ns) + from->time_ns;
    const double still_busy_ns =
        std::max(0.0, static_cast<double>(free_ns - now_ns) - foresight.gap_ns);
    const double spared_ns = still_busy_ns + foresight.next_way_ns[from->portal];
    const double value = static_cast<double>(pickup_ns - now_ns) - foresight.weight * spared_ns;
    if (value >= least) continue;
    least = value;
    best_ns = pickup_ns;
    best = from->portal;
  }
  if (least == std::numeric_limits<double>::infinity()) return std::nullopt;
  return choice(capsule_class, best, best_ns);
}

}  // namespace dimai::models

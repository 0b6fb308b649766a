#include "models/network/search/near_search.hpp"

#include <algorithm>
#include <numeric>

namespace dimai::models {

namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

}  // namespace

NearSearch::NearSearch(const Router& router)
    : router_(router),
      first_into_(router.network().nodes.size() + 1, 0),
      into_(router.network().links.size()),
      distance_ns_(router.network().nodes.size(), kFar) {
  const auto& links = router.network().links;
  for (const Link& link : links) ++first_into_[link.to.value + 1];
  std::partial_sum(first_into_.begin(), first_into_.end(), first_into_.begin());
  std::vector<std::uint32_t> next(first_into_.begin(), first_into_.end() - 1);
  for (const LinkIndex link : links.indices()) into_[next[links[link].to.value]++] = link;
}

void NearSearch::begin(NodeIndex start) {
  for (const std::uint32_t node : touched_) distance_ns_[node] = kFar;
  touched_.assign(1, start.value);
  queue_ = {};
  distance_ns_[start.value] = 0;
  queue_.emplace(0, start.value);
  start_ = start;
}

NearPortal NearSearch::settle(std::uint32_t profile, bool against) {
  while (!queue_.empty()) {
    const auto [time_ns, node] = queue_.top();
    queue_.pop();
    if (time_ns > distance_ns_[node]) continue;
    const NodeIndex index{node};
    const bool portal = router_.portal_rank(index) != Router::kNotAPortal;
    if (!portal || index == start_) relax(profile, index, against);
    return {index, time_ns};
  }
  return {};
}

void NearSearch::relax(std::uint32_t profile, NodeIndex node, bool against) {
  const auto& links = router_.network().links;
  const auto reach = [&](LinkIndex link) {
    if (router_.closed(link) || !router_.admits(profile, link)) return;
    const NodeIndex to = against ? links[link].from : links[link].to;
    const std::int64_t at = distance_ns_[node.value] + router_.cost_ns(link);
    if (at >= distance_ns_[to.value]) return;
    if (distance_ns_[to.value] == kFar) touched_.push_back(to.value);
    distance_ns_[to.value] = at;
    queue_.emplace(at, to.value);
  };
  if (against) {
    for (std::uint32_t i = first_into_[node.value]; i < first_into_[node.value + 1]; ++i)
      reach(into_[i]);
  } else {
    for (const LinkIndex link : router_.out_links().of(node)) reach(link);
  }
}

std::vector<NearPortal> NearSearch::origins(std::uint32_t profile, NodeIndex destination,
                                            std::size_t count) {
  std::vector<NearPortal> found;
  begin(destination);
  for (NearPortal next = settle(profile, true); next.portal.valid(); next = settle(profile, true)) {
    if (found.size() >= count &&
        NearPortal{{}, found.back().time_ns} < NearPortal{{}, next.time_ns})
      break;
    const bool portal = router_.portal_rank(next.portal) != Router::kNotAPortal;
    if (portal && next.portal != destination) found.push_back(next);
  }
  std::sort(found.begin(), found.end());
  return found;
}

NodeIndex NearSearch::nearest_destination(std::uint32_t profile, NodeIndex origin,
                                          const std::function<bool(NodeIndex)>& wanted,
                                          std::size_t most) {
  NearPortal best;
  if (most == 0) return {};
  begin(origin);
  for (NearPortal next = settle(profile, false); next.portal.valid();
       next = settle(profile, false)) {
    if (best.portal.valid() && best < NearPortal{NodeIndex{0}, next.time_ns}) break;
    const bool portal = router_.portal_rank(next.portal) != Router::kNotAPortal;
    if (!portal || next.portal == origin || !wanted(next.portal)) continue;
    if (!best.portal.valid() || next < best) best = next;
    if (--most == 0) break;
  }
  return best.portal;
}

}  // namespace dimai::models

#include "scenarios/reading/reachability.hpp"

#include <algorithm>
#include <limits>
#include <queue>

#include <fmt/format.h>

#include "scenarios/formats/units.hpp"

namespace dimai::scenarios {

using models::LinkIndex;
using models::NodeIndex;
using models::NodeKind;

Reachability::Reachability(const models::Network& network,
                           std::span<const models::CapsuleClass> classes)
    : network_(&network), first_(network.nodes.size() + 1, 0), out_(network.links.size()) {
  for (const models::CapsuleClass& each : classes) bore_m_.push_back(each.bore_m);
  for (const models::Link& link : network.links) ++first_[link.from.value + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  std::vector<std::uint32_t> next(first_.begin(), first_.end());
  for (const LinkIndex link : network.links.indices()) {
    out_[next[network.links[link].from.value]++] = link;
  }
}

const std::vector<bool>& Reachability::reached(double bore_m, NodeIndex from) {
  const auto [entry, is_new] = found_.try_emplace(std::pair(bore_m, from.value));
  std::vector<bool>& seen = entry->second;
  if (!is_new) return seen;
  seen.assign(network_->nodes.size(), false);
  queue_.assign(1, from);
  while (!queue_.empty()) {
    const NodeIndex at = queue_.back();
    queue_.pop_back();
    if (at != from && network_->nodes[at].kind == NodeKind::portal) continue;
    for (std::uint32_t i = first_[at.value]; i < first_[at.value + 1]; ++i) {
      const models::Link& link = network_->links[out_[i]];
      if (link.bore_m < bore_m || seen[link.to.value]) continue;
      seen[link.to.value] = true;
      queue_.push_back(link.to);
    }
  }
  return seen;
}

bool Reachability::reaches(std::uint32_t capsule_class, NodeIndex from, NodeIndex to) {
  return reached(bore_m_[capsule_class], from)[to.value];
}

bool Reachability::all_meet(std::uint32_t capsule_class, std::span<const NodeIndex> portals) {
  const double bore_m = bore_m_[capsule_class];
  NodeIndex meeting;
  for (std::uint32_t i = first_[portals[0].value]; i < first_[portals[0].value + 1]; ++i) {
    const models::Link& link = network_->links[out_[i]];
    const bool passable = network_->nodes[link.to].kind != NodeKind::portal;
    if (link.bore_m >= bore_m && passable) meeting = link.to;
  }
  if (!meeting.valid()) return false;
  std::vector<std::vector<NodeIndex>> into(network_->nodes.size());
  for (const models::Link& link : network_->links)
    if (link.bore_m >= bore_m) into[link.to.value].push_back(link.from);
  std::vector<bool> comes(network_->nodes.size(), false);
  queue_.assign(1, meeting);
  while (!queue_.empty()) {
    const NodeIndex at = queue_.back();
    queue_.pop_back();
    if (network_->nodes[at].kind == NodeKind::portal) continue;
    for (const NodeIndex from : into[at.value]) {
      if (comes[from.value]) continue;
      comes[from.value] = true;
      queue_.push_back(from);
    }
  }
  const std::vector<bool>& goes = reached(bore_m, meeting);
  return std::all_of(portals.begin(), portals.end(),
                     [&](NodeIndex portal) { return comes[portal.value] && goes[portal.value]; });
}

std::vector<LinkIndex> Reachability::shortest_way(NodeIndex from, NodeIndex to) const {
  constexpr double never = std::numeric_limits<double>::infinity();
  std::vector<double> distance_m(network_->nodes.size(), never);
  std::vector<LinkIndex> arrived_by(network_->nodes.size());
  using Entry = std::pair<double, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  distance_m[from.value] = 0.0;
  open.push({0.0, from.value});
  while (!open.empty()) {
    const auto [so_far_m, at] = open.top();
    open.pop();
    const bool barred = at != from.value && network_->nodes[NodeIndex{at}].kind == NodeKind::portal;
    if (so_far_m > distance_m[at] || barred) continue;
    for (std::uint32_t i = first_[at]; i < first_[at + 1]; ++i) {
      const models::Link& link = network_->links[out_[i]];
      const double there_m = so_far_m + link.length_m;
      if (there_m >= distance_m[link.to.value]) continue;
      distance_m[link.to.value] = there_m;
      arrived_by[link.to.value] = out_[i];
      open.push({there_m, link.to.value});
    }
  }
  std::vector<LinkIndex> way;
  if (distance_m[to.value] == never) return way;
  for (NodeIndex at = to; at != from; at = network_->links[way.back()].from) {
    way.push_back(arrived_by[at.value]);
  }
  std::reverse(way.begin(), way.end());
  return way;
}

std::string Reachability::reason(std::uint32_t capsule_class, NodeIndex from, NodeIndex to) {
  const std::string pair =
      fmt::format(R"(from "{}" to "{}")", network_->nodes[from].id, network_->nodes[to].id);
  const std::vector<LinkIndex> way = shortest_way(from, to);
  if (way.empty()) return fmt::format("no way leads {}", pair);
  const auto& links = network_->links;
  const LinkIndex narrowest = *std::min_element(
      way.begin(), way.end(), [&](auto a, auto b) { return links[a].bore_m < links[b].bore_m; });
  return fmt::format("no way {} admits a bore of {}; the shortest one is as narrow as {} in \"{}\"",
                     pair, quantity_text(bore_m_[capsule_class], Dimension::length),
                     quantity_text(links[narrowest].bore_m, Dimension::length),
                     links[narrowest].id);
}

}  // namespace dimai::scenarios

#include "models/network/routing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

namespace dimai::models {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

std::int64_t whole_ns(double cost_s) {
  if (!(cost_s > 0.0 && cost_s < 1e8)) {
    throw std::domain_error("routing: cost of a link outside (0 s, 1e8 s)");
  }
  return std::max<std::int64_t>(1, std::llround(cost_s * 1e9));
}

/// Time and length of the way from a node, summed exactly in time.
struct Way {
  std::int64_t time_ns = -1;  ///< -1: not yet known
  double distance_m = 0.0;
};
constexpr Way kNoWay{std::numeric_limits<std::int64_t>::max(), kNever};

}  // namespace

RoutingProfiles routing_profiles(const Network& network, std::span<const double> class_bore_m) {
  RoutingProfiles profiles;
  std::map<std::ptrdiff_t, std::uint32_t> by_admitted;  // what a larger bore admits, a smaller does
  for (const double bore_m : class_bore_m) {
    const auto admitted =
        std::count_if(network.links.begin(), network.links.end(),
                      [bore_m](const Link& link) { return link.bore_m >= bore_m; });
    const auto next = static_cast<std::uint32_t>(profiles.least_bore_m.size());
    const auto [place, is_new] = by_admitted.try_emplace(admitted, next);
    if (is_new) profiles.least_bore_m.push_back(bore_m);
    profiles.of_class.push_back(place->second);
  }
  return profiles;
}

Router::Router(const Network& network, std::span<const double> cost_s,
               std::vector<double> least_bore_m)
    : network_(&network),
      least_bore_m_(std::move(least_bore_m)),
      closed_(network.links.size(), 0),
      portal_of_node_(network.nodes.size(), kNotAPortal),
      way_back_(ways_back(network)),
      out_links_(std::make_unique<OutLinks>(network)),
      tables_(least_bore_m_.size()),
      search_(network, *out_links_),
      search_mutex_(std::make_unique<std::mutex>()),
      figures_mutex_(std::make_unique<std::mutex>()) {
  if (cost_s.size() != network.links.size()) throw std::logic_error("routing: one cost per link");
  for (const double cost : cost_s) cost_ns_.push_back(whole_ns(cost));
  for (const Link& link : network.links) link_end_.push_back(link.to);
  for (const NodeIndex node : network.nodes.indices()) {
    if (network.nodes[node].kind != NodeKind::portal) continue;
    portal_of_node_[node.value] = static_cast<std::uint32_t>(portals_.size());
    portals_.push_back(node);
  }
  const std::size_t node_count = network.nodes.size();
  for (Table& table : tables_) {
    // Left unset: pages of destinations that nobody asks for are never touched. A vector would.
    // NOLINTNEXTLINE(modernize-avoid-c-arrays)
    table.next = std::make_unique_for_overwrite<std::uint8_t[]>(portals_.size() * node_count);
    table.next_version.assign(portals_.size(), 0);
    table.figures.resize(portals_.size());
  }
}

std::uint32_t Router::required_rank(NodeIndex destination) const {
  const std::uint32_t portal = portal_rank(destination);
  if (portal == kNotAPortal) throw std::logic_error("routing: destination is not a portal");
  return portal;
}

void Router::find_weights(Table& table, std::uint32_t profile) const {
  if (table.weight_version == version_) return;
  table.weight_ns = cost_ns_;
  for (const LinkIndex link : network_->links.indices()) {
    const bool open = !closed(link) && admits(profile, link);
    if (!open) table.weight_ns[link.value] = ReverseSearch::kNoWay_ns;
  }
  table.weight_version = version_;
}

void Router::find_next(std::uint32_t profile, std::uint32_t portal) const {
  const std::scoped_lock alone(*search_mutex_);
  Table& table = tables_[profile];
  if (current(table.next_version[portal])) return;
  find_weights(table, profile);
  const std::size_t node_count = portal_of_node_.size();
  search_.next_at_node(portals_[portal], table.weight_ns,
                       {table.next.get() + portal * node_count, node_count});
  declare_current(table.next_version[portal]);
}

LinkIndex Router::detour(std::uint32_t profile, LinkIndex arrived_by, NodeIndex destination) const {
  Table& table = tables_[profile];
  Figures& figures = table.figures[required_rank(destination)];
  if (!current(figures.after_version)) {
    const std::scoped_lock alone(*search_mutex_);
    if (!current(figures.after_version)) {
      find_weights(table, profile);
      figures.next_after.resize(network_->links.size());
      search_.next_after_link(destination, table.weight_ns, figures.next_after);
      declare_current(figures.after_version);
    }
  }
  const std::uint8_t rank = figures.next_after[arrived_by.value];
  if (rank == OutLinks::kNone) return {};
  return out_links_->at(network_->links[arrived_by].to, rank);
}

const Router::Figures& Router::sums(std::uint32_t profile, std::uint32_t portal) const {
  Figures& figures = tables_[profile].figures[portal];
  if (current(figures.sums_version)) return figures;
  const std::scoped_lock alone(*figures_mutex_);
  if (current(figures.sums_version)) return figures;
  const NodeIndex destination = portals_[portal];
  std::vector<Way> ways(portal_of_node_.size());
  ways[destination.value].time_ns = 0;
  std::vector<LinkIndex> behind;  // links walked from a portal until a node whose way is known
  for (const NodeIndex origin : portals_) {
    NodeIndex node = origin;
    while (ways[node.value].time_ns < 0) {
      const LinkIndex next = next_link(profile, node, destination);
      if (!next.valid()) {
        ways[node.value] = kNoWay;
        break;
      }
      behind.push_back(next);
      node = network_->links[next].to;
    }
    for (; !behind.empty(); behind.pop_back()) {
      const Link& link = network_->links[behind.back()];
      const Way& rest = ways[link.to.value];
      ways[link.from.value] = {rest.time_ns + cost_ns_[behind.back().value],
                               rest.distance_m + link.length_m};
    }
  }
  figures.time_s.resize(portals_.size());
  figures.distance_m.resize(portals_.size());
  for (std::size_t i = 0; i < portals_.size(); ++i) {
    const Way& way = ways[portals_[i].value];
    const bool known = way.time_ns != kNoWay.time_ns;
    figures.time_s[i] = static_cast<float>(known ? static_cast<double>(way.time_ns) / 1e9 : kNever);
    figures.distance_m[i] = static_cast<float>(way.distance_m);
  }
  declare_current(figures.sums_version);
  return figures;
}

double Router::travel_time_s(std::uint32_t profile, NodeIndex at, NodeIndex destination) const {
  const std::uint32_t portal = required_rank(destination);
  const std::uint32_t from = portal_rank(at);
  if (from != kNotAPortal) return double{sums(profile, portal).time_s[from]};
  if (!reachable(profile, at, destination)) return kNever;
  std::int64_t time_ns = 0;
  for (const LinkIndex link : path(profile, at, destination)) time_ns += cost_ns_[link.value];
  return static_cast<double>(time_ns) / 1e9;
}

double Router::distance_m(std::uint32_t profile, NodeIndex at, NodeIndex destination) const {
  const std::uint32_t portal = required_rank(destination);
  const std::uint32_t from = portal_rank(at);
  if (from != kNotAPortal) return double{sums(profile, portal).distance_m[from]};
  if (!reachable(profile, at, destination)) return kNever;
  double length_m = 0.0;
  for (const LinkIndex link : path(profile, at, destination)) {
    length_m += network_->links[link].length_m;
  }
  return length_m;
}

std::vector<LinkIndex> Router::path(std::uint32_t profile, NodeIndex origin,
                                    NodeIndex destination) const {
  std::vector<LinkIndex> links;
  required_rank(destination);
  for (NodeIndex node = origin; node != destination; node = network_->links[links.back()].to) {
    const LinkIndex next = next_link(profile, node, destination);
    if (!next.valid()) return {};
    links.push_back(next);
  }
  return links;
}

std::span<const NodeIndex> Router::nearest_origins(std::uint32_t profile,
                                                   NodeIndex destination) const {
  const std::uint32_t portal = required_rank(destination);
  Figures& figures = tables_[profile].figures[portal];
  if (current(figures.nearest_version)) return figures.nearest;
  const std::vector<float>& time_s = sums(profile, portal).time_s;
  const std::scoped_lock alone(*figures_mutex_);
  if (current(figures.nearest_version)) return figures.nearest;
  std::vector<NodeIndex> nearest;
  for (const NodeIndex origin : portals_) {
    const bool leads_there = origin != destination && std::isfinite(time_s[portal_rank(origin)]);
    if (leads_there) nearest.push_back(origin);
  }
  std::stable_sort(nearest.begin(), nearest.end(), [&](NodeIndex a, NodeIndex b) {
    return time_s[portal_rank(a)] < time_s[portal_rank(b)];
  });
  nearest.shrink_to_fit();
  figures.nearest = std::move(nearest);
  declare_current(figures.nearest_version);
  return figures.nearest;
}

void Router::set_closed(LinkIndex link, bool closed) {
  const std::uint8_t state = closed ? 1 : 0;
  if (closed_[link.value] == state) return;
  closed_[link.value] = state;
  ++version_;
}

void Router::set_cost(LinkIndex link, double cost_s) {
  const std::int64_t cost_ns = whole_ns(cost_s);
  if (cost_ns_[link.value] == cost_ns) return;
  cost_ns_[link.value] = cost_ns;
  ++version_;
}

std::size_t Router::table_bytes() const {
  std::size_t bytes = 0;
  for (const Table& table : tables_) {
    const auto made = std::count_if(table.next_version.begin(), table.next_version.end(),
                                    [](std::uint32_t version) { return version != 0; });
    bytes += static_cast<std::size_t>(made) * portal_of_node_.size();
    bytes += table.figures.size() * sizeof(Figures);
    for (const Figures& figures : table.figures) {
      bytes += (figures.time_s.capacity() + figures.distance_m.capacity()) * sizeof(float);
      bytes += figures.nearest.capacity() * sizeof(NodeIndex) + figures.next_after.capacity();
    }
  }
  return bytes;
}

}  // namespace dimai::models

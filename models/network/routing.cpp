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
      rows_(std::make_unique<const WayRows>(network)),
      turns_(network, *out_links_),
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
  for (std::uint32_t part = 0; part < rows_->parts().all().size(); ++part)
    searches_.emplace_back(network, *out_links_, rows_->parts(), part);
  for (std::size_t i = 0; i < least_bore_m_.size(); ++i)
    tables_.push_back({WayTable(*rows_), std::vector<Figures>(portals_.size()), {}, 0});
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
    if (!open) table.weight_ns[link.value] = kNoWay_ns;
  }
  table.weight_version = version_;
}

/// Fills a row of next links.
void Router::find_next(std::uint32_t profile, std::uint32_t row) const {
  const std::scoped_lock alone(*search_mutex_);
  Table& table = tables_[profile];
  if (current(table.ways.next_version(row))) return;
  find_weights(table, profile);
  table.ways.find_next(row, searches_[rows_->all()[row].part], table.weight_ns);
  declare_current(table.ways.next_version(row));
}

LinkIndex Router::detour(std::uint32_t profile, LinkIndex arrived_by, NodeIndex destination) const {
  Table& table = tables_[profile];
  Figures& figures = table.figures[required_rank(destination)];
  if (!current(figures.after_version)) {
    const std::scoped_lock alone(*search_mutex_);
    if (!current(figures.after_version)) {
      find_weights(table, profile);
      figures.next_after.resize(network_->links.size());
      turns_.next_after_link(destination, table.weight_ns, figures.next_after);
      declare_current(figures.after_version);
    }
  }
  const std::uint8_t rank = figures.next_after[arrived_by.value];
  if (rank == OutLinks::kNone) return {};
  return out_links_->at(network_->links[arrived_by].to, rank);
}

/// Fills a row of times and lengths, whose next links are current.
void Router::find_sums(std::uint32_t profile, std::uint32_t row) const {
  const std::scoped_lock alone(*figures_mutex_);
  WayTable& ways = tables_[profile].ways;
  if (current(ways.sums_version(row))) return;
  ways.find_sums(row, *network_, *out_links_, cost_ns_);
  declare_current(ways.sums_version(row));
}

/// From a portal or gate to a portal; nothing is known of other nodes.
WaySum Router::way_between(std::uint32_t profile, NodeIndex from, std::uint32_t portal) const {
  WaySum whole{0, 0.0};
  WayTable& ways = tables_[profile].ways;
  const WayRows::Stretches stretches = rows_->stretches(from, portal);
  for (std::uint32_t i = 0; i < stretches.count; ++i) {
    const WayRows::Stretch& stretch = stretches.each[i];
    if (!current(ways.next_version(stretch.row))) find_next(profile, stretch.row);
    if (!current(ways.sums_version(stretch.row))) find_sums(profile, stretch.row);
    const WaySum& part = ways.sum(stretch);
    if (part.time_ns == WaySum::kNone) return {};
    whole = {whole.time_ns + part.time_ns, whole.length_m + part.length_m};
  }
  return whole;
}

double Router::travel_time_s(std::uint32_t profile, NodeIndex at, NodeIndex destination) const {
  const std::uint32_t portal = required_rank(destination);
  if (portal_rank(at) != kNotAPortal) {
    const WaySum way = way_between(profile, at, portal);
    if (way.time_ns == WaySum::kNone) return kNever;
    return double{static_cast<float>(static_cast<double>(way.time_ns) / 1e9)};
  }
  if (!reachable(profile, at, destination)) return kNever;
  std::int64_t time_ns = 0;
  for (const LinkIndex link : path(profile, at, destination)) time_ns += cost_ns_[link.value];
  return static_cast<double>(time_ns) / 1e9;
}

double Router::distance_m(std::uint32_t profile, NodeIndex at, NodeIndex destination) const {
  const std::uint32_t portal = required_rank(destination);
  if (portal_rank(at) != kNotAPortal)
    return double{static_cast<float>(way_between(profile, at, portal).length_m)};
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
  std::vector<double> time_s(portals_.size(), kNever);
  std::vector<NodeIndex> nearest;
  for (std::uint32_t from = 0; from < portals_.size(); ++from) {
    if (from == portal) continue;
    time_s[from] = travel_time_s(profile, portals_[from], destination);
    if (std::isfinite(time_s[from])) nearest.push_back(portals_[from]);
  }
  std::stable_sort(nearest.begin(), nearest.end(), [&](NodeIndex a, NodeIndex b) {
    return time_s[portal_rank(a)] < time_s[portal_rank(b)];
  });
  nearest.shrink_to_fit();
  const std::scoped_lock alone(*figures_mutex_);
  if (current(figures.nearest_version)) return figures.nearest;
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
    bytes += table.ways.bytes() + table.figures.size() * sizeof(Figures);
    for (const Figures& figures : table.figures)
      bytes += figures.nearest.capacity() * sizeof(NodeIndex) + figures.next_after.capacity();
  }
  return bytes;
}

}  // namespace dimai::models

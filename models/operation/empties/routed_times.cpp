#include "models/operation/empties/routed_times.hpp"

#include <algorithm>
#include <utility>

namespace dimai::models {

namespace {

constexpr std::size_t kFirstNeighbours = 32;
constexpr std::size_t kMostKept = 16'000'000;  // 128 MB
constexpr std::uint32_t kNotAsked = 0xFFFFFFFF;
constexpr std::uint32_t kNoWay = 0xFFFFFFFE;

}  // namespace

TravelTimes::TravelTimes(const Router& router, const Guideway& guideway,
                         std::vector<std::uint32_t> profile_of_class)
    : router_(router),
      guideway_(guideway),
      profiles_(std::move(profile_of_class)),
      arrival_ramp_ns_(router.network().nodes.size(), 0) {
  const auto& links = router.network().links;
  for (const LinkIndex link : links.indices()) {
    std::int64_t& ramp_ns = arrival_ramp_ns_[links[link].to];
    ramp_ns = std::max(ramp_ns, guideway.arrival_ramp_ns(link));
  }
}

std::int64_t TravelTimes::travel_ns(std::uint32_t capsule_class, NodeIndex from,
                                    NodeIndex to) const {
  const std::uint32_t profile = profiles_[capsule_class];
  const LinkIndex first = router_.next_link(profile, from, to);
  if (!first.valid()) return 0;
  const std::int64_t ramps_ns = guideway_.departure_ramp_ns(first) + arrival_ramp_ns_[to];
  return ramps_ns + static_cast<std::int64_t>(router_.travel_time_s(profile, from, to) * 1e9);
}

EmptyNetwork empty_network(const TravelTimes& times, std::uint32_t capsule_class) {
  const Router& router = times.router();
  const Network& plan = router.network();
  EmptyNetwork network;
  // Portals stand twice: as ends of ways under their own number, and as beginnings after all nodes,
  // so that no way leads through one.
  const auto node_count = static_cast<std::uint32_t>(plan.nodes.size());
  network.node_count = node_count + router.portals().size();
  for (std::uint32_t rank = 0; rank < router.portals().size(); ++rank) {
    network.exit.push_back(node_count + rank);
    network.entry.push_back(router.portals()[rank].value);
  }
  for (const LinkIndex link : plan.links.indices()) {
    if (router.closed(link) || !router.admits(times.profile(capsule_class), link)) continue;
    const Link& row = plan.links[link];
    const std::uint32_t from = router.portal_rank(row.from);
    const bool leaves_portal = from != Router::kNotAPortal;
    const bool ends_in_portal = router.portal_rank(row.to) != Router::kNotAPortal;
    std::int64_t cost_ns = router.cost_ns(link);
    if (leaves_portal) cost_ns += times.guideway().departure_ramp_ns(link);
    if (ends_in_portal) cost_ns += times.arrival_ramp_ns(row.to);
    network.arcs.push_back({leaves_portal ? node_count + from : row.from.value, row.to.value,
                            cost_ns, FlowArc::unlimited});
  }
  return network;
}

RoutedTimes::RoutedTimes(const TravelTimes& times) : times_(times), search_(times.router()) {}

std::uint32_t RoutedTimes::time_ms(std::uint32_t capsule_class, NodeIndex from,
                                   NodeIndex to) const {
  return static_cast<std::uint32_t>(times_.travel_ns(capsule_class, from, to) / 1'000'000);
}

std::optional<Neighbour> RoutedTimes::nearest(std::uint32_t capsule_class, std::uint32_t portal,
                                              std::size_t rank) {
  if (rank == 0) return Neighbour{portal, 0};
  forget_old();
  List& list = lists_[times_.profile(capsule_class) * times_.router().portals().size() + portal];
  if (rank > list.near.size() && !list.whole) extend(list, capsule_class, portal);
  if (rank > list.near.size()) return std::nullopt;
  const Near& near = list.near[rank - 1];
  return Neighbour{near.portal, std::int64_t{near.time_ms} * 1'000'000};
}

/// Once other ways hold, or too much is kept.
void RoutedTimes::forget_old() {
  const Router& router = times_.router();
  if (version_ == router.version() && kept_ <= kMostKept && !lists_.empty()) return;
  version_ = router.version();
  kept_ = 0;
  lists_.assign(router.profile_count() * router.portals().size(), {});
  times_ms_.assign(lists_.size(), {});
}

void RoutedTimes::extend(List& list, std::uint32_t capsule_class, std::uint32_t portal) {
  const Router& router = times_.router();
  const NodeIndex node = router.portals()[portal];
  const std::size_t wanted = std::max(kFirstNeighbours, 4 * list.near.size());
  const std::vector<NearPortal> found =
      search_.origins(times_.profile(capsule_class), node, wanted);
  list.whole = found.size() < wanted;
  kept_ += found.size() - list.near.size();
  list.near.reserve(found.size());
  for (std::size_t i = list.near.size(); i < found.size(); ++i) {
    list.near.push_back(
        {router.portal_rank(found[i].portal), time_ms(capsule_class, found[i].portal, node)});
  }
}

std::optional<std::int64_t> RoutedTimes::time_ns(std::uint32_t capsule_class, std::uint32_t from,
                                                 std::uint32_t to) {
  if (from == to) return 0;
  forget_old();
  const std::vector<NodeIndex>& portals = times_.router().portals();
  const std::uint32_t profile = times_.profile(capsule_class);
  std::vector<std::uint32_t>& row = times_ms_[profile * portals.size() + to];
  if (row.empty()) {
    row.assign(portals.size(), kNotAsked);
    kept_ += row.size();
  }
  std::uint32_t& known_ms = row[from];
  if (known_ms == kNotAsked) {
    const bool way = times_.router().reachable(profile, portals[from], portals[to]);
    known_ms = way ? time_ms(capsule_class, portals[from], portals[to]) : kNoWay;
  }
  if (known_ms == kNoWay) return std::nullopt;
  return std::int64_t{known_ms} * 1'000'000;
}

bool RoutedTimes::nearer(std::uint32_t capsule_class, std::uint32_t a, std::uint32_t b,
                         std::uint32_t to) {
  const std::vector<NodeIndex>& portals = times_.router().portals();
  const auto way_s = [&](std::uint32_t from) {
    if (from == to) return -1.0;
    return times_.router().travel_time_s(times_.profile(capsule_class), portals[from], portals[to]);
  };
  const double a_s = way_s(a);
  const double b_s = way_s(b);
  return a_s == b_s ? a < b : a_s < b_s;
}

}  // namespace dimai::models

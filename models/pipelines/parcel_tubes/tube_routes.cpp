#include "models/pipelines/parcel_tubes/tube_routes.hpp"

#include <algorithm>
#include <limits>
#include <queue>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

namespace dimai::models {

namespace {

using BoostGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                          boost::property<boost::edge_weight_t, double>>;
constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max();

/// Connectors from each zone on, as zones that lie across; both ways count.
std::vector<std::vector<std::uint32_t>> neighbours(const TubeNetwork& network) {
  std::vector<std::vector<std::uint32_t>> of_zone(network.zones.size());
  for (const TubeConnector& each : network.connectors) {
    const std::uint32_t from = network.nodes[each.from].zone.value;
    const std::uint32_t to = network.nodes[each.to].zone.value;
    of_zone[from].push_back(to);
    of_zone[to].push_back(from);
  }
  return of_zone;
}

/// Connectors between a zone and each other one.
std::vector<std::uint32_t> distances(const std::vector<std::vector<std::uint32_t>>& of_zone,
                                     std::uint32_t start) {
  std::vector<std::uint32_t> distance(of_zone.size(), kFar);
  std::queue<std::uint32_t> open;
  distance[start] = 0;
  open.push(start);
  while (!open.empty()) {
    const std::uint32_t at = open.front();
    open.pop();
    for (const std::uint32_t next : of_zone[at]) {
      if (distance[next] != kFar) continue;
      distance[next] = distance[at] + 1;
      open.push(next);
    }
  }
  return distance;
}

}  // namespace

/// Ways in reverse: vertices are ports where a carrier is, then one sink a station.
struct TubeRoutes::Graph {
  BoostGraph reversed;
};

void TubeRoutes::number_zones(const TubeNetwork& network, const ZonePaths& /*paths*/) {
  const auto of_zone = neighbours(network);
  std::vector<std::uint32_t> best;
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  for (std::uint32_t zone = 0; zone < of_zone.size(); ++zone) {
    const std::vector<std::uint32_t> distance = distances(of_zone, zone);
    std::uint64_t sum = 0;
    for (const std::uint32_t each : distance) sum += each == kFar ? of_zone.size() : each;
    if (sum >= least) continue;
    least = sum;
    best = distance;
    root_ = ZoneIndex{zone};
  }
  std::vector<std::uint32_t> zones(of_zone.size());
  for (std::uint32_t i = 0; i < zones.size(); ++i) zones[i] = i;
  std::stable_sort(zones.begin(), zones.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return best[a] < best[b]; });
  order_.resize(zones.size());
  for (std::uint32_t i = 0; i < zones.size(); ++i) order_[zones[i]] = i;
}

bool TubeRoutes::may_turn(const ZonePaths& paths, PortIndex entered_at, PortIndex leaves_at) const {
  const TubePort& in = paths.ports()[entered_at];
  const TubePort& out = paths.ports()[leaves_at];
  if (in.connector.valid() && in.connector == out.connector) return false;
  if (!in.connector.valid() || !out.connector.valid()) return true;
  const std::uint32_t here = order(in.zone);
  const bool came_down = order(paths.ports()[in.across].zone) < here;
  const bool goes_up = order(paths.ports()[out.across].zone) < here;
  return !(came_down && goes_up);
}

TubeRoutes::TubeRoutes(const TubeNetwork& network, const ZonePaths& paths,
                       std::span<const std::uint8_t> shut)
    : ports_(paths.ports().size()),
      stations_(network.stations.size()),
      next_(ports_ * stations_),
      time_s_(stations_ * stations_, std::numeric_limits<double>::infinity()) {
  if (network.zones.empty()) return;
  number_zones(network, paths);
  Graph graph{BoostGraph(ports_ + stations_)};
  const auto is_shut = [&](PortIndex port) { return !shut.empty() && shut[port.value] != 0; };
  for (const PortIndex from : paths.ports().indices()) {
    if (!paths.ports()[from].enters || is_shut(from)) continue;
    for (const PortIndex to : paths.ports_of(paths.ports()[from].zone)) {
      const TubePort& out = paths.ports()[to];
      if (to == from || !out.leaves || is_shut(to) || !may_turn(paths, from, to)) continue;
      const auto after = out.station.valid() ? ports_ + out.station.value : out.across.value;
      boost::add_edge(after, from.value, paths.free_time_s(paths.path(from, to)), graph.reversed);
    }
  }
  for (const StationIndex station : network.stations.indices()) find(paths, graph, station);
}

void TubeRoutes::find(const ZonePaths& paths, const Graph& graph, StationIndex destination) {
  const std::size_t count = ports_ + stations_;
  std::vector<double> time_s(count);
  std::vector<std::size_t> after(count);
  boost::dijkstra_shortest_paths(graph.reversed, ports_ + destination.value,
                                 boost::predecessor_map(after.data()).distance_map(time_s.data()));
  for (std::size_t at = 0; at < ports_; ++at) {
    if (after[at] == at) continue;  // not reached
    const bool arrives = after[at] >= ports_;
    const PortIndex far{static_cast<std::uint32_t>(after[at])};
    next_[destination.value * ports_ + at] =
        arrives ? paths.port_of(destination) : paths.ports()[far].across;
    if (at < stations_) time_s_[destination.value * stations_ + at] = time_s[at];
  }
}

}  // namespace dimai::models

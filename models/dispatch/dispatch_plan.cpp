#include "models/dispatch/dispatch_plan.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numbers>
#include <queue>
#include <set>
#include <utility>

#include "models/regions/partition.hpp"

namespace dimai::models {

namespace {

constexpr double kEarthRadius_m = 6'371'008.8;  ///< mean radius R1 of GRS 80 (Moritz 2000)
constexpr std::uint32_t kNoSite = 0xFFFFFFFF;

using Point = MeshPlace;

class Maker {
 public:
  explicit Maker(const DispatchInput& input)
      : input_(input),
        network_(*input.network),
        points_(plane_map(network_)),
        requests_(network_.nodes.size(), 0.0) {
    for (const Request& request : input.requests) requests_[request.origin.value] += 1.0;
    plan_.site_of_node = sim::Table<NodeIndex, std::uint32_t>(network_.nodes.size(), 0);
    plan_.platform.latency_s_per_m = input.messages.latency_per_1000_km_s / 1e6;
    for (const NodeIndex node : network_.nodes.indices()) {
      const Point& place = points_[node.value];
      const MessageParameters& messages = input.messages;
      plan_.cabinet.push_back(plan_.platform.access_points.push_back(
          {network_.nodes[node].id, place.x_m, place.y_m, AccessKind::fibre,
           messages.fibre_latency_s, messages.fibre_rate_bit_s}));
      plan_.cell.push_back(plan_.platform.access_points.push_back(
          {network_.nodes[node].id + " cell", place.x_m, place.y_m, AccessKind::radio,
           messages.radio_latency_s, messages.radio_rate_bit_s}));
    }
    for (const DispatchPlace& row : input.places) {
      for (const NodeIndex node : row.nodes) {
        if (row.cabinet) hang(plan_.cabinet[node], *row.cabinet);
        if (row.cell) hang(plan_.cell[node], *row.cell);
      }
    }
  }

  DispatchPlan make() {
    if (input_.dispatch.architecture == "central") {
      make_centre();
    } else if (input_.dispatch.architecture == "regional") {
      make_regions();
    } else {
      make_junctions();
    }
    for (const NodeIndex node : network_.nodes.indices())
      plan_.sites[plan_.site_of_node[node]].requests += requests_[node.value];
    for (const double requests : requests_) plan_.requests_of_node.push_back(requests);
    find_neighbours();
    for (const DispatchMesh& mesh : input_.meshes) make_mesh(mesh);
    return std::move(plan_);
  }

 private:
  void hang(AccessIndex access, const DispatchLink& link) {
    AccessPoint& row = plan_.platform.access_points[access];
    row.kind = link.kind;
    row.latency_s = link.latency_s;
    row.bandwidth_bit_s = link.bandwidth_bit_s;
  }

  /// A door for each of its nodes, of cabinet and radio cell; a fibre for each gateway.
  void make_mesh(const DispatchMesh& mesh) {
    const MeshParameters& given = mesh.parameters;
    MeshArea area;
    area.id = mesh.id;
    area.latency_s = given.latency_s;
    area.rate_bit_s = given.rate_bit_s;
    area.keep_s = given.keep_s;
    area.within_s = given.within_s;
    area.setup.side_m = given.side_m;
    area.setup.range_m = given.range_m;
    area.setup.lamps = static_cast<std::uint32_t>(given.lamps);
    area.setup.bikes = static_cast<std::uint32_t>(given.bikes);
    area.setup.gateways = static_cast<std::uint32_t>(given.gateways);
    area.setup.bike_speed_m_s = given.bike_speed_m_s;
    area.setup.step_s = given.step_s;
    area.setup.seed = input_.seed;
    area.setup.replication = input_.replication;
    area.setup.area = static_cast<std::uint32_t>(plan_.meshes.size());
    const Point middle = middle_of_mesh(mesh, points_);
    const Point corner{middle.x_m - 0.5 * given.side_m, middle.y_m - 0.5 * given.side_m};
    for (const NodeIndex node : mesh.nodes) {
      const Point& at = points_[node.value];
      area.doors.push_back(
          {{at.x_m - corner.x_m, at.y_m - corner.y_m}, {plan_.cabinet[node], plan_.cell[node]}});
    }
    const MeshField field(area.setup);
    for (std::uint32_t i = 0; i < area.setup.gateways; ++i) {
      const MeshPlace& at = field.place(i);
      area.gateways.push_back(plan_.platform.access_points.push_back(
          {mesh.id + " gateway " + std::to_string(i + 1), corner.x_m + at.x_m, corner.y_m + at.y_m,
           AccessKind::fibre, input_.messages.fibre_latency_s, input_.messages.fibre_rate_bit_s}));
    }
    plan_.meshes.push_back(std::move(area));
  }

  /// The node, of some, that is nearest to the mean place of their requests.
  NodeIndex middle_of(const std::vector<NodeIndex>& nodes) const {
    Point sum;
    double weight = 0.0;
    for (const bool by_requests : {true, false}) {
      for (const NodeIndex node : nodes) {
        const double share = by_requests ? requests_[node.value] : 1.0;
        sum.x_m += share * points_[node.value].x_m;
        sum.y_m += share * points_[node.value].y_m;
        weight += share;
      }
      if (weight > 0.0) break;
    }
    NodeIndex best = nodes.front();
    double least_m = std::numeric_limits<double>::infinity();
    for (const NodeIndex node : nodes) {
      const double way_m = std::hypot(points_[node.value].x_m - sum.x_m / weight,
                                      points_[node.value].y_m - sum.y_m / weight);
      if (way_m >= least_m) continue;
      least_m = way_m;
      best = node;
    }
    return best;
  }

  std::uint32_t add_site(std::string id, NodeIndex node, double speed_flop_s, AccessIndex access) {
    DispatchSite site;
    site.id = std::move(id);
    site.node = node;
    site.access = access;
    site.computer = plan_.platform.computers.push_back({site.id, access, speed_flop_s});
    plan_.sites.push_back(std::move(site));
    return static_cast<std::uint32_t>(plan_.sites.size() - 1);
  }

  /// With a fibre of its own.
  std::uint32_t add_made_site(const std::string& id, NodeIndex node, double speed_flop_s) {
    const Point& place = points_[node.value];
    return add_site(id, node, speed_flop_s,
                    plan_.platform.access_points.push_back(
                        {id, place.x_m, place.y_m, AccessKind::fibre,
                         input_.messages.fibre_latency_s, input_.messages.fibre_rate_bit_s}));
  }

  std::uint32_t add_listed_site(const DispatchHost& host) {
    const Point& place = points_[host.node.value];
    return add_site(
        host.id, host.node, host.speed_flop_s,
        plan_.platform.access_points.push_back(
            {host.id, place.x_m, place.y_m, host.link, host.latency_s, host.bandwidth_bit_s}));
  }

  void make_centre() {
    if (!input_.hosts.empty()) {
      add_listed_site(input_.hosts.front());
      return;
    }
    add_made_site("centre", middle_of(network_.nodes.indices()),
                  input_.messages.centre_speed_flop_s);
  }

  void make_regions() {
    std::map<std::uint32_t, std::uint32_t> site_of_host;  // one computer may serve several regions
    for (const DispatchRegion& region : input_.regions) {
      const auto [row, fresh] = site_of_host.try_emplace(region.host, 0);
      if (fresh) row->second = add_listed_site(input_.hosts[region.host]);
      for (const NodeIndex node : region.nodes) plan_.site_of_node[node] = row->second;
    }
    if (!input_.regions.empty()) return;
    PartitionInput cut;
    cut.network = &network_;
    cut.router = input_.router;
    cut.profile_of_class = input_.profile_of_class;
    cut.requests = input_.requests;
    cut.may_be_cut.assign(network_.links.size(), 1);
    cut.regions = static_cast<std::uint32_t>(input_.dispatch.regions);
    const Partition partition = make_partition(cut);
    for (std::uint32_t region = 0; region < partition.regions; ++region) {
      std::vector<NodeIndex> nodes;
      for (const NodeIndex node : network_.nodes.indices()) {
        if (partition.region_of_node[node.value] == region) nodes.push_back(node);
      }
      if (nodes.empty()) continue;
      const std::uint32_t site =
          add_made_site("region " + std::to_string(region + 1), middle_of(nodes),
                        input_.messages.region_speed_flop_s);
      for (const NodeIndex node : nodes) plan_.site_of_node[node] = site;
    }
  }

  void make_junctions() {
    const bool any = std::any_of(network_.nodes.begin(), network_.nodes.end(),
                                 [](const Node& node) { return node.kind != NodeKind::portal; });
    std::vector<NodeIndex> centres;
    for (const NodeIndex node : network_.nodes.indices()) {
      plan_.site_of_node[node] = kNoSite;
      if (any && network_.nodes[node].kind == NodeKind::portal) continue;
      centres.push_back(node);
      const auto listed = std::find_if(input_.hosts.begin(), input_.hosts.end(),
                                       [&](const auto& host) { return host.node == node; });
      plan_.site_of_node[node] =
          listed != input_.hosts.end()
              ? add_listed_site(*listed)
              : add_site(network_.nodes[node].id, node, input_.messages.junction_speed_flop_s,
                         plan_.cabinet[node]);
    }
    join_nearest(centres);
  }

  /// Every other node joins the site that is nearest by tunnel, in either direction.
  void join_nearest(const std::vector<NodeIndex>& centres) {
    std::vector<std::vector<std::pair<NodeIndex, double>>> ways(network_.nodes.size());
    for (const Link& link : network_.links) {
      ways[link.from.value].emplace_back(link.to, link.length_m);
      ways[link.to.value].emplace_back(link.from, link.length_m);
    }
    using Reached = std::tuple<double, std::uint32_t, std::uint32_t>;  // way, site, node
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
    for (const NodeIndex node : centres) queue.emplace(0.0, plan_.site_of_node[node], node.value);
    std::vector<std::uint8_t> done(network_.nodes.size(), 0);
    while (!queue.empty()) {
      const auto [way_m, site, node] = queue.top();
      queue.pop();
      if (std::exchange(done[node], 1) != 0) continue;
      plan_.site_of_node[NodeIndex{node}] = site;
      for (const auto& [next, length_m] : ways[node]) {
        if (done[next.value] == 0) queue.emplace(way_m + length_m, site, next.value);
      }
    }
    for (std::uint32_t& site : plan_.site_of_node) site = site == kNoSite ? 0 : site;
  }

  void find_neighbours() {
    std::vector<std::set<std::uint32_t>> found(plan_.sites.size());
    for (const Link& link : network_.links) {
      const std::uint32_t a = plan_.site_of_node[link.from];
      const std::uint32_t b = plan_.site_of_node[link.to];
      if (a == b) continue;
      found[a].insert(b);
      found[b].insert(a);
    }
    for (std::size_t i = 0; i < found.size(); ++i)
      plan_.sites[i].neighbours.assign(found[i].begin(), found[i].end());
  }

  const DispatchInput& input_;
  const Network& network_;
  std::vector<Point> points_;
  std::vector<double> requests_;  ///< by origin
  DispatchPlan plan_;
};

}  // namespace

std::vector<MeshPlace> plane_map(const Network& network) {
  constexpr double radian = std::numbers::pi / 180.0;
  double sum_deg = 0.0;
  for (const Node& node : network.nodes) sum_deg += node.latitude_deg;
  const double middle = sum_deg / static_cast<double>(network.nodes.size()) * radian;
  std::vector<MeshPlace> points;
  for (const Node& node : network.nodes) {
    points.push_back({kEarthRadius_m * std::cos(middle) * node.longitude_deg * radian,
                      kEarthRadius_m * node.latitude_deg * radian});
  }
  return points;
}

MeshPlace middle_of_mesh(const DispatchMesh& mesh, const std::vector<MeshPlace>& map) {
  MeshPlace sum;
  for (const NodeIndex node : mesh.nodes) {
    sum.x_m += map[node.value].x_m;
    sum.y_m += map[node.value].y_m;
  }
  const auto count = static_cast<double>(mesh.nodes.size());
  return {sum.x_m / count, sum.y_m / count};
}

double DispatchPlan::distance_m(NodeIndex a, NodeIndex b) const {
  const AccessPoint& from = platform.access_points[cabinet[a]];
  const AccessPoint& to = platform.access_points[cabinet[b]];
  return std::hypot(from.x_m - to.x_m, from.y_m - to.y_m);
}

std::uint32_t DispatchPlan::busiest_site() const {
  const auto busiest =
      std::max_element(sites.begin(), sites.end(),
                       [](const auto& a, const auto& b) { return a.requests < b.requests; });
  return static_cast<std::uint32_t>(busiest - sites.begin());
}

DispatchPlan make_dispatch_plan(const DispatchInput& input) { return Maker(input).make(); }

}  // namespace dimai::models

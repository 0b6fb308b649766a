#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/regions/partition.hpp"

namespace dimai::models {
namespace {

/// Cities in a row from west to east, each a junction with two portals, joined by twin tunnels.
struct Row {
  explicit Row(std::size_t cities) {
    for (std::size_t i = 0; i < cities; ++i) {
      junctions.push_back(add(NodeKind::junction, static_cast<double>(i)));
      for (int k = 0; k < 2; ++k) {
        portals.push_back(add(NodeKind::portal, static_cast<double>(i) + 0.1));
        join(junctions.back(), portals.back(), 500.0);
      }
      if (i > 0) join(junctions[i - 1], junctions[i], 30000.0);
    }
  }
  NodeIndex add(NodeKind kind, double longitude_deg) {
    Node node;
    node.kind = kind;
    node.longitude_deg = longitude_deg;
    return network.nodes.push_back(node);
  }
  void join(NodeIndex a, NodeIndex b, double length_m) {
    Link link;
    link.length_m = length_m;
    link.bore_m = 3.0;
    link.from = a;
    link.to = b;
    network.links.push_back(link);
    link.from = b;
    link.to = a;
    network.links.push_back(link);
  }
  /// Requests between the two portals of a city.
  void demand(std::size_t city, int count) {
    for (int i = 0; i < count; ++i)
      requests.push_back({sim::Time{}, portals[2 * city], portals[2 * city + 1], 0});
  }
  Partition cut(std::uint32_t regions) {
    std::vector<double> cost_s;
    for (const Link& link : network.links) cost_s.push_back(link.length_m / 20.0);
    const Router router(network, cost_s, {3.0});
    PartitionInput input;
    input.network = &network;
    input.router = &router;
    input.profile_of_class = profiles;
    input.requests = requests;
    input.regions = regions;
    for (const Link& link : network.links) input.may_be_cut.push_back(link.length_m > 1000.0);
    return make_partition(input);
  }

  Network network;
  std::vector<NodeIndex> junctions;
  std::vector<NodeIndex> portals;
  std::vector<Request> requests;
  std::vector<std::uint32_t> profiles{0};
};

}  // namespace

TEST_CASE("a row of equal cities is cut in the middle, and never within a city") {
  Row row(6);
  for (std::size_t city = 0; city < 6; ++city) row.demand(city, 10);
  const Partition halves = row.cut(2);
  CHECK(halves.regions == 2);
  CHECK(halves.cut_links.size() == 2);  // the twin tunnel between cities 2 and 3
  CHECK(halves.load_share[0] == doctest::Approx(0.5));
  for (std::size_t city = 0; city < 6; ++city) {
    const std::uint32_t region = halves.region_of_node[row.junctions[city].value];
    CHECK(region == halves.region_of_node[row.junctions[city < 3 ? 0 : 5].value]);
    for (const std::size_t k : {0U, 1U})
      CHECK(halves.region_of_node[row.portals[2 * city + k].value] == region);
  }
  const Partition thirds = row.cut(3);
  CHECK(thirds.regions == 3);
  CHECK(thirds.cut_links.size() == 4);
  for (const double share : thirds.load_share) CHECK(share == doctest::Approx(1.0 / 3.0));
}

TEST_CASE("a network is cut where the load is even, not the number of places") {
  Row row(6);
  row.demand(0, 50);
  for (std::size_t city = 1; city < 6; ++city) row.demand(city, 10);
  const Partition halves = row.cut(2);
  CHECK(halves.region_of_node[row.junctions[0].value] !=
        halves.region_of_node[row.junctions[1].value]);
  CHECK(halves.region_of_node[row.junctions[1].value] ==
        halves.region_of_node[row.junctions[5].value]);
}

TEST_CASE("more regions than places are as many as places; without demand nodes count") {
  Row row(3);
  CHECK(row.cut(8).regions == 3);
  CHECK(row.cut(1).regions == 1);
  CHECK(row.cut(1).cut_links.empty());
}

}  // namespace dimai::models

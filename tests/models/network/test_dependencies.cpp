#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "models/network/dependencies.hpp"
#include "tests/models/network/networks.hpp"

using namespace dimai::models;
using dimai::models::tests::Builder;
using dimai::models::tests::Numbers;
using dimai::models::tests::random_network;

namespace {

constexpr double kFar_m = std::numeric_limits<double>::infinity();
constexpr std::size_t kMany = 1000000;

RouteCycles cycles_of(const Builder& builder, double longest_m = kFar_m, std::size_t most = kMany) {
  const Router router(builder.network, builder.cost_s, {0.0});
  return route_cycles(router, std::vector<std::uint32_t>{0}, router.portals(), longest_m, most);
}

/// Every elementary cycle by plain walking from each link over links that are not lower.
struct BruteForce {
  const LinkDependencies& dependencies;
  std::set<std::vector<LinkIndex>> cycles;
  std::vector<LinkIndex> path;

  explicit BruteForce(const LinkDependencies& all) : dependencies(all) {
    for (std::uint32_t i = 0; i < all.next.size(); ++i) walk(LinkIndex{i});
  }
  void walk(LinkIndex link) {
    path.push_back(link);
    for (const LinkIndex next : dependencies.next[link.value]) {
      if (next == path.front()) cycles.insert(path);
      if (next <= path.front() || std::find(path.begin(), path.end(), next) != path.end()) continue;
      walk(next);
    }
    path.pop_back();
  }
};

/// A one-way ring of junctions with a portal at each; returns its links in order.
std::vector<LinkIndex> add_ring(Builder& builder, const std::vector<NodeIndex>& junctions) {
  std::vector<LinkIndex> ring;
  for (std::size_t i = 0; i < junctions.size(); ++i) {
    ring.push_back(builder.link(junctions[i], junctions[(i + 1) % junctions.size()]));
    builder.twin(builder.portal(), junctions[i]);
  }
  return ring;
}

std::vector<NodeIndex> junctions(Builder& builder, int count) {
  std::vector<NodeIndex> nodes;
  for (int i = 0; i < count; ++i) nodes.push_back(builder.junction());
  return nodes;
}

/// Junctions in rows, joined by twin tunnels to right and below, a portal at each.
Builder grid(int rows, int columns) {
  Builder builder;
  const std::vector<NodeIndex> nodes = junctions(builder, rows * columns);
  const auto at = [&](int row, int column) {
    return nodes[static_cast<std::size_t>(row * columns + column)];
  };
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const double cost = 10.0 + ((row * 7 + column * 5) % 4);  // uneven: ways take many turns
      if (column + 1 < columns) builder.twin(at(row, column), at(row, column + 1), cost);
      if (row + 1 < rows) builder.twin(at(row, column), at(row + 1, column), 21.0 - cost);
      builder.twin(builder.portal(), at(row, column));
    }
  }
  return builder;
}

LinkDependencies by_routes(const Builder& builder) {
  const Router router(builder.network, builder.cost_s, {0.0});
  return link_dependencies(router, std::vector<std::uint32_t>{0}, router.portals());
}

/// Every link depends on all that begin where it ends at a junction, but for its way back.
LinkDependencies all_turns(const Builder& builder) {
  const Network& network = builder.network;
  const std::vector<LinkIndex> back = ways_back(network);
  LinkDependencies dependencies;
  dependencies.next.resize(network.links.size());
  for (const LinkIndex before : network.links.indices()) {
    const NodeIndex at = network.links[before].to;
    if (network.nodes[at].kind == NodeKind::portal) continue;
    for (const LinkIndex after : network.links.indices()) {
      const bool turn = network.links[after].from == at && after != back[before.value];
      if (turn) dependencies.next[before.value].push_back(after);
    }
  }
  return dependencies;
}

bool shorter(const RouteCycle& a, const RouteCycle& b) { return a.length_m < b.length_m; }

}  // namespace

TEST_CASE("a one-way ring is one cycle of its own length") {
  Builder builder;
  const std::vector<LinkIndex> ring = add_ring(builder, junctions(builder, 4));
  const RouteCycles result = cycles_of(builder);
  REQUIRE(result.cycles.size() == 1);
  CHECK(result.complete);
  CHECK(result.cycles[0].links == ring);
  CHECK(result.cycles[0].length_m == 4000.0);  // four links of 1000 m
}

TEST_CASE("a ring longer than asked for is left out, one of just that length is not") {
  Builder builder;
  add_ring(builder, junctions(builder, 4));
  CHECK(cycles_of(builder, 3999.0).cycles.empty());
  CHECK(cycles_of(builder, 3999.0).complete);
  CHECK(cycles_of(builder, 4000.0).cycles.size() == 1);
}

TEST_CASE(
    "a cycle locks before it is full, by the room that is too short for a train on each link") {
  Builder builder;
  add_ring(builder, junctions(builder, 4));
  const LinkDependencies dependencies = by_routes(builder);
  // Four links of 1000 m, on each of which 150 m may stay free: 4 * 850 = 3400 m of trains.
  CHECK(route_cycles(dependencies, builder.network, 3399.0, kMany, 150.0).cycles.empty());
  const RouteCycles result = route_cycles(dependencies, builder.network, 3400.0, kMany, 150.0);
  REQUIRE(result.cycles.size() == 1);
  CHECK(result.cycles[0].least_fill_m == 3400.0);
  CHECK(result.cycles[0].length_m == 4000.0);
  // Links shorter than that are no obstacle at all.
  CHECK(route_cycles(dependencies, builder.network, 1.0, kMany, 1000.0).cycles.size() == 1);
}

TEST_CASE("a twin ring of five is two cycles, of three none") {
  // Of three junctions each way runs over one link of the ring, so that no link of it depends on
  // another; of five, ways of two links run over each junction in either direction.
  for (const int size : {3, 5}) {
    Builder builder;
    const std::vector<NodeIndex> nodes = junctions(builder, size);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      builder.twin(nodes[i], nodes[(i + 1) % nodes.size()]);
      builder.twin(builder.portal(), nodes[i]);
    }
    const RouteCycles result = cycles_of(builder);
    CHECK(result.cycles.size() == (size == 3 ? 0 : 2));
    for (const RouteCycle& cycle : result.cycles) CHECK(cycle.length_m == 5000.0);
  }
}

TEST_CASE("a tree of twin tunnels has no cycle") {
  Builder builder;
  const std::vector<NodeIndex> nodes = junctions(builder, 15);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    builder.twin(nodes[(i - 1) / 2], nodes[i]);
    builder.twin(builder.portal(), nodes[i]);
  }
  const RouteCycles result = cycles_of(builder);
  CHECK(result.cycles.empty());
  CHECK(result.complete);
}

TEST_CASE("two rings that share a junction have three cycles: each and both together") {
  Builder builder;
  std::vector<NodeIndex> one = junctions(builder, 3);
  std::vector<NodeIndex> two = junctions(builder, 3);
  two.push_back(one[0]);
  const std::vector<LinkIndex> ring_one = add_ring(builder, one);
  const std::vector<LinkIndex> ring_two = add_ring(builder, two);
  const RouteCycles result = cycles_of(builder);
  REQUIRE(result.cycles.size() == 3);
  CHECK(result.cycles[0].links == ring_one);
  CHECK(result.cycles[0].length_m == 3000.0);
  CHECK(result.cycles[1].links == ring_two);
  CHECK(result.cycles[1].length_m == 4000.0);
  CHECK(result.cycles[2].links.size() == 7);
  CHECK(result.cycles[2].length_m == 7000.0);
}

TEST_CASE("destinations that nobody goes to add no dependency") {
  Builder builder;
  const std::vector<LinkIndex> ring = add_ring(builder, junctions(builder, 4));
  const Router router(builder.network, builder.cost_s, {0.0});
  // To one portal alone nobody passes it, so the ring is not closed.
  const std::vector<NodeIndex> one{router.portals()[0]};
  const std::vector<std::uint32_t> profiles{0};
  CHECK(route_cycles(router, profiles, one, kFar_m, kMany).cycles.empty());
  // Portal 0 hangs on the junction where ring[0] begins: ring[1] to ring[3] follow each other.
  const LinkDependencies dependencies = link_dependencies(router, profiles, one);
  CHECK(dependencies.next[ring[1].value] == std::vector<LinkIndex>{ring[2]});
  CHECK(dependencies.next[ring[2].value] == std::vector<LinkIndex>{ring[3]});
  // Portal 1 stands between ring[0] and ring[1]: ring[0] is on nobody's way to portal 0 but its own
  // junction's, and none starts there but portal 0 itself.
  CHECK(dependencies.next[ring[0].value].empty());
}

TEST_CASE("the cycles of grids and random networks are those that plain walking finds") {
  std::vector<Builder> builders{grid(3, 3), grid(2, 4)};
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    builders.push_back(random_network(seed, 7, 9, 7));
  }
  std::size_t found = 0;
  for (const Builder& builder : builders) {
    for (const LinkDependencies& dependencies : {by_routes(builder), all_turns(builder)}) {
      const BruteForce expected(dependencies);
      const RouteCycles result = route_cycles(dependencies, builder.network, kFar_m, kMany);
      std::set<std::vector<LinkIndex>> listed;
      for (const RouteCycle& cycle : result.cycles) listed.insert(cycle.links);
      CHECK(result.complete);
      CHECK(std::is_sorted(result.cycles.begin(), result.cycles.end(), shorter));
      CHECK(listed.size() == result.cycles.size());
      CHECK(listed == expected.cycles);
      found += listed.size();
    }
  }
  CHECK(found > 500);  // or the comparison would say nothing
}

TEST_CASE("cycles up to a length are those of all cycles that are no longer") {
  const Builder builder = grid(3, 3);
  const LinkDependencies dependencies = all_turns(builder);
  const RouteCycles all = route_cycles(dependencies, builder.network, kFar_m, kMany);
  for (const double longest_m : {3999.0, 4000.0, 8000.0, 12000.0}) {
    const RouteCycles some = route_cycles(dependencies, builder.network, longest_m, kMany);
    const auto expected =
        std::count_if(all.cycles.begin(), all.cycles.end(),
                      [&](const RouteCycle& cycle) { return cycle.length_m <= longest_m; });
    CHECK(some.complete);
    CHECK(some.cycles.size() == static_cast<std::size_t>(expected));
  }
  // Four squares, each in either direction, of four links of 1000 m.
  CHECK(route_cycles(dependencies, builder.network, 4000.0, kMany).cycles.size() == 8);
}

TEST_CASE("if there are more cycles than asked for, the shortest are listed and it is said so") {
  const Builder builder = grid(3, 3);
  const LinkDependencies dependencies = all_turns(builder);
  const RouteCycles all = route_cycles(dependencies, builder.network, kFar_m, kMany);
  const RouteCycles few = route_cycles(dependencies, builder.network, kFar_m, 20);
  CHECK_FALSE(few.complete);
  CHECK(few.complete_to_m >= 4000.0);  // the eight squares alone are fewer than twenty
  CHECK(few.cycles.size() <= 20);
  const std::size_t sure = static_cast<std::size_t>(
      std::count_if(all.cycles.begin(), all.cycles.end(),
                    [&](const RouteCycle& cycle) { return cycle.length_m <= few.complete_to_m; }));
  REQUIRE(few.cycles.size() >= sure);
  for (std::size_t i = 0; i < sure; ++i) CHECK(few.cycles[i].links == all.cycles[i].links);

  const RouteCycles none = route_cycles(dependencies, builder.network, kFar_m, 0);
  CHECK(none.cycles.empty());
  CHECK_FALSE(none.complete);
  CHECK(route_cycles(dependencies, builder.network, kFar_m, all.cycles.size()).complete);
}

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include "models/network/parts.hpp"
#include "tests/models/network/networks.hpp"

using namespace dimai::models;
using dimai::models::tests::Builder;
using dimai::models::tests::random_network;

namespace {

/// Nodes reached from `start` over links taken both ways, without passing `barred`.
std::vector<bool> reached(const Network& network, NodeIndex start, NodeIndex barred) {
  std::vector<bool> seen(network.nodes.size(), false);
  std::vector<NodeIndex> open{start};
  seen[start.value] = true;
  while (!open.empty()) {
    const NodeIndex at = open.back();
    open.pop_back();
    for (const Link& link : network.links) {
      if (link.from != at && link.to != at) continue;
      const NodeIndex to = link.from == at ? link.to : link.from;
      if (to == barred || seen[to.value]) continue;
      seen[to.value] = true;
      open.push_back(to);
    }
  }
  return seen;
}

/// A ring of yards, with a star of portals behind each.
Builder stars(std::uint32_t yards, std::uint32_t portals) {
  Builder builder;
  std::vector<NodeIndex> ring;
  for (std::uint32_t i = 0; i < yards; ++i) ring.push_back(builder.junction());
  for (std::uint32_t i = 0; i < yards; ++i) {
    builder.twin(ring[i], ring[(i + 1) % yards]);
    const NodeIndex centre = builder.junction();
    builder.twin(ring[i], centre);
    for (std::uint32_t p = 0; p < portals; ++p) builder.twin(builder.portal(), centre);
  }
  return builder;
}

}  // namespace

TEST_CASE("cities behind a yard become regions, the ring of yards the core") {
  const Builder builder = stars(20, 9);
  const Parts parts(builder.network);
  REQUIRE(parts.all().size() == 21);
  CHECK(parts.all()[Parts::kCore].nodes.size() == 20);
  CHECK(parts.all()[Parts::kCore].ends.size() == 20);
  for (std::size_t region = 1; region < 21; ++region) {
    const Parts::Part& part = parts.all()[region];
    CHECK(parts.of(part.gate) == Parts::kCore);
    CHECK(part.nodes.size() == 11);  // nine portals, their centre and the gate
    CHECK(part.nodes.back() == part.gate);
    CHECK(part.ends.size() == 10);
  }
}

TEST_CASE("a ring without anything behind it is all core") {
  Builder builder;
  std::vector<NodeIndex> ring;
  for (int i = 0; i < 12; ++i) ring.push_back(builder.junction());
  for (std::size_t i = 0; i < ring.size(); ++i) builder.twin(ring[i], ring[(i + 1) % 12]);
  CHECK(Parts(builder.network).all().size() == 1);
}

TEST_CASE("whoever leaves a region passes its gate, which is no portal") {
  std::size_t regions = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Builder builder = random_network(seed, 20, 24, 12);
    const Network& network = builder.network;
    const Parts parts(network);
    for (std::uint32_t region = 1; region < parts.all().size(); ++region, ++regions) {
      const Parts::Part& part = parts.all()[region];
      CHECK(network.nodes[part.gate].kind != NodeKind::portal);
      const std::vector<bool> seen = reached(network, part.nodes.front(), part.gate);
      for (const NodeIndex node : network.nodes.indices())
        if (seen[node.value]) CHECK(parts.of(node) == region);
    }
  }
  CHECK(regions > 100);
}

TEST_CASE("every node is listed once, and in its place") {
  const Builder builder = random_network(5, 30, 36, 15);
  const Parts parts(builder.network);
  std::vector<int> times(builder.network.nodes.size(), 0);
  for (std::uint32_t p = 0; p < parts.all().size(); ++p) {
    const Parts::Part& part = parts.all()[p];
    for (std::uint32_t place = 0; place < part.nodes.size(); ++place) {
      CHECK(parts.place(p, part.nodes[place]) == place);
      if (part.nodes[place] != part.gate) ++times[part.nodes[place].value];
    }
  }
  CHECK(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; }));
}

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include "models/network/loops.hpp"
#include "models/network/routing.hpp"
#include "tests/models/network/networks.hpp"

using namespace dimai::models;
using dimai::models::tests::Builder;
using dimai::models::tests::Numbers;
using dimai::models::tests::random_network;

TEST_CASE("a tree of twin tunnels has no loop, for nobody turns round in a tunnel") {
  Builder builder;
  const NodeIndex centre = builder.junction();
  for (int i = 0; i < 4; ++i) {
    const NodeIndex branch = builder.junction();
    builder.twin(centre, branch);
    builder.twin(branch, builder.portal());
    builder.twin(branch, builder.portal());
  }
  CHECK(loop_regions(builder.network).count == 0);
}

TEST_CASE("a triangle of twin tunnels has two loops, one each way round") {
  Builder builder;
  std::vector<NodeIndex> nodes;
  for (int i = 0; i < 3; ++i) nodes.push_back(builder.junction());
  std::vector<LinkIndex> round;
  for (std::size_t i = 0; i < 3; ++i) round.push_back(builder.twin(nodes[i], nodes[(i + 1) % 3]));
  const LinkIndex stub = builder.twin(builder.portal(), nodes[0]);
  const LoopRegions regions = loop_regions(builder.network);
  CHECK(regions.count == 2);
  CHECK(regions.of_link[round[0].value] == regions.of_link[round[2].value]);
  CHECK_FALSE(regions.on_loop(stub));
  CHECK(shortest_loop(builder.network, round[1]) ==
        std::vector<LinkIndex>{round[1], round[2], round[0]});
  CHECK(shortest_loop(builder.network, stub).empty());
}

TEST_CASE("nobody passes through a portal, so that loops through one do not count") {
  Builder builder;
  const NodeIndex a = builder.junction();
  const NodeIndex portal = builder.portal();
  builder.link(a, portal);
  builder.link(portal, a);
  CHECK(loop_regions(builder.network).count == 0);
}

TEST_CASE("every turn that a router answers, whatever is closed, is a possible one") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Builder builder = random_network(seed, 8, 20, 5);
    Router router(builder.network, builder.cost_s, {0.0});
    const auto turns = possible_turns(builder.network);
    Numbers numbers(seed);
    for (int round = 0; round < 3; ++round) {
      for (const NodeIndex portal : router.portals()) {
        for (const LinkIndex link : builder.network.links.indices()) {
          const NodeIndex end = builder.network.links[link].to;
          if (builder.network.nodes[end].kind == NodeKind::portal) continue;
          const LinkIndex next = router.next_link_after(0, link, portal);
          const auto& possible = turns[link.value];
          if (next.valid())
            CHECK(std::find(possible.begin(), possible.end(), next) != possible.end());
        }
      }
      const auto count = static_cast<std::uint32_t>(builder.network.links.size());
      router.set_closed(LinkIndex{numbers.below(count)}, true);
    }
  }
}

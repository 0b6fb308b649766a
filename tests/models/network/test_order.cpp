#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "models/network/order.hpp"
#include "tests/models/network/networks.hpp"

using namespace dimai::models;
using dimai::models::tests::Builder;
using dimai::models::tests::Numbers;
using dimai::models::tests::random_network;

namespace {

/// Cuts that a train suffers at each node on its way, part by part. `train` lists portals.
std::map<NodeIndex, std::size_t> cuts(const Router& router, NodeIndex from,
                                      const std::vector<NodeIndex>& train) {
  std::map<NodeIndex, std::size_t> at_node;
  std::vector<std::pair<NodeIndex, std::vector<NodeIndex>>> parts{{from, train}};
  while (!parts.empty()) {
    const auto [node, part] = parts.back();
    parts.pop_back();
    LinkIndex last;
    std::vector<NodeIndex> together;
    const auto send = [&] {
      if (last.valid()) parts.push_back({router.network().links[last].to, together});
      together.clear();
    };
    bool first = true;
    for (const NodeIndex portal : part) {
      const LinkIndex next = router.next_link(0, node, portal);
      if (!first && next != last) {
        send();
        ++at_node[node];
      }
      first = false;
      last = next;
      together.push_back(portal);
    }
    send();
  }
  return at_node;
}

/// Different links that a train's capsules take at each node, the train going on in one piece a
/// link.
std::map<NodeIndex, std::size_t> branches(const Router& router, NodeIndex from,
                                          const std::vector<NodeIndex>& train) {
  std::map<NodeIndex, std::set<LinkIndex>> links;
  for (const NodeIndex portal : train) {
    for (const LinkIndex link : router.path(0, from, portal)) {
      links[router.network().links[link].from].insert(link);
    }
  }
  std::map<NodeIndex, std::size_t> count;
  for (const auto& [node, taken] : links) count[node] = taken.size();
  return count;
}

std::vector<NodeIndex> random_train(const Router& router, NodeIndex from, Numbers& numbers) {
  std::vector<NodeIndex> train;
  const auto portal_count = static_cast<std::uint32_t>(router.portals().size());
  for (int i = 0; i < 24; ++i) {
    const NodeIndex portal = router.portals()[numbers.below(portal_count)];
    if (portal != from && router.reachable(0, from, portal)) train.push_back(portal);
  }
  return train;
}

void check_sorted_trains(const Builder& builder, NodeIndex from, Numbers& numbers) {
  const Router router(builder.network, builder.cost_s, {0.0});
  const std::vector<std::uint32_t> place = leaf_order(router, 0, from);
  std::vector<NodeIndex> train = random_train(router, from, numbers);
  std::stable_sort(train.begin(), train.end(), [&](NodeIndex a, NodeIndex b) {
    return place[router.portal_rank(a)] < place[router.portal_rank(b)];
  });
  const auto most = branches(router, from, train);
  for (const auto& [node, count] : cuts(router, from, train)) CHECK(count <= most.at(node) - 1);
}

/// A tree of twin tunnels with random lengths, portals at its leaves; node 0 is the root.
Builder random_tree(std::uint64_t seed, std::uint32_t junction_count) {
  Builder builder;
  Numbers numbers(seed);
  std::vector<NodeIndex> junctions{builder.junction()};
  const auto hang = [&](NodeIndex below) {
    const auto above = numbers.below(static_cast<std::uint32_t>(junctions.size()));
    builder.twin(junctions[above], below, 1.0 + numbers.below(9), 100.0 * (1 + numbers.below(9)));
  };
  for (std::uint32_t i = 1; i < junction_count; ++i) {
    const NodeIndex next = builder.junction();
    hang(next);
    junctions.push_back(next);
  }
  for (std::uint32_t i = 0; i < junction_count; ++i) hang(builder.portal());
  return builder;
}

}  // namespace

TEST_CASE("along a line with exits the first to leave is at the rear, the last at the head") {
  Builder builder;
  const NodeIndex yard = builder.node(NodeKind::yard);
  NodeIndex at = yard;
  std::vector<NodeIndex> exits;
  for (int i = 0; i < 4; ++i) {
    const NodeIndex next = builder.junction();
    builder.twin(at, next);
    exits.push_back(builder.portal());
    builder.twin(next, exits.back());
    at = next;
  }
  const Router router(builder.network, builder.cost_s, {0.0});
  // Exit 3 lies behind exit 2 and so on. At the last junction nothing but exit 3 is ahead.
  CHECK(leaf_order(router, 0, yard) == std::vector<std::uint32_t>{3, 2, 1, 0});
}

TEST_CASE("the branch that goes on farthest stands ahead whatever its link's index") {
  for (const bool far_first : {true, false}) {
    Builder builder;
    const NodeIndex yard = builder.node(NodeKind::yard);
    const NodeIndex fork = builder.junction();
    const NodeIndex one = builder.portal();
    const NodeIndex two = builder.portal();
    builder.twin(yard, fork);
    builder.twin(fork, one, 10.0, far_first ? 9000.0 : 2000.0);
    builder.twin(fork, two, 10.0, far_first ? 2000.0 : 9000.0);
    const Router router(builder.network, builder.cost_s, {0.0});
    CHECK(leaf_order(router, 0, yard)[0] == (far_first ? 0 : 1));
    CHECK(leaf_order(router, 0, yard)[1] == (far_first ? 1 : 0));
  }
}

TEST_CASE(
    "sixteen capsules for two branches are cut once if sorted, fifteen times at worst if not") {
  Builder builder;
  const NodeIndex yard = builder.node(NodeKind::yard);
  const NodeIndex a = builder.portal();
  const NodeIndex b = builder.portal();
  builder.twin(yard, a);
  builder.twin(yard, b);
  const Router router(builder.network, builder.cost_s, {0.0});
  std::vector<NodeIndex> train;
  for (int i = 0; i < 8; ++i) train.insert(train.end(), {a, b});
  CHECK(cuts(router, yard, train)[yard] == 15);
  std::sort(train.begin(), train.end());
  CHECK(cuts(router, yard, train)[yard] == 1);
}

TEST_CASE("sorted trains need one cut less than branches at each diverge of random trees") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Numbers numbers(seed);
    check_sorted_trains(random_tree(seed, 12), NodeIndex{0}, numbers);
  }
}

TEST_CASE("so they do where ways of equal time could part and meet again") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Numbers numbers(seed);
    const Builder builder = random_network(seed, 10, 25, 10);
    for (std::uint32_t from = 0; from < 4; ++from) {
      check_sorted_trains(builder, NodeIndex{from}, numbers);
    }
  }
}

TEST_CASE("every portal has a place of its own, or none if no way leads there") {
  Builder builder;
  const NodeIndex from = builder.portal();
  const NodeIndex j = builder.junction();
  const NodeIndex reached = builder.portal();
  const NodeIndex cut_off = builder.portal();
  builder.twin(from, j);
  builder.twin(j, reached);
  builder.link(cut_off, j);
  const Router router(builder.network, builder.cost_s, {0.0});
  CHECK(leaf_order(router, 0, from) == std::vector<std::uint32_t>{1, 0, kNoPlace});
  // From `cut_off` both others are 20 s away and as far; the link of lower index leads to `from`.
  CHECK(leaf_order(router, 0, cut_off) == std::vector<std::uint32_t>{0, 1, 2});
}

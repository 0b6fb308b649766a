#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "models/network/routing.hpp"
#include "tests/models/network/networks.hpp"

using namespace dimai::models;
using dimai::models::tests::Builder;
using dimai::models::tests::Numbers;
using dimai::models::tests::random_network;

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// Least times to `destination` by Bellman and Ford: from each node, then after each link when ways
/// back are barred. A second, slower way to the answers of the router.
struct Oracle {
  std::vector<double> from_node_s;
  std::vector<double> after_link_s;

  Oracle(const Network& network, const Router& router, std::uint32_t profile, NodeIndex destination)
      : from_node_s(network.nodes.size(), kNever), after_link_s(network.links.size(), kNever) {
    const std::vector<LinkIndex> back = ways_back(network);
    from_node_s[destination.value] = 0.0;
    for (std::size_t round = 0; round <= network.links.size(); ++round) {
      for (const LinkIndex id : network.links.indices()) {
        const Link& link = network.links[id];
        const bool through = link.to == destination || !is_portal(network, link.to);
        if (router.closed(id) || !router.admits(profile, id) || !through) continue;
        double& best_s = from_node_s[link.from.value];
        best_s = std::min(best_s, router.cost_s(id) + from_node_s[link.to.value]);
      }
      for (const LinkIndex id : network.links.indices()) {
        const NodeIndex at = network.links[id].to;
        double& best_s = after_link_s[id.value];
        if (at == destination) best_s = 0.0;
        if (is_portal(network, at)) continue;
        for (const LinkIndex next : network.links.indices()) {
          if (network.links[next].from != at || next == back[id.value]) continue;
          if (router.closed(next) || !router.admits(profile, next)) continue;
          best_s = std::min(best_s, router.cost_s(next) + after_link_s[next.value]);
        }
      }
    }
  }
  static bool is_portal(const Network& network, NodeIndex node) {
    return network.nodes[node].kind == NodeKind::portal;
  }
};

/// Every answer of the router for one destination against the oracle's. Costs are whole seconds.
void compare(const Network& network, const Router& router, std::uint32_t profile,
             NodeIndex destination) {
  const Oracle oracle(network, router, profile, destination);
  for (const NodeIndex node : network.nodes.indices()) {
    const double expected_s = oracle.from_node_s[node.value];
    CHECK(router.reachable(profile, node, destination) == (expected_s < kNever));
    CHECK(router.travel_time_s(profile, node, destination) == expected_s);
    double sum_s = 0.0;
    double sum_m = 0.0;
    NodeIndex at = node;
    for (const LinkIndex link : router.path(profile, node, destination)) {
      CHECK(network.links[link].from == at);
      at = network.links[link].to;
      sum_s += router.cost_s(link);
      sum_m += network.links[link].length_m;
    }
    if (expected_s == kNever) continue;
    CHECK(at == destination);
    CHECK(sum_s == expected_s);
    CHECK(router.distance_m(profile, node, destination) == sum_m);
  }
  for (const LinkIndex link : network.links.indices()) {
    if (Oracle::is_portal(network, network.links[link].to)) continue;
    const LinkIndex next = router.next_link_after(profile, link, destination);
    const double expected_s = oracle.after_link_s[link.value];
    REQUIRE(next.valid() == (expected_s < kNever));
    if (next.valid()) {
      CHECK(next != ways_back(network)[link.value]);
      CHECK(router.cost_s(next) + oracle.after_link_s[next.value] == expected_s);
    }
  }
}

/// Two portals at the ends of a line of three junctions, and a bypass of the middle one.
struct Line : Builder {
  NodeIndex a = portal(), b = portal();
  NodeIndex j0 = junction(), j1 = junction(), j2 = junction(), aside = junction();
  LinkIndex start = twin(a, j0), first = twin(j0, j1), second = twin(j1, j2);
  LinkIndex out = twin(j0, aside, 30.0), in = twin(aside, j2, 30.0), end = twin(j2, b);
};

}  // namespace

TEST_CASE("the way by travel time is taken even if another is shorter") {
  Builder builder;
  const NodeIndex a = builder.portal();
  const NodeIndex j = builder.junction();
  const NodeIndex b = builder.portal();
  const LinkIndex start = builder.link(a, j, 10.0, 500.0);
  builder.link(j, b, 60.0, 1000.0);
  const LinkIndex fast = builder.link(j, b, 50.0, 3000.0);
  const Router router(builder.network, builder.cost_s, {0.0});
  CHECK(router.path(0, a, b) == std::vector<LinkIndex>{start, fast});
  CHECK(router.travel_time_s(0, a, b) == 60.0);  // 10 + 50
  CHECK(router.distance_m(0, a, b) == 3500.0);   // 500 + 3000
  CHECK(router.travel_time_s(0, j, b) == 50.0);
  CHECK(router.distance_m(0, j, b) == 3000.0);
}

TEST_CASE("no next link is given at the destination, and it is reachable from itself") {
  const Line line;
  const Router router(line.network, line.cost_s, {0.0});
  CHECK_FALSE(router.next_link(0, line.b, line.b).valid());
  CHECK(router.reachable(0, line.b, line.b));
  CHECK(router.path(0, line.b, line.b).empty());
  CHECK(router.travel_time_s(0, line.b, line.b) == 0.0);
}

TEST_CASE("no way leads through a portal") {
  Builder builder;
  const NodeIndex a = builder.portal();
  const NodeIndex between = builder.portal();
  const NodeIndex b = builder.portal();
  builder.twin(a, between);
  builder.twin(between, b);
  const Router router(builder.network, builder.cost_s, {0.0});
  CHECK(router.reachable(0, a, between));
  CHECK_FALSE(router.reachable(0, a, b));
  CHECK(router.travel_time_s(0, a, b) == kNever);
  CHECK(router.distance_m(0, a, b) == kNever);
  CHECK(router.path(0, a, b).empty());
}

TEST_CASE("ways that take the same time are told apart by link index alone") {
  for (const bool lower_first : {true, false}) {
    Builder builder;
    const NodeIndex a = builder.portal();
    const NodeIndex b = builder.portal();
    const NodeIndex j = builder.junction();
    const NodeIndex up = builder.junction();
    const NodeIndex down = builder.junction();
    builder.link(a, j);
    // 0.1 + 0.2 is not 0.3 in binary: only whole nanoseconds make these two ways equal.
    const LinkIndex one = builder.link(j, lower_first ? up : down, 0.1);
    builder.link(j, lower_first ? down : up, 0.2);
    builder.link(lower_first ? up : down, b, 0.2);
    builder.link(lower_first ? down : up, b, 0.1);
    const Router router(builder.network, builder.cost_s, {0.0});
    CHECK(router.next_link(0, j, b) == one);
  }
}

TEST_CASE("a closed link is avoided, and used again when it opens") {
  const Line line;
  Router router(line.network, line.cost_s, {0.0});
  CHECK(router.next_link(0, line.j0, line.b) == line.first);
  router.set_closed(line.second, true);
  CHECK(router.closed(line.second));
  CHECK(router.next_link(0, line.j0, line.b) == line.out);
  CHECK(router.travel_time_s(0, line.a, line.b) == 80.0);  // 10 + 30 + 30 + 10
  router.set_closed(line.in, true);
  CHECK_FALSE(router.next_link(0, line.j0, line.b).valid());
  CHECK_FALSE(router.reachable(0, line.a, line.b));
  CHECK(router.nearest_origins(0, line.b).empty());
  router.set_closed(line.second, false);
  CHECK(router.next_link(0, line.j0, line.b) == line.first);
  CHECK(router.travel_time_s(0, line.a, line.b) == 40.0);  // four links of 10 s
}

TEST_CASE("a new cost moves the way") {
  const Line line;
  Router router(line.network, line.cost_s, {0.0});
  router.set_cost(line.first, 51.0);  // 51 + 10 > 30 + 30
  CHECK(router.next_link(0, line.j0, line.b) == line.out);
  router.set_cost(line.first, 49.0);
  CHECK(router.next_link(0, line.j0, line.b) == line.first);
  CHECK(router.cost_s(line.first) == doctest::Approx(49.0).epsilon(1e-12));
}

TEST_CASE("who is under way is never sent back through the tunnel that it came by") {
  const Line line;
  Router router(line.network, line.cost_s, {0.0});
  router.set_closed(line.second, true);
  // Whoever stands at j1 would go back to j0 and round by the bypass: forbidden to a capsule that
  // has come from j0, and there is no other link at j1.
  CHECK(router.next_link(0, line.j1, line.b) == LinkIndex{line.first.value + 1});
  CHECK_FALSE(router.next_link_after(0, line.first, line.b).valid());

  // With a turning loop of two one-way tubes at j1 it goes round that loop and back.
  Builder looped = line;
  const NodeIndex loop = looped.junction();
  const LinkIndex into_loop = looped.link(line.j1, loop, 5.0);
  const LinkIndex out_of_loop = looped.link(loop, line.j1, 5.0);
  Router second(looped.network, looped.cost_s, {0.0});
  second.set_closed(line.second, true);
  CHECK(second.next_link_after(0, line.first, line.b) == into_loop);
  CHECK(second.next_link_after(0, into_loop, line.b) == out_of_loop);
  CHECK(second.next_link_after(0, out_of_loop, line.b) == LinkIndex{line.first.value + 1});
}

TEST_CASE("a capsule keeps out of bores that are too small for it") {
  Builder builder;
  const NodeIndex a = builder.portal();
  const NodeIndex j = builder.junction();
  const NodeIndex b = builder.portal();
  builder.link(a, j, 10.0, 1000.0, 6.0);
  const LinkIndex small = builder.link(j, b, 10.0, 1000.0, 3.0);
  const LinkIndex large = builder.link(j, b, 20.0, 1000.0, 6.0);
  const Router router(builder.network, builder.cost_s, {3.0, 6.0, 6.1});
  CHECK(router.next_link(0, j, b) == small);
  CHECK(router.next_link(1, j, b) == large);
  CHECK_FALSE(router.reachable(2, j, b));
}

TEST_CASE("classes share a profile exactly if the same links admit them") {
  Builder builder;
  const NodeIndex a = builder.portal();
  const NodeIndex b = builder.portal();
  for (const double bore_m : {2.0, 3.0, 5.0}) builder.link(a, b, 10.0, 1000.0, bore_m);
  const std::vector<double> bores_m{3.0, 2.5, 5.0, 1.0, 4.0, 9.0};
  const RoutingProfiles profiles = routing_profiles(builder.network, bores_m);
  // Admitting: 3.0 and 2.5 links {3, 5}; 5.0 and 4.0 links {5}; 1.0 all; 9.0 none.
  CHECK(profiles.of_class == std::vector<std::uint32_t>{0, 0, 1, 2, 1, 3});
  CHECK(profiles.least_bore_m == std::vector<double>{3.0, 5.0, 1.0, 9.0});
}

TEST_CASE("portals around a destination are listed nearest first") {
  Builder builder;
  const NodeIndex hub = builder.portal();
  const NodeIndex j = builder.junction();
  const NodeIndex far = builder.portal();
  const NodeIndex near = builder.portal();
  const NodeIndex alike = builder.portal();
  const NodeIndex cut_off = builder.portal();
  builder.twin(hub, j);
  builder.twin(far, j, 30.0);
  builder.twin(near, j, 20.0);
  builder.twin(alike, j, 20.0);
  builder.link(j, cut_off, 1.0);
  const Router router(builder.network, builder.cost_s, {0.0});
  const std::span<const NodeIndex> nearest = router.nearest_origins(0, hub);
  CHECK(std::vector<NodeIndex>(nearest.begin(), nearest.end()) ==
        std::vector<NodeIndex>{near, alike, far});
}

TEST_CASE("all ways in random networks are shortest, with closures and bores") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Builder builder = random_network(seed, 9, 16, 5);
    Router router(builder.network, builder.cost_s, {2.0, 3.0});
    Numbers numbers(seed);
    for (int change = 0; change < 3; ++change) {
      for (const NodeIndex portal : router.portals()) {
        compare(builder.network, router, 0, portal);
        compare(builder.network, router, 1, portal);
      }
      const auto link_count = static_cast<std::uint32_t>(builder.network.links.size());
      router.set_closed({numbers.below(link_count)}, true);
      router.set_cost({numbers.below(link_count)}, 1.0 + numbers.below(9));
    }
  }
}

TEST_CASE("ways between regions behind gates are shortest, with closures and bores") {
  std::size_t regions = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Builder builder = random_network(seed, 24, 26, 8);  // hardly more links than a tree has
    Router router(builder.network, builder.cost_s, {2.0, 3.0});
    regions += Parts(builder.network).all().size() - 1;
    Numbers numbers(seed);
    for (int change = 0; change < 2; ++change) {
      for (const NodeIndex portal : router.portals()) {
        compare(builder.network, router, 0, portal);
        compare(builder.network, router, 1, portal);
      }
      router.set_closed({numbers.below(static_cast<std::uint32_t>(builder.network.links.size()))},
                        true);
    }
  }
  CHECK(regions > 12);
}

TEST_CASE("tables take the room that their header states") {
  const Builder builder = random_network(7, 40, 80, 20);
  const Router router(builder.network, builder.cost_s, {0.0});
  std::size_t next_bytes = 0;
  std::size_t ends_squared = 0;
  const Parts parts(builder.network);
  for (const Parts::Part& part : parts.all()) {
    next_bytes += part.ends.size() * part.nodes.size();
    ends_squared += part.ends.size() * part.ends.size();
  }
  CHECK(next_bytes < 20 * builder.network.nodes.size());
  const std::size_t before = router.table_bytes();
  CHECK(before >= next_bytes + 16 * ends_squared);
  CHECK(before < next_bytes + 16 * ends_squared + 100 * 20);
  router.nearest_origins(0, router.portals().front());
  CHECK(router.table_bytes() - before <= 4 * 20);
}

TEST_CASE("costs that no journey takes and destinations that are no portals are refused") {
  const Line line;
  Router router(line.network, line.cost_s, {0.0});
  CHECK_THROWS_AS(router.set_cost(line.first, 0.0), std::domain_error);
  CHECK_THROWS_AS(router.set_cost(line.first, kNever), std::domain_error);
  CHECK_THROWS_AS(router.set_cost(line.first, std::nan("")), std::domain_error);
  CHECK_THROWS_AS(router.path(0, line.a, line.j0), std::logic_error);
  CHECK_THROWS_AS(Router(line.network, std::vector<double>{1.0}, {0.0}), std::logic_error);
}

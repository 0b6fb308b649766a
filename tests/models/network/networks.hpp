#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/network/network.hpp"

/// Small networks for tests of routing.
namespace dimai::models::tests {

/// A network put together call by call; every link is 1000 m long with a bore of 3 m unless told.
struct Builder {
  Network network;
  std::vector<double> cost_s;  ///< [link]

  NodeIndex node(NodeKind kind) {
    Node node;
    node.id = std::to_string(network.nodes.size());
    node.kind = kind;
    return network.nodes.push_back(node);
  }
  NodeIndex portal() { return node(NodeKind::portal); }
  NodeIndex junction() { return node(NodeKind::junction); }

  LinkIndex link(NodeIndex from, NodeIndex to, double cost = 10.0, double length_m = 1000.0,
                 double bore_m = 3.0) {
    Link link;
    link.id = std::to_string(network.links.size());
    link.from = from;
    link.to = to;
    link.length_m = length_m;
    link.bore_m = bore_m;
    cost_s.push_back(cost);
    return network.links.push_back(link);
  }
  /// A tunnel with a tube each way; returns the tube from `a` to `b`, the next index is the way
  /// back.
  LinkIndex twin(NodeIndex a, NodeIndex b, double cost = 10.0, double length_m = 1000.0,
                 double bore_m = 3.0) {
    const LinkIndex there = link(a, b, cost, length_m, bore_m);
    const LinkIndex back = link(b, a, cost, length_m, bore_m);
    network.links[back].id = network.links[there].id + ":back";
    return there;
  }
};

/// Whole numbers that look random: a linear congruential generator (Knuth, MMIX constants).
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) { below(2); }
  std::uint32_t below(std::uint32_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state_ >> 33) % bound);
  }

 private:
  std::uint64_t state_;
};

/// Junctions joined at random by single and twin tunnels, each portal hung on one or two of them.
/// Costs are whole seconds from 1 to 4, so that many ways are equal; bores are 2 m or 3 m.
inline Builder random_network(std::uint64_t seed, std::uint32_t junction_count,
                              std::uint32_t link_count, std::uint32_t portal_count) {
  Numbers numbers(seed);
  Builder builder;
  std::vector<NodeIndex> junctions;
  for (std::uint32_t i = 0; i < junction_count; ++i) junctions.push_back(builder.junction());
  const auto join = [&](NodeIndex a, NodeIndex b) {
    const double cost = 1.0 + numbers.below(4);
    const double bore_m = numbers.below(4) == 0 ? 2.0 : 3.0;
    const double length_m = 100.0 * (1 + numbers.below(50));
    if (numbers.below(2) == 0) {
      builder.twin(a, b, cost, length_m, bore_m);
    } else {
      builder.link(a, b, cost, length_m, bore_m);
    }
  };
  for (std::uint32_t i = 0; i < link_count; ++i) {
    const NodeIndex a = junctions[numbers.below(junction_count)];
    const NodeIndex b = junctions[numbers.below(junction_count)];
    if (a != b) join(a, b);
  }
  for (std::uint32_t i = 0; i < portal_count; ++i) {
    const NodeIndex portal = builder.portal();
    builder.twin(portal, junctions[numbers.below(junction_count)], 1.0 + numbers.below(4));
    if (numbers.below(2) == 0) join(portal, junctions[numbers.below(junction_count)]);
  }
  return builder;
}

}  // namespace dimai::models::tests

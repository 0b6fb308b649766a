#include "models/network/parts.hpp"

#include <algorithm>
#include <cstddef>

namespace dimai::models {

namespace {

/// Nodes in the order of a depth-first walk over all links, taken without direction.
struct Walk {
  std::vector<NodeIndex> order;
  std::vector<NodeIndex> parent;    ///< [node] invalid at the root of each component
  std::vector<std::uint32_t> size;  ///< [node] nodes from here down, itself included
  std::vector<std::uint8_t> hangs;  ///< [node] whether those join the rest at `parent` only

  explicit Walk(const Network& network);
};

std::vector<std::vector<NodeIndex>> neighbours(const Network& network) {
  std::vector<std::vector<NodeIndex>> beside(network.nodes.size());
  for (const Link& link : network.links) {
    beside[link.from.value].push_back(link.to);
    beside[link.to.value].push_back(link.from);
  }
  return beside;
}

Walk::Walk(const Network& network)
    : parent(network.nodes.size()), size(network.nodes.size(), 1), hangs(network.nodes.size(), 0) {
  const std::vector<std::vector<NodeIndex>> beside = neighbours(network);
  std::vector<std::uint32_t> found(network.nodes.size(), 0);   // place in `order`, from 1
  std::vector<std::uint32_t> lowest(network.nodes.size(), 0);  // earliest met from here down
  std::vector<std::size_t> next(network.nodes.size(), 0);
  const auto visit = [&](NodeIndex node) {
    order.push_back(node);
    found[node.value] = lowest[node.value] = static_cast<std::uint32_t>(order.size());
  };
  const auto leave = [&](NodeIndex node) {
    const NodeIndex above = parent[node.value];
    if (!above.valid()) return;
    size[above.value] += size[node.value];
    lowest[above.value] = std::min(lowest[above.value], lowest[node.value]);
    hangs[node.value] = lowest[node.value] >= found[above.value] ? 1 : 0;
  };
  for (const NodeIndex root : network.nodes.indices()) {
    if (found[root.value] == 0) visit(root);
    for (NodeIndex at = root; at.valid();) {
      if (next[at.value] == beside[at.value].size()) {
        leave(at);
        at = parent[at.value];
        continue;
      }
      const NodeIndex to = beside[at.value][next[at.value]++];
      if (found[to.value] == 0) {
        parent[to.value] = at;
        visit(to);
        at = to;
      } else if (to != parent[at.value]) {
        lowest[at.value] = std::min(lowest[at.value], found[to.value]);
      }
    }
  }
}

/// The gate of each node if all that hangs on one node becomes a region, unless it has more than
/// `most` nodes; invalid for nodes of the core.
std::vector<NodeIndex> cut(const Network& network, const Walk& walk, std::uint32_t most) {
  std::vector<NodeIndex> gate(network.nodes.size());
  for (const NodeIndex node : walk.order) {
    const NodeIndex above = walk.parent[node.value];
    if (!above.valid()) continue;
    gate[node.value] = gate[above.value];
    if (gate[above.value].valid() || network.nodes[above].kind == NodeKind::portal) continue;
    if (walk.hangs[node.value] != 0 && walk.size[node.value] <= most) gate[node.value] = above;
  }
  return gate;
}

/// Room of all tables: ends times nodes, over the core and the regions.
std::size_t cells(const Network& network, const std::vector<NodeIndex>& gate) {
  std::vector<std::size_t> nodes(network.nodes.size(), 0);  // by gate
  std::vector<std::size_t> portals(network.nodes.size(), 0);
  std::size_t core_nodes = 0;
  std::size_t core_ends = 0;
  for (const NodeIndex node : network.nodes.indices()) {
    const std::size_t is_portal = network.nodes[node].kind == NodeKind::portal ? 1 : 0;
    const NodeIndex own = gate[node.value];
    if (own.valid()) {
      ++nodes[own.value];
      portals[own.value] += is_portal;
    } else {
      ++core_nodes;
      core_ends += is_portal;
    }
  }
  std::size_t sum = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i] == 0) continue;
    ++core_ends;
    sum += (portals[i] + 1) * (nodes[i] + 1);
  }
  return sum + core_ends * core_nodes;
}

/// The cut that takes the least room, of those with regions of at most 2, 4, 8 ... nodes.
std::vector<NodeIndex> best_cut(const Network& network) {
  const Walk walk(network);
  std::vector<NodeIndex> best(network.nodes.size());
  std::size_t least = cells(network, best);
  for (std::uint32_t most = 2; most < network.nodes.size(); most *= 2) {
    std::vector<NodeIndex> gate = cut(network, walk, most);
    const std::size_t room = cells(network, gate);
    if (room >= least) continue;
    least = room;
    best = std::move(gate);
  }
  return best;
}

}  // namespace

Parts::Parts(const Network& network) : parts_(1), spots_(network.nodes.size()) {
  list_nodes(network, best_cut(network));
}

void Parts::list_nodes(const Network& network, const std::vector<NodeIndex>& gate_of_node) {
  std::vector<std::uint32_t> behind(network.nodes.size(), kNone);  // region behind each gate
  for (const NodeIndex node : network.nodes.indices()) {
    const NodeIndex gate = gate_of_node[node.value];
    if (gate.valid() && behind[gate.value] == kNone) {
      behind[gate.value] = static_cast<std::uint32_t>(parts_.size());
      parts_.push_back({gate, {}, {}});
    }
  }
  for (const NodeIndex node : network.nodes.indices()) {
    Spot& spot = spots_[node.value];
    const NodeIndex gate = gate_of_node[node.value];
    spot.part = gate.valid() ? behind[gate.value] : kCore;
    Part& part = parts_[spot.part];
    spot.place = static_cast<std::uint32_t>(part.nodes.size());
    part.nodes.push_back(node);
    if (network.nodes[node].kind == NodeKind::portal || behind[node.value] != kNone) {
      spot.end = static_cast<std::uint32_t>(part.ends.size());
      part.ends.push_back(spot.place);
    }
  }
  for (std::size_t i = 1; i < parts_.size(); ++i) {
    parts_[i].ends.push_back(static_cast<std::uint32_t>(parts_[i].nodes.size()));
    parts_[i].nodes.push_back(parts_[i].gate);
  }
}

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <vector>

#include "models/network/network.hpp"

namespace dimai::models {

/// A network taken apart at nodes that everybody must pass: a core, and regions that each hang on
/// it by one node, their gate, such as the tunnels of a city behind its yard.
///
/// All ways between a region and the rest lead through its gate, and a way between two nodes of a
/// region never leaves it. So the way to a destination is known from two small tables: that to its
/// region's gate, and that within the region. A gate is never a portal, for no way leads through
/// one. Where the cuts are is chosen so that such tables take the least room; a network without
/// cut nodes is all core. Source of the cut nodes: Hopcroft and Tarjan (1973), CACM 16(6), 372-378.
class Parts {
 public:
  static constexpr std::uint32_t kCore = 0;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  explicit Parts(const Network& network);

  /// One part. Its ends are what others ask the way to: its portals, and the gate of a region, or
  /// in the core the gates of all regions.
  struct Part {
    NodeIndex gate;                   ///< invalid for the core
    std::vector<NodeIndex> nodes;     ///< in order of index, then the gate of a region; [place]
    std::vector<std::uint32_t> ends;  ///< their places, that of a region's gate last  [end]
  };
  const std::vector<Part>& all() const { return parts_; }

  /// The part that a node is counted to: that of a gate is not the region behind it. [node]
  std::uint32_t of(NodeIndex node) const { return spots_[node.value].part; }
  /// Where a node is listed in a part; kNone if it is neither in it nor its gate.
  std::uint32_t place(std::uint32_t part, NodeIndex node) const {
    if (spots_[node.value].part == part) return spots_[node.value].place;
    if (parts_[part].gate != node) return kNone;
    return static_cast<std::uint32_t>(parts_[part].nodes.size()) - 1;
  }
  /// Which end of its own part (see `of`) a node is; kNone if it is none.
  std::uint32_t end(NodeIndex node) const { return spots_[node.value].end; }

 private:
  struct Spot {
    std::uint32_t part = kCore;
    std::uint32_t place = 0;
    std::uint32_t end = kNone;
  };

  void list_nodes(const Network& network, const std::vector<NodeIndex>& gate_of_node);

  std::vector<Part> parts_;
  std::vector<Spot> spots_;  ///< [node]
};

}  // namespace dimai::models

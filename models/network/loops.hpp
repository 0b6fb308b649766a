#pragma once

#include <cstdint>
#include <vector>

#include "models/network/network.hpp"
#include "sim/index.hpp"

namespace dimai::models {

/// Which links can be entered straight from a link, under any costs and closures: all that leave
/// its end, but the way back through the same tunnel, and none where it ends in a portal.
///
/// Traffic can lock itself only along a directed cycle of this graph. It holds every turn that a
/// Router can ever answer, so that no change of routes adds to it.
/// Source: Dally and Seitz (1987), IEEE Trans. Computers C-36(5), 547-553 (dependency graph).
std::vector<std::vector<LinkIndex>> possible_turns(const Network& network);

/// Links that lie on directed cycles, by what hangs together: a way leads from each link of a
/// region to each other one and back. All cycles lie in regions, whatever their number.
struct LoopRegions {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::vector<std::uint32_t> of_link;  ///< region, kNone for a link on no cycle  [link]
  std::uint32_t count = 0;

  bool on_loop(LinkIndex link) const { return of_link[link.value] != kNone; }
};
LoopRegions loop_regions(const Network& network);

/// A cycle of the fewest links through a link, which comes first; empty if there is none.
std::vector<LinkIndex> shortest_loop(const Network& network, LinkIndex link);

}  // namespace dimai::models

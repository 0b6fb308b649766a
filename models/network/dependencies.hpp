#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"

namespace dimai::models {

/// Which links are entered straight from a link, by anyone on the way to one of some destinations.
///
/// A train that stands at the end of a link waits for room in one of those. Traffic can lock itself
/// only along a directed cycle of this graph, and cannot if there is none.
/// Source: Dally and Seitz (1987), IEEE Trans. Computers C-36(5), 547-553.
struct LinkDependencies {
  std::vector<std::vector<LinkIndex>> next;  ///< in order of link index  [link]
};

/// Dependencies of all ways from any portal, as they are under the router's present costs.
/// Whoever leaves such a way (next_link_after off the way, waiting loops) adds more.
LinkDependencies link_dependencies(const Router& router, std::span<const std::uint32_t> profiles,
                                   std::span<const NodeIndex> destinations);

/// A way round: links each of which is entered from the one before, the first from the last.
struct RouteCycle {
  std::vector<LinkIndex> links;  ///< none twice; begins with the lowest index
  double length_m = 0.0;         ///< of one tube all the way round
  double least_fill_m = 0.0;     ///< least length of standing trains that locks it
};

struct RouteCycles {
  std::vector<RouteCycle> cycles;  ///< by least_fill_m, then by length_m, then by links
  bool complete = true;            ///< whether these are all that were asked for
  double complete_to_m = 0.0;  ///< all of at most this least_fill_m are listed, whatever `complete`
};

/// Elementary cycles of the dependencies that trains of a total length of `longest_m` can lock.
///
/// A link stops taking trains when less room is left than the next one needs, not when it is full:
/// with up to `idle_m` left on each link, a cycle locks at  sum of max(0, length_m - idle_m).
/// Of parallel tubes one is counted, so that no cycle is thought safe that is not.
/// @param longest_m  all capsules of the fleet with their gaps [m], > 0, may be infinite
/// @param most       no more cycles than this are listed, those that need longer trains left out
/// @param idle_m     longest train with its gap [m]; 0 lists cycles by length alone
RouteCycles route_cycles(const LinkDependencies& dependencies, const Network& network,
                         double longest_m, std::size_t most, double idle_m = 0.0);

/// The same, of the dependencies of all ways to `destinations`.
RouteCycles route_cycles(const Router& router, std::span<const std::uint32_t> profiles,
                         std::span<const NodeIndex> destinations, double longest_m,
                         std::size_t most, double idle_m = 0.0);

}  // namespace dimai::models

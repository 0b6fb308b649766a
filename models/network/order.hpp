#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"

namespace dimai::models {

/// Place in a train for portals to which no way leads.
inline constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();

/// Order of capsules in a train that leaves `from`, by the portal that each is bound for.
///
/// Capsules sorted by it, least first, stand so that at every diverge those that take the same link
/// are neighbours: cuts are one less than the links taken. The branch that goes on farthest stands
/// ahead, so whoever leaves first is at the rear and can be cut off unnoticed by all others.
/// It is the place of the portal in a depth-first walk of the tree of ways out of `from`.
///
/// @return place of each portal, 0 for the head, all different; kNoPlace if there is no way
///         [portal rank, see Router::portals]
std::vector<std::uint32_t> leaf_order(const Router& router, std::uint32_t profile, NodeIndex from);

/// Where something is bound for, and by which routes (see Router).
struct Errand {
  std::uint32_t profile = 0;
  NodeIndex destination;
};

/// How many links beyond `link` two have in common before their ways part, up to 64; 64 if they are
/// bound for the same place.
std::uint32_t common_links(const Router& router, LinkIndex link, const Errand& a, const Errand& b);

}  // namespace dimai::models

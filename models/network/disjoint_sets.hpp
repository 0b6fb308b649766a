#pragma once

#include <cstdint>
#include <vector>

namespace dimai::models {

/// The member that stands for the set of `member`: of disjoint sets as a forest of parents, those
/// of roots being themselves. Halves the path on its way (Tarjan and van Leeuwen 1984, J. ACM
/// 31(2), 245-281). Two sets become one by `parent[root_of(parent, a)] = root_of(parent, b)`.
///
/// @param parent  [member]
inline std::uint32_t root_of(std::vector<std::uint32_t>& parent, std::uint32_t node) {
  while (parent[node] != node) {
    parent[node] = parent[parent[node]];
    node = parent[node];
  }
  return node;
}

}  // namespace dimai::models

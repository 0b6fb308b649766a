#pragma once

#include <cstddef>
#include <vector>

#include "tests/models/guideway/oracle/scene.hpp"

namespace dimai::tests {

/// The fastest path between two nodes, of equal ones that by the links of lower number; empty if
/// there is none.
std::vector<std::size_t> fastest_path(const Scene& scene, std::size_t start, std::size_t end);

/// In what order capsules leave a yard together: where their ways part, those ahead whose branch
/// has the farthest portal, in metres, then those whose branch has the lower number.
class OrderAhead {
 public:
  OrderAhead(const Scene& scene, std::size_t node);
  /// Whether a capsule bound for portal a stands ahead of one bound for b.
  bool before(std::size_t a, std::size_t b) const;

 private:
  std::size_t reach_cells(const std::vector<std::size_t>& path, std::size_t from_leg) const;

  const Scene& scene_;
  std::vector<std::vector<std::size_t>> path_to_;  ///< by node; empty if it is no portal
};

/// How many links beyond leg `at_a` of one path and `at_b` of the other, which are the same link,
/// the paths have in common; many if they end at the same place.
std::size_t common_links(const std::vector<std::size_t>& a, std::size_t at_a,
                         const std::vector<std::size_t>& b, std::size_t at_b);

}  // namespace dimai::tests

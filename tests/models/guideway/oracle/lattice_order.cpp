#include "tests/models/guideway/oracle/lattice_order.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dimai::tests {

std::vector<std::size_t> fastest_path(const Scene& scene, std::size_t start, std::size_t end) {
  std::vector<double> reached_s(scene.nodes.size(), std::numeric_limits<double>::infinity());
  std::vector<std::size_t> by(scene.nodes.size(), 0);
  reached_s[start] = 0.0;
  for (std::size_t round = 0; round < scene.nodes.size(); ++round) {
    for (std::size_t i = 0; i < scene.links.size(); ++i) {
      const SceneLink& link = scene.links[i];
      const double time_s =
          reached_s[link.from] + static_cast<double>(link.cells) * scene.dx_m / link.speed_m_s;
      if (time_s >= reached_s[link.to]) continue;
      reached_s[link.to] = time_s;
      by[link.to] = i;
    }
  }
  std::vector<std::size_t> path;
  if (!std::isfinite(reached_s[end])) return path;
  for (std::size_t node = end; node != start; node = scene.links[by[node]].from)
    path.push_back(by[node]);
  std::reverse(path.begin(), path.end());
  return path;
}

OrderAhead::OrderAhead(const Scene& scene, std::size_t node)
    : scene_(scene), path_to_(scene.nodes.size()) {
  for (std::size_t end = 0; end < scene.nodes.size(); ++end) {
    if (scene.nodes[end].portal() && end != node) path_to_[end] = fastest_path(scene, node, end);
  }
}

/// Cells from the start of a leg to the farthest portal whose path agrees up to that leg.
std::size_t OrderAhead::reach_cells(const std::vector<std::size_t>& path,
                                    std::size_t from_leg) const {
  std::size_t farthest = 0;
  for (const std::vector<std::size_t>& other : path_to_) {
    if (other.size() <= from_leg) continue;
    if (!std::equal(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(from_leg) + 1,
                    other.begin()))
      continue;
    std::size_t cells = 0;
    for (std::size_t k = from_leg; k < other.size(); ++k) cells += scene_.links[other[k]].cells;
    farthest = std::max(farthest, cells);
  }
  return farthest;
}

bool OrderAhead::before(std::size_t a, std::size_t b) const {
  const std::vector<std::size_t>& to_a = path_to_[a];
  const std::vector<std::size_t>& to_b = path_to_[b];
  std::size_t leg = 0;
  while (leg < to_a.size() && leg < to_b.size() && to_a[leg] == to_b[leg]) ++leg;
  if (leg == to_a.size() || leg == to_b.size()) return false;  // the same portal
  const std::size_t reach_a = reach_cells(to_a, leg);
  const std::size_t reach_b = reach_cells(to_b, leg);
  return reach_a == reach_b ? to_a[leg] < to_b[leg] : reach_a > reach_b;
}

std::size_t common_links(const std::vector<std::size_t>& a, std::size_t at_a,
                         const std::vector<std::size_t>& b, std::size_t at_b) {
  if (a.back() == b.back()) return std::numeric_limits<std::size_t>::max();
  std::size_t count = 0;
  while (at_a + count + 1 < a.size() && at_b + count + 1 < b.size() &&
         a[at_a + count + 1] == b[at_b + count + 1])
    ++count;
  return count;
}

}  // namespace dimai::tests

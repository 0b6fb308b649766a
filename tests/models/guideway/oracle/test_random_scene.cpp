#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <doctest/doctest.h>

#include "tests/models/guideway/oracle/lattice_oracle.hpp"
#include "tests/models/guideway/oracle/random_scene.hpp"

namespace dimai::tests {
namespace {

constexpr std::uint64_t kScenes = 200;

/// The time that the rules of one link set for a train at one of its points: a second reading of
/// the physics, from the finished times, in no particular order.
class Audit {
 public:
  Audit(const Scene& scene, const LatticeResult& result) : scene_(scene), result_(result) {}

  /// Every time of every train equals the least that the rules permit.
  double worst_error_s() const {
    double worst_s = 0.0;
    for (std::size_t n = 0; n < scene_.trains.size(); ++n) {
      std::size_t point = 0;
      for (std::size_t k = 0; k < scene_.trains[n].path.size(); ++k) {
        const std::size_t cells = scene_.links[scene_.trains[n].path[k]].cells;
        for (std::size_t offset = 0; offset < cells; ++offset, ++point) {
          const double due_s = offset == 0 ? entry_s(n, k, point) : by_link_s(n, k, offset, point);
          worst_s = std::max(worst_s, std::abs(due_s - result_.point_time_s[n][point]));
        }
      }
      const std::size_t last = scene_.trains[n].path.size() - 1;
      const double due_s =
          by_link_s(n, last, scene_.links[scene_.trains[n].path[last]].cells, point);
      worst_s = std::max(worst_s, std::abs(due_s - result_.point_time_s[n][point]));
    }
    return worst_s;
  }

  /// On every link, trains entered in the order of the times that their links behind permitted.
  bool first_come_first_served() const {
    for (std::size_t link = 0; link < scene_.links.size(); ++link) {
      double last_s = -std::numeric_limits<double>::infinity();
      for (const std::size_t n : result_.entry_order[link]) {
        const std::vector<std::size_t>& path = scene_.trains[n].path;
        const auto k =
            static_cast<std::size_t>(std::find(path.begin(), path.end(), link) - path.begin());
        const double here_s = ready_s(n, k, first_point(n, k));
        if (here_s < last_s) return false;
        last_s = here_s;
      }
    }
    return true;
  }

 private:
  std::size_t first_point(std::size_t n, std::size_t leg) const {
    std::size_t point = 0;
    for (std::size_t k = 0; k < leg; ++k) point += scene_.links[scene_.trains[n].path[k]].cells;
    return point;
  }

  double leader_clears_s(std::size_t n, std::size_t link, std::size_t offset) const {
    const std::vector<std::size_t>& order = result_.entry_order[link];
    const auto self = std::find(order.begin(), order.end(), n);
    if (self == order.begin()) return -std::numeric_limits<double>::infinity();
    const std::size_t p = *(self - 1);
    const std::vector<std::size_t>& path = scene_.trains[p].path;
    const auto leg = std::find(path.begin(), path.end(), link) - path.begin();
    const std::size_t point =
        first_point(p, static_cast<std::size_t>(leg)) + offset + scene_.spacing_cells(p);
    const std::size_t end = result_.point_time_s[p].size() - 1;
    double time_s = result_.point_time_s[p][std::min(point, end)];
    if (point > end) {
      time_s +=
          static_cast<double>(point - end) * scene_.dx_m / scene_.links[path.back()].speed_m_s;
    }
    return time_s + scene_.links[link].tau_s;
  }

  double by_link_s(std::size_t n, std::size_t leg, std::size_t offset, std::size_t point) const {
    const std::size_t link = scene_.trains[n].path[leg];
    const double free_s =
        result_.point_time_s[n][point - 1] + scene_.dx_m / scene_.links[link].speed_m_s;
    return std::max(free_s, leader_clears_s(n, link, offset));
  }

  double ready_s(std::size_t n, std::size_t leg, std::size_t point) const {
    if (leg == 0) return scene_.trains[n].departure_s;
    return by_link_s(n, leg - 1, scene_.links[scene_.trains[n].path[leg - 1]].cells, point);
  }

  double entry_s(std::size_t n, std::size_t leg, std::size_t point) const {
    const std::size_t link = scene_.trains[n].path[leg];
    double time_s = std::max(ready_s(n, leg, point), leader_clears_s(n, link, 0));
    for (std::size_t pass = 0; pass < scene_.closures.size(); ++pass) {
      for (const SceneClosure& closure : scene_.closures) {
        const bool shut = closure.link == link && time_s >= closure.begin_s;
        if (shut && time_s < closure.end_s) time_s = closure.end_s;
      }
    }
    return time_s;
  }

  const Scene& scene_;
  const LatticeResult& result_;
};

bool is_path_between_portals(const Scene& scene, const std::vector<std::size_t>& path) {
  std::set<std::size_t> nodes{scene.links[path.front()].from};
  for (std::size_t k = 0; k < path.size(); ++k) {
    if (k > 0 && scene.links[path[k]].from != scene.links[path[k - 1]].to) return false;
    if (!nodes.insert(scene.links[path[k]].to).second) return false;
  }
  return scene.nodes[scene.links[path.front()].from].portal() &&
         scene.nodes[scene.links[path.back()].to].portal();
}

}  // namespace

TEST_CASE("every time of the lattice is the least that the rules permit, in any random scene") {
  for (std::uint64_t seed = 0; seed < kScenes; ++seed) {
    CAPTURE(seed);
    const Scene scene = random_scene(seed);
    const LatticeResult result = run_lattice(scene);
    REQUIRE(result.stuck_trains.empty());
    const Audit audit(scene, result);
    CHECK(audit.worst_error_s() < 1e-9);
    CHECK(audit.first_come_first_served());
  }
}

TEST_CASE("no random scene is decided by so little that rounding matters") {
  for (std::uint64_t seed = 0; seed < kScenes; ++seed) {
    CAPTURE(seed);
    CHECK(run_lattice(random_scene(seed)).least_margin_s > 1e-6);
  }
}

TEST_CASE("random scenes keep what their maker promises") {
  for (std::uint64_t seed = 0; seed < kScenes; ++seed) {
    CAPTURE(seed);
    const Scene scene = random_scene(seed);
    CHECK(scene.trains.size() >= 20);
    CHECK(scene.trains.size() <= 80);
    std::size_t longest = 0;
    for (std::size_t n = 0; n < scene.trains.size(); ++n) {
      CHECK(is_path_between_portals(scene, scene.trains[n].path));
      CHECK(scene.trains[n].departure_s >= (n == 0 ? 0.0 : scene.trains[n - 1].departure_s));
      longest = std::max(longest, scene.spacing_cells(n));
    }
    std::vector<int> degree(scene.nodes.size(), 0);
    for (const SceneLink& link : scene.links) {
      CHECK(link.cells >= longest);
      const double braking_s = link.speed_m_s / (2.0 * scene.braking_m_s2);
      CHECK(link.tau_s == doctest::Approx(scene.reaction_time_s + braking_s));
      ++degree[link.from];
      ++degree[link.to];
    }
    for (std::size_t node = 0; node < degree.size(); ++node) {
      if (scene.nodes[node].portal()) CHECK(degree[node] == 1);
    }
  }
}

TEST_CASE("a seed always gives the same scene, and another seed another one") {
  for (std::uint64_t seed = 0; seed < kSceneKindCount; ++seed) {
    CHECK(describe(random_scene(seed)) == describe(random_scene(seed)));
    CHECK(describe(random_scene(seed)) != describe(random_scene(seed + kSceneKindCount)));
  }
}

}  // namespace dimai::tests

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

#include "tests/models/guideway/oracle/lattice_oracle.hpp"
#include "tests/models/guideway/oracle/random_scene.hpp"
#include "tests/models/guideway/oracle/scene_runner.hpp"

namespace dimai::tests {
namespace {

constexpr double kTolerance_s = 1e-6;

/// Greatest difference of boundary times [s]; infinite if only one of the two reached a boundary.
double greatest_difference_s(const LatticeResult& oracle, const SceneRun& engine) {
  double greatest_s = 0.0;
  for (std::size_t n = 0; n < oracle.boundary_time_s.size(); ++n) {
    for (std::size_t k = 0; k < oracle.boundary_time_s[n].size(); ++k) {
      const double expected_s = oracle.boundary_time_s[n][k];
      const double found_s = engine.boundary_time_s[n][k];
      if (std::isnan(expected_s) && std::isnan(found_s)) continue;
      const double difference_s = std::abs(expected_s - found_s);
      if (std::isnan(difference_s)) return INFINITY;
      greatest_s = std::max(greatest_s, difference_s);
    }
  }
  return greatest_s;
}

/// Compares scenes `first`, `first` + 5, ... of one kind; returns how many were too close to call.
int compare_scenes(SceneKind kind, int scene_count) {
  int skipped = 0;
  for (int i = 0; i < scene_count; ++i) {
    const auto seed = static_cast<std::uint64_t>(i) + 1'000'000;
    const Scene scene = random_scene(kind, seed);
    const LatticeResult oracle = run_lattice(scene);
    if (oracle.least_margin_s < kTolerance_s) {
      ++skipped;
      continue;
    }
    const SceneRun engine = run_engine(scene);
    const double difference_s = greatest_difference_s(oracle, engine);
    CHECK_MESSAGE(difference_s < kTolerance_s, "seed ", seed, " differs by ", difference_s, " s");
    CHECK(engine.capsules_left == oracle.stuck_trains.size());
    // Times are whole nanoseconds, and each of up to 80 trains ahead may have been rounded.
    CHECK(engine.least_slack_ns > -200);
  }
  return skipped;
}

}  // namespace

TEST_CASE("the engine and the lattice agree on every boundary time of hundreds of small networks") {
  constexpr std::array kKinds{SceneKind::line, SceneKind::merge_tree, SceneKind::diverge_tree,
                              SceneKind::mixed, SceneKind::ring};
  constexpr int kScenesOfAKind = 200;
  int skipped = 0;
  for (const SceneKind kind : kKinds) skipped += compare_scenes(kind, kScenesOfAKind);
  CHECK(skipped < 10);
}

TEST_CASE("the engine needs events at link ends alone, whatever the lattice's cells") {
  const Scene scene = random_scene(SceneKind::line, 7);
  const SceneRun engine = run_engine(scene);
  std::uint64_t legs = 0;
  for (const SceneTrain& train : scene.trains) legs += train.path.size();
  CHECK(engine.crossings == legs);
  // Ready to pass at each boundary, source included, and at most one slot more where the way
  // ahead is taken; each closure begins and ends, and makes those that stand before it look again.
  const std::uint64_t closures = scene.closures.size();
  CHECK(engine.events <=
        2 * (legs + scene.trains.size()) + 2 * closures * (1 + scene.links.size()));
}

}  // namespace dimai::tests

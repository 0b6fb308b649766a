#pragma once

#include <cstdint>
#include <vector>

#include "tests/models/guideway/oracle/scene.hpp"

namespace dimai::tests {

/// A train, or the front of one, that has left a link.
struct TrainCrossing {
  double time_s = 0.0;
  std::size_t link = 0;
  std::vector<std::size_t> capsules;  ///< rows of Scene::trains, front first
};

/// What the engine made of a scene. A time that was never reached is NaN.
struct SceneRun {
  /// When the front of each train passes the ends of its links [s]: value k is the start of link
  /// path[k], the last one the path's end; one row a train. Only where nobody couples.
  std::vector<std::vector<double>> boundary_time_s;
  std::vector<TrainCrossing> crossings_of_trains;  ///< in order of time; only where trains couple
  std::uint64_t events = 0;                        ///< that the kernel ran
  std::uint64_t crossings = 0;                     ///< trains over link ends
  std::uint64_t capsules_left = 0;  ///< still on the guideway when nothing was left to happen
  std::int64_t least_slack_ns = 0;  ///< least of actual less required time between two trains
};

/// Runs a scene on the event-driven guideway, without a guard against locks.
SceneRun run_engine(const Scene& scene);

}  // namespace dimai::tests

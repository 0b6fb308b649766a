#pragma once

#include <cstdint>
#include <string>

#include "tests/models/guideway/oracle/scene.hpp"

namespace dimai::tests {

enum class SceneKind {
  line,          ///< one way through 1 to 5 links
  merge_tree,    ///< 2 to 5 starts, one end
  diverge_tree,  ///< one start, 2 to 5 ends
  mixed,         ///< merges and diverges on a line with short cuts, without loops
  ring           ///< a loop with on- and off-ramps that can hold all trains at a time
};
inline constexpr std::uint64_t kSceneKindCount = 5;

/// A small network with 20 to 80 trains, the same for the same seed on every machine.
///
/// Speeds are 5 to 25 m/s, in a third of the scenes equal (mixed and ring: within 2 %); every link
/// is at least as long as the longest spacing; trains are 1 to 8 cells long, in a third of the
/// scenes all alike; departures come in bursts, in order of train number; up to four closures;
/// tau = t_r + v / (2 b). Each path leads from a portal to another and is by at least 1 ms the
/// fastest between its two ends; it passes no node twice. In a ring all spacings together leave
/// room for two trains more.
Scene random_scene(SceneKind kind, std::uint64_t seed);

/// The same with capsules that couple and trains that are cut, up to 2 to 6 capsules long; capsules
/// often set out close together. Any merge rule, in a third of the scenes points that take time to
/// move, and in some of those without loops yards and sidings. Every link is longer than the
/// longest train with its gap. Where ways do not part and meet again, equal speeds go with finite
/// acceleration.
Scene random_train_scene(SceneKind kind, std::uint64_t seed);

/// The scene of kind `seed` modulo kSceneKindCount.
Scene random_scene(std::uint64_t seed);

/// The scene in words, to look into a disagreement between engines.
std::string describe(const Scene& scene);

}  // namespace dimai::tests

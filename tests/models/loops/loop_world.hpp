#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/random.hpp"
#include "tests/models/guideway/world.hpp"

namespace dimai::tests {

/// Shapes of networks with loops.
enum class LoopShape : std::uint8_t {
  ring,          ///< one way round
  figure_eight,  ///< two or three rings that meet in one node
  ladder,        ///< two one-way lines, one each way, joined by rungs
  nested,        ///< a ring in a ring, joined by links in and out
  grid,          ///< one-way streets, every other one the other way
  mesh,          ///< junctions joined by twin tunnels at random
  chain,         ///< rings side by side, neighbours sharing a stretch
};
inline constexpr std::uint64_t kLoopShapeCount = 7;

/// What a network with loops has besides.
struct LoopExtras {
  bool closures = false;  ///< links close and open again while the capsules run
  bool yards = false;     ///< many yards and sidings, laid out and small, many links of two tubes
  bool circling = false;  ///< portals without room wave capsules off
};

/// A random network with loops, short links and portals that take in few at a time, and far more
/// capsules than it has room for, most of them sent at once; the same for the same seed.
struct LoopWorld {
  World world;
  std::vector<models::NodeIndex> junctions;
  std::vector<models::NodeIndex> portals;
  std::vector<models::LinkIndex> inner;  ///< links between junctions
  std::uint32_t capsule_count = 0;

  LoopWorld(std::uint64_t seed, bool guarded, LoopExtras extras);

  /// Runs until nothing more can happen; how many capsules have not arrived then.
  std::size_t run();
  std::string describe() const;  ///< what was drawn, for a message

 private:
  void draw_rules();
  void lay_out();
  void add_ring(const std::vector<models::NodeIndex>& nodes, std::size_t first = 0);
  std::vector<models::NodeIndex> add_junctions(std::size_t count);
  void lay_out_ladder();
  void lay_out_nested();
  void lay_out_grid();
  void lay_out_mesh();
  void lay_out_chain();
  models::LinkIndex add_link(models::NodeIndex from, models::NodeIndex to, double least_m,
                             double most_m);
  void add_portals();
  void lay_out_yards(std::uint64_t seed);
  models::NodeIndex far_from(models::NodeIndex from);
  void send_all();
  void close_some();

  sim::Random random_;
  LoopShape shape_{};
  double spacing_m_ = 5.0;
  double last_time_s_ = 0.0;
};

}  // namespace dimai::tests

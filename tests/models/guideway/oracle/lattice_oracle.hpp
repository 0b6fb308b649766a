#pragma once

#include <cstddef>
#include <vector>

#include "tests/models/guideway/oracle/scene.hpp"

namespace dimai::tests {

/// What the lattice oracle found out about a scene. A time that was never reached is NaN.
struct LatticeResult {
  /// When the front of each train passes each lattice point of its path [s]:
  /// one row a train, of 1 + (cells of its path) values.
  std::vector<std::vector<double>> point_time_s;
  /// The same at the link ends only: value k is the start of link path[k], the last the path's end.
  std::vector<std::vector<double>> boundary_time_s;
  /// Trains in the order in which they entered each link, one row a link.
  std::vector<std::vector<std::size_t>> entry_order;
  /// Trains that never finished: empty unless the scene locks.
  std::vector<std::size_t> stuck_trains;
  /// Least time [s] by which an order at a merge was decided, or a closure met or missed. Where it
  /// is about as small as rounding, another engine may rightly decide otherwise. Infinite if none.
  double least_margin_s = 0.0;
};

/// Moves every train over every lattice point; slow, plain, and for tests only.
///
/// Speeds change at once. With T(n, x) the time at which the front of train n passes point x:
///   running    T(n, x) >= T(n, x - dx) + dx / v
///   following  T(n, x) >= T(p, x + spacing of p along the path of p) + tau, at all points of a
///              link with its ends, p being the train that entered this link just before n
///   closures   no front passes the start of a closed link
/// and every time is the least that these permit. At a node a train obeys the link behind (with the
/// train it followed there) and the link ahead (with the last train in, from wherever it came).
/// Trains that want the same link enter in the order of their ready times, which is what the link
/// behind alone would permit; equal times: lower number of the link behind, then those that begin
/// here. Trains that begin on the same link leave by (departure, number), each ready when it may
/// depart and the one before it has gone. Past the end of its path a train runs on at the last
/// link's speed and obstructs nobody else's path.
///
/// @throws std::invalid_argument if a path is empty, broken, or uses a link twice
/// Source: G. F. Newell (2002), Transportation Research B 36(3), 195-205, on a lattice; merges by
/// hand.
LatticeResult run_lattice(const Scene& scene);

}  // namespace dimai::tests

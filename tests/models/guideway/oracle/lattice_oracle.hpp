#pragma once

#include <cstddef>
#include <vector>

#include "tests/models/guideway/oracle/scene.hpp"

namespace dimai::tests {

/// A train, or the front of one, that has left a link.
struct LatticeCrossing {
  double time_s = 0.0;  ///< when its front passed the link's end
  std::size_t link = 0;
  std::vector<std::size_t> capsules;  ///< rows of Scene::trains, front first
};

/// What the lattice oracle found out about a scene. A time that was never reached is NaN.
struct LatticeResult {
  /// When the front of each capsule passes each lattice point of its path [s]: one row a capsule,
  /// of 1 + (cells of its path) values; a capsule that stops in yards has one row for each way
  /// between two stops, those from yards on after all those from portals.
  std::vector<std::vector<double>> point_time_s;
  /// The same at the link ends only: value k is the start of link path[k], the last the path's end.
  std::vector<std::vector<double>> boundary_time_s;
  /// Rows of point_time_s in the order in which they entered each link, one row a link.
  std::vector<std::vector<std::size_t>> entry_order;
  std::vector<LatticeCrossing> crossings;  ///< in order of time
  /// Capsules that never finished: empty unless the scene locks.
  std::vector<std::size_t> stuck_trains;
  /// Least time [s] by which an order at a merge was decided, a coupling made or missed, or a
  /// closure met or missed. Where it is about as small as rounding, another engine may rightly
  /// decide otherwise. Infinite if none.
  double least_margin_s = 0.0;
  std::size_t couplings = 0;   ///< in motion
  std::size_t reclosings = 0;  ///< of these, of parts of one train behind one that was cut out
  std::size_t cuts = 0;
  std::size_t formed = 0;      ///< trains of two or more that were formed standing
  std::size_t short_dips = 0;  ///< couplings that only the length of the approach prevented
};

/// Moves every capsule over every lattice point; slow, plain, and for tests only.
///
/// Speeds change at once. With T(n, x) the time at which the front of capsule n passes point x:
///   running    T(n, x) >= T(n, x - dx) + dx / v
///   following  T(n, x) >= T(p, x + spacing of p along the path of p) + tau, at all points of a
///              link with its ends, n being the first capsule of a train and p the last one of the
///              train that entered this link just before
///   coupled    T(n, x) = T(p, x + length of p + coupling gap), p being the capsule ahead in the
///              same train; once the two have been cut apart (>=), at all points of the link that
///              they had in common
///   rear       a train that comes from a slower link is, from its entry on, as slow as its slowest
///              capsule must be; if it is held up it then goes on at the speed of its front's link
///   points     if p went another way than n does at the link's end x, T(n, x) >= T(p, x + its
///              spacing) + the time to move them
///   closures   no first capsule passes the start of a closed link
/// and every time is the least that these permit. At a node a train obeys the link behind (with the
/// train it followed there) and the link ahead (with the last train in, from wherever it came).
///
/// A train's first capsules that want the same link pass a node together and leave the others
/// behind. Past the end of its path a train runs on at the last link's speed and obstructs nobody
/// else's path.
///
/// Trains that want the same link enter by the merge rule, among those that are ready when it is
/// free. Ready is a train when the link behind alone would let it pass, or when it has gained speed
/// on the ramp of its portal or yard, whatever is before it there. Equal ready times: lower number
/// of the link behind, then those that begin here. Trains that begin on the same link leave by
/// (departure, number), or as they were formed.
///
/// Coupling in motion: while the link is not free a train that is ready may pass its start at the
/// very moment when the tail of the last train in, whose front is still on the link, is the
/// coupling gap inside, if nothing has held that one up on the link until then, if both together
/// are not too long, if the link behind is no slower, and if the delay fits, as one dip of speed,
/// between the link's beginning and the places where the trains before it have regained theirs. The
/// last condition but one, the last, and the moment do not count where both were one train and
/// were cut apart at this node, with nobody between them: then the front part loses the time.
/// Who couples is who is first by the merge rule, if it can; under concatenating, of all that can
/// the one whose way has most links in common with that of the last capsule.
///
/// Yards and sidings: capsules leave the line one behind the other at line speed and stand after
/// v / b; those who wait for the same link leave together when they are enough or the first has
/// waited for the window; then the last one's coming to rest, the latch, and v / a on the ramp.
///
/// @throws std::invalid_argument if a path is empty, broken, or uses a link twice
/// Source: G. F. Newell (2002), Transportation Research B 36(3), 195-205, on a lattice; merges and
/// couplings by hand.
LatticeResult run_lattice(const Scene& scene);

}  // namespace dimai::tests

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/mesh/mesh_field.hpp"

namespace dimai::models {

/// Whom a message is for: all nodes from one to another.
struct MeshGoal {
  std::uint32_t first = 0;
  std::uint32_t last = 0;  ///< inclusive
  bool holds(std::uint32_t node) const { return node >= first && node <= last; }
};

/// One message in a mesh, as far as it has spread: whoever keeps it passes it on to all whom he
/// meets, until it is where it should be. Radio is taken to be free, and all forget it then.
///
/// Source: Vahdat and Becker (2000), Epidemic routing for partially connected ad hoc networks, Duke
/// University CS-2000-06.
class MeshSpread {
 public:
  struct Reached {
    double time_s = 0.0;
    std::uint32_t node = 0;
  };

  MeshSpread(const MeshField& field, std::uint32_t from, double start_s);

  /// Passes the message on, breadth first, hop_s a time, to all who can get it before the contacts
  /// change at `until_s`.
  ///
  /// @param since_s  since when the contacts are as they are [s]
  /// @param moved    whether bikes have moved since the last call
  /// @return when and where it was first at its goal; nothing if it is not there yet
  std::optional<Reached> pass_on(const MeshField& field, const MeshGoal& goal, double hop_s,
                                 double since_s, double until_s, bool moved);

 private:
  void offer(const MeshField& field, std::uint32_t from, std::vector<std::uint32_t>& next);
  void meet(const MeshField& field, std::vector<std::uint32_t>& next);

  std::vector<std::uint8_t> has_;     ///< 1: keeps it; 2: gets it in this round
  std::vector<std::uint32_t> front_;  ///< who keep it, and have not told all in range
  double ready_s_;                    ///< since when these have it
};

}  // namespace dimai::models

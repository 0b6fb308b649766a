#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/pipelines/parcel_tubes/zone_paths.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

enum class TubePartKind : std::uint8_t { blower, tube, transfer_unit, station, connector };

/// Something of parcel tubes that may fail.
struct TubePart {
  TubePartKind kind = TubePartKind::blower;
  TubeNodeIndex node;          ///< of a tube: the one at its lower end; invalid for a connector
  ConnectorIndex connector{};  ///< of a connector
};

/// All of them: nodes in their order, a node's tube to the blower before it, then connectors.
std::vector<TubePart> tube_parts(const TubeNetwork& network);

/// What does not work now, and what that does.
///
/// A zone's air comes from its blower through its tubes. So who is below a broken tube or transfer
/// unit is cut off as if its zone's blower stood still, while the rest of the zone goes on: the
/// units shut the broken branch off.
class BrokenTubes {
 public:
  /// Both outlive it.
  BrokenTubes(const TubeNetwork& network, const ZonePaths& paths);

  const std::vector<TubePart>& parts() const { return parts_; }
  /// Counts failures of a part, which works when none is left. @return whether that changed
  bool set_working(std::uint32_t part, bool working);
  bool any() const { return broken_ > 0; }
  /// Whether no carrier may come into the zone or leave it there.
  bool shut(PortIndex port) const { return shut_[port.value] != 0; }
  std::span<const std::uint8_t> shut_ports() const { return shut_; }
  /// Whether a carrier under way cannot go on for want of air or of a tube.
  ///
  /// @param rising   it has not come to the top of its way
  /// @param risen_m  what it has risen [m], if it still does
  bool stops(PortIndex from, PortIndex to, bool rising, double risen_m) const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  void find_shut();
  bool cut_off(TubeNodeIndex node) const;

  const TubeNetwork& network_;
  const ZonePaths& paths_;
  std::vector<TubePart> parts_;
  std::vector<std::uint32_t> failures_;  ///< [part] that last
  std::size_t broken_ = 0;               ///< parts
  // what follows from these
  std::vector<std::uint8_t> tube_broken_;  ///< [node] the tube above it
  std::vector<std::uint8_t> node_broken_;  ///< [node] blower, transfer unit or station
  std::vector<std::uint8_t> airless_;      ///< [port] no air, or a broken connector
  std::vector<std::uint8_t> shut_;         ///< [port] that, or its station does not work
};

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/pipelines/parcel_tubes/zone_paths.hpp"

namespace dimai::models {

/// Ways over zones, chosen so that carriers cannot wait for each other in a circle.
///
/// Rule (up*/down*): zones are numbered by their distance, in connectors, from a root, the zone
/// with the least sum of distances; a connector towards a lower number goes up, the other way goes
/// down. No route goes up after it has gone down. So connectors can be put in an order (up ones by
/// falling number, then down ones by rising number) in which every carrier only waits for a place
/// in a later one, and the last one always empties into stations: no deadlock, however few places
/// there are.
/// Source: Schroeder et al. (1991), Autonet, IEEE J. Sel. Areas Commun. 9(8), 1318-1335; why an
/// order is enough: Dally and Seitz (1987), IEEE Trans. Comput. C-36(5), 547-553.
///
/// Among legal routes the one of least running time is taken (Dijkstra, Boost.Graph).
class TubeRoutes {
 public:
  /// @param shut  by port: no carrier comes into its zone or leaves it there; empty: none is shut.
  ///              The order of zones does not depend on it, so carriers may change between routes
  ///              under way.
  TubeRoutes(const TubeNetwork& network, const ZonePaths& paths,
             std::span<const std::uint8_t> shut = {});

  /// The port by which a carrier for a station leaves the zone that it is at or enters at `at`;
  /// invalid if there is no way. @param at  the station or connector's end where it is
  PortIndex next(PortIndex at, StationIndex destination) const {
    return next_[destination.value * ports_ + at.value];
  }
  bool reaches(StationIndex from, StationIndex to) const {
    return next(PortIndex{from.value}, to).valid();
  }
  /// Running time of a carrier alone all the way [s]; infinity if there is no way.
  double time_s(StationIndex from, StationIndex to) const {
    return time_s_[to.value * stations_ + from.value];
  }
  ZoneIndex root() const { return root_; }
  /// Number of a zone in the order of the rule.
  std::uint32_t order(ZoneIndex zone) const { return order_[zone.value]; }

 private:
  struct Graph;
  void number_zones(const TubeNetwork& network, const ZonePaths& paths);
  bool may_turn(const ZonePaths& paths, PortIndex entered_at, PortIndex leaves_at) const;
  void find(const ZonePaths& paths, const Graph& graph, StationIndex destination);

  std::size_t ports_ = 0;
  std::size_t stations_ = 0;
  ZoneIndex root_;
  std::vector<std::uint32_t> order_;
  std::vector<PortIndex> next_;  ///< [destination][port]
  std::vector<double> time_s_;   ///< [destination][origin]
};

}  // namespace dimai::models

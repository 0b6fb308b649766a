#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/pipelines/parcel_tubes/tube_network.hpp"
#include "models/pipelines/parcel_tubes/tube_parameters.hpp"
#include "sim/index.hpp"

namespace dimai::models {

using PortIndex = sim::Index<struct TubePortTag>;

/// Where carriers come into a zone and leave it: a station, or one end of a connector.
struct TubePort {
  ZoneIndex zone;
  TubeNodeIndex node;          ///< the station, or the transfer unit that the connector is at
  StationIndex station{};      ///< invalid for a connector's end
  ConnectorIndex connector{};  ///< invalid for a station
  PortIndex across{};          ///< a connector's other end
  bool enters = true;          ///< whether carriers come from here into the zone
  bool leaves = true;          ///< whether carriers leave the zone here
};

/// How a transfer unit must stand: joined to one of its branches.
struct UnitSetting {
  TubeNodeIndex unit;
  std::uint32_t branch = 0;  ///< the port or node below it; see ZonePaths
};

/// A carrier's way through a zone: drawn towards the blower, then pushed away from it.
struct ZonePath {
  double up_m = 0.0;
  double down_m = 0.0;  ///< with the connector, if it leads into one
  std::int64_t up_ns = 0;
  std::int64_t down_ns = 0;
  std::uint32_t first_setting = 0;  ///< in the list of settings: before the release
  std::uint32_t setting_count = 0;
  UnitSetting turn;    ///< the top of the way, as it must stand for the way down
  bool turns = false;  ///< whether there is a way up and a way down
};

/// The ways between all ports of each zone, found once.
///
/// A zone's tubes are a tree, so there is one way: up to the transfer unit where both ends meet
/// (with vacuum), then down (with pressure). The unit at the top is set to the origin's branch at
/// first and to the destination's branch while the blower turns round.
class ZonePaths {
 public:
  ZonePaths(const TubeNetwork& network, const TubeParameters& parameters,
            std::span<const CarrierClass> carriers);

  const sim::Table<PortIndex, TubePort>& ports() const { return ports_; }
  std::span<const PortIndex> ports_of(ZoneIndex zone) const { return ports_of_zone_[zone]; }
  PortIndex port_of(StationIndex station) const { return PortIndex{station.value}; }
  /// The end at TubeConnector::from, or at TubeConnector::to.
  PortIndex port_of(ConnectorIndex connector, bool at_to) const {
    return PortIndex{station_count_ + 2 * connector.value + (at_to ? 1U : 0U)};
  }
  /// Between two ports of one zone.
  const ZonePath& path(PortIndex from, PortIndex to) const;
  std::span<const UnitSetting> settings(const ZonePath& path) const;
  /// Time of a carrier alone, with one reversal if it turns, settings apart [s].
  double free_time_s(const ZonePath& path) const;

 private:
  void add_ports(const TubeNetwork& network);
  ZonePath make_path(const TubeNetwork& network, PortIndex from, PortIndex to);
  double travel_s(const TubeZone& zone, double length_m) const;

  TubeParameters parameters_;
  std::uint32_t station_count_ = 0;
  std::vector<double> bore_m_;  ///< of each carrier class
  sim::Table<PortIndex, TubePort> ports_;
  sim::Table<ZoneIndex, std::vector<PortIndex>> ports_of_zone_;
  std::vector<std::uint32_t> local_;       ///< row of each port within its zone
  std::vector<std::uint32_t> first_path_;  ///< of each zone
  std::vector<ZonePath> paths_;
  std::vector<UnitSetting> settings_;
};

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/index.hpp"

namespace dimai::models {

using ZoneIndex = sim::Index<struct TubeZoneTag>;
using TubeNodeIndex = sim::Index<struct TubeNodeTag>;
using StationIndex = sim::Index<struct TubeStationTag>;
using ConnectorIndex = sim::Index<struct TubeConnectorTag>;

enum class TubeNodeKind : std::uint8_t {
  blower,         ///< root of its zone
  transfer_unit,  ///< joins one tube on the blower's side to one of several on the other
  station,        ///< leaf: carriers are sent and received here
};

/// A place of a zone; the zone's tubes are a tree with the blower at its root.
struct TubeNode {
  std::string id;
  std::string name;     ///< as shown to people
  std::string name_zh;  ///< the same in Chinese; may be empty
  TubeNodeKind kind = TubeNodeKind::station;
  ZoneIndex zone;
  TubeNodeIndex parent;   ///< next node towards the blower; invalid at the blower
  double parent_m = 0.0;  ///< length of the tube to it [m], >= 0
  std::string tube_id;    ///< of that tube
  double longitude_deg = 0.0;
  double latitude_deg = 0.0;
};

/// Tubes with one blower, in which one carrier moves at a time (or one a block).
struct TubeZone {
  std::string id;
  std::uint32_t carrier_class = 0;  ///< the carriers that its bore takes
  double speed_m_s = 7.62;          ///< of carriers; counts if pressure_pa is 0
  /// Gauge pressure at the inlet [Pa], or below 0 at the outlet: carriers move with the air, which
  /// flows by the isothermal law. 0: they move at speed_m_s.
  double pressure_pa = 0.0;
  std::int64_t blocks = 1;  ///< carriers that may follow each other on the same way
};

/// Where people send and receive.
struct TubeStation {
  TubeNodeIndex node;
  std::string place;                ///< stations of other bores at the same place have the same
  std::int64_t carriers = 0;        ///< that belong here: the stock at the start
  std::int64_t receive_places = 0;  ///< for carriers not yet emptied; 0: as many as needed
  double sends_weight = 1.0;        ///< of it as an origin
  double receives_weight = 1.0;     ///< of it as a destination
};

/// A tube between two zones in which carriers queue, first in, first out, each way for itself.
struct TubeConnector {
  std::string id;
  TubeNodeIndex from;  ///< a transfer unit
  TubeNodeIndex to;    ///< a transfer unit of another zone
  double length_m = 1.0;
  std::int64_t places = 4;  ///< each way
  bool two_way = true;
};

struct TubeNetwork {
  sim::Table<TubeNodeIndex, TubeNode> nodes;
  sim::Table<ZoneIndex, TubeZone> zones;
  sim::Table<StationIndex, TubeStation> stations;
  sim::Table<ConnectorIndex, TubeConnector> connectors;
};

}  // namespace dimai::models

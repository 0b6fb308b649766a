#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "sim/index.hpp"

namespace dimai::models {

using NodeIndex = sim::Index<struct NodeTag>;
using LinkIndex = sim::Index<struct LinkTag>;

enum class NodeKind : std::uint8_t {
  portal,    ///< estate, hub or plant: capsules are loaded and unloaded here
  junction,  ///< tubes merge, diverge or both
  yard,      ///< junction with sidings in which trains are formed for the trunk
  siding,    ///< place on the line where trains may be coupled standing
};

/// What a portal offers. Counts are per portal, all capsule classes together.
struct Portal {
  std::int64_t arrival_berths = 2;    ///< places where arriving capsules unload
  std::int64_t departure_berths = 2;  ///< places where capsules load
  std::int64_t parking = 8;           ///< standing places for idle capsules
  std::int64_t holding = 0;           ///< places to wait for an arrival berth; 0: as many as needed
  double population = 0.0;            ///< people served, weight of passenger demand
  double freight = 0.0;               ///< weight of freight demand
  std::int64_t room_berths = 0;       ///< of each sort, besides, for rooms alone; 0: as all others
  bool berths_in_a_row = false;       ///< serial berths: nobody overtakes
  std::int64_t chargers = 0;          ///< places where batteries are charged
  std::int64_t workshop = 0;          ///< places of a workshop
};

/// A place on the earth where links meet.
struct Node {
  std::string id;
  std::string name;     ///< as shown to people
  std::string name_zh;  ///< the same in Chinese; may be empty
  std::string city;     ///< city that it belongs to; may be empty
  std::string city_zh;  ///< the same in Chinese; may be empty
  std::string district;
  NodeKind kind = NodeKind::junction;
  double longitude_deg = 0.0;
  double latitude_deg = 0.0;
  Portal portal;  ///< used if kind is portal
};

/// What a link is for: the part of a journey that its running time is counted to.
enum class LinkRole : std::uint8_t { local, trunk };

/// A tube, or several parallel ones, in ONE direction. A twin tunnel is two links.
struct Link {
  std::string id;
  NodeIndex from;
  NodeIndex to;
  LinkRole role = LinkRole::local;
  double length_m = 0.0;
  double speed_m_s = 0.0;  ///< speed limit
  double gradient = 0.0;   ///< rise over length [-], positive uphill from `from` to `to`
  double bore_m = 0.0;     ///< inner diameter
  double depth_m =
      std::numeric_limits<double>::quiet_NaN();  ///< of its axis below ground; NaN: not stated
  std::int64_t tubes = 1;                        ///< parallel tubes in this direction
  std::int64_t priority = 0;  ///< at a merge with priority rule the greater goes first
  std::vector<std::pair<double, double>>
      geometry;  ///< longitude, latitude [deg], from `from` to `to`
};

struct Network {
  sim::Table<NodeIndex, Node> nodes;
  sim::Table<LinkIndex, Link> links;
};

}  // namespace dimai::models

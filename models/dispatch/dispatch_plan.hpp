#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/disruption/part.hpp"
#include "models/mesh/mesh_network.hpp"
#include "models/messages/platform.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/parameters/dispatch.hpp"
#include "models/parameters/mesh.hpp"
#include "models/parameters/messages.hpp"
#include "models/parameters/request.hpp"

namespace dimai::models {

/// A computer of the dispatch that the scenario places itself. Scenario table array
/// [[messages.host]].
struct DispatchHost {
  std::string id;
  NodeIndex node;  ///< where it stands
  double speed_flop_s = 0.0;
  AccessKind link = AccessKind::fibre;
  double latency_s = 0.0;
  double bandwidth_bit_s = 0.0;
};

/// Nodes that one dispatcher answers for. Scenario table array [[dispatch.region]].
struct DispatchRegion {
  std::string name;
  std::vector<NodeIndex> nodes;
  std::uint32_t host = 0;  ///< row of the hosts
};

struct DispatchLink {
  AccessKind kind = AccessKind::fibre;
  double latency_s = 0.0;
  double bandwidth_bit_s = 0.0;
};

/// Nodes whose cabinets, or radio cells, hang on a link of the scenario's. Scenario table array
/// [[messages.place]].
struct DispatchPlace {
  std::vector<NodeIndex> nodes;
  std::optional<DispatchLink> cabinet;
  std::optional<DispatchLink> cell;
};

/// Nodes whose messages go over lamps and bikes. Scenario tables [messages.mesh.ID].
struct DispatchMesh {
  std::string id;
  std::vector<NodeIndex> nodes;
  MeshParameters parameters;
};

/// Where decisions are made.
struct DispatchSite {
  std::string id;
  NodeIndex node;  ///< where it stands
  AccessIndex access;
  ComputerIndex computer;
  double requests = 0.0;  ///< of its portals
  std::vector<std::uint32_t> neighbours;
};

/// Who dispatches where, and the message network that joins them to portals and capsules.
struct DispatchPlan {
  MessagePlatform platform;
  std::vector<DispatchSite> sites;
  sim::Table<NodeIndex, std::uint32_t> site_of_node;
  sim::Table<NodeIndex, AccessIndex> cabinet;  ///< fibre of what stands at a node
  sim::Table<NodeIndex, AccessIndex> cell;     ///< radio of the capsules about it
  sim::Table<NodeIndex, double> requests_of_node;
  std::vector<MeshArea> meshes;

  double distance_m(NodeIndex a, NodeIndex b) const;
  std::uint32_t busiest_site() const;
};

struct DispatchInput {
  const Network* network = nullptr;
  const Router* router = nullptr;
  std::span<const std::uint32_t> profile_of_class;
  std::span<const Request> requests;
  DispatchParameters dispatch;
  MessageParameters messages;
  std::span<const DispatchHost> hosts;
  std::span<const DispatchRegion> regions;
  std::span<const DispatchMesh> meshes;
  std::span<const DispatchPlace> places;
  std::uint64_t seed = 0;  ///< of lamps and bikes
  std::uint32_t replication = 0;
};

/// Places of nodes on a plane map, whose scale holds at the network's mean latitude [m].
std::vector<MeshPlace> plane_map(const Network& network);
/// The mean place of a mesh's nodes, around which its square lies.
MeshPlace middle_of_mesh(const DispatchMesh& mesh, const std::vector<MeshPlace>& map);

/// Makes one for any scenario: a cabinet and a radio cell at every node; for `central` a data
/// centre at the node nearest to the mean place of all requests' origins; for `regional` a
/// dispatcher at the same place of each region, regions being cut so that as much happens in each
/// and little between them; for `junction` and `gossip` a computer in the cabinet of each junction,
/// to which the portals nearest to it by tunnel belong. Hosts that the scenario lists take the
/// place of these: the first one is the centre; those that regions name are theirs; those at
/// junctions are their controllers.
DispatchPlan make_dispatch_plan(const DispatchInput& input);

/// What may fail of a message network: dispatchers that stand by themselves, by their id; the
/// cabinet of each node, with the dispatcher in it if there is one, by the node's; its radio cell.
std::vector<BreakablePart> message_hosts(const DispatchPlan& plan, const Network& network);

/// Name of the radio cell about a node.
inline std::string cell_id(const std::string& node) { return node + " cell"; }

}  // namespace dimai::models

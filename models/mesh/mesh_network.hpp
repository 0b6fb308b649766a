#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/mesh/mesh_field.hpp"
#include "models/messages/message_network.hpp"
#include "sim/statistics/statistics.hpp"

namespace dimai::models {

/// Access points that are reached over a mesh only, at one place.
struct MeshDoor {
  MeshPlace place;
  std::vector<AccessIndex> access;
};

/// A district where messages go from lamp to bike to lamp.
struct MeshArea {
  std::string id;
  MeshSetup setup;
  std::vector<MeshDoor> doors;
  std::vector<AccessIndex> gateways;  ///< fibre of each, as many as setup.gateways
  double latency_s = 0.05;            ///< of a contact
  double rate_bit_s = 1e6;            ///< of a contact
  double keep_s = 600.0;              ///< until a message is given up
  double within_s = 60.0;             ///< in time
};

/// Messages over one mesh in one direction.
struct MeshWayCounts {
  std::uint64_t sent = 0;
  std::uint64_t delivered = 0;
  std::uint64_t in_time = 0;
  std::uint64_t lost = 0;       ///< given up, or an end of theirs failed
  sim::QuantileSketch delay_s;  ///< of those delivered
};

/// What a mesh has done.
struct MeshCounts {
  MeshWayCounts up;    ///< from a door to a gateway
  MeshWayCounts down;  ///< from a gateway, or another door, to a door
};

/// A message network part of whose access points hang on meshes: what comes from there goes over
/// lamps and bikes to the first gateway that gets it, and on over the network; what goes there
/// enters at the gateway nearest to the door, and takes the mesh from there.
///
/// @param inner   carries all else; made of a platform with the gateways
/// @param counts  one an area; outlives the network
std::unique_ptr<MessageNetwork> make_mesh_network(std::unique_ptr<MessageNetwork> inner,
                                                  const std::vector<MeshArea>& areas,
                                                  std::size_t access_points,
                                                  std::vector<MeshCounts>& counts);

}  // namespace dimai::models

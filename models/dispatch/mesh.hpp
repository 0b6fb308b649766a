#pragma once

#include <cstdint>
#include <vector>

namespace dimai::models {

/// Nodes on street lamps, which stand, and on shared bikes, which move, in a square city. Two that
/// are within radio range of each other pass messages on; a node keeps a message until then. Some
/// lamps are gateways, joined by fibre to the dispatchers.
struct MeshSetup {
  double side_m = 5000.0;
  double range_m = 100.0;      ///< > 0
  std::uint32_t lamps = 0;     ///< anywhere, independently
  std::uint32_t bikes = 0;     ///< likewise at the start
  std::uint32_t gateways = 1;  ///< first of the lamps
  double bike_speed_m_s = 4.0;
  double hop_s = 0.05;  ///< to pass a message on, > 0
  double step_s = 1.0;  ///< how often contacts change, > 0
  std::uint64_t seed = 0;
};

/// How long messages take from nodes to a gateway.
///
/// In each step a message spreads over at most step / hop contacts, breadth first, from all who
/// keep it; radio is taken to be free. Bikes run straight on at their speed, each in a direction of
/// its own, and turn back at the city's edge.
///
/// @param messages  how many, from nodes drawn anew
/// @param within_s  until when they are followed [s]
/// @return time of each; infinity if it is not there in time
/// @throws std::domain_error without nodes, or for a number outside its range
/// Form: store-carry-forward by epidemic routing, Vahdat and Becker (2000), Duke CS-2000-06.
std::vector<double> mesh_delivery_s(const MeshSetup& setup, std::size_t messages, double within_s);

/// Share of the nodes, as they stand at the start, in the largest group whose members reach each
/// other.
double mesh_largest_group(const MeshSetup& setup);

/// Whether a group reaches from the left edge of the city to the right one: a member within half a
/// range of each.
bool mesh_spans(const MeshSetup& setup);

}  // namespace dimai::models

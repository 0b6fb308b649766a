#pragma once

#include <cstdint>
#include <vector>

#include "models/mesh/mesh_field.hpp"

namespace dimai::models {

/// How long messages take from nodes to a gateway, without the rest of a run.
///
/// @param messages  how many, all at once, from nodes drawn anew
/// @param within_s  until when they are followed [s]
/// @return time of each; infinity if it is not there in time
/// @throws std::domain_error without nodes, or for a number outside its range
std::vector<double> mesh_delivery_s(const MeshSetup& setup, std::size_t messages, double within_s);

/// The same from bikes to the last bike.
std::vector<double> mesh_meeting_s(const MeshSetup& setup, std::size_t messages, double within_s);

/// Share of the nodes, as they stand at the start, in the largest group whose members reach each
/// other.
double mesh_largest_group(const MeshSetup& setup);

/// Whether a group reaches from the left edge of the city to the right one: a member within half a
/// range of each.
bool mesh_spans(const MeshSetup& setup);

}  // namespace dimai::models

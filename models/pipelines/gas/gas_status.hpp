#pragma once

#include <vector>

#include "models/pipelines/gas/gas_state.hpp"

namespace dimai::models {

/// A machine that does what it cannot, and what it would do instead.
struct GasStatusChange {
  GasElementIndex element;
  GasStatus status = GasStatus::active;
  double size = 0.0;  ///< by how much it is wrong, over the scale [-]
};

/// Every machine whose status contradicts the pressures and flows, worst first.
///
/// A regulator or a compressor of set outlet pressure lets nothing back (shut), opens wide if it
/// has too little (regulator) or more than enough (compressor), and is active else. A compressor of
/// set ratio shuts against backflow only with its check valve.
/// @param flow_scale_kg_s, square_scale_pa2  what counts as little
std::vector<GasStatusChange> wrong_statuses(const GasNetwork& network, const GasState& state,
                                            double flow_scale_kg_s, double square_scale_pa2);

/// Nodes that no set pressure reaches through what passes pressure on: its first node for each such
/// part of the network. Steady flow has no pressure there.
///
/// A machine that is active passes no pressure on but by its ratio; one that keeps its outlet sets
/// the pressure there.
std::vector<GasNodeIndex> parts_without_pressure(const GasNetwork& network,
                                                 const std::vector<GasStatus>& status);

}  // namespace dimai::models

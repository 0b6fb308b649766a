#pragma once

#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// Brings the states of PRVs and PSVs in line with the heads. @return whether any changed
bool update_valves(const LiquidNetwork& network, LiquidState& state);

/// The same for pumps, check valves, FCVs and the links of full and empty tanks.
bool update_links(const LiquidNetwork& network, LiquidState& state);

/// Switches links by simple controls on the pressure of junctions.
bool apply_pressure_controls(const LiquidNetwork& network, LiquidState& state);

/// Opens for good the active PRV, PSV or FCV at a junction where the heads cannot be found.
/// @return the valve, or none if there is no such
LiquidLinkIndex release_valve(const LiquidNetwork& network, LiquidState& state,
                              LiquidNodeIndex junction);

}  // namespace dimai::models

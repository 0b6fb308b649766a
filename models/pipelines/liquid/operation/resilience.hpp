#pragma once

#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// Todini's resilience index of a solved network: power that is left at the demands over the power
/// that could at most be lost. 0: just enough pressure; 1: nothing is lost.
///
/// I = sum q (h - h*) / (sum Q H + sum P_pump / gamma - sum q h*), h* = elevation + required
/// @param required_pressure_m  [m], >= 0, at every junction with demand
/// @return [-]; NaN if no power is fed in beyond what is required
/// Source: Todini (2000), Urban Water 2(2), 115-122, eq. 12.
double todini_index(const LiquidNetwork& network, const LiquidState& state,
                    double required_pressure_m);

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <vector>

#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// Demands, heads of reservoirs and speeds of pumps by their patterns, at a time [s].
/// @return demand of the whole network, without negative ones [m3/s]
double apply_patterns(const LiquidNetwork& network, LiquidState& state, std::int64_t time_s);

/// Factor of a pattern at a time; 1 if there is no pattern.
double pattern_factor(const LiquidNetwork& network, LiquidPatternIndex pattern,
                      std::int64_t time_s);

/// Switches links by simple controls on tank levels and the clock.
/// @return the links that changed
std::vector<LiquidLinkIndex> apply_controls(const LiquidNetwork& network, LiquidState& state,
                                            std::int64_t time_s);

/// Seconds until the first simple control that changes something, at most `step_s`.
std::int64_t step_to_control(const LiquidNetwork& network, const LiquidState& state,
                             std::int64_t time_s, std::int64_t step_s);

}  // namespace dimai::models

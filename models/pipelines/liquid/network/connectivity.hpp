#pragma once

#include <vector>

#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// Parts of a network that no link, open or closed, joins to a reservoir or tank; each by its
/// junctions, in order.
std::vector<std::vector<LiquidNodeIndex>> islands_without_fixed_head(const LiquidNetwork& network);

/// Junctions that no way joins to a reservoir or tank: every way there leads over a link that has
/// failed or was told to be closed.  [node]
PerLiquidNode<std::uint8_t> cut_off_junctions(const LiquidNetwork& network,
                                              const LiquidState& state);

}  // namespace dimai::models

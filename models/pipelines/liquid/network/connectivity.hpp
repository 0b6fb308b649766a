#pragma once

#include <vector>

#include "models/pipelines/liquid/network/network.hpp"

namespace dimai::models {

/// Parts of a network that no link, open or closed, joins to a reservoir or tank; each by its
/// junctions, in order.
std::vector<std::vector<LiquidNodeIndex>> islands_without_fixed_head(const LiquidNetwork& network);

}  // namespace dimai::models

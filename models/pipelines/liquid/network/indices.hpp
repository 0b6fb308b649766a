#pragma once

#include "sim/index.hpp"

namespace dimai::models {

using LiquidNodeIndex = sim::Index<struct LiquidNodeTag>;
using LiquidLinkIndex = sim::Index<struct LiquidLinkTag>;
using LiquidPatternIndex = sim::Index<struct LiquidPatternTag>;

/// Setting of a valve or pump that has none: it is fixed open or closed.
inline constexpr double kNoSetting = -1e10;

}  // namespace dimai::models

#pragma once

#include "models/pipelines/liquid/network/network.hpp"

namespace dimai::models {

/// Volume in a tank whose surface is at a head [m3].
double tank_volume_m3(const LiquidNode& tank, double head_m);

/// Head of the surface of a tank that holds a volume [m].
double tank_head_m(const LiquidNode& tank, double volume_m3);

}  // namespace dimai::models

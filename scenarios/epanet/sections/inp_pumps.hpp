#pragma once

#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

/// Reads what a line of [PUMPS] says beyond its ends into a link that is a pump.
void read_inp_pump(InpReading& reading, const InpLine& line, models::LiquidLink& link);

/// What one unit of a valve's setting is in SI: of pressure, of flow, or none.
double setting_unit(models::LiquidLinkKind kind, const InpUnits& units);

}  // namespace dimai::scenarios

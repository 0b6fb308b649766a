#pragma once

#include <cstdint>
#include <vector>

#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// Electric power of a pump and its efficiency at the present flow; 0 and 0 if it stands.
struct PumpPower {
  double power_w = 0.0;
  double efficiency = 0.0;  ///< in (0, 1]
  double flow_m3_s = 0.0;
};

/// @param link  a pump
/// Efficiency at other than nominal speed: Sarbu and Borza (1998), as in EPANET 2.3.
PumpPower pump_power(const LiquidNetwork& network, const LiquidState& state, LiquidLinkIndex link);

/// What a pump has done so far.
struct PumpWork {
  double on_s = 0.0;
  double energy_j = 0.0;
  double cost = 0.0;  ///< in the money of the prices
  double pumped_m3 = 0.0;
  double efficiency_s = 0.0;  ///< efficiency times time, for the mean
  double greatest_power_w = 0.0;
};

/// Adds a span of constant flow to the work of all pumps.
/// @param powers, work  one per entry of network.pumps
/// @return the power of all pumps together [W]
double add_pump_work(const LiquidNetwork& network, const std::vector<PumpPower>& powers,
                     std::int64_t time_s, double span_s, std::vector<PumpWork>& work);

}  // namespace dimai::models

#include "models/pipelines/liquid/operation/energy.hpp"

#include <algorithm>
#include <cmath>

#include "models/pipelines/liquid/operation/controls.hpp"

namespace dimai::models {
namespace {

constexpr double kJoulesPerKwh = 3.6e6;

double price_per_kwh(const LiquidNetwork& network, const LiquidPump& pump, std::int64_t time_s) {
  const double price = pump.energy_price > 0.0 ? pump.energy_price : network.options.energy_price;
  return price *
         pattern_factor(network,
                        pump.price_pattern.valid() ? pump.price_pattern : network.price_pattern,
                        time_s);
}

}  // namespace

PumpPower pump_power(const LiquidNetwork& network, const LiquidState& state, LiquidLinkIndex link) {
  if (is_closed(state.status[link])) return {};
  const LiquidLink& pump = network.links[link];
  const double flow = std::abs(state.flow_m3_s[link]);
  const double gain_m = std::abs(state.head_m[pump.from] - state.head_m[pump.to]);
  double percent = network.options.pump_efficiency;
  const LiquidCurve& curve = pump.pump.efficiency_curve;
  if (!curve.empty()) {
    const double speed = state.setting[link];
    percent = interpolate(curve.x, curve.y, flow / speed);
    percent = 100.0 - (100.0 - percent) * std::pow(1.0 / speed, 0.1);
  }
  const double efficiency = std::clamp(percent, 1.0, 100.0) / 100.0;
  const double water_kw =
      gain_m * flow * network.options.specific_gravity / EpanetConstants::power_m4_s_kw;
  return {water_kw * 1000.0 / efficiency, efficiency, flow};
}

double add_pump_work(const LiquidNetwork& network, const std::vector<PumpPower>& powers,
                     std::int64_t time_s, double span_s, std::vector<PumpWork>& work) {
  double whole_w = 0.0;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    const PumpPower& now = powers[i];
    if (now.efficiency == 0.0) continue;
    PumpWork& sum = work[i];
    const double energy_j = now.power_w * span_s;
    const LiquidPump& pump = network.links[network.pumps[i]].pump;
    whole_w += now.power_w;
    sum.on_s += span_s;
    sum.energy_j += energy_j;
    sum.cost += price_per_kwh(network, pump, time_s) * energy_j / kJoulesPerKwh;
    sum.pumped_m3 += now.flow_m3_s * span_s;
    sum.efficiency_s += now.efficiency * span_s;
    sum.greatest_power_w = std::max(sum.greatest_power_w, now.power_w);
  }
  return whole_w;
}

}  // namespace dimai::models

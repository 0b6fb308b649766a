#include <cmath>

#include "models/pipelines/gas/gas_operation.hpp"

namespace dimai::models {
namespace {

constexpr double kTolerance = 1e-6;  // share of a limit: less is rounding

using What = GasBreach::What;

void add(std::vector<GasBreach>& found, What what, std::uint32_t row, double worst, double limit) {
  found.push_back({what, row, worst, limit, 0.0, 0.0});
}

void check_compressor(const GasNetwork& network, const GasState& state, GasElementIndex index,
                      std::vector<GasBreach>& found) {
  const GasElement& element = network.elements[index];
  const double flow = state.flow_kg_s[index.value];
  const double from = state.pressure_pa(element.from);
  const double ratio = state.pressure_pa(element.to) / from;
  if (flow < -kTolerance) add(found, What::backward, index.value, -flow, 0.0);
  if (flow <= 0.0) return;
  const double z = compressibility(network.gas.law, from);
  const double power = flow * compression_work_j_kg(network.gas.law.a2_m2_s2, z, ratio,
                                                    network.heat_ratio, element.efficiency);
  const double over = 1.0 + kTolerance;
  if (ratio > element.greatest_ratio * over)
    add(found, What::ratio, index.value, ratio, element.greatest_ratio);
  if (power > element.greatest_power_w * over)
    add(found, What::power, index.value, power, element.greatest_power_w);
  if (flow > element.greatest_flow_kg_s * over)
    add(found, What::flow, index.value, flow, element.greatest_flow_kg_s);
}

void check_regulator(const GasNetwork& network, const GasState& state, GasElementIndex index,
                     std::vector<GasBreach>& found) {
  const GasElement& element = network.elements[index];
  const double lift = state.pressure_pa(element.to) - state.pressure_pa(element.from);
  const bool active = state.status[index.value] == GasStatus::active;
  if (active && lift > kTolerance * state.pressure_pa(element.from))
    add(found, What::lifting, index.value, lift, 0.0);
  const bool open = state.status[index.value] == GasStatus::open;
  const double outlet = state.pressure_pa(element.to);
  if (open && element.control == GasControl::outlet_pressure &&
      outlet < element.setting * (1.0 - kTolerance))
    add(found, What::outlet_not_kept, index.value, outlet, element.setting);
}

}  // namespace

std::vector<GasBreach> gas_breaches(const GasNetwork& network, const GasState& state) {
  std::vector<GasBreach> found;
  for (const GasNodeIndex n : network.nodes.indices()) {
    const GasNode& node = network.nodes[n];
    const double pressure = state.pressure_pa(n);
    if (pressure < node.least_pressure_pa * (1.0 - kTolerance))
      add(found, What::low_pressure, n.value, pressure, node.least_pressure_pa);
    if (pressure > node.greatest_pressure_pa * (1.0 + kTolerance))
      add(found, What::high_pressure, n.value, pressure, node.greatest_pressure_pa);
  }
  for (const GasElementIndex e : network.elements.indices()) {
    if (state.status[e.value] == GasStatus::shut) continue;
    const GasElementKind kind = network.elements[e].kind;
    if (kind == GasElementKind::compressor) check_compressor(network, state, e, found);
    if (kind == GasElementKind::regulator) check_regulator(network, state, e, found);
  }
  return found;
}

}  // namespace dimai::models

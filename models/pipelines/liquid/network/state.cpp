#include "models/pipelines/liquid/network/state.hpp"

#include "models/physics/flow/bore.hpp"

namespace dimai::models {
namespace {

/// Flow to start the first solution from.
double start_flow_m3_s(const LiquidLink& link, LiquidStatus status, double setting) {
  if (is_closed(status)) return EpanetConstants::zero_flow_m3_s;
  if (link.kind == LiquidLinkKind::pump) return setting * link.pump.design_flow_m3_s;
  return bore_area_m2(link.diameter_m) * EpanetConstants::start_speed_m_s;
}

void start_nodes(const LiquidNetwork& network, LiquidState& state) {
  const std::size_t count = network.nodes.size();
  for (auto* each :
       {&state.head_m, &state.full_demand_m3_s, &state.demand_m3_s, &state.emitter_m3_s,
        &state.fixed_leak_m3_s, &state.growing_leak_m3_s, &state.inflow_m3_s, &state.volume_m3}) {
    *each = PerLiquidNode<double>(count, 0.0);
  }
  for (const LiquidNodeIndex n : network.nodes.indices()) {
    const LiquidNode& node = network.nodes[n];
    state.head_m[n] =
        node.kind == LiquidNodeKind::tank ? node.tank.initial_head_m : node.elevation_m;
    state.volume_m3[n] = node.tank.initial_volume_m3;
    if (node.emitter_resistance > 0.0) state.emitter_m3_s[n] = EpanetConstants::start_flow_m3_s;
  }
}

}  // namespace

LiquidState initial_state(const LiquidNetwork& network) {
  LiquidState state;
  start_nodes(network, state);
  const std::size_t count = network.links.size();
  state.flow_m3_s = PerLiquidLink<double>(count, 0.0);
  state.setting = PerLiquidLink<double>(count, kNoSetting);
  state.status = PerLiquidLink<LiquidStatus>(count, LiquidStatus::open);
  state.failed = PerLiquidLink<std::uint8_t>(count, 0);
  state.told_status = PerLiquidLink<LiquidStatus>(count, LiquidStatus::open);
  state.told_setting = PerLiquidLink<double>(count, kNoSetting);
  for (const LiquidLinkIndex l : network.links.indices()) {
    const LiquidLink& link = network.links[l];
    state.status[l] = link.initial_status;
    state.setting[l] = link.initial_setting;
    if (is_control_valve(link.kind) && link.initial_setting != kNoSetting)
      state.status[l] = LiquidStatus::active;
    state.flow_m3_s[l] = start_flow_m3_s(link, state.status[l], state.setting[l]);
  }
  return state;
}

void restart_pump(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link) {
  const LiquidPump& pump = network.links[link].pump;
  if (state.failed[link] != 0) return;
  if (pump.kind == LiquidPumpKind::constant_power) state.flow_m3_s[link] = pump.design_flow_m3_s;
}

void open_link(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link) {
  const LiquidLinkKind kind = network.links[link].kind;
  if (kind == LiquidLinkKind::pump) {
    state.ordered_setting(link) = 1.0;
    if (state.ordered_status(link) == LiquidStatus::closed) restart_pump(network, state, link);
  }
  if (is_valve(kind) && kind != LiquidLinkKind::general_purpose)
    state.ordered_setting(link) = kNoSetting;
  state.ordered_status(link) = LiquidStatus::open;
}

void close_link(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link) {
  const LiquidLinkKind kind = network.links[link].kind;
  if (kind == LiquidLinkKind::pump) state.ordered_setting(link) = 0.0;
  if (is_valve(kind) && kind != LiquidLinkKind::general_purpose)
    state.ordered_setting(link) = kNoSetting;
  state.ordered_status(link) = LiquidStatus::closed;
}

void set_link(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link,
              double setting) {
  const LiquidLinkKind kind = network.links[link].kind;
  LiquidStatus& status = state.ordered_status(link);
  if (kind == LiquidLinkKind::pump) {
    if (setting > 0.0 && is_closed(status)) {
      restart_pump(network, state, link);
      status = LiquidStatus::open;
    }
    if (setting == 0.0 && !is_closed(status)) status = LiquidStatus::closed;
  } else if (kind == LiquidLinkKind::flow_control) {
    status = LiquidStatus::active;
  } else if (state.ordered_setting(link) == kNoSetting && is_closed(status)) {
    status = LiquidStatus::open;
  }
  state.ordered_setting(link) = setting;
}

void fail_link(LiquidState& state, LiquidLinkIndex link) {
  if (state.failed[link] != 0) return;
  const LiquidStatus status = state.status[link];
  const bool by_itself =
      status == LiquidStatus::pump_overcome || status == LiquidStatus::temporarily_closed;
  state.told_status[link] = by_itself ? LiquidStatus::open : status;
  state.told_setting[link] = state.setting[link];
  state.status[link] = LiquidStatus::closed;
  state.flow_m3_s[link] = EpanetConstants::zero_flow_m3_s;
  state.failed[link] = 1;
  ++state.failed_count;
}

void mend_link(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link) {
  if (state.failed[link] == 0) return;
  state.failed[link] = 0;
  --state.failed_count;
  state.status[link] = state.told_status[link];
  state.setting[link] = state.told_setting[link];
  if (!is_closed(state.status[link]))
    state.flow_m3_s[link] =
        start_flow_m3_s(network.links[link], state.status[link], state.setting[link]);
}

}  // namespace dimai::models

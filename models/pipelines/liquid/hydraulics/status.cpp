#include "models/pipelines/liquid/hydraulics/status.hpp"

#include <cmath>

namespace dimai::models {
namespace {

using S = LiquidStatus;

/// What decides on the state of a link: heads at its ends, flow, tolerances.
struct Situation {
  double from_m = 0.0;
  double to_m = 0.0;
  double flow_m3_s = 0.0;
  double head_tolerance_m = 0.0;
  bool reversed = false;  ///< flows back by more than the tolerance
};

Situation situation(const LiquidNetwork& network, const LiquidState& state, LiquidLinkIndex l) {
  const LiquidLink& link = network.links[l];
  return {state.head_m[link.from], state.head_m[link.to], state.flow_m3_s[l],
          network.options.head_tolerance_m,
          state.flow_m3_s[l] < -network.options.flow_tolerance_m3_s};
}

S check_valve_status(S status, const Situation& now) {
  const double loss_m = now.from_m - now.to_m;
  if (std::abs(loss_m) <= now.head_tolerance_m) return now.reversed ? S::closed : status;
  return loss_m < 0.0 || now.reversed ? S::closed : S::open;
}

S reducer_status(S status, const Situation& now, double set_m, double open_loss_m) {
  const double tolerance_m = now.head_tolerance_m;
  switch (status) {
    case S::active:
      if (now.reversed) return S::closed;
      return now.from_m - open_loss_m < set_m - tolerance_m ? S::open : S::active;
    case S::open:
      if (now.reversed) return S::closed;
      return now.to_m >= set_m + tolerance_m ? S::active : S::open;
    case S::closed:
      if (now.from_m >= set_m + tolerance_m && now.to_m < set_m - tolerance_m) return S::active;
      if (now.from_m < set_m - tolerance_m && now.from_m > now.to_m + tolerance_m) return S::open;
      return S::closed;
    case S::pressure_unmet:
      return now.reversed ? S::closed : status;
    default:
      return status;
  }
}

S sustainer_status(S status, const Situation& now, double set_m, double open_loss_m) {
  const double tolerance_m = now.head_tolerance_m;
  const bool downhill = now.from_m > now.to_m + tolerance_m;
  switch (status) {
    case S::active:
      if (now.reversed) return S::closed;
      return now.to_m + open_loss_m > set_m + tolerance_m ? S::open : S::active;
    case S::open:
      if (now.reversed) return S::closed;
      return now.from_m < set_m - tolerance_m ? S::active : S::open;
    case S::closed:
      if (now.to_m > set_m + tolerance_m && downhill) return S::open;
      return now.from_m >= set_m + tolerance_m && downhill ? S::active : S::closed;
    case S::pressure_unmet:
      return now.reversed ? S::closed : status;
    default:
      return status;
  }
}

S flow_valve_status(S status, const Situation& now, double set_m3_s, double minor_s2_m5) {
  const double loss_m = now.from_m - now.to_m;
  if (loss_m < -now.head_tolerance_m || now.reversed) return S::flow_unmet;
  if (status == S::flow_unmet && now.flow_m3_s >= set_m3_s) return S::active;
  // It cannot lose less than when it is fully open.
  const bool beyond = loss_m / (now.flow_m3_s * now.flow_m3_s) < minor_s2_m5;
  return status == S::active && beyond ? S::flow_unmet : status;
}

S pump_status(const LiquidPump& pump, const Situation& now, double speed) {
  if (pump.kind == LiquidPumpKind::constant_power)
    return now.flow_m3_s < EpanetConstants::zero_flow_m3_s ? S::temporarily_closed : S::open;
  const double greatest_m = speed * speed * pump.greatest_head_m;
  return now.to_m - now.from_m > greatest_m + now.head_tolerance_m ? S::pump_overcome : S::open;
}

/// Closes a link that would fill a full tank or drain an empty one.
/// @param out_m3_s  flow out of the tank, negative into it
S tank_link_status(const LiquidNetwork& network, const LiquidState& state, LiquidNodeIndex node,
                   double out_m3_s, S status) {
  const LiquidNode& tank = network.nodes[node];
  if (is_closed(status) || tank.kind != LiquidNodeKind::tank) return status;
  const double volume_m3 = state.volume_m3[node];
  const bool full = volume_m3 >= tank.tank.greatest_volume_m3 && !tank.tank.can_overflow;
  if (full && out_m3_s < 0.0) return S::temporarily_closed;
  const bool empty = volume_m3 <= tank.tank.least_volume_m3;
  return empty && out_m3_s > 0.0 ? S::temporarily_closed : status;
}

S new_link_status(const LiquidNetwork& network, const LiquidState& state, LiquidLinkIndex l) {
  const LiquidLink& link = network.links[l];
  const S before = state.status[l];
  S status = before;
  if (status == S::pump_overcome || status == S::temporarily_closed) status = S::open;
  const Situation now = situation(network, state, l);
  if (link.kind == LiquidLinkKind::check_valve_pipe) status = check_valve_status(status, now);
  if (link.kind == LiquidLinkKind::pump && !is_closed(status) && state.setting[l] > 0.0)
    status = pump_status(link.pump, now, state.setting[l]);
  if (link.kind == LiquidLinkKind::flow_control && state.setting[l] != kNoSetting)
    status = flow_valve_status(before, now, state.setting[l], link.minor_s2_m5);
  status = tank_link_status(network, state, link.from, now.flow_m3_s, status);
  status = tank_link_status(network, state, link.to, -now.flow_m3_s, status);
  return status;
}

/// Whether a control on a junction's pressure holds now.
bool pressure_control_holds(const LiquidNetwork& network, const LiquidState& state,
                            const LiquidControl& control) {
  if (!control.node.valid() || !network.is_junction(control.node)) return false;
  const double head_m = state.head_m[control.node];
  const double tolerance_m = network.options.head_tolerance_m;
  if (control.kind == LiquidControl::Kind::below) return head_m <= control.head_m + tolerance_m;
  return control.kind == LiquidControl::Kind::above && head_m >= control.head_m - tolerance_m;
}

bool would_change(const LiquidNetwork& network, const LiquidState& state,
                  const LiquidControl& control) {
  const LiquidLinkKind kind = network.links[control.link].kind;
  const bool other_status = state.ordered_status(control.link) != control.status;
  const bool other_setting = state.ordered_setting(control.link) != control.setting;
  if (kind == LiquidLinkKind::pipe) return other_status;
  if (kind == LiquidLinkKind::pump) return other_setting;
  if (!is_valve(kind)) return false;
  return other_setting || (state.ordered_setting(control.link) == kNoSetting && other_status);
}

}  // namespace

bool update_valves(const LiquidNetwork& network, LiquidState& state) {
  bool changed = false;
  for (const LiquidLinkIndex l : network.control_valves) {
    const LiquidLink& link = network.links[l];
    const double setting = state.setting[l];
    if (setting == kNoSetting || link.kind == LiquidLinkKind::flow_control) continue;
    if (state.failed[l] != 0) continue;
    const Situation now = situation(network, state, l);
    const double open_loss_m = link.minor_s2_m5 * now.flow_m3_s * now.flow_m3_s;
    const S before = state.status[l];
    S& status = state.status[l];
    if (link.kind == LiquidLinkKind::pressure_reducing)
      status =
          reducer_status(before, now, network.nodes[link.to].elevation_m + setting, open_loss_m);
    else
      status = sustainer_status(before, now, network.nodes[link.from].elevation_m + setting,
                                open_loss_m);
    changed |= status != before;
  }
  return changed;
}

bool update_links(const LiquidNetwork& network, LiquidState& state) {
  bool changed = false;
  for (const LiquidLinkIndex l : network.watched_links) {
    if (state.failed[l] != 0) continue;
    const S status = new_link_status(network, state, l);
    changed |= status != state.status[l];
    state.status[l] = status;
  }
  return changed;
}

bool apply_pressure_controls(const LiquidNetwork& network, LiquidState& state) {
  bool changed = false;
  for (const LiquidControl& control : network.controls) {
    if (!pressure_control_holds(network, state, control)) continue;
    if (!would_change(network, state, control)) continue;
    state.ordered_status(control.link) = control.status;
    if (!is_pipe(network.links[control.link].kind))
      state.ordered_setting(control.link) = control.setting;
    changed = true;
  }
  return changed;
}

LiquidLinkIndex release_valve(const LiquidNetwork& network, LiquidState& state,
                              LiquidNodeIndex junction) {
  for (const LiquidLinkIndex l : network.valves) {
    const LiquidLink& link = network.links[l];
    if (link.from != junction && link.to != junction) continue;
    if (!is_control_valve(link.kind) || state.status[l] != S::active) return {};
    state.status[l] = link.kind == LiquidLinkKind::flow_control ? S::flow_unmet : S::pressure_unmet;
    return l;
  }
  return {};
}

}  // namespace dimai::models

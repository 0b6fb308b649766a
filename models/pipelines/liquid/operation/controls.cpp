#include "models/pipelines/liquid/operation/controls.hpp"

#include <cmath>

#include "models/pipelines/liquid/network/tank.hpp"

namespace dimai::models {
namespace {

constexpr std::int64_t kDay_s = 86400;

/// Whether a control on a tank's level or on the clock holds now; a second of inflow early.
bool control_holds(const LiquidNetwork& network, const LiquidState& state,
                   const LiquidControl& control, std::int64_t time_s) {
  using Kind = LiquidControl::Kind;
  if (control.kind == Kind::at_time) return control.time_s == time_s;
  if (control.kind == Kind::at_clock)
    return (time_s + network.times.clock_start_s) % kDay_s == control.time_s;
  if (network.is_junction(control.node)) return false;
  const LiquidNode& node = network.nodes[control.node];
  const double now_m3 = tank_volume_m3(node, state.head_m[control.node]);
  const double mark_m3 = tank_volume_m3(node, control.head_m);
  const double second_m3 = std::abs(state.inflow_m3_s[control.node]);
  return control.kind == Kind::below ? now_m3 <= mark_m3 + second_m3
                                     : now_m3 >= mark_m3 - second_m3;
}

/// Does what a control says. @return whether anything changed
bool obey(const LiquidNetwork& network, LiquidState& state, const LiquidControl& control) {
  const LiquidLinkIndex l = control.link;
  const LiquidLinkKind kind = network.links[l].kind;
  const LiquidStatus before =
      is_closed(state.ordered_status(l)) ? LiquidStatus::closed : LiquidStatus::open;
  const double setting = is_pipe(kind) ? state.ordered_setting(l) : control.setting;
  if (kind == LiquidLinkKind::pump && before == LiquidStatus::closed &&
      control.status == LiquidStatus::open)
    restart_pump(network, state, l);
  if (before == control.status && state.ordered_setting(l) == setting) return false;
  state.ordered_status(l) = control.status;
  state.ordered_setting(l) = setting;
  return true;
}

/// Seconds until a control on a tank's level holds; 0 if it does not come.
std::int64_t seconds_to_level(const LiquidNetwork& network, const LiquidState& state,
                              const LiquidControl& control) {
  const double inflow = state.inflow_m3_s[control.node];
  if (network.is_junction(control.node) || std::abs(inflow) <= EpanetConstants::zero_flow_m3_s)
    return 0;
  const double head_m = state.head_m[control.node];
  const bool rising =
      head_m < control.head_m && control.kind == LiquidControl::Kind::above && inflow > 0.0;
  const bool falling =
      head_m > control.head_m && control.kind == LiquidControl::Kind::below && inflow < 0.0;
  if (!rising && !falling) return 0;
  const double missing_m3 =
      tank_volume_m3(network.nodes[control.node], control.head_m) - state.volume_m3[control.node];
  const double seconds = missing_m3 / inflow;
  return seconds < 1e9 ? std::llround(seconds) : 0;
}

std::int64_t seconds_to_control(const LiquidNetwork& network, const LiquidState& state,
                                const LiquidControl& control, std::int64_t time_s) {
  using Kind = LiquidControl::Kind;
  if (control.kind == Kind::at_time) return std::max<std::int64_t>(control.time_s - time_s, 0);
  if (control.kind != Kind::at_clock) return seconds_to_level(network, state, control);
  const std::int64_t clock_s = (time_s + network.times.clock_start_s) % kDay_s;
  return control.time_s >= clock_s ? control.time_s - clock_s : kDay_s - clock_s + control.time_s;
}

}  // namespace

double pattern_factor(const LiquidNetwork& network, LiquidPatternIndex pattern,
                      std::int64_t time_s) {
  if (!pattern.valid()) return 1.0;
  const LiquidTimes& times = network.times;
  const std::vector<double>& factors = network.patterns[pattern].factors;
  const auto period =
      static_cast<std::size_t>((time_s + times.pattern_start_s) / times.pattern_step_s);
  return factors[period % factors.size()];
}

double apply_patterns(const LiquidNetwork& network, LiquidState& state, std::int64_t time_s) {
  double whole_m3_s = 0.0;
  for (const LiquidNodeIndex n : network.nodes.indices()) {
    const LiquidNode& node = network.nodes[n];
    if (node.kind == LiquidNodeKind::reservoir && node.head_pattern.valid())
      state.head_m[n] = node.elevation_m * pattern_factor(network, node.head_pattern, time_s);
    if (node.kind != LiquidNodeKind::junction) continue;
    double sum = 0.0;
    for (const LiquidDemand& demand : node.demands) {
      const LiquidPatternIndex pattern =
          demand.pattern.valid() ? demand.pattern : network.default_pattern;
      const double now = demand.base_m3_s * pattern_factor(network, pattern, time_s) *
                         network.options.demand_multiplier;
      if (now > 0.0) whole_m3_s += now;
      sum += now;
    }
    state.full_demand_m3_s[n] = sum;
    state.demand_m3_s[n] = sum;
  }
  for (const LiquidLinkIndex l : network.pumps) {
    const LiquidPatternIndex pattern = network.links[l].pump.speed_pattern;
    if (pattern.valid()) set_link(network, state, l, pattern_factor(network, pattern, time_s));
  }
  return whole_m3_s;
}

std::vector<LiquidLinkIndex> apply_controls(const LiquidNetwork& network, LiquidState& state,
                                            std::int64_t time_s) {
  std::vector<LiquidLinkIndex> changed;
  for (const LiquidControl& control : network.controls) {
    if (control_holds(network, state, control, time_s) && obey(network, state, control))
      changed.push_back(control.link);
  }
  return changed;
}

std::int64_t step_to_control(const LiquidNetwork& network, const LiquidState& state,
                             std::int64_t time_s, std::int64_t step_s) {
  for (const LiquidControl& control : network.controls) {
    const std::int64_t wait_s = seconds_to_control(network, state, control, time_s);
    if (wait_s <= 0 || wait_s >= step_s) continue;
    const bool other_setting = !is_pipe(network.links[control.link].kind) &&
                               state.ordered_setting(control.link) != control.setting;
    if (other_setting || state.ordered_status(control.link) != control.status) step_s = wait_s;
  }
  return step_s;
}

}  // namespace dimai::models

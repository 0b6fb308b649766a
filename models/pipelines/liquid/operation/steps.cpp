// The steps of LiquidModel: how long flows stay as they are, and what tanks hold then.

#include <algorithm>
#include <cmath>

#include "models/pipelines/liquid/network/tank.hpp"
#include "models/pipelines/liquid/operation/controls.hpp"
#include "models/pipelines/liquid/operation/liquid_model.hpp"
#include "models/pipelines/liquid/operation/rules.hpp"

namespace dimai::models {

std::int64_t LiquidModel::next_step_s(std::int64_t most_s) {
  const LiquidTimes& times = network_.times;
  std::int64_t step_s = std::min(times.hydraulic_step_s, most_s);
  if (step_s == 0) return 0;
  const std::int64_t in_pattern_s = (time_s_ + times.pattern_start_s) % times.pattern_step_s;
  step_s = std::min(step_s, times.pattern_step_s - in_pattern_s);
  step_s = std::min(step_s, times.report_step_s - time_s_ % times.report_step_s);
  if (time_s_ < times.report_start_s) step_s = std::min(step_s, times.report_start_s - time_s_);
  step_s = step_to_tanks(step_s);
  step_s = step_to_control(network_, state_, time_s_, step_s);
  if (!network_.rules.empty()) return step_through_rules(step_s);
  fill_tanks(step_s);
  return step_s;
}

std::int64_t LiquidModel::step_to_tanks(std::int64_t step_s) const {
  for (std::uint32_t i = network_.junction_count; i < network_.nodes.size(); ++i) {
    const LiquidNodeIndex n{i};
    const LiquidNode& node = network_.nodes[n];
    const double inflow = state_.inflow_m3_s[n];
    if (node.kind != LiquidNodeKind::tank) continue;
    if (std::abs(inflow) <= EpanetConstants::zero_flow_m3_s) continue;
    const LiquidTank& tank = node.tank;
    double missing_m3 = 0.0;
    if (inflow > 0.0 && state_.head_m[n] < tank.greatest_head_m)
      missing_m3 = tank.greatest_volume_m3 - state_.volume_m3[n];
    else if (inflow < 0.0 && state_.head_m[n] > tank.least_head_m)
      missing_m3 = tank.least_volume_m3 - state_.volume_m3[n];
    else
      continue;
    const double wait_s = missing_m3 / inflow;
    if (std::abs(wait_s) > static_cast<double>(step_s) + 1.0) continue;
    const std::int64_t whole_s = std::llround(wait_s);
    if (whole_s > 0 && whole_s < step_s) step_s = whole_s;
  }
  return step_s;
}

std::int64_t LiquidModel::step_through_rules(std::int64_t step_s) {
  const std::int64_t rule_s = network_.times.rule_step_s;
  std::int64_t span_s = std::min(rule_s - time_s_ % rule_s, step_s);
  std::int64_t done_s = 0;
  while (span_s > 0) {
    done_s += span_s;
    fill_tanks(span_s);
    const std::int64_t now_s = time_s_ + done_s;
    const PerLiquidLink<LiquidStatus> before = state_.status;
    const auto actions =
        apply_rules(network_, state_, {now_s - span_s + 1, now_s, whole_demand_m3_s_});
    for (const LiquidRuleAction& action : actions) {
      events_.push_back({static_cast<double>(now_s), LiquidEvent::Kind::rule, true,
                         action.link.value, before[action.link], state_.status[action.link],
                         action.rule});
    }
    if (!actions.empty()) break;
    span_s = std::min({rule_s, step_s, step_s - done_s});
  }
  return done_s;
}

void LiquidModel::fill_tanks(std::int64_t span_s) {
  for (std::uint32_t i = network_.junction_count; i < network_.nodes.size(); ++i) {
    const LiquidNodeIndex n{i};
    const LiquidNode& node = network_.nodes[n];
    if (node.kind != LiquidNodeKind::tank) continue;
    const LiquidTank& tank = node.tank;
    const double inflow = state_.inflow_m3_s[n];
    const double before_m3 = state_.volume_m3[n];
    const double added_m3 = inflow * static_cast<double>(span_s);
    double& volume = state_.volume_m3[n];
    volume = before_m3 + added_m3;
    // Full or empty within the next second: taken as full or empty now, as EPANET does.
    const bool full = volume + inflow >= tank.greatest_volume_m3;
    if (full)
      volume = tank.greatest_volume_m3;
    else if (volume - inflow <= tank.least_volume_m3)
      volume = tank.least_volume_m3;
    const double lost_m3 = before_m3 + added_m3 - volume;
    balance_.stored_m3 += volume - before_m3;
    const bool spilt = full && tank.can_overflow && lost_m3 > 0.0;
    (spilt ? balance_.overflowed_m3 : balance_.rounded_m3) += lost_m3;
    state_.head_m[n] = tank_head_m(node, volume);
  }
}

}  // namespace dimai::models

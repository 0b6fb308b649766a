#include "models/pipelines/liquid/operation/rules.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dimai::models {
namespace {

constexpr std::int64_t kDay_s = 86400;
constexpr double kTolerance = 1e-3;  ///< in the units of the file; for settings in feet and ft3/s

using Variable = LiquidPremise::Variable;
using Relation = LiquidPremise::Relation;

bool time_holds(const LiquidNetwork& network, const LiquidPremise& premise,
                const LiquidMoment& moment) {
  std::int64_t from = moment.from_s;
  std::int64_t now = moment.now_s;
  if (premise.variable == Variable::clock_time) {
    from = (from + network.times.clock_start_s) % kDay_s;
    now = (now + network.times.clock_start_s) % kDay_s;
  }
  const auto mark = static_cast<std::int64_t>(premise.value);
  const bool within = now < from ? mark >= from || mark <= now : mark >= from && mark <= now;
  switch (premise.relation) {
    case Relation::less:
      return now < mark;
    case Relation::at_most:
      return now <= mark;
    case Relation::greater:
      return now > mark;
    case Relation::at_least:
      return now >= mark;
    case Relation::equal:
      return within;
    case Relation::not_equal:
      return !within;
  }
  return false;
}

bool status_holds(const LiquidState& state, const LiquidPremise& premise) {
  LiquidStatus status = state.status[LiquidLinkIndex{premise.index}];
  if (is_closed(status)) status = LiquidStatus::closed;
  if (status > LiquidStatus::active) status = LiquidStatus::open;
  const bool same = status == premise.status;
  return (same && premise.relation == Relation::equal) ||
         (!same && premise.relation == Relation::not_equal);
}

std::optional<double> time_to_volume_s(const LiquidNetwork& network, const LiquidState& state,
                                       LiquidNodeIndex n, bool filling) {
  const LiquidNode& node = network.nodes[n];
  const double inflow = state.inflow_m3_s[n];
  if (node.kind != LiquidNodeKind::tank) return std::nullopt;
  if (std::abs(inflow) <= EpanetConstants::zero_flow_m3_s || (inflow > 0.0) != filling)
    return std::nullopt;
  const double mark_m3 = filling ? node.tank.greatest_volume_m3 : node.tank.least_volume_m3;
  return (mark_m3 - state.volume_m3[n]) / inflow;
}

std::optional<double> setting_of(const LiquidNetwork& network, const LiquidState& state,
                                 LiquidLinkIndex l) {
  const double setting = state.setting[l];
  if (setting == kNoSetting) return std::nullopt;
  switch (network.links[l].kind) {
    case LiquidLinkKind::pressure_reducing:
    case LiquidLinkKind::pressure_sustaining:
    case LiquidLinkKind::pressure_breaking:
      return setting * network.options.display.pressure;
    case LiquidLinkKind::flow_control:
      return setting * network.options.display.flow;
    default:
      return setting;
  }
}

/// What a premise compares, in the units of the file; nothing if there is no such value now.
std::optional<double> value_of(const LiquidNetwork& network, const LiquidState& state,
                               const LiquidPremise& premise, const LiquidMoment& moment) {
  const LiquidDisplay& display = network.options.display;
  const LiquidNodeIndex n{premise.index};
  const LiquidLinkIndex l{premise.index};
  switch (premise.variable) {
    case Variable::demand:
      if (premise.object == LiquidPremise::Object::system) return moment.demand_m3_s * display.flow;
      return state.inflow_m3_s[n] * display.flow;
    case Variable::head:
      return state.head_m[n] * display.head;
    case Variable::level:
      return (state.head_m[n] - network.nodes[n].elevation_m) * display.head;
    case Variable::pressure:
      return (state.head_m[n] - network.nodes[n].elevation_m) * display.pressure;
    case Variable::flow:
      return std::abs(state.flow_m3_s[l]) * display.flow;
    case Variable::setting:
      return setting_of(network, state, l);
    case Variable::fill_time:
      return time_to_volume_s(network, state, n, true);
    case Variable::drain_time:
      return time_to_volume_s(network, state, n, false);
    case Variable::status:
    case Variable::time:
    case Variable::clock_time:
      break;
  }
  return std::nullopt;
}

/// EPANET's comparison: < and > hold up to the tolerance beyond, <= and >= only from it on.
bool compare(double value, Relation relation, double mark) {
  switch (relation) {
    case Relation::equal:
      return std::abs(value - mark) <= kTolerance;
    case Relation::not_equal:
      return std::abs(value - mark) >= kTolerance;
    case Relation::less:
      return value <= mark + kTolerance;
    case Relation::at_most:
      return value <= mark - kTolerance;
    case Relation::greater:
      return value >= mark - kTolerance;
    case Relation::at_least:
      return value >= mark + kTolerance;
  }
  return false;
}

bool premise_holds(const LiquidNetwork& network, const LiquidState& state,
                   const LiquidPremise& premise, const LiquidMoment& moment) {
  if (premise.variable == Variable::time || premise.variable == Variable::clock_time)
    return time_holds(network, premise, moment);
  if (premise.compares_status) return status_holds(state, premise);
  const auto value = value_of(network, state, premise, moment);
  return value && compare(*value, premise.relation, premise.value);
}

/// An action that is to be done, and the rule it comes from.
struct Pending {
  const LiquidAction* action;
  std::size_t rule;
};

void collect(const std::vector<LiquidRule>& rules, std::size_t rule,
             const std::vector<LiquidAction>& actions, std::vector<Pending>& pending) {
  for (const LiquidAction& action : actions) {
    const auto same = std::find_if(pending.begin(), pending.end(), [&](const Pending& each) {
      return each.action->link == action.link;
    });
    if (same == pending.end())
      pending.push_back({&action, rule});
    else if (rules[rule].priority > rules[same->rule].priority)
      *same = {&action, rule};
  }
}

double setting_tolerance(LiquidLinkKind kind) {
  if (kind == LiquidLinkKind::flow_control) return kTolerance * EpanetConstants::cubic_foot_m3;
  const bool head = kind == LiquidLinkKind::pressure_reducing ||
                    kind == LiquidLinkKind::pressure_sustaining ||
                    kind == LiquidLinkKind::pressure_breaking;
  return head ? kTolerance * EpanetConstants::foot_m : kTolerance;
}

/// Does an action. @return whether anything changed
bool act(const LiquidNetwork& network, LiquidState& state, const LiquidAction& action) {
  const LiquidLinkIndex l = action.link;
  const bool closed = is_closed(state.ordered_status(l));
  if (action.sets_status && action.status == LiquidStatus::open && closed) {
    open_link(network, state, l);
    return true;
  }
  if (action.sets_status && action.status == LiquidStatus::closed && !closed) {
    close_link(network, state, l);
    return true;
  }
  if (action.setting == kNoSetting) return false;
  const double tolerance = setting_tolerance(network.links[l].kind);
  if (std::abs(action.setting - state.ordered_setting(l)) <= tolerance) return false;
  set_link(network, state, l, action.setting);
  return true;
}

}  // namespace

bool rule_holds(const LiquidNetwork& network, const LiquidState& state, const LiquidRule& rule,
                const LiquidMoment& moment) {
  bool holds = true;
  for (const LiquidPremise& premise : rule.premises) {
    if (premise.alternative && holds) continue;
    if (!premise.alternative && !holds) return false;
    holds = premise_holds(network, state, premise, moment);
  }
  return holds;
}

std::vector<LiquidRuleAction> apply_rules(const LiquidNetwork& network, LiquidState& state,
                                          const LiquidMoment& moment) {
  std::vector<Pending> pending;
  for (std::size_t i = 0; i < network.rules.size(); ++i) {
    const LiquidRule& rule = network.rules[i];
    collect(network.rules, i,
            rule_holds(network, state, rule, moment) ? rule.then_actions : rule.else_actions,
            pending);
  }
  std::vector<LiquidRuleAction> done;
  // The last found is done first, as in EPANET; each link is there once.
  for (auto each = pending.rbegin(); each != pending.rend(); ++each) {
    if (act(network, state, *each->action)) done.push_back({each->action->link, each->rule});
  }
  return done;
}

}  // namespace dimai::models

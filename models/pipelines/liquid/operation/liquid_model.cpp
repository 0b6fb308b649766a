#include "models/pipelines/liquid/operation/liquid_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/pipelines/liquid/network/tank.hpp"
#include "models/pipelines/liquid/operation/controls.hpp"
#include "models/pipelines/liquid/operation/rules.hpp"

namespace dimai::models {
namespace {

constexpr std::int64_t kSecond_ns = 1'000'000'000;

/// What flows in and out of the whole network now, each in m3/s.
LiquidBalance rates(const LiquidNetwork& network, const LiquidState& state) {
  LiquidBalance now;
  for (const LiquidNodeIndex n : network.nodes.indices()) {
    const double inflow = state.inflow_m3_s[n];
    if (network.nodes[n].kind == LiquidNodeKind::reservoir) now.from_reservoirs_m3 -= inflow;
    if (network.nodes[n].kind != LiquidNodeKind::junction) continue;
    const double demand = state.demand_m3_s[n];
    (demand < 0.0 ? now.injected_m3 : now.delivered_m3) += std::abs(demand);
    now.asked_m3 += std::max(state.full_demand_m3_s[n], 0.0);
    now.emitted_m3 += state.emitter_m3_s[n];
    now.leaked_m3 += state.leak_m3_s(n);
  }
  // Demands that only a closed way to an empty tank could serve are solved for, but not served.
  for (const LiquidLinkIndex l : network.watched_links) {
    const LiquidLink& link = network.links[l];
    if (!is_closed(state.status[l])) continue;
    if (!network.is_junction(link.from)) now.delivered_m3 -= state.flow_m3_s[l];
    if (!network.is_junction(link.to)) now.delivered_m3 += state.flow_m3_s[l];
  }
  return now;
}

std::vector<PumpPower> powers(const LiquidNetwork& network, const LiquidState& state) {
  std::vector<PumpPower> all;
  for (const LiquidLinkIndex l : network.pumps) all.push_back(pump_power(network, state, l));
  return all;
}

}  // namespace

void LiquidBalance::add(const LiquidBalance& other, double share) {
  from_reservoirs_m3 += share * other.from_reservoirs_m3;
  delivered_m3 += share * other.delivered_m3;
  injected_m3 += share * other.injected_m3;
  emitted_m3 += share * other.emitted_m3;
  leaked_m3 += share * other.leaked_m3;
  stored_m3 += share * other.stored_m3;
  overflowed_m3 += share * other.overflowed_m3;
  rounded_m3 += share * other.rounded_m3;
  asked_m3 += share * other.asked_m3;
}

LiquidModel::LiquidModel(const LiquidNetwork& network, std::int64_t duration_s)
    : network_(network),
      duration_s_(duration_s),
      solver_(network),
      state_(initial_state(network)),
      pump_work_(network.pumps.size()),
      was_limit_(network.nodes.size(), 0),
      was_deficit_(network.nodes.size(), 0),
      was_beyond_(network.links.size(), 0),
      cut_off_(network.nodes.size(), 0) {
  for (const LiquidNodeIndex n : network.nodes.indices()) {
    if (solver_.leaks()[n].fixed > 0.0)
      state_.fixed_leak_m3_s[n] = EpanetConstants::start_leak_m3_s;
    if (solver_.leaks()[n].growing > 0.0)
      state_.growing_leak_m3_s[n] = EpanetConstants::start_leak_m3_s;
  }
}

void LiquidModel::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  simulation.schedule(simulation.now(), handler_, 0, version_);
}

void LiquidModel::handle(sim::Simulation& simulation, const sim::Event& event) {
  if (event.subject != version_) return;  // a failure has moved it
  time_s_ = event.time.ns / kSecond_ns;
  taps_.settle();
  solve();
  if (!failure_.empty()) return;
  report();
  if (time_s_ >= duration_s_) {
    if (duration_s_ == 0)  // EPANET counts a steady state as one hour
      greatest_power_w_ = add_pump_work(network_, powers(network_, state_), 0, 3600.0, pump_work_);
    over_ = true;
    return;
  }
  remember();
  flow_on(duration_s_ - time_s_);
  simulation.schedule(sim::Time{span_.end_s * kSecond_ns}, handler_, 0, version_);
}

/// Everything flows as it does now until something changes, at most so long.
void LiquidModel::flow_on(std::int64_t most_s) {
  const LiquidBalance flows = rates(network_, state_);
  const std::vector<PumpPower> power = powers(network_, state_);
  const std::int64_t step_s = next_step_s(most_s);
  span_.end_s = time_s_ + step_s;
  const auto span_s = static_cast<double>(step_s);
  greatest_power_w_ =
      std::max(greatest_power_w_, add_pump_work(network_, power, time_s_, span_s, pump_work_));
  balance_.add(flows, span_s);
  taps_.flow(state_, span_s);
}

void LiquidModel::solve() {
  const PerLiquidLink<LiquidStatus> before = state_.status;
  whole_demand_m3_s_ = apply_patterns(network_, state_, time_s_);
  whole_demand_m3_s_ += taps_.open(state_, static_cast<double>(network_.times.hydraulic_step_s));
  for (const LiquidLinkIndex l : apply_controls(network_, state_, time_s_))
    note(LiquidEvent::Kind::control, true, l.value, before[l], state_.status[l]);
  const PerLiquidLink<LiquidStatus> ordered = state_.status;
  const PerLiquidNode<double> asked_m3_s = state_.full_demand_m3_s;
  shut_off();
  const LiquidSolution solution = solver_.solve(state_);
  state_.full_demand_m3_s = asked_m3_s;
  if (!accept(solution)) return;
  for (std::uint32_t j = 0; j < network_.junction_count; ++j) {
    const LiquidNodeIndex n{j};
    if (cut_off_[n] != 0) state_.head_m[n] = network_.nodes[n].elevation_m;
  }
  for (const LiquidLinkIndex l : network_.links.indices()) {
    if (state_.status[l] != ordered[l])
      note(LiquidEvent::Kind::status, true, l.value, ordered[l], state_.status[l]);
  }
  note_levels();
  note_pressures();
  note_pumps();
}

bool LiquidModel::accept(const LiquidSolution& solution) {
  for (const LiquidLinkIndex l : solution.released_valves)
    note(LiquidEvent::Kind::conflict, true, l.value, LiquidStatus::active, state_.status[l]);
  solves_.push_back({static_cast<double>(time_s_), solution.iterations, solution.relative_change,
                     solution.solvable && solution.balanced});
  const std::string reason = trouble(network_, solution);
  if (reason.empty()) return true;
  const std::string at = "liquid: at " + std::to_string(time_s_) + " s: " + reason;
  if (solution.solvable && network_.options.extra_trials >= 0) {
    warnings_.push_back(at);
    note(LiquidEvent::Kind::unbalanced, solution.flow_link.valid(),
         solution.flow_link.valid() ? solution.flow_link.value : solution.flow_node.value);
    return true;
  }
  const double last_s = snapshots_.empty() ? -1.0 : snapshots_.back().time_s;
  failure_ = at + (last_s < 0.0 ? "; there is no earlier state"
                                : "; the last good state is that of " +
                                      std::to_string(static_cast<std::int64_t>(last_s)) + " s");
  return false;
}

void LiquidModel::note(LiquidEvent::Kind kind, bool on_link, std::uint32_t element,
                       LiquidStatus from, LiquidStatus to, std::size_t rule) {
  events_.push_back({static_cast<double>(time_s_), kind, on_link, element, from, to, rule});
}

void LiquidModel::note_levels() {
  const double tolerance_m = network_.options.head_tolerance_m;
  for (std::uint32_t i = network_.junction_count; i < network_.nodes.size(); ++i) {
    const LiquidNodeIndex n{i};
    const LiquidNode& node = network_.nodes[n];
    if (node.kind != LiquidNodeKind::tank) continue;
    const bool full = state_.head_m[n] >= node.tank.greatest_head_m - tolerance_m;
    const bool empty = state_.head_m[n] <= node.tank.least_head_m + tolerance_m;
    const auto limit = static_cast<std::uint8_t>(full ? 1 : empty ? 2 : 0);
    if (limit != was_limit_[n] && limit != 0)
      note(full ? LiquidEvent::Kind::full : LiquidEvent::Kind::empty, false, i);
    was_limit_[n] = limit;
  }
}

void LiquidModel::note_pressures() {
  for (std::uint32_t i = 0; i < network_.junction_count; ++i) {
    const LiquidNodeIndex n{i};
    const bool deficit = state_.full_demand_m3_s[n] > 0.0 &&
                         (state_.head_m[n] < network_.nodes[n].elevation_m || cut_off_[n] != 0);
    if (deficit != (was_deficit_[n] != 0))
      note(deficit ? LiquidEvent::Kind::deficit : LiquidEvent::Kind::recovered, false, i);
    was_deficit_[n] = deficit ? 1 : 0;
  }
}

void LiquidModel::note_pumps() {
  for (const LiquidLinkIndex l : network_.pumps) {
    const LiquidPump& pump = network_.links[l].pump;
    const bool beyond = pump.kind != LiquidPumpKind::constant_power &&
                        !is_closed(state_.status[l]) &&
                        state_.flow_m3_s[l] > state_.setting[l] * pump.greatest_flow_m3_s;
    if (beyond && was_beyond_[l] == 0) note(LiquidEvent::Kind::beyond, true, l.value);
    was_beyond_[l] = beyond ? 1 : 0;
  }
}

void LiquidModel::report() {
  const LiquidTimes& times = network_.times;
  const bool due = time_s_ >= times.report_start_s &&
                   (time_s_ - times.report_start_s) % times.report_step_s == 0;
  if (!due && time_s_ < duration_s_) return;
  LiquidSnapshot now;
  now.time_s = static_cast<double>(time_s_);
  now.head_m.assign(state_.head_m.begin(), state_.head_m.end());
  now.demand_m3_s.assign(state_.inflow_m3_s.begin(), state_.inflow_m3_s.end());
  now.full_demand_m3_s.assign(state_.full_demand_m3_s.begin(), state_.full_demand_m3_s.end());
  now.volume_m3.assign(state_.volume_m3.begin(), state_.volume_m3.end());
  for (const LiquidLinkIndex l : network_.links.indices()) {
    const double setting = state_.setting[l];
    now.flow_m3_s.push_back(is_closed(state_.status[l]) ? 0.0 : state_.flow_m3_s[l]);
    now.status.push_back(static_cast<std::uint8_t>(state_.status[l]));
    now.setting.push_back(setting == kNoSetting ? std::numeric_limits<double>::quiet_NaN()
                                                : setting);
  }
  // Where something failed or was mended in the very second of a solution, the later one counts.
  if (!snapshots_.empty() && snapshots_.back().time_s == now.time_s) snapshots_.pop_back();
  snapshots_.push_back(std::move(now));
}

}  // namespace dimai::models

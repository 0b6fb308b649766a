#include "models/pipelines/liquid/hydraulics/solver.hpp"

#include <cmath>

#include "models/pipelines/liquid/hydraulics/status.hpp"

namespace dimai::models {

using C = EpanetConstants;

LiquidSolver::LiquidSolver(const LiquidNetwork& network)
    : network_(network),
      matrix_(network),
      leaks_(leak_coefficients(network)),
      losses_(network.links.size()),
      surplus_m3_s_(network.nodes.size(), 0.0) {
  for (const LiquidNodeIndex n : network.nodes.indices()) {
    if (!network.is_junction(n)) continue;
    if (network.nodes[n].emitter_resistance > 0.0) emitters_.push_back(n);
    if (leaks_[n].any()) leaking_.push_back(n);
  }
}

LiquidSolution LiquidSolver::solve(LiquidState& state) {
  const LiquidOptions& options = network_.options;
  LiquidSolution solution;
  std::int64_t next_check = options.check_frequency;
  relaxation_ = 1.0;
  anchor_m2_s_ = 0.0;
  const std::int64_t most = options.trials + std::max<std::int64_t>(options.extra_trials, 0);
  for (solution.iterations = 1; solution.iterations <= most; ++solution.iterations) {
    while (!iterate(state, solution)) {
      if (!recover(state, solution)) return solution;
      solution.solvable = true;
    }
    relaxation_ = 1.0;
    bool changed = false;
    if (options.damping_limit <= 0.0) {
      changed = update_valves(network_, state);
    } else if (solution.relative_change <= options.damping_limit) {
      relaxation_ = 0.6;
      changed = update_valves(network_, state);
    }
    if (converged(state, solution)) {
      solution.balanced = solution.iterations <= options.trials;
      if (!solution.balanced) break;  // in the extra trials no status changes
      changed |= update_links(network_, state);
      changed |= apply_pressure_controls(network_, state);
      if (!changed) break;
      solution.balanced = false;
      next_check = solution.iterations + options.check_frequency;
    } else if (solution.iterations <= options.last_check && solution.iterations == next_check) {
      update_links(network_, state);
      next_check += options.check_frequency;
    }
  }
  for (std::uint32_t j = 0; j < network_.junction_count; ++j) {
    const LiquidNodeIndex n{j};
    state.inflow_m3_s[n] = state.demand_m3_s[n] + state.emitter_m3_s[n] + state.leak_m3_s(n);
  }
  return solution;
}

/// After a matrix that is not positive definite. @return whether it is worth another try
bool LiquidSolver::recover(LiquidState& state, LiquidSolution& solution) {
  const LiquidLinkIndex valve = release_valve(network_, state, solution.bad_node);
  if (valve.valid()) {
    solution.released_valves.push_back(valve);
    return true;
  }
  constexpr double first = 10.0 / C::closed_s_m2;
  constexpr double last = 1e5 / C::closed_s_m2;
  anchor_m2_s_ = anchor_m2_s_ == 0.0 ? first : anchor_m2_s_ * 100.0;
  return anchor_m2_s_ <= last;
}

bool LiquidSolver::iterate(LiquidState& state, LiquidSolution& solution) {
  update_losses(state);
  assemble(state);
  if (const auto bad = matrix_.solve()) {
    solution.solvable = false;
    solution.bad_node = *bad;
    return false;
  }
  for (std::uint32_t j = 0; j < network_.junction_count; ++j)
    state.head_m[LiquidNodeIndex{j}] = matrix_.head_m(LiquidNodeIndex{j});
  update_flows(state, solution);
  return true;
}

void LiquidSolver::update_losses(const LiquidState& state) {
  for (std::uint32_t i = 0; i < losses_.size(); ++i) {
    const LiquidLinkIndex l{i};
    losses_[l] = link_loss(network_.links[l], network_.options,
                           {state.flow_m3_s[l], state.status[l], state.setting[l]});
  }
}

void LiquidSolver::update_flows(LiquidState& state, LiquidSolution& solution) {
  Change sum;
  solution.flow_change_m3_s = 0.0;
  update_link_flows(state, solution, sum);
  update_outflows(state, solution, sum);
  // EPANET compares cubic feet a second with the accuracy, which has no unit.
  const bool flows = sum.flows_m3_s / C::cubic_foot_m3 > network_.options.accuracy;
  solution.relative_change =
      flows ? sum.changes_m3_s / sum.flows_m3_s : sum.changes_m3_s / C::cubic_foot_m3;
}

void LiquidSolver::note(LiquidSolution& solution, Change& sum, double flow_m3_s, double change_m3_s,
                        LiquidLinkIndex link, LiquidNodeIndex node) {
  const double change = std::abs(change_m3_s);
  sum.flows_m3_s += std::abs(flow_m3_s);
  sum.changes_m3_s += change;
  if (change <= solution.flow_change_m3_s) return;
  solution.flow_change_m3_s = change;
  solution.flow_link = link;
  solution.flow_node = node;
}

void LiquidSolver::update_link_flows(LiquidState& state, LiquidSolution& solution, Change& sum) {
  for (std::uint32_t i = network_.junction_count; i < network_.nodes.size(); ++i)
    state.inflow_m3_s[LiquidNodeIndex{i}] = 0.0;
  for (std::uint32_t i = 0; i < losses_.size(); ++i) {
    const LiquidLinkIndex l{i};
    const LiquidLink& link = network_.links[l];
    double& flow = state.flow_m3_s[l];
    const double loss_m = state.head_m[link.from] - state.head_m[link.to];
    double change =
        relaxation_ * (losses_[l].correction_m3_s - losses_[l].conductance_m2_s * loss_m);
    // A pump of constant power never runs backwards.
    if (link.kind == LiquidLinkKind::pump && link.pump.kind == LiquidPumpKind::constant_power &&
        change > flow)
      change = flow / 2.0;
    flow -= change;
    note(solution, sum, flow, change, l, {});
    if (is_closed(state.status[l])) continue;
    if (!network_.is_junction(link.from)) state.inflow_m3_s[link.from] -= flow;
    if (!network_.is_junction(link.to)) state.inflow_m3_s[link.to] += flow;
  }
}

double LiquidSolver::outflow_change(const OutflowLoss& loss, double head_m) const {
  return loss.gradient_s_m2 > 0.0 ? relaxation_ * (loss.loss_m - head_m) / loss.gradient_s_m2 : 0.0;
}

void LiquidSolver::update_outflows(LiquidState& state, LiquidSolution& solution, Change& sum) {
  const LiquidOptions& options = network_.options;
  for (const LiquidNodeIndex n : emitters_) {
    const LiquidNode& node = network_.nodes[n];
    const double change = outflow_change(emitter_loss(node, options, state.emitter_m3_s[n]),
                                         state.head_m[n] - node.elevation_m);
    state.emitter_m3_s[n] -= change;
    note(solution, sum, state.emitter_m3_s[n], change, {}, n);
  }
  for (std::uint32_t j = 0; options.pressure_driven && j < network_.junction_count; ++j) {
    const LiquidNodeIndex n{j};
    const double full = state.full_demand_m3_s[n];
    if (full <= 0.0) continue;
    const double pressure_m =
        state.head_m[n] - network_.nodes[n].elevation_m - options.least_pressure_m;
    double change = outflow_change(demand_loss(options, full, state.demand_m3_s[n]), pressure_m);
    if (std::abs(change) > 0.4 * full) change = std::copysign(0.4 * full, change);
    state.demand_m3_s[n] -= change;
    note(solution, sum, state.demand_m3_s[n], change, {}, n);
  }
  for (const LiquidNodeIndex n : leaking_) {
    const double pressure_m = state.head_m[n] - network_.nodes[n].elevation_m;
    const double fixed = outflow_change(
        leak_loss(options, leaks_[n].fixed, 0.5, state.fixed_leak_m3_s[n]), pressure_m);
    const double growing = outflow_change(
        leak_loss(options, leaks_[n].growing, 1.5, state.growing_leak_m3_s[n]), pressure_m);
    state.fixed_leak_m3_s[n] -= fixed;
    state.growing_leak_m3_s[n] -= growing;
    if (fixed + growing != 0.0) note(solution, sum, state.leak_m3_s(n), fixed + growing, {}, n);
  }
}

bool LiquidSolver::converged(const LiquidState& state, LiquidSolution& solution) {
  const LiquidOptions& options = network_.options;
  if (!(solution.relative_change <= options.accuracy)) return false;
  find_head_error(state, solution);
  if (options.head_error_m > 0.0 && solution.head_error_m > options.head_error_m) return false;
  if (options.flow_change_m3_s > 0.0 && solution.flow_change_m3_s > options.flow_change_m3_s)
    return false;
  return leaks_converged(state) && demands_converged(state);
}

void LiquidSolver::find_head_error(const LiquidState& state, LiquidSolution& solution) {
  if (network_.options.head_error_m <= 0.0) return;
  update_losses(state);
  solution.head_error_m = 0.0;
  for (std::uint32_t i = 0; i < losses_.size(); ++i) {
    const LiquidLinkIndex l{i};
    if (is_closed(state.status[l]) || losses_[l].conductance_m2_s == 0.0) continue;
    const LiquidLink& link = network_.links[l];
    const double loss_m = losses_[l].correction_m3_s / losses_[l].conductance_m2_s;
    const double error_m = std::abs(state.head_m[link.from] - state.head_m[link.to] - loss_m);
    if (error_m <= solution.head_error_m) continue;
    solution.head_error_m = error_m;
    solution.head_link = l;
  }
}

bool LiquidSolver::demands_converged(const LiquidState& state) const {
  const LiquidOptions& options = network_.options;
  if (!options.pressure_driven) return true;
  const double range_m = options.required_pressure_m - options.least_pressure_m;
  for (std::uint32_t j = 0; j < network_.junction_count; ++j) {
    const LiquidNodeIndex n{j};
    const double full = state.full_demand_m3_s[n];
    if (full <= 0.0) continue;
    const double pressure_m = state.head_m[n] - network_.nodes[n].elevation_m;
    double expected = full;
    if (pressure_m <= options.least_pressure_m)
      expected = 0.0;
    else if (pressure_m < options.required_pressure_m)
      expected = full * std::pow((pressure_m - options.least_pressure_m) / range_m,
                                 options.pressure_exponent);
    if (std::abs(expected - state.demand_m3_s[n]) > C::demand_tolerance_m3_s) return false;
  }
  return true;
}

bool LiquidSolver::leaks_converged(const LiquidState& state) const {
  for (const LiquidNodeIndex n : leaking_) {
    const double pressure_m = std::max(state.head_m[n] - network_.nodes[n].elevation_m, 0.0);
    double expected = 0.0;
    if (leaks_[n].fixed > 0.0) expected += std::sqrt(pressure_m / leaks_[n].fixed);
    if (leaks_[n].growing > 0.0) expected += std::pow(pressure_m / leaks_[n].growing, 1.5);
    if (std::abs(expected - state.leak_m3_s(n)) > C::demand_tolerance_m3_s + 1e-3 * expected)
      return false;
  }
  return true;
}

std::string trouble(const LiquidNetwork& network, const LiquidSolution& solution) {
  if (!solution.solvable)
    return "the heads cannot be found at node " + network.nodes[solution.bad_node].id +
           ": no open way joins it to a tank or reservoir, or valves around it contradict each "
           "other";
  if (solution.balanced) return "";
  const std::string where =
      solution.flow_link.valid()   ? "link " + network.links[solution.flow_link].id
      : solution.flow_node.valid() ? "the outflow of node " + network.nodes[solution.flow_node].id
                                   : "nothing";
  return "not balanced after " + std::to_string(solution.iterations - 1) +
         " iterations: flows still change by " + std::to_string(solution.relative_change) +
         " of their sum, most in " + where + " (by " +
         std::to_string(solution.flow_change_m3_s * 3600.0) + " m3/h)";
}

}  // namespace dimai::models

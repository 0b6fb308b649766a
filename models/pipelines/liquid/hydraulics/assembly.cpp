// The linear step of LiquidSolver: matrix and right-hand side from the straightened losses.

#include "models/pipelines/liquid/hydraulics/solver.hpp"

namespace dimai::models {

using C = EpanetConstants;

void LiquidSolver::assemble(const LiquidState& state) {
  matrix_.clear();
  for (double& each : surplus_m3_s_) each = 0.0;
  add_links(state);
  add_outflows(state);
  for (std::uint32_t j = 0; j < network_.junction_count; ++j) {
    const LiquidNodeIndex n{j};
    surplus_m3_s_[n] -= state.demand_m3_s[n];
    matrix_.right(n) += surplus_m3_s_[n] + anchor_m2_s_ * state.head_m[n];
    matrix_.diagonal(n) += anchor_m2_s_;
  }
  for (const LiquidLinkIndex l : network_.control_valves) {
    if (state.setting[l] != kNoSetting) add_control_valve(state, l);
  }
}

void LiquidSolver::add_links(const LiquidState& state) {
  for (std::uint32_t i = 0; i < losses_.size(); ++i) {
    const LiquidLinkIndex l{i};
    const double p = losses_[l].conductance_m2_s;
    if (p == 0.0) continue;
    const double y = losses_[l].correction_m3_s;
    const LiquidLink& link = network_.links[l];
    const bool from_junction = network_.is_junction(link.from);
    const bool to_junction = network_.is_junction(link.to);
    surplus_m3_s_[link.from] -= state.flow_m3_s[l];
    surplus_m3_s_[link.to] += state.flow_m3_s[l];
    matrix_.couple(l, p);
    if (from_junction) {
      matrix_.diagonal(link.from) += p;
      matrix_.right(link.from) += y;
      if (!to_junction) matrix_.right(link.from) += p * state.head_m[link.to];
    }
    if (to_junction) {
      matrix_.diagonal(link.to) += p;
      matrix_.right(link.to) -= y;
      if (!from_junction) matrix_.right(link.to) += p * state.head_m[link.from];
    }
  }
}

void LiquidSolver::add_outflow(LiquidNodeIndex node, const OutflowLoss& loss, double above_m) {
  if (loss.gradient_s_m2 <= 0.0) return;
  matrix_.diagonal(node) += 1.0 / loss.gradient_s_m2;
  matrix_.right(node) += (loss.loss_m + above_m) / loss.gradient_s_m2;
}

void LiquidSolver::add_outflows(const LiquidState& state) {
  const LiquidOptions& options = network_.options;
  for (const LiquidNodeIndex n : emitters_) {
    const LiquidNode& node = network_.nodes[n];
    add_outflow(n, emitter_loss(node, options, state.emitter_m3_s[n]), node.elevation_m);
    surplus_m3_s_[n] -= state.emitter_m3_s[n];
  }
  for (std::uint32_t j = 0; options.pressure_driven && j < network_.junction_count; ++j) {
    const LiquidNodeIndex n{j};
    if (state.full_demand_m3_s[n] <= 0.0) continue;
    add_outflow(n, demand_loss(options, state.full_demand_m3_s[n], state.demand_m3_s[n]),
                network_.nodes[n].elevation_m + options.least_pressure_m);
  }
  for (const LiquidNodeIndex n : leaking_) {
    const double ground_m = network_.nodes[n].elevation_m;
    add_outflow(n, leak_loss(options, leaks_[n].fixed, 0.5, state.fixed_leak_m3_s[n]), ground_m);
    add_outflow(n, leak_loss(options, leaks_[n].growing, 1.5, state.growing_leak_m3_s[n]),
                ground_m);
    surplus_m3_s_[n] -= state.leak_m3_s(n);
  }
}

void LiquidSolver::add_control_valve(const LiquidState& state, LiquidLinkIndex valve) {
  if (state.status[valve] != LiquidStatus::active) return add_open_valve(state, valve);
  const LiquidLink& link = network_.links[valve];
  const double setting = state.setting[valve];
  const double flow = state.flow_m3_s[valve];
  LinkLoss& loss = losses_[valve];
  if (link.kind == LiquidLinkKind::pressure_reducing) {
    // The head behind it is forced; the flow is what the node behind it lacks.
    const double surplus = surplus_m3_s_[link.to];
    loss = {0.0, flow + surplus};
    matrix_.right(link.to) += (network_.nodes[link.to].elevation_m + setting) * C::forcing_m2_s;
    matrix_.diagonal(link.to) += C::forcing_m2_s;
    if (surplus < 0.0) matrix_.right(link.from) += surplus;
  } else if (link.kind == LiquidLinkKind::pressure_sustaining) {
    const double surplus = surplus_m3_s_[link.from];
    loss = {0.0, flow - surplus};
    matrix_.right(link.from) += (network_.nodes[link.from].elevation_m + setting) * C::forcing_m2_s;
    matrix_.diagonal(link.from) += C::forcing_m2_s;
    if (surplus > 0.0) matrix_.right(link.to) += surplus;
    matrix_.couple(valve, 1.0 / C::closed_s_m2);
    matrix_.diagonal(link.to) += 1.0 / C::closed_s_m2;
  } else {
    // Cut: the setting is taken out before it and put in behind it.
    surplus_m3_s_[link.from] -= setting;
    surplus_m3_s_[link.to] += setting;
    loss = {1.0 / C::closed_s_m2, flow - setting};
    matrix_.right(link.from) -= setting;
    matrix_.right(link.to) += setting;
    matrix_.couple(valve, loss.conductance_m2_s);
    matrix_.diagonal(link.from) += loss.conductance_m2_s;
    matrix_.diagonal(link.to) += loss.conductance_m2_s;
  }
}

void LiquidSolver::add_open_valve(const LiquidState& state, LiquidLinkIndex valve) {
  const LiquidLink& link = network_.links[valve];
  const double flow = state.flow_m3_s[valve];
  losses_[valve] = valve_loss(link.minor_s2_m5, network_.options,
                              {flow, state.status[valve], state.setting[valve]});
  const LinkLoss& loss = losses_[valve];
  matrix_.couple(valve, loss.conductance_m2_s);
  matrix_.diagonal(link.from) += loss.conductance_m2_s;
  matrix_.diagonal(link.to) += loss.conductance_m2_s;
  matrix_.right(link.from) += loss.correction_m3_s - flow;
  matrix_.right(link.to) -= loss.correction_m3_s - flow;
}

}  // namespace dimai::models

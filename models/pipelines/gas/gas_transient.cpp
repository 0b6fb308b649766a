#include "models/pipelines/gas/gas_transient.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace dimai::models {
namespace {

constexpr double kLeastStep_s = 1e-5;
constexpr double kMostGrowth = 2.0;  // BDF2 is stable below 1 + sqrt(2)
constexpr double kMostShrink = 0.2;
constexpr double kSafety = 0.85;
constexpr std::size_t kMoments = 3;

/// y_next = now y_now + before y_before + rate step y'_next.
struct Formula {
  double now = 1.0;
  double before = 0.0;
  double rate = 1.0;
};

/// @param growth  step over the step before, or 0 if there was none: backward Euler
Formula formula_of(double growth) {
  if (growth == 0.0) return {};
  const double base = 1.0 + 2.0 * growth;
  return {(1.0 + growth) * (1.0 + growth) / base, -growth * growth / base, (1.0 + growth) / base};
}

double on_ramp(const GasRamp& ramp, double time_s) {
  if (time_s <= ramp.time_s.front()) return ramp.value.front();
  // Of two points at one time the first counts: a step's end still belongs to what was before.
  const auto next = std::lower_bound(ramp.time_s.begin(), ramp.time_s.end(), time_s);
  if (next == ramp.time_s.end()) return ramp.value.back();
  const auto i = static_cast<std::size_t>(next - ramp.time_s.begin());
  const double share = (time_s - ramp.time_s[i - 1]) / (ramp.time_s[i] - ramp.time_s[i - 1]);
  return ramp.value[i - 1] + share * (ramp.value[i] - ramp.value[i - 1]);
}

/// Weights of past values that continue the parabola (or line) through them.
std::array<double, kMoments> extrapolation(const std::array<double, kMoments>& time_s,
                                           std::size_t count, double at_s) {
  std::array<double, kMoments> weight{};
  for (std::size_t i = 0; i < count; ++i) {
    weight[i] = 1.0;
    for (std::size_t j = 0; j < count; ++j) {
      if (j != i) weight[i] *= (at_s - time_s[j]) / (time_s[i] - time_s[j]);
    }
  }
  return weight;
}

GasFailure with_time(GasFailure failure, double last_good_s) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "; last good state at %.6g s", last_good_s);
  failure.message += text.data();
  return failure;
}

std::vector<double> combined(const Formula& f, const std::vector<double>& now,
                             const std::vector<double>& before) {
  std::vector<double> sum(now.size());
  for (std::size_t i = 0; i < now.size(); ++i) sum[i] = f.now * now[i] + f.before * before[i];
  return sum;
}

}  // namespace

GasTransient::GasTransient(const GasNetwork& network, const GasTimeSteps& steps,
                           std::vector<GasRamp> ramps)
    : segments_(cut_pipes(network, steps.longest_segment_m, steps.fewest_segments)),
      steps_(steps),
      ramps_(std::move(ramps)),
      solver_(segments_.network) {
  past_.reserve(kMoments + 1);
}

GasFailure GasTransient::start() {
  apply_ramps(0.0);
  GasFailure failure = solver_.solve_steady(state_);
  Moment first;
  first.state = state_;
  first.mass_kg = masses(state_);
  first.totals.supplied_kg.assign(segments_.network.nodes.size(), 0.0);
  first.totals.leaked_kg.assign(segments_.network.nodes.size(), 0.0);
  first.totals.refused_kg.assign(segments_.network.nodes.size(), 0.0);
  first.totals.work_j.assign(segments_.network.elements.size(), 0.0);
  past_.clear();
  past_.push_back(std::move(first));
  first_linepack_kg_ = linepack_kg();
  wanted_s_ = steps_.first_s;
  return failure;
}

void GasTransient::restart() {
  past_.resize(1);
  wanted_s_ = steps_.first_s;
}

void GasTransient::set_service(GasElementIndex element, bool in_service) {
  for (std::uint32_t s = segments_.first[element.value]; s < segments_.first[element.value + 1];
       ++s)
    set_segment_service(GasElementIndex{s}, in_service);
}

void GasTransient::set_segment_service(GasElementIndex segment, bool in_service) {
  GasElement& element = segments_.network.elements[segment];
  if (element.in_service == in_service) return;
  element.in_service = in_service;
  if (past_.empty()) return;  // not begun
  GasStatus& status = state_.status[segment.value];
  status = in_service ? GasStatus::active : GasStatus::shut;
  past_.front().state.status[segment.value] = status;
}

void GasTransient::set_ramp(GasRamp ramp) {
  drop_ramp(ramp.what, ramp.row);
  ramps_.push_back(std::move(ramp));
}

void GasTransient::drop_ramp(GasRamp::What what, std::uint32_t row) {
  std::erase_if(ramps_, [=](const GasRamp& r) { return r.what == what && r.row == row; });
}

void GasTransient::apply_ramps(double time_s) {
  for (const GasRamp& ramp : ramps_) {
    const double value = on_ramp(ramp, time_s);
    const bool node = ramp.what == GasRamp::What::supply || ramp.what == GasRamp::What::pressure;
    if (node) {
      GasNode& each = segments_.network.nodes[GasNodeIndex{ramp.row}];
      (ramp.what == GasRamp::What::pressure ? each.pressure_pa : each.supply_kg_s) = value;
      continue;
    }
    GasElement& each = segments_.network.elements[segments_.head(GasElementIndex{ramp.row})];
    if (ramp.what == GasRamp::What::setting) each.setting = value;
    if (ramp.what == GasRamp::What::throttle) each.throttle = std::pow(10.0, value);
  }
}

GasFailure GasTransient::jump(double until_s) {
  Moment next = now();
  const double step_s = until_s - next.time_s;
  next.time_s = until_s;
  accumulate(step_s, next);  // what flowed until now flowed all the time
  apply_ramps(until_s);
  GasFailure failure = solver_.solve(next.state, {});
  iteration_count_ += static_cast<std::uint64_t>(solver_.iterations());
  if (failure) return with_time(std::move(failure), time_s());
  next.mass_kg = masses(next.state);
  const double before_kg = linepack_kg();
  state_ = next.state;
  past_.front() = std::move(next);
  jumped_kg_ += linepack_kg() - before_kg;
  ++step_count_;
  return {};
}

GasFailure GasTransient::advance(double until_s) {
  if (steps_.steady) return jump(until_s);
  GasFailure first;
  while (time_s() < until_s) {
    const double left_s = until_s - time_s();
    double step_s = std::min(wanted_s_, steps_.greatest_s);
    if (step_s >= left_s * (1.0 - 1e-9)) {
      step_s = left_s;
    } else if (2.0 * step_s > left_s) {
      step_s = 0.5 * left_s;
    }
    Moment next;
    next.time_s = step_s == left_s ? until_s : time_s() + step_s;
    const GasFailure failure = try_step(step_s, next);
    if (failure) {
      // A pressure below zero says more than what becomes of ever shorter steps towards it.
      if (!first || failure.residual == 0.0) first = failure;
      if (step_s < kLeastStep_s) return first;
      wanted_s_ = 0.25 * step_s;
      continue;
    }
    const double miss = error(next) / steps_.accuracy;
    const double power = past_.size() >= kMoments ? 1.0 / 3.0 : 0.5;
    const double factor = kSafety * std::pow(std::max(miss, 1e-9), -power);
    if (miss > 1.0 && step_s > kLeastStep_s) {
      wanted_s_ = step_s * std::clamp(factor, kMostShrink, 0.9);
      continue;
    }
    const bool cut = step_s < 0.999 * wanted_s_;  // by a stop: what was wanted still holds
    const double grown = step_s * std::clamp(factor, kMostShrink, kMostGrowth);
    wanted_s_ = cut ? std::max(grown, std::min(wanted_s_, kMostGrowth * step_s)) : grown;
    ++step_count_;
    first = {};
    state_ = next.state;
    past_.insert(past_.begin(), std::move(next));
    if (past_.size() > kMoments) past_.pop_back();
  }
  return {};
}

double GasTransient::step_before_s() const {
  return past_.size() > 1 ? past_[0].time_s - past_[1].time_s : 0.0;
}

GasFailure GasTransient::try_step(double step_s, Moment& next) {
  const double before_s = step_before_s();
  const double growth = before_s > 0.0 ? step_s / before_s : 0.0;
  const Formula f = formula_of(growth > kMostGrowth * 1.0001 ? 0.0 : growth);
  const Moment& before = past_.size() > 1 ? past_[1] : past_[0];
  GasTimeTerm term;
  term.step_s = f.rate * step_s;
  term.volume_m3 = segments_.volume_m3;
  term.mass_before_kg = combined(f, now().mass_kg, before.mass_kg);
  term.flow_before_kg_s = combined(f, now().state.flow_kg_s, before.state.flow_kg_s);
  apply_ramps(next.time_s);
  next.state = guess(next.time_s);
  GasFailure failure = solver_.solve(next.state, term);
  iteration_count_ += static_cast<std::uint64_t>(solver_.iterations());
  if (failure) return with_time(std::move(failure), time_s());
  next.mass_kg = masses(next.state);
  next.totals.supplied_kg = combined(f, now().totals.supplied_kg, before.totals.supplied_kg);
  next.totals.leaked_kg = combined(f, now().totals.leaked_kg, before.totals.leaked_kg);
  next.totals.refused_kg = combined(f, now().totals.refused_kg, before.totals.refused_kg);
  next.totals.work_j = combined(f, now().totals.work_j, before.totals.work_j);
  std::swap(state_, next.state);  // what follows reads the state
  accumulate(f.rate * step_s, next);
  std::swap(state_, next.state);
  return failure;
}

void GasTransient::accumulate(double step_s, Moment& next) const {
  for (const GasNodeIndex n : segments_.network.nodes.indices()) {
    next.totals.supplied_kg[n.value] += step_s * state_.supply_kg_s[n.value];
    next.totals.leaked_kg[n.value] += step_s * leak_kg_s(n);
    const GasNode& node = segments_.network.nodes[n];
    const double share = served(node, state_.pressure_pa(n)).share;
    if ((!node.pressure_is_set || node.cut_off) && share < 1.0 && node.supply_kg_s < 0.0)
      next.totals.refused_kg[n.value] -= step_s * (1.0 - share) * node.supply_kg_s;
  }
  for (const GasElementIndex e : segments_.network.elements.indices())
    next.totals.work_j[e.value] += step_s * power_w(e);
}

GasState GasTransient::guess(double time_s) const {
  GasState state = now().state;
  if (past_.size() < 2) return state;
  const double share = (time_s - past_[0].time_s) / (past_[0].time_s - past_[1].time_s);
  for (std::size_t n = 0; n < state.square_pa2.size(); ++n)
    state.square_pa2[n] += share * (state.square_pa2[n] - past_[1].state.square_pa2[n]);
  for (std::size_t e = 0; e < state.flow_kg_s.size(); ++e)
    state.flow_kg_s[e] += share * (state.flow_kg_s[e] - past_[1].state.flow_kg_s[e]);
  return state;
}

double GasTransient::error(const Moment& next) const {
  if (past_.size() < 2) return 0.0;
  std::array<double, kMoments> time_s{};
  for (std::size_t i = 0; i < past_.size(); ++i) time_s[i] = past_[i].time_s;
  const auto weight = extrapolation(time_s, past_.size(), next.time_s);
  double worst = 0.0;
  for (std::size_t n = 0; n < next.state.square_pa2.size(); ++n) {
    double expected = 0.0;
    for (std::size_t i = 0; i < past_.size(); ++i)
      expected += weight[i] * root_of(past_[i].state.square_pa2[n]);
    const double found = root_of(next.state.square_pa2[n]);
    worst = std::max(worst, std::abs(found - expected) / std::max(found, 1.0));
  }
  // Error constants: 2/9 of BDF2 against 1 of the parabola; with a line alone, a cautious third.
  return worst * (past_.size() >= kMoments ? 2.0 / 11.0 : 1.0 / 3.0);
}

std::vector<double> GasTransient::masses(const GasState& state) const {
  std::vector<double> mass_kg;
  for (std::size_t n = 0; n < segments_.volume_m3.size(); ++n) {
    const double pressure_pa = root_of(state.square_pa2[n]);
    const double density = gas_density_kg_m3(segments_.network.gas.law, std::abs(pressure_pa));
    mass_kg.push_back(segments_.volume_m3[n] * std::copysign(density, pressure_pa));
  }
  return mass_kg;
}

double GasTransient::linepack_kg() const {
  return std::accumulate(now().mass_kg.begin(), now().mass_kg.end(), 0.0);
}

double GasTransient::mass_error_kg() const {
  const GasTotals& all = totals();
  const double in = std::accumulate(all.supplied_kg.begin(), all.supplied_kg.end(), 0.0);
  const double out = std::accumulate(all.leaked_kg.begin(), all.leaked_kg.end(), 0.0);
  return linepack_kg() - first_linepack_kg_ - jumped_kg_ - in + out;
}

double GasTransient::leak_kg_s(GasNodeIndex node) const {
  const GasNode& each = segments_.network.nodes[node];
  if (each.leak.area_m2 == 0.0) return 0.0;
  const GasLaw& law = segments_.network.gas.law;
  const double pressure_pa = state_.pressure_pa(node);
  return orifice_flow(each.leak, law.a2_m2_s2, compressibility(law, pressure_pa),
                      segments_.network.heat_ratio, pressure_pa)
      .flow_kg_s;
}

double GasTransient::power_w(GasElementIndex index) const {
  const GasElement& element = segments_.network.elements[index];
  const double flow = state_.flow_kg_s[index.value];
  if (element.kind != GasElementKind::compressor || flow <= 0.0) return 0.0;
  const double from = state_.pressure_pa(element.from);
  const GasLaw& law = segments_.network.gas.law;
  return flow * compression_work_j_kg(law.a2_m2_s2, compressibility(law, from),
                                      state_.pressure_pa(element.to) / from,
                                      segments_.network.heat_ratio, element.efficiency);
}

}  // namespace dimai::models

#include "models/pipelines/gas/gas_equations.hpp"

#include <algorithm>
#include <cmath>

namespace dimai::models {
namespace {

constexpr double kLeastSlope = 1e-9;     // share of scale: keeps a pipe at rest from being singular
constexpr double kFixedLossKnee = 1e-4;  // share of the flow scale
constexpr double kFirstSpeed_m_s = 3.0;
constexpr double kLeastPressure_pa = 1.0;  // below, slopes are those here

double sinhc(double x) { return std::abs(x) < 1e-4 ? 1.0 + x * x / 6.0 : std::sinh(x) / x; }

/// Potential with the sign of the pressure.
double signed_potential(const GasLaw& law, double pressure_pa) {
  return std::copysign(gas_potential(law, std::abs(pressure_pa)), pressure_pa);
}

double signed_density(const GasLaw& law, double pressure_pa) {
  return std::copysign(gas_density_kg_m3(law, std::abs(pressure_pa)), pressure_pa);
}

/// d p / d square.
double root_slope(double pressure_pa) {
  return 0.5 / std::max(std::abs(pressure_pa), kLeastPressure_pa);
}

/// d potential / d square: finite at 0, where density is in proportion to pressure.
double potential_slope(const GasLaw& law, double pressure_pa) {
  const double p = std::max(std::abs(pressure_pa), kLeastPressure_pa);
  return gas_density_kg_m3(law, p) / (2.0 * p);
}

double density_slope(const GasLaw& law, double pressure_pa) {
  return gas_density_slope(law, std::abs(pressure_pa)) * root_slope(pressure_pa);
}

}  // namespace

GasServed served(const GasNode& node, double pressure_pa) {
  if (node.cut_off) return {0.0, 0.0};
  const bool fixed = node.supply_kg_s >= 0.0 || node.cutoff_pressure_pa <= 0.0;
  if (fixed || pressure_pa >= node.cutoff_pressure_pa) return {};
  const double span_pa = std::max(node.cutoff_pressure_pa - kNormalPressure_pa, 1.0);
  const double share = (pressure_pa - kNormalPressure_pa) / span_pa;
  if (share <= 0.0) return {0.0, 0.0};
  return {share, 1.0 / span_pa};
}

GasEquations::GasEquations(const GasNetwork& network)
    : network_(network),
      node_count_(network.nodes.size()),
      element_count_(network.elements.size()) {
  add_node_rows();
  for (std::uint32_t e = 0; e < element_count_; ++e) {
    const GasElement& element = network_.elements[GasElementIndex{e}];
    const auto row = static_cast<std::uint32_t>(node_count_ + e);
    entries_.push_back({row, element.from.value});
    entries_.push_back({row, element.to.value});
    entries_.push_back({row, row});
  }
  find_scales();
}

void GasEquations::add_node_rows() {
  std::vector<std::vector<std::uint32_t>> at(node_count_);
  for (std::uint32_t e = 0; e < element_count_; ++e) {
    const GasElement& element = network_.elements[GasElementIndex{e}];
    at[element.from.value].push_back(e);
    at[element.to.value].push_back(e);
  }
  for (std::uint32_t n = 0; n < node_count_; ++n) {
    first_entry_.push_back(static_cast<std::uint32_t>(entries_.size()));
    entries_.push_back({n, n});
    incident_.push_back(0);  // the node itself: keeps `incident_` in step with `entries_`
    for (const std::uint32_t e : at[n]) {
      entries_.push_back({n, static_cast<std::uint32_t>(node_count_ + e)});
      incident_.push_back(e);
    }
  }
  first_entry_.push_back(static_cast<std::uint32_t>(entries_.size()));
}

void GasEquations::find_scales() {
  double pressure_pa = 0.0;
  double flow_kg_s = 0.0;
  for (const GasNode& node : network_.nodes) {
    if (node.pressure_is_set) pressure_pa = std::max(pressure_pa, node.pressure_pa);
    if (!node.pressure_is_set) flow_kg_s += 0.5 * std::abs(node.supply_kg_s);
  }
  for (const GasElement& element : network_.elements) {
    const bool machine =
        element.kind == GasElementKind::compressor || element.kind == GasElementKind::regulator;
    if (!machine) continue;
    if (element.control == GasControl::outlet_pressure)
      pressure_pa = std::max(pressure_pa, element.setting);
    if (element.control == GasControl::flow) flow_kg_s += std::abs(element.setting);
  }
  if (pressure_pa <= 0.0) pressure_pa = kNormalPressure_pa;
  square_scale_ = pressure_pa * pressure_pa;
  potential_scale_ = gas_potential(network_.gas.law, pressure_pa);
  const double density = gas_density_kg_m3(network_.gas.law, pressure_pa);
  double widest_m2 = 0.0;
  for (const GasElement& element : network_.elements) {
    if (element.kind == GasElementKind::pipe)
      widest_m2 = std::max(widest_m2, bore_area_m2(element.pipe.diameter_m));
  }
  flow_scale_ = std::max({flow_kg_s, 0.1 * density * widest_m2, 1e-9});
}

GasState GasEquations::first_guess() const {
  GasState state;
  state.square_pa2.assign(node_count_, square_scale_);
  for (const GasNodeIndex node : network_.nodes.indices()) {
    const GasNode& each = network_.nodes[node];
    if (each.pressure_is_set) state.square_pa2[node.value] = square_of(each.pressure_pa);
  }
  const double density = gas_density_kg_m3(network_.gas.law, std::sqrt(square_scale_));
  for (const GasElement& element : network_.elements) {
    const bool pipe = element.kind == GasElementKind::pipe ||
                      (element.kind == GasElementKind::resistor && element.pipe.diameter_m > 0.0);
    const bool power = element.control == GasControl::power;  // singular at rest
    state.flow_kg_s.push_back(pipe ? density * kFirstSpeed_m_s *
                                         bore_area_m2(element.pipe.diameter_m)
                                   : (power ? flow_scale_ : 0.0));
    state.status.push_back(element.in_service ? GasStatus::active : GasStatus::shut);
    const bool passes =
        element.kind == GasElementKind::valve || element.kind == GasElementKind::short_pipe;
    if (passes && element.in_service) state.status.back() = GasStatus::open;
  }
  state.supply_kg_s.assign(node_count_, 0.0);
  return state;
}

void GasEquations::evaluate(const GasState& state, const GasTimeTerm& time,
                            std::vector<double>& rows, std::vector<double>& values) const {
  rows.assign(unknown_count(), 0.0);
  values.assign(entries_.size(), 0.0);
  for (std::uint32_t n = 0; n < node_count_; ++n) node_row({n}, state, time, rows, values);
  double* at = values.data() + first_entry_.back();
  for (std::uint32_t e = 0; e < element_count_; ++e, at += 3)
    element_row({e}, state, time, rows[node_count_ + e], at);
}

void GasEquations::node_row(GasNodeIndex node, const GasState& state, const GasTimeTerm& time,
                            std::vector<double>& rows, std::vector<double>& values) const {
  const GasNode& each = network_.nodes[node];
  const std::uint32_t first = first_entry_[node.value];
  const double square = state.square_pa2[node.value];
  if (each.pressure_is_set) {
    rows[node.value] = (square - square_of(each.pressure_pa)) / square_scale_;
    values[first] = 1.0;
    return;
  }
  const double pressure_pa = root_of(square);
  const GasServed part = served(each, pressure_pa);
  double balance = each.supply_kg_s * part.share;
  double slope = each.supply_kg_s * part.slope_per_pa * root_slope(pressure_pa);
  for (std::uint32_t at = first + 1; at < first_entry_[node.value + 1]; ++at) {
    const GasElement& element = network_.elements[GasElementIndex{incident_[at]}];
    const double sign = element.to == node ? 1.0 : -1.0;
    balance += sign * state.flow_kg_s[incident_[at]];
    values[at] = sign;
  }
  if (each.leak.area_m2 > 0.0) {
    const double z = compressibility(network_.gas.law, std::abs(pressure_pa));
    const OrificeFlow leak =
        orifice_flow(each.leak, network_.gas.law.a2_m2_s2, z, network_.heat_ratio, pressure_pa);
    balance -= leak.flow_kg_s;
    slope -= leak.slope_kg_s_pa * root_slope(pressure_pa);
  }
  if (time.step_s > 0.0) {
    const double volume = time.volume_m3[node.value];
    const double mass = volume * signed_density(network_.gas.law, pressure_pa);
    balance -= (mass - time.mass_before_kg[node.value]) / time.step_s;
    slope -= volume * density_slope(network_.gas.law, pressure_pa) / time.step_s;
  }
  rows[node.value] = balance / flow_scale_;
  values[first] = slope * square_scale_ / flow_scale_;
}

void GasEquations::element_row(GasElementIndex index, const GasState& state,
                               const GasTimeTerm& time, double& row, double* values) const {
  const GasElement& element = network_.elements[index];
  const double from = state.square_pa2[element.from.value];
  const double to = state.square_pa2[element.to.value];
  const double flow = state.flow_kg_s[index.value];
  switch (state.status[index.value]) {
    case GasStatus::shut:
      row = flow / flow_scale_;
      values[2] = 1.0;
      return;
    case GasStatus::open:
      row = (from - to) / square_scale_ - element.throttle * flow / flow_scale_;
      values[0] = 1.0;
      values[1] = -1.0;
      values[2] = -element.throttle;
      return;
    case GasStatus::active:
      break;
  }
  if (element.kind == GasElementKind::pipe)
    return pipe_row(element, index.value, state, time, row, values);
  if (element.kind == GasElementKind::resistor)
    return resistor_row(element, from, to, flow, row, values);
  control_row(element, from, to, flow, row, values);
}

void GasEquations::pipe_row(const GasElement& element, std::size_t index, const GasState& state,
                            const GasTimeTerm& time, double& row, double* values) const {
  const PipeGas& gas = network_.gas;
  const double p1 = root_of(state.square_pa2[element.from.value]);
  const double p2 = root_of(state.square_pa2[element.to.value]);
  const double flow = state.flow_kg_s[index];
  GasPipe pipe = element.pipe;
  pipe.rise_m = network_.nodes[element.to].height_m - network_.nodes[element.from].height_m;
  const double mean_pa = mean_pressure_pa(std::abs(p1), std::abs(p2));
  const double half =
      mean_pa > kLeastPressure_pa ? 0.5 * gravity_exponent(pipe, gas.law, mean_pa) : 0.0;
  const double up = std::exp(-half);
  const double down = std::exp(half);
  const FrictionTerm resistance = pipe_resistance(pipe, gas, flow);
  double left = up * signed_potential(gas.law, p1) - down * signed_potential(gas.law, p2) -
                sinhc(half) * resistance.value;
  double by_from = up * potential_slope(gas.law, p1);
  double by_to = -down * potential_slope(gas.law, p2);
  double by_flow = -sinhc(half) * resistance.slope;
  const double area_m2 = bore_area_m2(pipe.diameter_m);
  if (gas.kinetic_term && p1 > kLeastPressure_pa && p2 > kLeastPressure_pa) {
    const double d1 = gas_density_kg_m3(gas.law, p1);
    const double d2 = gas_density_kg_m3(gas.law, p2);
    const double flux = flow / area_m2;
    left -= flux * flux * std::log(d1 / d2);
    by_flow -= 2.0 * flux / area_m2 * std::log(d1 / d2);
    by_from -= flux * flux * density_slope(gas.law, p1) / d1;
    by_to += flux * flux * density_slope(gas.law, p2) / d2;
  }
  if (time.step_s > 0.0) {
    const double d1 = signed_density(gas.law, p1);
    const double d2 = signed_density(gas.law, p2);
    const double inertia = 0.5 * pipe.length_m / area_m2 / time.step_s;
    const double change = flow - time.flow_before_kg_s[index];
    left -= inertia * (d1 + d2) * change;
    by_flow -= inertia * (d1 + d2);
    by_from -= inertia * change * density_slope(gas.law, p1);
    by_to -= inertia * change * density_slope(gas.law, p2);
  }
  row = left / potential_scale_;
  values[0] = by_from * square_scale_ / potential_scale_;
  values[1] = by_to * square_scale_ / potential_scale_;
  values[2] = std::min(by_flow * flow_scale_ / potential_scale_, -kLeastSlope);
}

void GasEquations::resistor_row(const GasElement& element, double from, double to, double flow,
                                double& row, double* values) const {
  const double p1 = root_of(from);
  const double p2 = root_of(to);
  if (element.pipe.local_loss > 0.0) {
    const double area_m2 = bore_area_m2(element.pipe.diameter_m);
    const double scale = 0.5 * element.pipe.local_loss / (area_m2 * area_m2);
    const GasLaw& law = network_.gas.law;
    row = (signed_potential(law, p1) - signed_potential(law, p2) - scale * flow * std::abs(flow)) /
          potential_scale_;
    values[0] = potential_slope(law, p1) * square_scale_ / potential_scale_;
    values[1] = -potential_slope(law, p2) * square_scale_ / potential_scale_;
    values[2] =
        std::min(-2.0 * scale * std::abs(flow) * flow_scale_ / potential_scale_, -kLeastSlope);
    return;
  }
  const double pressure_scale = std::sqrt(square_scale_);
  const double knee = kFixedLossKnee * flow_scale_;
  const double size = std::hypot(flow, knee);
  row = (p1 - p2 - element.pressure_loss_pa * flow / size) / pressure_scale;
  values[0] = root_slope(p1) * square_scale_ / pressure_scale;
  values[1] = -root_slope(p2) * square_scale_ / pressure_scale;
  values[2] = std::min(
      -element.pressure_loss_pa * knee * knee / (size * size * size) * flow_scale_ / pressure_scale,
      -kLeastSlope);
}

void GasEquations::control_row(const GasElement& element, double from, double to, double flow,
                               double& row, double* values) const {
  switch (element.control) {
    case GasControl::ratio: {
      const double square = element.setting * element.setting;
      row = (square * from - to) / square_scale_;
      values[0] = square;
      values[1] = -1.0;
      return;
    }
    case GasControl::outlet_pressure:
      row = (to - square_of(element.setting)) / square_scale_;
      values[1] = 1.0;
      return;
    case GasControl::flow:
      row = (flow - element.setting) / flow_scale_;
      values[2] = 1.0;
      return;
    case GasControl::power:
      return power_row(element, from, to, flow, row, values);
  }
}

void GasEquations::power_row(const GasElement& element, double from, double to, double flow,
                             double& row, double* values) const {
  // q w(r) = P with w over 1 as r over 1; below, a straight line of the same slope goes on.
  const double a2 = network_.gas.law.a2_m2_s2;
  const double z = compressibility(network_.gas.law, std::abs(root_of(from)));
  const double power = (network_.heat_ratio - 1.0) / network_.heat_ratio;
  const double share = to / std::max(from, kLeastPressure_pa);  // r^2
  const bool up = share > 1.0;
  const double grown = up ? std::pow(share, 0.5 * power) : 1.0 + 0.5 * power * (share - 1.0);
  const double work = z / power * (grown - 1.0) / element.efficiency;  // over a2
  const double slope = 0.5 * z / element.efficiency * (up ? grown / share : 1.0);
  row = flow * work / flow_scale_ - element.setting / (flow_scale_ * a2);
  const double base = std::max(from, kLeastPressure_pa);
  values[0] = -flow / flow_scale_ * slope * share * square_scale_ / base;
  values[1] = flow / flow_scale_ * slope * square_scale_ / base;
  values[2] = work;
}

void GasEquations::find_supplies(GasState& state, const GasTimeTerm& time) const {
  state.supply_kg_s.assign(node_count_, 0.0);
  for (std::uint32_t n = 0; n < node_count_; ++n) {
    const GasNode& each = network_.nodes[GasNodeIndex{n}];
    state.supply_kg_s[n] = each.supply_kg_s * served(each, root_of(state.square_pa2[n])).share;
    if (!each.pressure_is_set) continue;
    double out = 0.0;
    for (std::uint32_t at = first_entry_[n] + 1; at < first_entry_[n + 1]; ++at) {
      const GasElement& element = network_.elements[GasElementIndex{incident_[at]}];
      out += (element.from.value == n ? 1.0 : -1.0) * state.flow_kg_s[incident_[at]];
    }
    if (time.step_s > 0.0)
      out += (time.volume_m3[n] * gas_density_kg_m3(network_.gas.law, each.pressure_pa) -
              time.mass_before_kg[n]) /
             time.step_s;
    if (each.leak.area_m2 > 0.0)
      out += orifice_flow(each.leak, network_.gas.law.a2_m2_s2,
                          compressibility(network_.gas.law, each.pressure_pa), network_.heat_ratio,
                          each.pressure_pa)
                 .flow_kg_s;
    state.supply_kg_s[n] = out;
  }
}

}  // namespace dimai::models

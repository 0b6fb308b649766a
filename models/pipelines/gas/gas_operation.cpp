#include "models/pipelines/gas/gas_operation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dimai::models {

GasOperation::GasOperation(GasOperationSetup setup)
    : setup_(std::move(setup)), gas_(setup_.network, setup_.steps, setup_.ramps) {}

void GasOperation::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  const auto in_run = [this](sim::Time time) { return time.ns > 0 && time.ns <= setup_.end_ns; };
  // At one time the march comes first, then the sample of what was, then the change.
  simulation.schedule(sim::Time{0}, handler_, sample, 0);
  for (std::int64_t ns = setup_.sample_ns; ns <= setup_.end_ns; ns += setup_.sample_ns)
    simulation.schedule(sim::Time{ns}, handler_, sample, 0);
  if (setup_.end_ns % setup_.sample_ns != 0)
    simulation.schedule(sim::Time{setup_.end_ns}, handler_, sample, 0);
  for (std::uint32_t i = 0; i < setup_.changes.size(); ++i) {
    const sim::Time at = sim::seconds(setup_.changes[i].at_s);
    if (in_run(at)) simulation.schedule(at, handler_, change, i);
  }
  for (const GasRamp& ramp : setup_.ramps) {
    for (const double time_s : ramp.time_s) {
      if (in_run(sim::seconds(time_s)))
        simulation.schedule(sim::seconds(time_s), handler_, bend, 0);
    }
  }
  for (const GasChange& each : setup_.changes) {
    if (each.at_s <= 0.0) begin_with(each);
  }
  failure_ = gas_.start();
}

void GasOperation::handle(sim::Simulation& simulation, const sim::Event& event) {
  if (failure_) return;
  const double time_s = sim::to_seconds(event.time);
  if (!march(simulation, time_s)) return;
  if (event.kind == sample) return record(time_s);
  if (event.kind == tap_due) turn(simulation, event.subject);
  if (event.kind == change) {
    apply(simulation, setup_.changes[event.subject]);
    ++changes_done_;
  }
  if (event.kind == failed) fail(GasElementIndex{event.subject});
  if (event.kind == mended) failed_[event.subject] = 0;
  if (event.kind == retry) tripped_[event.subject] = 0;
  if (event.kind == mended || event.kind == retry) mend(simulation, GasElementIndex{event.subject});
  if (!failed_.empty()) shut_off();
  gas_.restart();
  // In steady flow the next stop would book what flowed before for all of the time until then.
  if (!failed_.empty() && setup_.steps.steady) march(simulation, time_s);
}

bool GasOperation::march(sim::Simulation& simulation, double time_s) {
  failure_ = gas_.advance(time_s);
  while (failure_ && trip(simulation)) failure_ = gas_.advance(time_s);
  if (failure_) failed_at_s_ = gas_.time_s();
  return !failure_;
}

std::uint32_t GasOperation::add_tap(GasNodeIndex node, double rate_kg_s) {
  taps_.push_back({node, rate_kg_s, 0.0, 0.0});
  return static_cast<std::uint32_t>(taps_.size() - 1);
}

double GasOperation::tapped_kg(const GasTap& tap) const {
  return -gas_.totals().supplied_kg[tap.node.value];
}

double GasOperation::take(sim::Simulation& simulation, std::uint32_t index, double mass_kg) {
  GasTap& tap = taps_[index];
  const double taken_kg = std::clamp(tapped_kg(tap) - tap.taken_kg, 0.0, mass_kg);
  tap.taken_kg += taken_kg;
  const double rest_kg = mass_kg - taken_kg;
  const double now_s = sim::to_seconds(simulation.now());
  if (failure_ || rest_kg <= 0.0 || tap.until_s > now_s || simulation.now().ns >= setup_.end_ns)
    return taken_kg;
  tap.until_s = now_s + rest_kg / tap.rate_kg_s;
  simulation.schedule(simulation.now(), handler_, tap_due, index);
  const sim::Time end = sim::seconds(tap.until_s);
  if (end.ns <= setup_.end_ns) simulation.schedule(end, handler_, tap_due, index);
  return taken_kg;
}

/// Opens or shuts a tap.
void GasOperation::turn(sim::Simulation& simulation, std::uint32_t index) {
  const GasTap& tap = taps_[index];
  const bool open = sim::seconds(tap.until_s) > simulation.now();
  gas_.network().nodes[tap.node].supply_kg_s = open ? -tap.rate_kg_s : 0.0;
}

void GasOperation::begin_with(const GasChange& each) {
  GasNetwork& network = gas_.network();
  const GasElementIndex element{each.row};
  const GasNodeIndex node{each.row};
  switch (each.what) {
    case GasChange::What::supply:
      network.nodes[node].pressure_is_set = false;
      network.nodes[node].supply_kg_s = each.value;
      return;
    case GasChange::What::pressure:
      network.nodes[node].pressure_is_set = true;
      network.nodes[node].pressure_pa = each.value;
      return;
    case GasChange::What::service:
      if (stands(each.row)) {
        told_[each.row] = each.value != 0.0 ? 1 : 0;
        return;
      }
      return gas_.set_service(element, each.value != 0.0);
    case GasChange::What::setting:
      network.elements[gas_.segments().head(element)].setting = each.value;
      return;
    case GasChange::What::leak:
      network.nodes[node].leak.area_m2 = each.value;
      return;
  }
}

void GasOperation::apply(sim::Simulation& simulation, const GasChange& each) {
  using Ramp = GasRamp::What;
  switch (each.what) {
    case GasChange::What::supply:
      gas_.drop_ramp(Ramp::supply, each.row);
      gas_.drop_ramp(Ramp::pressure, each.row);
      return begin_with(each);
    case GasChange::What::pressure: {
      const double now_pa = gas_.state().pressure_pa(GasNodeIndex{each.row});
      gas_.drop_ramp(Ramp::supply, each.row);
      begin_with(each);
      return move(simulation, Ramp::pressure, each.row, now_pa, each.value, setup_.ramp_s);
    }
    case GasChange::What::service:
      begin_with(each);
      if (each.value != 0.0 && !stands(each.row))
        open(simulation, GasElementIndex{each.row}, setup_.ramp_s);
      return;
    case GasChange::What::setting: {
      const GasElement& head =
          gas_.network().elements[gas_.segments().head(GasElementIndex{each.row})];
      return move(simulation, Ramp::setting, each.row, head.setting, each.value, setup_.ramp_s);
    }
    case GasChange::What::leak:
      return begin_with(each);
  }
}

void GasOperation::move(sim::Simulation& simulation, GasRamp::What what, std::uint32_t row,
                        double from, double to, double ramp_s) {
  const double now_s = sim::to_seconds(simulation.now());
  if (ramp_s <= 0.0) return gas_.set_ramp({what, row, {now_s}, {to}});
  gas_.set_ramp({what, row, {now_s, now_s + ramp_s}, {from, to}});
  const sim::Time end = sim::seconds(now_s + ramp_s);
  if (end.ns <= setup_.end_ns) simulation.schedule(end, handler_, bend, 0);
}

void GasOperation::open(sim::Simulation& simulation, GasElementIndex index, double ramp_s) {
  const GasElement& element = setup_.network.elements[index];
  const double from = gas_.state().pressure_pa(element.from);
  const double to = gas_.state().pressure_pa(element.to);
  if (element.kind == GasElementKind::pipe || element.kind == GasElementKind::resistor) return;
  move(simulation, GasRamp::What::throttle, index.value, 0.0, std::log10(kLeastThrottle), ramp_s);
  const bool passes =
      element.kind == GasElementKind::valve || element.kind == GasElementKind::short_pipe;
  if (passes || element.control == GasControl::power) return;
  const GasElement& head = gas_.network().elements[gas_.segments().head(index)];
  const double now = element.control == GasControl::ratio             ? to / from
                     : element.control == GasControl::outlet_pressure ? to
                                                                      : 0.0;
  move(simulation, GasRamp::What::setting, index.value, now, head.setting, ramp_s);
}

double GasOperation::flow_kg_s(GasElementIndex element) const {
  return gas_.state().flow_kg_s[gas_.segments().head(element).value];
}

double GasOperation::outflow_kg_s(GasElementIndex element) const {
  return gas_.state().flow_kg_s[gas_.segments().tail(element).value];
}

double GasOperation::work_j(GasElementIndex element) const {
  return gas_.totals().work_j[gas_.segments().head(element).value];
}

void GasOperation::record(double time_s) {
  const GasState& state = gas_.state();
  double in = 0.0;
  double out = 0.0;
  double leaked = 0.0;
  GasGiven given{.time_s = time_s};
  for (const GasNodeIndex n : setup_.network.nodes.indices()) {
    const double supply = state.supply_kg_s[n.value];
    samples_.pressure_pa.push_back(static_cast<float>(state.pressure_pa(n)));
    samples_.supply_kg_s.push_back(static_cast<float>(supply));
    (supply > 0.0 ? in : out) += supply;
    leaked += gas_.leak_kg_s(n);
    given.taken_kg += std::max(-gas_.totals().supplied_kg[n.value], 0.0);
    given.refused_kg += gas_.totals().refused_kg[n.value];
  }
  double power_w = 0.0;
  for (const GasElementIndex e : setup_.network.elements.indices()) {
    samples_.flow_kg_s.push_back(static_cast<float>(flow_kg_s(e)));
    samples_.status.push_back(
        static_cast<std::uint8_t>(state.status[gas_.segments().head(e).value]));
    power_w += gas_.power_w(gas_.segments().head(e));
  }
  samples_.time_s.push_back(time_s);
  samples_.linepack_kg.push_back(gas_.linepack_kg());
  samples_.supplied_kg_s.push_back(in);
  samples_.taken_kg_s.push_back(-out);
  samples_.leaked_kg_s.push_back(leaked);
  samples_.power_w.push_back(power_w);
  given_.push_back(given);
  note_breaches(time_s);
}

void GasOperation::note_breaches(double time_s) {
  const GasSegments& segments = gas_.segments();
  for (GasBreach found : gas_breaches(segments.network, gas_.state())) {
    const bool of_node =
        found.what == GasBreach::What::low_pressure || found.what == GasBreach::What::high_pressure;
    if (of_node && found.row >= segments.node_count) continue;
    if (!of_node) {  // machines have one segment: find the original
      const auto next = std::upper_bound(segments.first.begin(), segments.first.end(), found.row);
      found.row = static_cast<std::uint32_t>(next - segments.first.begin() - 1);
    }
    const auto known = std::find_if(breaches_.begin(), breaches_.end(), [&](const GasBreach& b) {
      return b.what == found.what && b.row == found.row;
    });
    if (known == breaches_.end()) {
      found.first_s = found.last_s = time_s;
      breaches_.push_back(found);
      continue;
    }
    known->last_s = time_s;
    const bool lower = found.what == GasBreach::What::low_pressure ||
                       found.what == GasBreach::What::outlet_not_kept;
    if (lower ? found.worst < known->worst : found.worst > known->worst) known->worst = found.worst;
  }
}

GasSamples GasOperation::take_samples() { return std::exchange(samples_, {}); }

}  // namespace dimai::models

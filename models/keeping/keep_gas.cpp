#include "models/pipelines/gas/gas_operation.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

namespace {

void keep_node(sim::Archive& archive, GasNode& node) {
  [[maybe_unused]] auto& [id, height, pressure_is_set, pressure_pa, supply_kg_s, cutoff, cut_off,
                          leak, least, greatest, volume] = node;
  archive(pressure_is_set, pressure_pa, supply_kg_s, cutoff, cut_off, leak);
}

void keep_element(sim::Archive& archive, GasElement& element) {
  [[maybe_unused]] auto& [id, kind, from, to, in_service, pipe, control, setting, throttle, check,
                          loss, efficiency, most_ratio, most_power, most_flow] = element;
  archive(in_service, setting, throttle);
}

void keep_ramps(sim::Archive& archive, std::vector<GasRamp>& ramps) {
  std::uint64_t count = ramps.size();
  archive(count);
  ramps.resize(count);
  for (GasRamp& ramp : ramps) {
    auto& [what, row, time_s, value] = ramp;
    archive(what, row, time_s, value);
  }
}

void keep_state(sim::Archive& archive, GasState& state) {
  auto& [square_pa2, flow_kg_s, supply_kg_s, status] = state;
  archive(square_pa2, flow_kg_s, supply_kg_s, status);
}

void keep_totals(sim::Archive& archive, GasTotals& totals) {
  auto& [supplied_kg, leaked_kg, refused_kg, work_j] = totals;
  archive(supplied_kg, leaked_kg, refused_kg, work_j);
}

void keep_samples(sim::Archive& archive, GasSamples& samples) {
  auto& [time_s, pressure, supply, flow, status, linepack, supplied, taken, leaked, power] =
      samples;
  archive(time_s, pressure, supply, flow, status, linepack, supplied, taken, leaked, power);
}

}  // namespace

/// The solver finds each state from the state alone.
void GasTransient::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [segments, steps, ramps, solver, state, past, wanted_s, first_linepack,
                          jumped, step_count, iteration_count] = *this;
  archive.same(segments.network.nodes.size(), "nodes of gas");
  archive.same(segments.network.elements.size(), "elements of gas");
  for (GasNode& node : segments.network.nodes) keep_node(archive, node);
  for (GasElement& element : segments.network.elements) keep_element(archive, element);
  keep_ramps(archive, ramps);
  keep_state(archive, state);
  std::uint64_t moments = past.size();
  archive(moments);
  past.resize(moments);
  for (Moment& moment : past) {
    auto& [time_s, its_state, mass_kg, totals] = moment;
    archive(time_s, mass_kg);
    keep_state(archive, its_state);
    keep_totals(archive, totals);
  }
  archive(wanted_s, first_linepack, jumped, step_count, iteration_count);
}

void GasOperation::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [setup, gas, failure, failed_at_s, samples, given, breaches, changes_done,
                          taps, its_failed, tripped, told, anchors, standing, handler] = *this;
  auto& [element, residual, iterations, message] = failure;
  archive.part("gas");
  archive(gas, element, residual, iterations, message, failed_at_s, given, breaches, changes_done,
          taps, its_failed, tripped, told, anchors, standing);
  keep_samples(archive, samples);
}

}  // namespace dimai::models

#include "models/pipelines/liquid/batches/batch_operation.hpp"
#include "models/pipelines/liquid/operation/liquid_model.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

namespace {

void keep_state(sim::Archive& archive, LiquidState& state) {
  auto& [head, full_demand, demand, emitter, fixed_leak, growing_leak, inflow, volume, flow,
         setting, status, failed, told_status, told_setting, failed_count] = state;
  archive(head, full_demand, demand, emitter, fixed_leak, growing_leak, inflow, volume, flow,
          setting, status, failed, told_status, told_setting, failed_count);
}

void keep_snapshots(sim::Archive& archive, std::vector<LiquidSnapshot>& snapshots) {
  std::uint64_t count = snapshots.size();
  archive(count);
  snapshots.resize(count);
  for (LiquidSnapshot& each : snapshots) {
    auto& [time_s, head, demand, full_demand, volume, flow, status, setting] = each;
    archive(time_s, head, demand, full_demand, volume, flow, status, setting);
  }
}

}  // namespace

/// The solver finds each state from the state alone.
void LiquidModel::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [network, duration_s, solver, state, taps, handler, time_s, whole_demand,
                          over, failure, warnings, snapshots, events, solves, pump_work, balance,
                          greatest_power, was_limit, was_deficit, was_beyond, cut_off, span,
                          version] = *this;
  archive.part("liquid");
  keep_state(archive, state);
  archive.same(taps.all().size(), "taps of liquid");
  for (LiquidTap& tap : taps.all()) archive(tap);
  keep_snapshots(archive, snapshots);
  archive(time_s, whole_demand, over, failure, warnings, events, solves, pump_work, balance,
          greatest_power, was_limit, was_deficit, was_beyond, cut_off, version);
  auto& [head, volume, flow, setting, status, told_status, told_setting, its_balance, work, power,
         event_count, end_s] = span;
  archive(head, volume, flow, setting, status, told_status, told_setting, its_balance, work, power,
          event_count, end_s);
}

void BatchLine::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [pipes, products, ends, batches, interfaces, transmix, delivered, pushed] =
      *this;
  archive(batches, interfaces, transmix, delivered, pushed);
}

void BatchOperation::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [setup, line, begins, initial, sent, interface_batches, times, events,
                          trace, samples, handler, due, due_s, reached_s, pushed, sample_number,
                          sending, arriving, next_stop, stopped_by, failures, wake,
                          counted_transmix, tank_held, tank_was_full] = *this;
  archive.part("batches");
  archive(line, sent, interface_batches, times, events, trace, samples, due, due_s, reached_s,
          pushed, sample_number, sending, arriving, next_stop, stopped_by, failures, wake,
          counted_transmix, tank_held, tank_was_full);
}

}  // namespace dimai::models

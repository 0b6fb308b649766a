// Gas in the lines: what flows, what is consumed, how much oxygen is left; and the lines'
// activities.

#include <algorithm>
#include <cmath>

#include "models/pipelines/powder/powder_system.hpp"

namespace dimai::models {

const PowderTransfer& PowderSystem::transfer_of(PowderLineIndex line) const {
  return plant_.transfers[batches_[lines_[line].batch].transfer];
}

PowderIndex PowderSystem::powder_of(const PowderTransfer& transfer) const {
  return plant_.silos[transfer.from].powder;
}

OxygenTank PowderSystem::tank_of(PowderLineIndex line) const {
  const PowderLine& one = plant_.lines[line];
  OxygenTank tank;
  tank.volume_m3 = pipe_volume_m3(one) + one.parameters.gas_space_m3;
  tank.leak_m3_s = one.parameters.leak_m3_s;
  tank.ambient_share = kOxygenInAir;
  tank.gas_share = one.gas == ConveyingGas::air ? kOxygenInAir : one.parameters.gas_oxygen;
  return tank;
}

double PowderSystem::purge_s(PowderLineIndex line, double volumes) const {
  return volumes * tank_of(line).volume_m3 / transfer_of(line).point.free_gas_m3_s;
}

double PowderSystem::oxygen_at(PowderLineIndex line, double time_s) const {
  const LineState& state = lines_[line];
  return tank_of(line).after(state.oxygen, state.gas_m3_s,
                             std::max(0.0, time_s - state.oxygen_at_s));
}

void PowderSystem::advance_gas(PowderLineIndex line, double time_s) {
  LineState& state = lines_[line];
  const double span_s = time_s - state.oxygen_at_s;
  const double before = state.oxygen;
  state.oxygen = oxygen_at(line, time_s);
  state.oxygen_at_s = time_s;
  state.gas_m3 += state.gas_m3_s * span_s;
  state.energy_j += state.power_w * span_s;
  if (state.batch == LineState::kNoBatch) return;
  PowderBatch& batch = batches_[state.batch];
  batch.gas_m3 += state.gas_m3_s * span_s;
  batch.energy_j += state.power_w * span_s;
  if (!state.loading) return;
  const double highest = std::max(before, state.oxygen);  // monotone in between
  const double limit = transfer_of(line).oxygen_limit;
  if (highest > limit && batch.highest_oxygen <= limit)
    note(time_s, PowderNews::oxygen_high, line.value, highest);
  batch.highest_oxygen = std::max(batch.highest_oxygen, highest);
}

void PowderSystem::set_gas(PowderLineIndex line, double time_s, double through_share,
                           double new_share) {
  advance_gas(line, time_s);
  LineState& state = lines_[line];
  const bool served = state.batch != LineState::kNoBatch && through_share > 0.0;
  const double through_m3_s = served ? transfer_of(line).point.free_gas_m3_s * through_share : 0.0;
  state.through_m3_s = through_m3_s;
  state.gas_m3_s = through_m3_s * new_share;
  state.power_w = served ? transfer_of(line).point.power_w * through_share : 0.0;
}

void PowderSystem::enter(PowderLineIndex line, LineActivity activity, double time_s) {
  advance_gas(line, time_s);
  LineState& state = lines_[line];
  state.time_s[static_cast<std::size_t>(state.activity)] += time_s - state.since_s;
  state.activity = activity;
  state.since_s = time_s;
  const PowderIndex powder =
      state.batch == LineState::kNoBatch ? state.last_powder : powder_of(transfer_of(line));
  log_.states.push_back({time_s, line.value, activity, powder.value, state.oxygen});
}

}  // namespace dimai::models

// What a line does for a batch: changeover, inerting, loads, and what comes after.

#include <algorithm>
#include <cmath>

#include "models/pipelines/powder/powder_system.hpp"

namespace dimai::models {
namespace {

constexpr double kAlmost = 1.0 - 1e-9;
constexpr double kNothing_kg = 1e-6;

}  // namespace

bool PowderSystem::can_start(const PowderBatch& batch) const {
  const PowderTransfer& transfer = plant_.transfers[batch.transfer];
  if (drawers_[transfer.from].valid() || fillers_[transfer.to].valid()) return false;
  const double wanted_kg = transfer.batch_kg * kAlmost;
  return silos_[transfer.from].level_kg() >= wanted_kg &&
         silos_[transfer.to].room_kg() >= wanted_kg;
}

std::uint32_t PowderSystem::next_batch(PowderLineIndex line) const {
  const LineState& state = lines_[line];
  const bool same_first = plant_.parameters.queue == kQueueChoices[1];
  std::uint32_t first = LineState::kNoBatch;
  for (const std::uint32_t each : state.queue) {
    if (!can_start(batches_[each])) continue;
    if (first == LineState::kNoBatch) first = each;
    if (!same_first) break;
    const PowderIndex powder = powder_of(plant_.transfers[batches_[each].transfer]);
    if (powder == state.last_powder) return each;
  }
  return first;
}

void PowderSystem::look_for_work(sim::Simulation& simulation) {
  const double time_s = now_s(simulation);
  for (const SiloIndex silo : plant_.silos.indices()) advance_silo(silo, time_s);
  for (const PowderLineIndex line : plant_.lines.indices()) {
    LineState& state = lines_[line];
    if (state.activity != LineActivity::idle || state.batch != LineState::kNoBatch) continue;
    const std::uint32_t batch = next_batch(line);
    if (batch == LineState::kNoBatch) continue;
    state.queue.erase(std::find(state.queue.begin(), state.queue.end(), batch));
    begin_batch(simulation, line, batch);
  }
}

void PowderSystem::wait(sim::Simulation& simulation, PowderLineIndex line, double span_s) {
  line_timers_[line] = simulation.schedule_timer(simulation.now() + sim::seconds(span_s), self_,
                                                 line_due, line.value);
}

void PowderSystem::begin_batch(sim::Simulation& simulation, PowderLineIndex line,
                               std::uint32_t batch) {
  LineState& state = lines_[line];
  const double time_s = now_s(simulation);
  advance_gas(line, time_s);
  state.batch = batch;
  if (batch_of(line).started_s < 0.0) batch_of(line).started_s = time_s;
  const PowderTransfer& transfer = transfer_of(line);
  drawers_[transfer.from] = line;
  fillers_[transfer.to] = line;
  const PowderIndex powder = powder_of(transfer);
  if (!state.last_powder.valid() || state.last_powder == powder)
    return begin_inerting(simulation, line);
  const PowderLineParameters& parameters = plant_.lines[line].parameters;
  batch_of(line).changed_over = true;
  ++state.changeovers;
  enter(line, LineActivity::changeover, time_s);
  if (parameters.changeover_s > 0.0) state.oxygen = kOxygenInAir;  // feeder and filter are opened
  const double purge = purge_s(line, parameters.changeover_purges);
  // Blown through at the end of the work; over the whole of it the gas flows in proportion.
  const double span_s = parameters.changeover_s + purge;
  if (span_s > 0.0) set_gas(line, time_s, purge / span_s, 1.0);
  wait(simulation, line, span_s);
}

void PowderSystem::begin_inerting(sim::Simulation& simulation, PowderLineIndex line) {
  const double time_s = now_s(simulation);
  set_gas(line, time_s, 0.0, 0.0);
  const double limit = transfer_of(line).oxygen_limit;
  const double wanted = limit >= 1.0 ? 1.0 : limit * plant_.parameters.oxygen_margin;
  const double span_s =
      tank_of(line).time_until(lines_[line].oxygen, wanted, transfer_of(line).point.free_gas_m3_s);
  if (!(span_s > 0.0)) return begin_load(simulation, line);
  enter(line, LineActivity::inerting, time_s);
  set_gas(line, time_s, 1.0, 1.0);
  wait(simulation, line, span_s);
}

void PowderSystem::line_event(sim::Simulation& simulation, PowderLineIndex line) {
  LineState& state = lines_[line];
  switch (state.activity) {
    case LineActivity::changeover: {
      const PowderLineParameters& one = plant_.lines[line].parameters;
      const Residue law{.purge_passes = one.purges_to_clean};
      for (std::size_t q = 0; q < state.residue_kg.size(); ++q) {
        const double left_kg = law.after_purge_kg(state.residue_kg[q], one.changeover_purges);
        mixed_kg_[q] += state.residue_kg[q] - left_kg;
        batch_of(line).mixed_kg += state.residue_kg[q] - left_kg;
        state.residue_kg[q] = left_kg;
      }
      return begin_inerting(simulation, line);
    }
    case LineActivity::inerting:
      return begin_load(simulation, line);
    case LineActivity::repair:
      return free_line(simulation, line);
    default:
      break;
  }
  const PlannedStep step = state.load.steps.back();
  state.load.steps.pop_back();
  perform(simulation, line, step.step);
}

void PowderSystem::end_load(sim::Simulation& simulation, PowderLineIndex line) {
  LineState& state = lines_[line];
  set_gas(line, now_s(simulation), 0.0, 0.0);
  PowderBatch& batch = batch_of(line);
  batch.drawn_kg += state.load.drawn_kg;
  state.conveyed_kg += state.load.drawn_kg;
  state.last_powder = powder_of(transfer_of(line));
  wear_bends(line, state.load.drawn_kg);
  state.loading = false;
  const bool cut_short = state.load.drawn_kg < state.load.mass_kg * kAlmost;
  const double left_kg = transfer_of(line).batch_kg - batch.drawn_kg;
  if (!cut_short && left_kg > kNothing_kg) return begin_load(simulation, line);
  end_batch(simulation, line);
}

void PowderSystem::end_batch(sim::Simulation& simulation, PowderLineIndex line) {
  LineState& state = lines_[line];
  const double time_s = now_s(simulation);
  PowderBatch& batch = batch_of(line);
  batch.done_s = time_s;
  const PowderTransfer& transfer = transfer_of(line);
  --open_orders_[batch.transfer];
  ++served_;
  log_.done.push_back(state.batch);
  drawers_[transfer.from] = {};
  fillers_[transfer.to] = {};
  state.batch = LineState::kNoBatch;
  if (replace_bends(simulation, line)) return;
  free_line(simulation, line);
  reorder(simulation, transfer.to);
  watch(simulation, transfer.to);
}

void PowderSystem::free_line(sim::Simulation& simulation, PowderLineIndex line) {
  enter(line, LineActivity::idle, now_s(simulation));
  look_for_work(simulation);
}

void PowderSystem::wear_bends(PowderLineIndex line, double mass_kg) {
  const PowderLine& one = plant_.lines[line];
  const PowderParameters& rules = plant_.parameters;
  LineState& state = lines_[line];
  std::size_t bend = 0;
  const LineProfile& profile = transfer_of(line).point.profile;
  for (std::size_t i = 0; i < profile.points.size() && bend < state.bend_wear_kg.size(); ++i) {
    const ProfilePoint& point = profile.points[i];
    if (!one.route[point.piece].is_bend) continue;
    const double worn_kg =
        wear_mass_kg(mass_kg, point.gas_velocity_m_s, rules.wear_velocity_m_s, rules.wear_exponent);
    state.bend_wear_kg[bend] += worn_kg;
    state.bend_wear_all_kg[bend] += worn_kg;
    ++bend;
  }
}

bool PowderSystem::replace_bends(sim::Simulation& simulation, PowderLineIndex line) {
  const PowderLineParameters& one = plant_.lines[line].parameters;
  LineState& state = lines_[line];
  bool any = false;
  for (std::size_t bend = 0; bend < state.bend_wear_kg.size() && one.bend_life_kg > 0.0; ++bend) {
    if (state.bend_wear_kg[bend] < one.bend_life_kg) continue;
    state.bend_wear_kg[bend] = 0.0;
    ++state.bends_replaced[bend];
    note(now_s(simulation), PowderNews::bend_replaced, line.value, static_cast<double>(bend));
    any = true;
  }
  if (!any) return false;
  enter(line, LineActivity::repair, now_s(simulation));
  state.oxygen = kOxygenInAir;  // the line is opened
  wait(simulation, line, one.bend_repair_s);
  return true;
}

}  // namespace dimai::models

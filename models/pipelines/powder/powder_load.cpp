// The steps of one load through a line, and what breaks it off.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/pipelines/powder/powder_system.hpp"

namespace dimai::models {

void PowderSystem::begin_load(sim::Simulation& simulation, PowderLineIndex line) {
  LineState& state = lines_[line];
  const PowderLineParameters& one = plant_.lines[line].parameters;
  const PowderTransfer& transfer = transfer_of(line);
  const Powder& powder = plant_.powders[powder_of(transfer)];
  PowderLoad load;
  load.start_s = now_s(simulation);
  load.mass_kg = transfer.batch_kg - batch_of(line).drawn_kg;
  if (one.feeder == kFeederChoices[1])
    load.mass_kg = std::min(load.mass_kg, tank_load_kg(one, powder));
  load.foreign_kg.assign(plant_.powders.size(), 0.0);
  state.load = std::move(load);
  split_load(line);
  advance_gas(line, now_s(simulation));  // before there is powder
  state.loading = true;
  enter(line, LineActivity::filling, now_s(simulation));
  state.load.steps = plan_steps(line);
  schedule_step(simulation, line);
}

/// How much of a load stays on the wall and how much goes to the mixed-powder bin.
void PowderSystem::split_load(PowderLineIndex line) {
  LineState& state = lines_[line];
  PowderLoad& load = state.load;
  const PowderLineParameters& one = plant_.lines[line].parameters;
  const PowderIndex index = powder_of(transfer_of(line));
  const Residue law{.wall_kg_m2 = one.film_m * plant_.powders[index].bulk_density_kg_m3,
                    .heel_kg = one.heel_kg};
  const double film_kg = law.after_run_kg(pipe_wall_m2(plant_.lines[line]));
  load.stay_kg = std::clamp(film_kg - state.residue_kg[index.value], 0.0, load.mass_kg);
  const bool first_of_changeover = batch_of(line).changed_over && batch_of(line).drawn_kg == 0.0;
  load.divert_kg = first_of_changeover ? std::min(one.divert_kg, load.mass_kg - load.stay_kg) : 0.0;
}

std::vector<PlannedStep> PowderSystem::plan_steps(PowderLineIndex line) const {
  const PowderLoad& load = lines_[line].load;
  const PowderLineParameters& one = plant_.lines[line].parameters;
  const OperatingPoint& point = transfer_of(line).point;
  const double rate = one.rate_kg_s;
  const bool tank = one.feeder == kFeederChoices[1];
  double feed_s = load.start_s;
  double draw_off_s = load.start_s + load.mass_kg / rate;
  if (tank) {
    const double density = plant_.powders[powder_of(transfer_of(line))].particle_density_kg_m3;
    const double free_m3 = one.tank_m3 - load.mass_kg / density;
    draw_off_s = load.start_s + load.mass_kg / one.tank_fill_kg_s;
    feed_s = draw_off_s + free_m3 * point.drop_pa() / plant_.parameters.ambient_pressure_pa /
                              point.free_gas_m3_s;
  }
  const double arrival_s = feed_s + point.profile.transit_s;
  const double end_s = arrival_s + load.mass_kg / rate;
  const double purged_s = end_s + purge_s(line, one.end_purges) + (tank ? one.tank_vent_s : 0.0);
  std::vector<PlannedStep> steps{
      {load.start_s, LoadStep::draw_on},
      {draw_off_s, LoadStep::draw_off},
      {arrival_s, LoadStep::arrival},
      {arrival_s + load.stay_kg / rate, LoadStep::divert_on},
      {arrival_s + (load.stay_kg + load.divert_kg) / rate, LoadStep::silo_on},
      {feed_s + load.mass_kg / rate, LoadStep::feed_off},
      {end_s, LoadStep::silo_off},
      {purged_s, LoadStep::purged}};
  std::stable_sort(steps.begin(), steps.end(),
                   [](const PlannedStep& a, const PlannedStep& b) { return a.time_s < b.time_s; });
  std::reverse(steps.begin(), steps.end());
  return steps;
}

void PowderSystem::schedule_step(sim::Simulation& simulation, PowderLineIndex line) {
  const sim::Time at =
      std::max(sim::seconds(lines_[line].load.steps.back().time_s), simulation.now());
  line_timers_[line] = simulation.schedule_timer(at, self_, line_due, line.value);
}

void PowderSystem::perform(sim::Simulation& simulation, PowderLineIndex line, LoadStep step) {
  const double time_s = now_s(simulation);
  LineState& state = lines_[line];
  const PowderTransfer& transfer = transfer_of(line);
  const PowderLineParameters& one = plant_.lines[line].parameters;
  const bool tank = one.feeder == kFeederChoices[1];
  advance_silo(transfer.from, time_s);
  advance_silo(transfer.to, time_s);
  switch (step) {
    case LoadStep::draw_on:
      silos_[transfer.from].set_feed(tank ? one.tank_fill_kg_s : one.rate_kg_s);
      if (!tank) set_gas(line, time_s, 1.0, one.fresh_gas);
      break;
    case LoadStep::draw_off:
      silos_[transfer.from].set_feed(0.0);
      if (tank) set_gas(line, time_s, 1.0, one.fresh_gas);
      break;
    case LoadStep::arrival:
      if (state.activity == LineActivity::filling) enter(line, LineActivity::conveying, time_s);
      break;
    case LoadStep::divert_on:
      break;
    case LoadStep::silo_on:
      silos_[transfer.to].set_inflow(one.rate_kg_s);
      break;
    case LoadStep::feed_off:
      enter(line, LineActivity::purging, time_s);
      break;
    case LoadStep::silo_off:
      silos_[transfer.to].set_inflow(0.0);
      settle_residues(line);
      break;
    case LoadStep::purged:
      return end_load(simulation, line);
  }
  log_level(transfer.from, time_s);
  log_level(transfer.to, time_s);
  watch(simulation, transfer.from);
  watch(simulation, transfer.to);
  schedule_step(simulation, line);
}

/// At the end of the arrival: what stayed, what was diverted, what the load has picked up.
void PowderSystem::settle_residues(PowderLineIndex line) {
  LineState& state = lines_[line];
  PowderLoad& load = state.load;
  const PowderTransfer& transfer = transfer_of(line);
  const std::size_t own = powder_of(transfer).value;
  SiloState& silo = silos_[transfer.to];
  PowderBatch& batch = batch_of(line);
  const double arrived_kg = load.drawn_kg - load.stay_kg - load.divert_kg;
  // Event times are whole nanoseconds: the flow's last fraction of a milligramme.
  silo.settle(silo.level_kg() + arrived_kg - load.arrived_kg);
  const Residue law{.washout_kg = plant_.lines[line].parameters.washout_kg};
  const double before_silo_kg = load.stay_kg + load.divert_kg;
  double foreign_in_kg = 0.0;
  for (std::size_t q = 0; q < state.residue_kg.size(); ++q) {
    const double in_load_kg = load.foreign_kg[q];
    if (in_load_kg > 0.0 && load.drawn_kg > 0.0) {
      mixed_kg_[q] += in_load_kg * load.divert_kg / load.drawn_kg;
      state.residue_kg[q] += in_load_kg * load.stay_kg / load.drawn_kg;
      silo.declare_foreign(q, in_load_kg * arrived_kg / load.drawn_kg);
      foreign_in_kg += in_load_kg * arrived_kg / load.drawn_kg;
    }
    if (q == own || state.residue_kg[q] == 0.0) continue;
    const double to_bin_kg =
        state.residue_kg[q] - law.after_passing_kg(state.residue_kg[q], before_silo_kg);
    const double left_kg = law.after_passing_kg(state.residue_kg[q], load.drawn_kg);
    const double to_silo_kg = state.residue_kg[q] - to_bin_kg - left_kg;
    state.residue_kg[q] = left_kg;
    mixed_kg_[q] += to_bin_kg;
    silo.add_foreign(q, to_silo_kg);
    foreign_in_kg += to_silo_kg;
    batch.mixed_kg += to_bin_kg;
  }
  const double foreign_kg = std::accumulate(load.foreign_kg.begin(), load.foreign_kg.end(), 0.0);
  const double pure = load.drawn_kg > 0.0 ? 1.0 - foreign_kg / load.drawn_kg : 1.0;
  state.residue_kg[own] += load.stay_kg * pure;
  mixed_kg_[own] += load.divert_kg * pure;
  batch.mixed_kg += load.divert_kg;
  batch.delivered_kg += arrived_kg;
  batch.foreign_kg += foreign_in_kg;
  load.content_kg = 0.0;
  std::fill(load.foreign_kg.begin(), load.foreign_kg.end(), 0.0);
}

void PowderSystem::stop_feeding(sim::Simulation& simulation, PowderLineIndex line) {
  LineState& state = lines_[line];
  const double time_s = now_s(simulation);
  const PowderTransfer& transfer = transfer_of(line);
  if (silos_[transfer.from].feed_kg_s() <= 0.0) return;  // all of it is in tank and pipe
  advance_silo(transfer.from, time_s);
  advance_silo(transfer.to, time_s);
  silos_[transfer.from].set_feed(0.0);
  simulation.cancel(line_timers_[line]);
  const double wanted_kg = state.load.mass_kg;
  state.load.mass_kg = state.load.drawn_kg;
  state.load.stay_kg = std::min(state.load.stay_kg, state.load.drawn_kg);
  state.load.divert_kg = std::min(state.load.divert_kg, state.load.drawn_kg - state.load.stay_kg);
  std::vector<PlannedStep> left = plan_steps(line);
  std::erase_if(left, [&](const PlannedStep& step) {
    return step.time_s <= time_s && step.step != LoadStep::feed_off;
  });
  state.load.steps = std::move(left);
  state.load.mass_kg = wanted_kg;  // so that the batch is seen to be cut short
  watch(simulation, transfer.from);
  schedule_step(simulation, line);
}

/// All powder in feeder, tank and pipe goes to the bin, or is lost.
void PowderSystem::throw_out(PowderLineIndex line, double time_s, bool is_broken) {
  LineState& state = lines_[line];
  const PowderTransfer& transfer = transfer_of(line);
  advance_silo(transfer.from, time_s);
  advance_silo(transfer.to, time_s);
  silos_[transfer.from].set_feed(0.0);
  silos_[transfer.to].set_inflow(0.0);
  PowderLoad& load = state.load;
  std::vector<double>& gone_kg = is_broken ? lost_kg_ : mixed_kg_;
  double foreign_kg = 0.0;
  for (std::size_t q = 0; q < load.foreign_kg.size(); ++q) {
    gone_kg[q] += load.foreign_kg[q];
    foreign_kg += load.foreign_kg[q];
  }
  gone_kg[powder_of(transfer).value] += load.content_kg - foreign_kg;
  PowderBatch& batch = batch_of(line);
  (is_broken ? batch.lost_kg : batch.mixed_kg) += load.content_kg;
  // Before the end of the arrival what has arrived is not yet in the batch's account.
  const bool settled = load.steps.size() == 1;
  if (!settled) batch.delivered_kg += load.arrived_kg;
  load.content_kg = 0.0;
  std::fill(load.foreign_kg.begin(), load.foreign_kg.end(), 0.0);
}

void PowderSystem::block(sim::Simulation& simulation, std::uint32_t blockage) {
  const PowderBlockage& one = plant_.blockages[blockage];
  const double time_s = now_s(simulation);
  note(time_s, PowderNews::blocked, one.line.value, one.clearing_s);
  double& until_s = lines_[one.line].blocked_until_s;
  until_s = std::max(until_s, time_s + one.clearing_s);
  stand(simulation, one.line, false);
  simulation.schedule(simulation.now() + sim::seconds(one.clearing_s), self_, cleared_due,
                      one.line.value);
}

void PowderSystem::set_working(sim::Simulation& simulation, PowderLineIndex line, bool is_pipe,
                               bool working) {
  LineState& state = lines_[line];
  if (working && state.failures == 0) return;
  note(now_s(simulation), working ? PowderNews::mended : PowderNews::failed, line.value, 0.0);
  state.failures = working ? state.failures - 1 : state.failures + 1;
  working ? clear(simulation, line) : stand(simulation, line, is_pipe);
}

void PowderSystem::stand(sim::Simulation& simulation, PowderLineIndex line, bool is_broken) {
  LineState& state = lines_[line];
  const double time_s = now_s(simulation);
  simulation.cancel(line_timers_[line]);
  if (state.loading) {
    throw_out(line, time_s, is_broken);
    watch(simulation, transfer_of(line).from);
    watch(simulation, transfer_of(line).to);
    batch_of(line).drawn_kg += state.load.drawn_kg;
    state.conveyed_kg += state.load.drawn_kg;
    state.last_powder = powder_of(transfer_of(line));
    state.loading = false;
    state.aborted = true;
  }
  set_gas(line, time_s, 0.0, 0.0);
  enter(line, LineActivity::blocked, time_s);
}

void PowderSystem::clear(sim::Simulation& simulation, PowderLineIndex line) {
  LineState& state = lines_[line];
  const double time_s = now_s(simulation);
  // Of those that overlap the longest one counts.
  const bool stands_on = state.failures > 0 || time_s < state.blocked_until_s - 1e-6;
  if (state.activity != LineActivity::blocked || stands_on) return;
  note(time_s, PowderNews::cleared, line.value, 0.0);
  advance_gas(line, time_s);
  state.oxygen = kOxygenInAir;  // the line was opened
  if (state.batch == LineState::kNoBatch) return free_line(simulation, line);
  if (!state.aborted) return begin_batch(simulation, line, state.batch);
  state.aborted = false;
  end_batch(simulation, line);
}

}  // namespace dimai::models

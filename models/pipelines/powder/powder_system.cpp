#include "models/pipelines/powder/powder_system.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace dimai::models {
namespace {

constexpr std::int64_t kHour_ns = 3600LL * 1000000000LL;
constexpr double kNear_kg = 1e-9;

/// Whether a silo's use changes from hour to hour.
bool by_hour(const Silo& silo) {
  return std::any_of(silo.hour_shares.begin(), silo.hour_shares.end(),
                     [&](double share) { return share != silo.hour_shares.front(); });
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

PowderSystem::PowderSystem(const PowderPlant& plant)
    : plant_(plant),
      borders_(plant.silos.size()),
      border_levels_kg_(plant.silos.size(), 0.0),
      drawers_(plant.silos.size()),
      fillers_(plant.silos.size()),
      line_timers_(plant.lines.size()),
      open_orders_(plant.transfers.size(), 0),
      used_kg_(plant.powders.size(), 0.0),
      mixed_kg_(plant.powders.size(), 0.0),
      lost_kg_(plant.powders.size(), 0.0),
      brought_kg_(plant.powders.size(), 0.0) {
  for (const Silo& silo : plant.silos) silos_.push_back(SiloState(silo, plant.powders.size()));
  for (const PowderLine& line : plant.lines) {
    LineState state;
    const auto bends = static_cast<std::size_t>(line.parameters.bends);
    state.residue_kg.assign(plant.powders.size(), 0.0);
    state.bend_wear_kg.assign(bends, 0.0);
    state.bend_wear_all_kg.assign(bends, 0.0);
    state.bends_replaced.assign(bends, 0);
    lines_.push_back(std::move(state));
  }
}

void PowderSystem::start(sim::Simulation& simulation) {
  self_ = simulation.add_handler(*this);
  for (const SiloIndex silo : plant_.silos.indices()) {
    log_level(silo, 0.0);
    if (plant_.silos[silo].use_kg_s > 0.0) simulation.schedule({}, self_, use_due, silo.value);
  }
  for (std::uint32_t i = 0; i < plant_.deliveries.size(); ++i)
    simulation.schedule(sim::seconds(plant_.deliveries[i].at_s), self_, delivery_due, i);
  for (const TransferIndex transfer : plant_.transfers.indices()) {
    const double at_s = plant_.transfers[transfer].at_s;
    if (at_s >= 0.0) simulation.schedule(sim::seconds(at_s), self_, request_due, transfer.value);
  }
  for (std::uint32_t i = 0; i < plant_.blockages.size(); ++i)
    simulation.schedule(sim::seconds(plant_.blockages[i].at_s), self_, blockage_due, i);
  for (const PowderLineIndex line : plant_.lines.indices())
    log_.states.push_back(
        {0.0, line.value, LineActivity::idle, PowderIndex{}.value, lines_[line].oxygen});
  for (const SiloIndex silo : plant_.silos.indices()) reorder(simulation, silo);
}

void PowderSystem::handle(sim::Simulation& simulation, const sim::Event& event) {
  switch (static_cast<Kind>(event.kind)) {
    case use_due:
      return change_use(simulation, SiloIndex{event.subject});
    case delivery_due:
      return deliver(simulation, event.subject);
    case request_due:
      return request(simulation, TransferIndex{event.subject});
    case border_due:
      return reach_border(simulation, SiloIndex{event.subject});
    case line_due:
      return line_event(simulation, PowderLineIndex{event.subject});
    case blockage_due:
      return block(simulation, event.subject);
    case cleared_due:
      return clear(simulation, PowderLineIndex{event.subject});
  }
}

void PowderSystem::change_use(sim::Simulation& simulation, SiloIndex silo) {
  const Silo& one = plant_.silos[silo];
  const auto hour = static_cast<std::size_t>(simulation.now().ns / kHour_ns % 24);
  advance_silo(silo, now_s(simulation));
  silos_[silo].set_demand(one.use_kg_s * 24.0 * one.hour_shares[hour]);
  log_level(silo, now_s(simulation));
  if (by_hour(one)) {
    const std::int64_t next_ns = (simulation.now().ns / kHour_ns + 1) * kHour_ns;
    simulation.schedule({next_ns}, self_, use_due, silo.value);
  }
  watch(simulation, silo);
}

void PowderSystem::deliver(sim::Simulation& simulation, std::uint32_t delivery) {
  const PowderDelivery& one = plant_.deliveries[delivery];
  const double time_s = now_s(simulation);
  advance_silo(one.silo, time_s);
  log_level(one.silo, time_s);
  const double surplus_kg = silos_[one.silo].add(one.mass_kg);
  brought_kg_[plant_.silos[one.silo].powder.value] += one.mass_kg - surplus_kg;
  turned_away_kg_ += surplus_kg;
  log_level(one.silo, time_s);
  if (surplus_kg > 0.0) note(time_s, PowderNews::turned_away, one.silo.value, surplus_kg);
  if (one.every_s > 0.0)
    simulation.schedule(simulation.now() + sim::seconds(one.every_s), self_, delivery_due,
                        delivery);
  watch(simulation, one.silo);
  look_for_work(simulation);
}

void PowderSystem::request(sim::Simulation& simulation, TransferIndex transfer) {
  const PowderTransfer& one = plant_.transfers[transfer];
  PowderBatch batch;
  batch.transfer = transfer;
  batch.requested_s = now_s(simulation);
  lines_[one.line].queue.push_back(static_cast<std::uint32_t>(batches_.size()));
  batches_.push_back(batch);
  ++open_orders_[transfer];
  const bool by_clock =
      one.at_s >= 0.0 && one.every_s > 0.0 && simulation.now() >= sim::seconds(one.at_s);
  // Only the event of the clock plans the next one: an order by level does not.
  if (by_clock && one.reorder_kg < 0.0)
    simulation.schedule(simulation.now() + sim::seconds(one.every_s), self_, request_due,
                        transfer.value);
  look_for_work(simulation);
}

double PowderSystem::draw(sim::Simulation& simulation, SiloIndex silo, double mass_kg) {
  const double time_s = now_s(simulation);
  advance_silo(silo, time_s);
  log_level(silo, time_s);
  const SiloPassage taken = silos_[silo].take(mass_kg);
  used_kg_[plant_.silos[silo].powder.value] += taken.used_kg - sum(taken.foreign_used_kg);
  for (std::size_t q = 0; q < taken.foreign_used_kg.size(); ++q)
    used_kg_[q] += taken.foreign_used_kg[q];
  log_level(silo, time_s);
  reorder(simulation, silo);
  watch(simulation, silo);
  look_for_work(simulation);
  return taken.used_kg;
}

void PowderSystem::reorder(sim::Simulation& simulation, SiloIndex silo) {
  for (const TransferIndex transfer : plant_.transfers.indices()) {
    const PowderTransfer& one = plant_.transfers[transfer];
    if (one.to != silo || one.reorder_kg < 0.0 || open_orders_[transfer] > 0) continue;
    if (silos_[silo].level_kg() <= one.reorder_kg + kNear_kg) request(simulation, transfer);
  }
}

void PowderSystem::reach_border(sim::Simulation& simulation, SiloIndex silo) {
  const double time_s = now_s(simulation);
  SiloState& state = silos_[silo];
  advance_silo(silo, time_s);
  state.settle(border_levels_kg_[silo]);
  log_level(silo, time_s);
  const PowderLineIndex drawer = drawers_[silo];
  const PowderLineIndex filler = fillers_[silo];
  if (state.is_empty()) {
    if (state.demand_kg_s() > 0.0) note(time_s, PowderNews::silo_empty, silo.value, 0.0);
    if (drawer.valid() && state.feed_kg_s() > 0.0) stop_feeding(simulation, drawer);
  }
  if (state.is_full()) {
    note(time_s, PowderNews::silo_full, silo.value, 0.0);
    if (filler.valid() && state.inflow_kg_s() > 0.0) stop_feeding(simulation, filler);
  }
  reorder(simulation, silo);
  look_for_work(simulation);
  watch(simulation, silo);
}

/// The highest level below the present one at which something has to be looked at: an order, or
/// room for a batch that waits; 0 if there is none.
double PowderSystem::watch_level_kg(SiloIndex silo) const {
  const double level_kg = silos_[silo].level_kg();
  double highest_kg = 0.0;
  const auto consider = [&](double watched_kg) {
    if (watched_kg < level_kg - kNear_kg) highest_kg = std::max(highest_kg, watched_kg);
  };
  for (const TransferIndex transfer : plant_.transfers.indices()) {
    const PowderTransfer& one = plant_.transfers[transfer];
    if (one.to != silo) continue;
    if (one.reorder_kg >= 0.0 && open_orders_[transfer] == 0) consider(one.reorder_kg);
    if (open_orders_[transfer] > 0) consider(plant_.silos[silo].capacity_kg - one.batch_kg);
  }
  return highest_kg;
}

void PowderSystem::watch(sim::Simulation& simulation, SiloIndex silo) {
  simulation.cancel(borders_[silo]);
  const SiloState::Border border = silos_[silo].next_border(watch_level_kg(silo));
  if (!(border.time_s < 9e9)) return;
  const sim::Time at = std::max(sim::seconds(border.time_s), simulation.now());
  border_levels_kg_[silo] = border.level_kg;
  borders_[silo] = simulation.schedule_timer(at, self_, border_due, silo.value);
}

void PowderSystem::advance_silo(SiloIndex silo, double time_s) {
  const SiloPassage passed = silos_[silo].advance(time_s);
  used_kg_[plant_.silos[silo].powder.value] += passed.used_kg - sum(passed.foreign_used_kg);
  for (std::size_t q = 0; q < passed.foreign_used_kg.size(); ++q)
    used_kg_[q] += passed.foreign_used_kg[q];
  if (passed.fed_kg > 0.0) {
    PowderLoad& load = lines_[drawers_[silo]].load;
    load.drawn_kg += passed.fed_kg;
    load.content_kg += passed.fed_kg;
    for (std::size_t q = 0; q < passed.foreign_fed_kg.size(); ++q)
      load.foreign_kg[q] += passed.foreign_fed_kg[q];
  }
  if (passed.inflow_kg > 0.0) {
    PowderLoad& load = lines_[fillers_[silo]].load;
    load.content_kg -= passed.inflow_kg;
    load.arrived_kg += passed.inflow_kg;
  }
}

void PowderSystem::log_level(SiloIndex silo, double time_s) {
  log_.levels.push_back(
      {time_s, silo.value, silos_[silo].level_kg(), silos_[silo].foreign_share()});
}

void PowderSystem::log_levels(double time_s) {
  for (const SiloIndex silo : plant_.silos.indices()) {
    SiloState then = silos_[silo];
    then.advance(time_s);
    log_.levels.push_back({time_s, silo.value, then.level_kg(), then.foreign_share()});
  }
}

void PowderSystem::note(double time_s, PowderNews what, std::uint32_t subject, double value) {
  log_.notes.push_back({time_s, what, subject, value});
}

PowderLog PowderSystem::take_log() { return std::exchange(log_, {}); }

std::uint64_t PowderSystem::waiting_batches() const {
  std::uint64_t waiting = 0;
  for (const LineState& line : lines_) waiting += line.queue.size();
  return waiting;
}

std::vector<PowderBalance> PowderSystem::balances(double time_s) const {
  std::vector<PowderBalance> all(plant_.powders.size());
  for (std::size_t p = 0; p < all.size(); ++p) {
    all[p].delivered_kg = brought_kg_[p];
    all[p].used_kg = used_kg_[p];
    all[p].mixed_kg = mixed_kg_[p];
    all[p].lost_kg = lost_kg_[p];
  }
  sim::Table<PowderLineIndex, PowderLoad> loads;
  for (const LineState& line : lines_) loads.push_back(line.load);
  for (const SiloIndex silo : plant_.silos.indices()) {
    SiloState then = silos_[silo];
    const SiloPassage passed = then.advance(time_s);
    PowderBalance& own = all[plant_.silos[silo].powder.value];
    own.initial_kg += plant_.silos[silo].initial_kg;
    own.overflow_kg += then.overflow_kg;
    own.in_silos_kg += then.level_kg() - sum(then.foreign_kg());
    own.used_kg += passed.used_kg - sum(passed.foreign_used_kg);
    for (std::size_t q = 0; q < all.size(); ++q) {
      all[q].in_silos_kg += then.foreign_kg()[q];
      if (!passed.foreign_used_kg.empty()) all[q].used_kg += passed.foreign_used_kg[q];
      if (passed.fed_kg > 0.0) loads[drawers_[silo]].foreign_kg[q] += passed.foreign_fed_kg[q];
    }
    if (passed.fed_kg > 0.0) loads[drawers_[silo]].content_kg += passed.fed_kg;
    if (passed.inflow_kg > 0.0) loads[fillers_[silo]].content_kg -= passed.inflow_kg;
  }
  for (const PowderLineIndex line : plant_.lines.indices()) {
    const LineState& state = lines_[line];
    for (std::size_t q = 0; q < all.size(); ++q) all[q].in_lines_kg += state.residue_kg[q];
    if (!state.loading) continue;
    const PowderTransfer& transfer = plant_.transfers[batches_[state.batch].transfer];
    all[powder_of(transfer).value].in_lines_kg +=
        loads[line].content_kg - sum(loads[line].foreign_kg);
    for (std::size_t q = 0; q < all.size(); ++q) all[q].in_lines_kg += loads[line].foreign_kg[q];
  }
  return all;
}

}  // namespace dimai::models

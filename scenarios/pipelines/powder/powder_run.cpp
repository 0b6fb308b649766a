#include "scenarios/pipelines/powder/powder_run.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/pipelines/powder/powder_tables.hpp"

namespace dimai::scenarios {

namespace {

/// Kilogrammes of a balance that may be missing for each that went through: event times are whole
/// nanoseconds.
constexpr double kMissing = 1e-8;

/// Quantile of sorted values, linear between order statistics (Hyndman and Fan 1996, type 7).
double quantile(const std::vector<double>& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Measure measure_of(const std::string& name, const std::string& powder, const std::string& unit,
                   std::vector<double> values) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  Measure measure{name, powder, "", "", unit, values.size(), kNone, kNone, kNone, kNone, kNone};
  if (values.empty()) return measure;
  std::sort(values.begin(), values.end());
  double sum = 0.0;
  for (const double value : values) sum += value;
  measure.mean = sum / static_cast<double>(values.size());
  measure.p5 = quantile(values, 0.05);
  measure.p50 = quantile(values, 0.50);
  measure.p95 = quantile(values, 0.95);
  measure.p99 = quantile(values, 0.99);
  return measure;
}

}  // namespace

void PowderRun::start(sim::Simulation& simulation) {
  simulation_ = &simulation;
  system_.start(simulation);
}

double PowderRun::now_s() const {
  return simulation_ == nullptr ? 0.0 : sim::to_seconds(simulation_->now());
}

void PowderRun::define_tables(ResultWriter& writer) const {
  write_plant(writer, system_.plant());
  write_conveying(writer, system_.plant());
  define_powder_logs(writer);
}

void PowderRun::write_news(ResultWriter& writer) {
  system_.log_levels(now_s());
  write_powder_log(writer, system_, system_.take_log(), now_s());
}

void PowderRun::write_closing(ResultWriter& writer) const {
  write_powder_totals(writer, system_, now_s());
}

std::vector<ClassCounts> PowderRun::counts() const {
  ClassCounts row;
  row.name = "powder batches";
  row.name_zh = "粉料批次";
  row.requested = system_.batches().size();
  row.arrived = system_.served_batches();
  row.waiting = system_.waiting_batches();
  for (const models::LineState& line : system_.lines())
    row.under_way += line.batch == models::LineState::kNoBatch ? 0 : 1;
  return {row};
}

std::vector<Measure> PowderRun::measures() const {
  std::vector<Measure> all;
  const models::PowderPlant& plant = system_.plant();
  for (const models::PowderIndex powder : plant.powders.indices()) {
    std::vector<double> time_s;
    std::vector<double> foreign;
    std::vector<double> energy_j_kg;
    for (const models::PowderBatch& batch : system_.batches()) {
      const models::PowderTransfer& transfer = plant.transfers[batch.transfer];
      if (batch.done_s < 0.0 || plant.silos[transfer.from].powder != powder) continue;
      time_s.push_back(batch.done_s - batch.requested_s);
      if (batch.delivered_kg <= 0.0) continue;
      foreign.push_back(batch.foreign_kg / batch.delivered_kg);
      energy_j_kg.push_back(batch.energy_j / batch.delivered_kg);
    }
    const std::string& name = plant.powders[powder].id;
    all.push_back(measure_of("powder_batch_time", name, "s", std::move(time_s)));
    all.push_back(measure_of("powder_foreign_share", name, "1", std::move(foreign)));
    all.push_back(measure_of("powder_energy", name, "J/kg", std::move(energy_j_kg)));
  }
  return all;
}

std::vector<std::string> PowderRun::violations() const {
  std::vector<std::string> found;
  const auto balances = system_.balances(now_s());
  for (const models::PowderIndex powder : system_.plant().powders.indices()) {
    const models::PowderBalance& one = balances[powder.value];
    const double through_kg = one.initial_kg + one.delivered_kg + 1.0;
    if (std::abs(one.missing_kg()) <= kMissing * through_kg) continue;  // false for NaN
    found.push_back(fmt::format(
        "conservation of mass ({}): {:.9g} kg came in, {:.3g} kg of them "
        "are nowhere",
        system_.plant().powders[powder].id, one.initial_kg + one.delivered_kg, one.missing_kg()));
  }
  return found;
}

}  // namespace dimai::scenarios

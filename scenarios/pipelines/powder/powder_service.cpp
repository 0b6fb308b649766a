// What of powder lines may fail, and how much of their service is kept.

#include <algorithm>
#include <cmath>

#include "scenarios/pipelines/powder/powder_plan.hpp"
#include "scenarios/pipelines/powder/powder_run.hpp"

namespace dimai::scenarios {

namespace {

/// Time of a batch that nothing delays, its line being clean and free [s].
double undelayed_s(const models::PowderPlant& plant, const models::PowderTransfer& transfer) {
  const models::PowderLineParameters& line = plant.lines[transfer.line].parameters;
  if (line.feeder != models::kFeederChoices[1])
    return transfer.batch_kg / line.rate_kg_s + transfer.point.profile.transit_s;
  const models::Powder& powder = plant.powders[plant.silos[transfer.from].powder];
  const double loads = std::ceil(transfer.batch_kg / models::tank_load_kg(line, powder) - 1e-9);
  return loads * models::tank_cycle(plant, transfer).total_s();
}

}  // namespace

/// Two parts a line: its blower, then its pipe.
std::vector<models::BreakablePart> PowderPlan::parts() const {
  std::vector<models::BreakablePart> all;
  for (const models::PowderLine& line : plant_.lines) {
    models::BreakablePart part;
    part.id = line.id;
    part.kind = models::PartKind::blower;
    all.push_back(part);
    part.kind = models::PartKind::pipe;
    part.length_m = line.parameters.length_m;
    part.bore_m = line.parameters.bore_m;
    all.push_back(part);
  }
  return all;
}

void PowderRun::set_working(sim::Simulation& simulation, std::uint32_t part, bool working) {
  system_.set_working(simulation, models::PowderLineIndex{part / 2}, part % 2 == 1, working);
}

/// By what lines convey when they do.
double PowderRun::share_served_by(std::uint32_t part) const {
  double all_kg_s = 0.0;
  for (const models::PowderLine& line : system_.plant().lines)
    all_kg_s += line.parameters.rate_kg_s;
  return system_.plant().lines[models::PowderLineIndex{part / 2}].parameters.rate_kg_s / all_kg_s;
}

std::vector<models::ServiceCount> PowderRun::service_over_time(
    const models::ServiceQuestion& question) const {
  models::ServiceCount count(question, "powder", "kg");
  const models::PowderPlant& plant = system_.plant();
  for (const models::PowderBatch& batch : system_.batches()) {
    const models::PowderTransfer& transfer = plant.transfers[batch.transfer];
    const double allowed_s =
        question.late_factor * undelayed_s(plant, transfer) + question.late_grace_s;
    const bool in_time = batch.done_s >= 0.0 && batch.done_s - batch.requested_s <= allowed_s;
    const double open_until_s = batch.requested_s + allowed_s;
    const double decided_s =
        batch.done_s >= 0.0 ? std::min(open_until_s, question.end_s) : open_until_s;
    count.add(batch.requested_s, decided_s, transfer.batch_kg,
              in_time ? std::min(batch.delivered_kg, transfer.batch_kg) : 0.0);
  }
  return {count};
}

}  // namespace dimai::scenarios

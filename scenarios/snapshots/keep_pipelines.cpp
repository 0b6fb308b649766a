#include "scenarios/pipelines/batch_line/batch_line_run.hpp"
#include "scenarios/pipelines/gas/gas_run.hpp"
#include "scenarios/pipelines/liquid/liquid_run.hpp"
#include "scenarios/pipelines/powder/powder_run.hpp"
#include "scenarios/pipelines/tubes/tubes_run.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {

void BatchLineRun::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, lines, written_fronts, written_events] = *this;
  archive.each(lines);
  archive(written_fronts, written_events);
}

void GasRun::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [input, operation, range_pa, linepacks_kg] = *this;
  archive(operation, range_pa, linepacks_kg);
}

void LiquidRun::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, model, duration_s, events, solves, snapshots] = *this;
  archive(model, events, solves, snapshots);
}

void PowderRun::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [system, simulation] = *this;
  archive(system);
}

void TubesRun::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, model, simulation, shares] = *this;
  archive(model);
}

}  // namespace dimai::scenarios

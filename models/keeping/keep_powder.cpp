#include "models/pipelines/powder/powder_system.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

void SiloState::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [shortfall, overflow, lowest, capacity, level, time_s, inflow, feed,
                          demand, foreign] = *this;
  archive(shortfall, overflow, lowest, level, time_s, inflow, feed, demand, foreign);
}

namespace {

void keep_load(sim::Archive& archive, PowderLoad& load) {
  auto& [start_s, mass, stay, divert, drawn, content, arrived, foreign, steps] = load;
  archive(start_s, mass, stay, divert, drawn, content, arrived, foreign, steps);
}

void keep_line(sim::Archive& archive, LineState& line) {
  auto& [activity, since_s, queue, batch, load, loading, aborted, blocked_until_s, failures,
         last_powder, residue, oxygen, oxygen_at_s, gas_m3_s, through_m3_s, power_w, wear, wear_all,
         replaced, conveyed_kg, gas_m3, energy_j, changeovers, time_s] = line;
  keep_load(archive, load);
  archive(activity, since_s, queue, batch, loading, aborted, blocked_until_s, failures, last_powder,
          residue, oxygen, oxygen_at_s, gas_m3_s, through_m3_s, power_w, wear, wear_all, replaced,
          conveyed_kg, gas_m3, energy_j, changeovers, time_s);
}

}  // namespace

void PowderSystem::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plant, self, silos, borders, border_levels, drawers, fillers, lines,
                          line_timers, open_orders, batches, used, mixed, lost, brought,
                          turned_away, served, log] = *this;
  auto& [levels, states, notes, done] = log;
  archive.part("powder");
  archive.each(silos);
  archive.same(lines.size(), "lines");
  for (LineState& line : lines) keep_line(archive, line);
  archive(borders, border_levels, drawers, fillers, line_timers, open_orders, batches, used, mixed,
          lost, brought, turned_away, served, levels, states, notes, done);
}

}  // namespace dimai::models

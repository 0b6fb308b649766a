#include "scenarios/pipelines/powder_reading/read_powder.hpp"

#include "scenarios/pipelines/powder/powder_plan.hpp"
#include "scenarios/pipelines/powder_reading/powder_reading.hpp"
#include "scenarios/pipelines/powder_reading/powder_table.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

std::unique_ptr<PipelinePlan> read_powder(Reading& reading, TableReader& table) {
  const std::size_t errors_before = reading.problems.error_count();
  PowderReading state{reading, {}};
  read_fields(table, state.plant.parameters, {}, reading.scenario.parameters);
  state.known = read_powder_table(shipped_powders(), "powder", reading.problems);
  read_materials(state, table);
  read_silos(state, table);
  read_lines(state, table);
  read_transfers(state, table);
  read_powder_deliveries(state, table);
  read_blockages(state, table);
  check_conveying(state);
  if (reading.problems.error_count() > errors_before) return nullptr;
  return std::make_unique<PowderPlan>(std::move(state.plant));
}

}  // namespace dimai::scenarios

#include <array>

#include "scenarios/logistics/read_logistics.hpp"
#include "scenarios/pipelines/batch_line/batch_line_plan.hpp"
#include "scenarios/pipelines/capsule_line/capsule_line_plan.hpp"
#include "scenarios/pipelines/gas/gas_reading.hpp"
#include "scenarios/pipelines/liquid/liquid_reader.hpp"
#include "scenarios/pipelines/powder_reading/read_powder.hpp"
#include "scenarios/pipelines/tubes/tubes_reader.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

namespace {

/// A kind of pipeline: its table in a scenario, and what reads it. A reader returns null after a
/// problem. `table` is finished here: each reader asks for all its keys.
struct Kind {
  std::string_view table;
  std::unique_ptr<PipelinePlan> (*read)(Reading& reading, TableReader& table);
};

/// Every kind, in alphabetical order; but logistics last, for it uses the others. A new one is a
/// folder here and one line.
constexpr std::array<Kind, 7> kKinds{{
    {"batch_line", read_batch_lines},
    {"capsule_line", read_capsule_lines},
    {"gas", read_gas},
    {"liquid", read_liquid},
    {"powder", read_powder},
    {"tubes", read_tubes},
    {"logistics", read_logistics},
}};

}  // namespace

bool has_pipelines(TableReader& document) {
  bool any = false;
  for (const Kind& kind : kKinds) any |= document.find(kind.table) != nullptr;
  return any;
}

void read_pipelines(Reading& reading, TableReader& document) {
  reading.has_logistics = document.find("logistics") != nullptr;
  for (const Kind& kind : kKinds) {
    TableReader table = document.table(kind.table);
    if (!table.present()) continue;
    std::unique_ptr<PipelinePlan> plan = kind.read(reading, table);
    table.finish();
    reading.all_pipelines_read &= plan != nullptr;
    if (plan != nullptr) reading.scenario.pipelines.push_back(std::move(plan));
  }
}

}  // namespace dimai::scenarios

#pragma once

#include "models/pipelines/powder/powder_system.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

// powder_plant_tables.cpp: known before the run
/// /powder/powder, /powder/silo, /powder/line, /powder/transfer.
void write_plant(ResultWriter& writer, const models::PowderPlant& plant);
// powder_conveying_tables.cpp
/// /powder/profile, /powder/diagram, /powder/design.
void write_conveying(ResultWriter& writer, const models::PowderPlant& plant);

// powder_log_tables.cpp: while it goes
/// /powder/silo_level, /powder/state, /powder/note, /powder/batch, /powder/oxygen.
void define_powder_logs(ResultWriter& writer);
void write_powder_log(ResultWriter& writer, const models::PowderSystem& system,
                      const models::PowderLog& log, double time_s);
// powder_totals.cpp: at the end
/// /powder/balance, /powder/line_total, /powder/silo_total, /powder/bend.
void write_powder_totals(ResultWriter& writer, const models::PowderSystem& system, double time_s);

}  // namespace dimai::scenarios

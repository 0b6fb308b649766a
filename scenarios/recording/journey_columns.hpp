#pragma once

#include <vector>

#include "scenarios/results/column.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Columns of /trips.
std::vector<ColumnInfo> journey_columns();
/// Rows of /trips, a column each, in the order of journey_columns().
std::vector<ColumnData> journey_data(const Run& run,
                                     const std::vector<models::JourneyIndex>& journeys);
/// Journeys that have arisen and not ended, in order of request.
std::vector<models::JourneyIndex> open_journeys(const Run& run);

}  // namespace dimai::scenarios

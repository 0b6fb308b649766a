#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenarios/formats/value.hpp"
#include "scenarios/pipelines/tubes/tubes_plan.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/reading/feature.hpp"

namespace dimai::scenarios {

/// Zones, stations, transfer units and connectors from a GeoJSON file. Every problem is told.
///
/// @return whether the network is whole, so that ways over it can be checked
bool read_tube_network(const Value& document, const std::string& file, TubesPlan& plan,
                       std::map<std::string, models::StationIndex>& stations, Problems& problems);

}  // namespace dimai::scenarios

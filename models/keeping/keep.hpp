#pragma once

#include "models/guideway/observation.hpp"
#include "models/operation/service_state.hpp"
#include "models/trains/journey_log.hpp"
#include "models/yards/yard_log.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

// What is kept of open structs that are not plain data; how, sim/keeping/archive.hpp says. Those
// that only one class has stand in the file that keeps that class.

void keep(sim::Archive& archive, FormationLog& log);
void keep(sim::Archive& archive, TraversalLog& log);
void keep(sim::Archive& archive, YardLog& log);
void keep(sim::Archive& archive, JourneyLog& log);
void keep(sim::Archive& archive, Observation& observation);
void keep(sim::Archive& archive, FleetSample& sample);
void keep(sim::Archive& archive, PortalState& portal);

}  // namespace dimai::models

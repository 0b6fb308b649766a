#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/operation/empties/fleet_need.hpp"
#include "models/parameters/capsule_class.hpp"
#include "scenarios/language.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// How a fleet compares with what the requests need at least; word for word what JSON says.
enum class FleetVerdict : std::uint8_t { enough, waits_in_the_busiest_hour, too_few };
const char* verdict_name(FleetVerdict verdict);

/// Capsules in the workshop do not count.
FleetVerdict verdict(const models::FleetNeed& need, const models::CapsuleClass& capsule_class);

/// One line: the least fleet on average and in the busiest hour, and whether the fleet is enough.
std::string need_text(const models::FleetNeed& need, const models::CapsuleClass& capsule_class,
                      Language language);

/// What the requests of the scenario's seed need.  [class]
std::vector<models::FleetNeed> fleet_needs(const Scenario& scenario);

}  // namespace dimai::scenarios

#pragma once

#include <cstdint>

#include "scenarios/scenario.hpp"

namespace dimai::scenarios::tests {

/// A line of junctions and yards joined by twin trunks, each with two portals on twin local links;
/// three classes, the third of which not every link admits. Few berths, holding and parking places;
/// gravity, flows, timed trips and closures; rules of operation drawn with the seed.
Scenario random_scenario(std::uint64_t seed);

/// Two portals joined by a tube of 1 km each way at 20 m/s, with ramps of 20 s, 30 s to load and as
/// much to unload; one class, whose capsules all start at the first portal. No demand.
Scenario pair_scenario(std::int64_t fleet);

}  // namespace dimai::scenarios::tests

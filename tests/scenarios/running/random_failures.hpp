#pragma once

#include <cstdint>

#include "scenarios/scenario.hpp"

namespace dimai::scenarios::tests {

/// Puts the nodes of a random scenario at random places and has things fail there, drawn with the
/// seed: tunnels, a junction and a portal by list, tunnels by chance, and what a strike hits;
/// computers and radios, the busiest dispatcher first, where it is dispatched by message. Crews
/// mend what has no stated end, within the run.
void add_random_failures(Scenario& scenario, std::uint64_t seed);

}  // namespace dimai::scenarios::tests

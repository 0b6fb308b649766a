#include <utility>

#include "models/operation/service.hpp"

// Capsules that could not go anywhere: they wait where they stand in nobody's way. Only where
// things may fail; else a capsule without a way waits in the exit of its portal.

namespace dimai::models {

/// Whether the capsule must wait in its portal until a way opens; then it is noted.
bool Service::hold_back(CapsuleIndex capsule, NodeIndex from, NodeIndex to, bool loading) {
  if (!setup_.holds_back || router_.reachable(profiles_[class_of(capsule)], from, to)) return false;
  held_back_.push_back({capsule, to, loading});
  return true;
}

/// Ways have changed: those who have one now go on.
void Service::release_held_back(sim::Simulation& simulation) {
  for (const HeldBack& each : std::exchange(held_back_, {})) {
    if (each.loading) {
      ask_for_loading(simulation, each.capsule);
    } else {
      send(simulation, each.capsule, each.destination);
    }
  }
}

}  // namespace dimai::models

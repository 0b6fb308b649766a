#include <algorithm>
#include <utility>

#include "models/operation/service.hpp"

// Capsules that could not go anywhere: they wait where they stand in nobody's way. Only where
// things may fail; else a capsule without a way waits in the exit of its portal.

namespace dimai::models {

/// Whether the capsule must wait in its portal until a way opens; then it is noted.
bool Service::hold_back(CapsuleIndex capsule, NodeIndex from, NodeIndex to, bool loading) {
  if (!setup_.holds_back || router_.reachable(profiles_[class_of(capsule)], from, to)) return false;
  const HeldBack row{capsule, to, loading};
  const auto same = std::find_if(held_back_.begin(), held_back_.end(), [&](const HeldBack& each) {
    return each.capsule == capsule;  // it was given something more to do
  });
  if (same != held_back_.end()) {
    *same = row;
  } else {
    held_back_.push_back(row);
  }
  return true;
}

/// Ways have changed: those who have one now go on, as much later than expected as they have stood.
void Service::release_held_back(sim::Simulation& simulation) {
  for (Service* desk : desks_) desk->ways_changed_ = true;  // they do when they go on
  if (is_desk() && !std::exchange(ways_changed_, false)) return;
  for (const HeldBack& each : std::exchange(held_back_, {})) {
    const Vehicle& vehicle = vehicles_[each.capsule];
    const std::uint32_t profile = profiles_[class_of(each.capsule)];
    if (!router_.reachable(profile, vehicle.portal, each.destination)) {
      held_back_.push_back(each);
      continue;
    }
    const std::int64_t late_ns = simulation.now().ns - vehicle.leg_end_ns;
    // Who carries somebody tells how late it is once it is there.
    if (vehicle.first.valid() && !vehicle.carries && late_ns != 0) postpone(each.capsule, late_ns);
    if (each.loading) {
      ask_for_loading(simulation, each.capsule);
    } else {
      send(simulation, each.capsule, each.destination);
    }
  }
}

}  // namespace dimai::models

#include <algorithm>

#include "models/operation/service.hpp"

// Idle capsules that go where they will be wanted before anybody asks.

namespace dimai::models {

void Service::steer(sim::Simulation& simulation) {
  for (std::uint32_t c = 0; c < classes_.size(); ++c) steer_class(simulation, c);
  if (all_served()) return;
  simulation.schedule(simulation.now() + sim::Time{steering_->interval_ns()}, handler_, steer_due,
                      0);
}

void Service::steer_class(sim::Simulation& simulation, std::uint32_t capsule_class) {
  const std::int64_t now_ns = simulation.now().ns;
  const std::vector<NodeIndex>& portals = router_.portals();
  std::vector<FleetPlace> fleet;
  std::vector<std::vector<CapsuleIndex>> idle(portals.size());
  for (const CapsuleIndex capsule : vehicles_.indices()) {
    const Vehicle& vehicle = vehicles_[capsule];
    if (class_of(capsule) != capsule_class || vehicle.to_workshop) continue;
    const NodeIndex end =
        vehicle.last.valid() ? journeys_[vehicle.last].request.destination : vehicle.portal;
    const std::uint32_t rank = router_.portal_rank(end);
    const bool is_idle = vehicle.activity == CapsuleActivity::idle && !vehicle.first.valid();
    if (is_idle) idle[rank].push_back(capsule);
    fleet.push_back({capsule, rank, is_idle ? now_ns : std::max(vehicle.plan_end_ns, now_ns + 1)});
  }
  std::vector<std::int64_t> room;
  room.reserve(portals.size());
  for (const NodeIndex portal : portals)
    room.push_back(std::max<std::int64_t>(portals_[portal].parking_free, 0));
  for (const FleetMove& move : steering_->decide(capsule_class, now_ns, fleet, room)) {
    for (std::int64_t n = 0; n < move.count && !idle[move.from].empty(); ++n) {
      const CapsuleIndex capsule = idle[move.from].back();
      if (!may_go_empty(capsule, portals[move.to], now_ns)) break;
      idle[move.from].pop_back();
      ++work_[capsule_class].steered_trips;
      send_to_park(simulation, capsule, portals[move.to]);
    }
  }
}

}  // namespace dimai::models

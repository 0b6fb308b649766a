#include "models/operation/upkeep/trip_energy.hpp"

#include <cmath>
#include <limits>

namespace dimai::models {

TripEnergy::TripEnergy(const TravelTimes& times, const std::vector<CapsuleClass>& classes,
                       const GuidewayParameters& guideway, const ResistanceParameters& resistance)
    : times_(times),
      network_(times.router().network()),
      classes_(classes),
      traction_(network_, classes, guideway, resistance),
      search_(times.router()),
      lane_of_link_(network_.links.size()),
      near_(classes.size() * times.router().portals().size()) {
  const LaneTable& lanes = times.guideway().lanes();
  for (const LaneIndex lane : lanes.indices()) {
    LaneIndex& first = lane_of_link_[lanes[lane].link.value];
    if (!first.valid()) first = lane;
  }
}

double TripEnergy::trip_j(std::uint32_t capsule_class, double mass_kg, NodeIndex from,
                          NodeIndex to) const {
  if (from == to) return 0.0;
  const std::vector<LinkIndex> path = times_.router().path(times_.profile(capsule_class), from, to);
  if (path.empty()) return std::numeric_limits<double>::infinity();
  const LaneTable& lanes = times_.guideway().lanes();
  Train alone;
  alone.count = 1;
  alone.width = traction_.width(capsule_class);
  alone.length_um = std::llround(classes_[capsule_class].length_m * 1e6);
  alone.mass_kg = mass_kg;
  double speed_m_s = 0.0;
  for (const LinkIndex link : path) {
    const Lane& lane = lanes[lane_of_link_[link.value]];
    if (lane.speed_m_s != speed_m_s) traction_.change_speed(alone.sum, speed_m_s, lane.speed_m_s);
    speed_m_s = lane.speed_m_s;
    traction_.run(alone, lane);
  }
  traction_.stop(alone.sum, speed_m_s);
  return alone.sum.energy_j_kg * mass_kg + alone.sum.energy_j_capsule;
}

const TripEnergy::Near& TripEnergy::near_charger(std::uint32_t capsule_class, NodeIndex from) {
  const Router& router = times_.router();
  Near& near = near_[capsule_class * router.portals().size() + router.portal_rank(from)];
  if (near.version == router.version()) return near;
  near.version = router.version();
  near.portal = from;
  near.energy_j = 0.0;
  if (network_.nodes[from].portal.chargers > 0) return near;
  near.portal = search_.nearest_destination(
      times_.profile(capsule_class), from,
      [&](NodeIndex portal) { return network_.nodes[portal].portal.chargers > 0; });
  near.energy_j = near.portal.valid()
                      ? trip_j(capsule_class, classes_[capsule_class].mass_kg, from, near.portal)
                      : std::numeric_limits<double>::infinity();
  return near;
}

double TripEnergy::to_charger_j(std::uint32_t capsule_class, NodeIndex from) {
  return near_charger(capsule_class, from).energy_j;
}

NodeIndex TripEnergy::charger_near(std::uint32_t capsule_class, NodeIndex from) {
  return near_charger(capsule_class, from).portal;
}

}  // namespace dimai::models

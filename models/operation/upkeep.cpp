#include <algorithm>
#include <cmath>
#include <limits>

#include "models/operation/by_message.hpp"
#include "models/operation/service.hpp"

// Batteries and workshops: what takes capsules out of service for a time.

namespace dimai::models {

/// Charge with which a capsule at `from` can fetch and serve a request and still get to a charger,
/// the least charge left.
double Service::needed_j(CapsuleIndex capsule, NodeIndex from, const Request& request) {
  const std::uint32_t c = request.capsule_class;
  const double empty_kg = classes_[c].mass_kg;
  return energy_->trip_j(c, empty_kg, from, request.origin) +
         energy_->trip_j(c, empty_kg + classes_[c].payload_kg, request.origin,
                         request.destination) +
         energy_->to_charger_j(c, request.destination) + batteries_.least_j(capsule);
}

/// Whether a full battery is enough for the way, from a charger near the origin.
bool Service::in_range(const Request& request) {
  const std::uint32_t c = request.capsule_class;
  if (!batteries_.has(c)) return true;
  const NodeIndex charger = energy_->charger_near(c, request.origin);
  if (!charger.valid()) return false;
  const CapsuleClass& row = classes_[c];
  const double taken_j =
      energy_->trip_j(c, row.mass_kg, charger, request.origin) +
      energy_->trip_j(c, row.mass_kg + row.payload_kg, request.origin, request.destination) +
      energy_->to_charger_j(c, request.destination);
  return taken_j <= (1.0 - row.least_charge) * row.battery_j;
}

/// Whether a capsule has charge enough to go empty to a portal and on to a charger.
bool Service::may_go_empty(CapsuleIndex capsule, NodeIndex to, std::int64_t now_ns) {
  const std::uint32_t c = class_of(capsule);
  if (!batteries_.has(c)) return true;
  const double needed = energy_->trip_j(c, classes_[c].mass_kg, vehicles_[capsule].portal, to) +
                        energy_->to_charger_j(c, to) + batteries_.least_j(capsule);
  return needed <= batteries_.charge_j(capsule, now_ns);
}

/// Before a capsule serves its next request: charges it here, or sends it to where it can charge,
/// if that must be. True if it is not ready to set out for the request.
bool Service::must_charge_first(sim::Simulation& simulation, CapsuleIndex capsule) {
  const std::uint32_t c = class_of(capsule);
  if (!batteries_.has(c)) return false;
  Vehicle& vehicle = vehicles_[capsule];
  const std::int64_t now_ns = simulation.now().ns;
  const double needed = needed_j(capsule, vehicle.portal, journeys_[vehicle.first].request);
  if (batteries_.charge_j(capsule, now_ns) >= needed) {
    unplug(simulation, capsule);
    return false;
  }
  set_activity(capsule, CapsuleActivity::charging);
  ++batteries_.totals[c].waits;
  const std::int64_t ready_ns = batteries_.ready_ns(capsule, needed, now_ns);
  const NodeIndex charger = energy_->charger_near(c, vehicle.portal);
  if (needed > batteries_.capacity_j(capsule) || !charger.valid()) {
    unplug(simulation, capsule);  // ways have changed: it is not sent, but looked at when they do
    return true;                  // again
  }
  std::int64_t detour_ns = 0;
  if (charger != vehicle.portal) {
    detour_ns = travel_ns(c, vehicle.portal, charger) +
                travel_ns(c, charger, journeys_[vehicle.first].request.origin) -
                travel_ns(c, vehicle.portal, journeys_[vehicle.first].request.origin);
  }
  postpone(capsule, std::max<std::int64_t>(0, ready_ns - now_ns + detour_ns));
  vehicle.leg_end_ns = ready_ns;
  if (charger == vehicle.portal) FleetByMessage::begin_leg(*this, capsule);
  if (charger == vehicle.portal) {
    unplug(simulation, capsule);
    ask_for_charger(simulation, capsule);
    return true;
  }
  if (vehicle.holds_place) {
    vehicle.holds_place = false;
    FleetByMessage::add_places(*this, vehicle.portal, 1);
  }
  send(simulation, capsule, charger);
  return true;
}

/// Sends an idle capsule with little charge to park where it can charge. True if it has left.
bool Service::seeks_charger(sim::Simulation& simulation, CapsuleIndex capsule) {
  const std::uint32_t c = class_of(capsule);
  Vehicle& vehicle = vehicles_[capsule];
  const std::int64_t now_ns = simulation.now().ns;
  if (!batteries_.has(c) || network_.nodes[vehicle.portal].portal.chargers > 0) return false;
  if (batteries_.share(capsule, now_ns) >= classes_[c].recharge_below) return false;
  const NodeIndex place =
      near_.nearest_destination(profiles_[c], vehicle.portal, [&](NodeIndex portal) {
        return network_.nodes[portal].portal.chargers > 0 && portals_[portal].parking_free > 0;
      });
  if (!place.valid() || !may_go_empty(capsule, place, now_ns)) return false;
  send_to_park(simulation, capsule, place);
  return true;
}

/// Puts a capsule on a charger of its portal if it has some use for it, or into the queue. One that
/// has a request to serve takes the place of one that has none.
void Service::ask_for_charger(sim::Simulation& simulation, CapsuleIndex capsule) {
  if (!batteries_.has(class_of(capsule))) return;
  Vehicle& vehicle = vehicles_[capsule];
  PortalState& portal = portals_[vehicle.portal];
  const auto chargers = static_cast<std::size_t>(network_.nodes[vehicle.portal].portal.chargers);
  const std::int64_t now_ns = simulation.now().ns;
  if (chargers == 0 || batteries_.plugged(capsule)) return;
  if (batteries_.share(capsule, now_ns) >= 1.0) return;
  if (portal.charging.size() >= chargers && vehicle.first.valid()) {
    const auto idle =
        std::find_if(portal.charging.begin(), portal.charging.end(),
                     [&](CapsuleIndex each) { return !vehicles_[each].first.valid(); });
    if (idle != portal.charging.end()) {
      const CapsuleIndex displaced = *idle;
      portal.before_charger.push_front(capsule);
      vehicle.wants_charger = true;
      unplug(simulation, displaced);
      ask_for_charger(simulation, displaced);
      return;
    }
  }
  if (portal.charging.size() < chargers) {
    plug(simulation, capsule);
  } else if (!vehicle.wants_charger) {
    vehicle.wants_charger = true;
    portal.before_charger.push_back(capsule);
  }
}

void Service::plug(sim::Simulation& simulation, CapsuleIndex capsule) {
  Vehicle& vehicle = vehicles_[capsule];
  const std::int64_t now_ns = simulation.now().ns;
  vehicle.wants_charger = false;
  portals_[vehicle.portal].charging.push_back(capsule);
  batteries_.plug(capsule, now_ns);
  double wanted_j = batteries_.capacity_j(capsule);
  if (vehicle.first.valid())
    wanted_j = needed_j(capsule, vehicle.portal, journeys_[vehicle.first].request);
  simulation.schedule(sim::Time{batteries_.ready_ns(capsule, wanted_j, now_ns)}, handler_, charged,
                      capsule.value, ++vehicle.charge_number);
}

/// Takes a capsule off its charger, or out of the queue, and lets the next one on.
void Service::unplug(sim::Simulation& simulation, CapsuleIndex capsule) {
  Vehicle& vehicle = vehicles_[capsule];
  vehicle.wants_charger = false;
  if (!batteries_.has(class_of(capsule)) || !batteries_.plugged(capsule)) return;
  PortalState& portal = portals_[vehicle.portal];
  ++vehicle.charge_number;
  batteries_.unplug(capsule, simulation.now().ns);
  portal.charging.erase(std::find(portal.charging.begin(), portal.charging.end(), capsule));
  while (!portal.before_charger.empty()) {
    const CapsuleIndex next = portal.before_charger.front();
    portal.before_charger.pop_front();
    if (!vehicles_[next].wants_charger || vehicles_[next].portal != vehicle.portal) continue;
    plug(simulation, next);
    return;
  }
}

void Service::finish_charging(sim::Simulation& simulation, CapsuleIndex capsule,
                              std::uint32_t number) {
  if (vehicles_[capsule].charge_number != number) return;
  unplug(simulation, capsule);
  if (!vehicles_[capsule].first.valid()) return;
  if (setup_.control != nullptr)  // who dispatches hears what it had to wait for a charger
    postpone(capsule, simulation.now().ns - vehicles_[capsule].leg_end_ns);
  next_task(simulation, capsule);
}

void Service::take_sample_of_charge() {
  const std::int64_t now_ns = std::llround(counts_.time_s * 1e9);
  std::vector<double> sum(classes_.size(), 0.0);
  std::vector<std::uint32_t> count(classes_.size(), 0);
  counts_.mean_charge.assign(classes_.size(), std::numeric_limits<float>::quiet_NaN());
  counts_.least_charge.assign(classes_.size(), std::numeric_limits<float>::quiet_NaN());
  for (const CapsuleIndex capsule : vehicles_.indices()) {
    const std::uint32_t c = class_of(capsule);
    if (!batteries_.has(c)) continue;
    const double share = batteries_.share(capsule, now_ns);
    float& least = counts_.least_charge[c];
    if (count[c] == 0 || share < static_cast<double>(least)) least = static_cast<float>(share);
    sum[c] += share;
    ++count[c];
  }
  for (std::size_t c = 0; c < count.size(); ++c) {
    if (count[c] > 0) counts_.mean_charge[c] = static_cast<float>(sum[c] / count[c]);
  }
}

/// First visits are spread evenly, so that as many are in the workshop at any time.
void Service::plan_workshops() {
  std::vector<std::int64_t> place(classes_.size(), 0);
  for (const CapsuleIndex capsule : vehicles_.indices()) {
    const CapsuleClass& row = classes_[class_of(capsule)];
    const double phase = (static_cast<double>(place[class_of(capsule)]++) + 0.5) /
                         static_cast<double>(std::max<std::int64_t>(row.fleet, 1));
    Vehicle& vehicle = vehicles_[capsule];
    vehicle.workshop_due_ns = time_between_stays_ns(row, phase);
    vehicle.workshop_due_m = row.workshop_distance_m > 0.0
                                 ? row.workshop_distance_m * phase
                                 : std::numeric_limits<double>::infinity();
  }
}

/// Time in service between two stays, if they are a share of time; for ever if they are not.
std::int64_t Service::time_between_stays_ns(const CapsuleClass& row, double phase) {
  if (row.workshop_share <= 0.0) return std::numeric_limits<std::int64_t>::max() / 2;
  const double between_s = row.workshop_time_s * (1.0 - row.workshop_share) / row.workshop_share;
  return std::llround(between_s * phase * 1e9);
}

/// An idle capsule whose time has come goes to the nearest workshop with a free place. True if it
/// does.
bool Service::seeks_workshop(sim::Simulation& simulation, CapsuleIndex capsule) {
  const std::uint32_t c = class_of(capsule);
  if (!classes_[c].needs_workshop()) return false;
  Vehicle& vehicle = vehicles_[capsule];
  const bool due =
      simulation.now().ns >= vehicle.workshop_due_ns || vehicle.run_m >= vehicle.workshop_due_m;
  if (!due) return false;
  NodeIndex place = vehicle.portal;
  if (portals_[place].workshop_free == 0) {
    place = near_.nearest_destination(profiles_[c], vehicle.portal, [&](NodeIndex portal) {
      return portals_[portal].workshop_free > 0;
    });
  }
  if (!place.valid() || !may_go_empty(capsule, place, simulation.now().ns)) {
    ++work_[c].workshop_put_off;
    return false;
  }
  --portals_[place].workshop_free;
  vehicle.to_workshop = true;
  if (setup_.control == nullptr) supply_.withdraw(capsule);
  if (vehicle.holds_place) {
    vehicle.holds_place = false;
    FleetByMessage::add_places(*this, vehicle.portal, 1);
  }
  if (setup_.control != nullptr) {  // it says until when it is away
    const std::int64_t way_ns = place == vehicle.portal ? 0 : travel_ns(c, vehicle.portal, place);
    vehicle.plan_end_ns =
        simulation.now().ns + way_ns + std::llround(classes_[c].workshop_time_s * 1e9);
    offer(simulation, capsule, place, vehicle.plan_end_ns);
  }
  if (place == vehicle.portal) {
    enter_workshop(simulation, capsule);
  } else {
    send(simulation, capsule, place);
  }
  return true;
}

void Service::enter_workshop(sim::Simulation& simulation, CapsuleIndex capsule) {
  set_activity(capsule, CapsuleActivity::in_workshop);
  const std::int64_t stay_ns = std::llround(classes_[class_of(capsule)].workshop_time_s * 1e9);
  vehicles_[capsule].leg_end_ns = simulation.now().ns + stay_ns;
  FleetByMessage::begin_leg(*this, capsule);
  simulation.schedule(simulation.now() + sim::Time{stay_ns}, handler_, workshop_done,
                      capsule.value);
}

void Service::leave_workshop(sim::Simulation& simulation, CapsuleIndex capsule) {
  Vehicle& vehicle = vehicles_[capsule];
  const CapsuleClass& row = classes_[class_of(capsule)];
  FleetWork& work = work_[class_of(capsule)];
  ++work.workshop_stays;
  work.workshop_s += row.workshop_time_s;
  ++portals_[vehicle.portal].workshop_free;
  vehicle.to_workshop = false;
  vehicle.workshop_due_ns = simulation.now().ns + time_between_stays_ns(row, 1.0);
  if (row.workshop_distance_m > 0.0)
    vehicle.workshop_due_m = vehicle.run_m + row.workshop_distance_m;
  next_task(simulation, capsule);
}

}  // namespace dimai::models

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/operation/by_message.hpp"
#include "models/operation/service.hpp"

namespace dimai::models {

namespace {

std::int64_t to_ns(double seconds) { return std::llround(seconds * 1e9); }
double to_s(std::int64_t ns) { return sim::to_seconds({ns}); }

}  // namespace

/// The capsule has come to the end of a journey or an empty movement.
void Service::end_leg(sim::Simulation& simulation, CapsuleIndex capsule) {
  const std::int64_t late_ns = simulation.now().ns - vehicles_[capsule].leg_end_ns;
  if (vehicles_[capsule].first.valid() && late_ns != 0) postpone(capsule, late_ns);
  next_task(simulation, capsule);
}

/// The capsule stands in its portal with nothing to do: its next journey, or a parking place.
void Service::next_task(sim::Simulation& simulation, CapsuleIndex capsule) {
  Vehicle& vehicle = vehicles_[capsule];
  if (vehicle.to_workshop) {
    enter_workshop(simulation, capsule);
    return;
  }
  if (!vehicle.first.valid()) {
    park(simulation, capsule);
    return;
  }
  if (energy_ && must_charge_first(simulation, capsule)) return;
  if (vehicle.holds_place) {
    vehicle.holds_place = false;
    FleetByMessage::add_places(*this, vehicle.portal, 1);
  }
  const NodeIndex origin = journeys_[vehicle.first].request.origin;
  if (origin == vehicle.portal) {
    ask_for_loading(simulation, capsule);
  } else {
    send(simulation, capsule, origin);
  }
}

/// Puts the capsule into the exit queue of its portal.
void Service::send(sim::Simulation& simulation, CapsuleIndex index, NodeIndex destination) {
  Vehicle& vehicle = vehicles_[index];
  const std::size_t held = held_back_.size();
  if (hold_back(index, vehicle.portal, destination, false)) {
    const bool newly = held_back_.size() > held;
    if (newly && !vehicle.carries) FleetByMessage::stand_still(*this, index, simulation.now().ns);
    return;
  }
  Capsule& capsule = guideway_.trains()[index];
  if (!vehicle.carries) ++work_[capsule.capsule_class].empty_trips;
  set_activity(index,
               vehicle.carries ? CapsuleActivity::loaded_moving : CapsuleActivity::empty_moving);
  capsule.destination = destination;
  if (!vehicle.strayed) {
    capsule.offset = Ledger{};
    capsule.access_s = -1.0;
    capsule.couplings = 0;
    capsule.cuts = 0;
  }
  const NodeIndex from = vehicle.portal;
  if (!vehicle.carries)
    vehicle.leg_end_ns = simulation.now().ns + travel_ns(capsule.capsule_class, from, destination);
  vehicle.portal = destination;
  vehicle.in_portal = false;
  if (!vehicle.carries) FleetByMessage::begin_leg(*this, index);
  const LinkIndex first = guideway_.first_link(index, from);
  vehicle.ramp_ns = first.valid() ? guideway_.departure_ramp_ns(first) : 0;
  const std::int32_t request =
      vehicle.first.valid() ? static_cast<std::int32_t>(vehicle.first.value) : -1;
  const std::int64_t now_ns = simulation.now().ns;
  const std::uint32_t train = guideway_.depart(simulation, index, from, simulation.now());
  guideway_.observation().journeys.depart({now_ns, train, request, vehicle.carries, from}, index,
                                          destination);
}

void Service::park(sim::Simulation& simulation, CapsuleIndex index) {
  Vehicle& vehicle = vehicles_[index];
  const std::uint32_t capsule_class = class_of(index);
  if (seeks_workshop(simulation, index)) return;
  if (energy_ && seeks_charger(simulation, index)) return;
  if (!vehicle.holds_place && portals_[vehicle.portal].parking_free > 0) {
    FleetByMessage::add_places(*this, vehicle.portal, -1);
    vehicle.holds_place = true;
  }
  const bool asks_for_place = setup_.control != nullptr && !vehicle.holds_place;
  if (!vehicle.holds_place && is_desk()) {
    homeless_.push_back(index);
  } else if (!vehicle.holds_place && !asks_for_place) {
    const NodeIndex place = nearest_free_parking(index, vehicle.portal);
    if (place.valid()) {
      send_to_park(simulation, index, place);
      return;
    }
    ++work_[capsule_class].unparked;  // nowhere to go: it stays, and the run says so
  }
  set_activity(index, CapsuleActivity::idle);
  offer(simulation, index, vehicle.portal, simulation.now().ns);
  const NodeIndex here = vehicle.portal;
  if (asks_for_place) setup_.control->needs_place(index);
  const bool stays = vehicle.in_portal && vehicle.portal == here;  // it may have left at once
  if (energy_ && stays) ask_for_charger(simulation, index);
}

/// Sends an idle capsule to a portal that has a parking place for it.
void Service::send_to_park(sim::Simulation& simulation, CapsuleIndex index, NodeIndex place) {
  Vehicle& vehicle = vehicles_[index];
  if (vehicle.holds_place) FleetByMessage::add_places(*this, vehicle.portal, 1);
  FleetByMessage::add_places(*this, place, -1);
  vehicle.holds_place = true;
  vehicle.plan_end_ns = simulation.now().ns + travel_ns(class_of(index), vehicle.portal, place);
  offer(simulation, index, place, vehicle.plan_end_ns);
  if (energy_) unplug(simulation, index);
  send(simulation, index, place);
}

NodeIndex Service::nearest_free_parking(CapsuleIndex capsule, NodeIndex portal) {
  return near_.nearest_destination(profiles_[class_of(capsule)], portal, [&](NodeIndex place) {
    return portals_[place].parking_free > 0;
  });
}

std::size_t Service::berths_for(std::uint32_t capsule_class, NodeIndex portal) const {
  const bool own = network_.nodes[portal].portal.room_berths > 0;
  return own && classes_[capsule_class].carries == "room" ? PortalState::kRooms
                                                          : PortalState::kShared;
}

void Service::ask_for_loading(sim::Simulation& simulation, CapsuleIndex capsule) {
  Vehicle& vehicle = vehicles_[capsule];
  const Request& request = journeys_[vehicle.first].request;
  const std::size_t held = held_back_.size();
  if (hold_back(capsule, request.origin, request.destination, true)) {
    if (held_back_.size() > held) FleetByMessage::stand_still(*this, capsule, simulation.now().ns);
    return;
  }
  set_activity(capsule, CapsuleActivity::loading);
  const CapsuleClass& row = classes_[request.capsule_class];
  vehicle.leg_end_ns = simulation.now().ns + to_ns(row.load_time_s) + to_ns(row.unload_time_s) +
                       travel_ns(request.capsule_class, request.origin, request.destination);
  FleetByMessage::begin_leg(*this, capsule);
  BerthGroup& berths =
      portals_[vehicle.portal].departures[berths_for(request.capsule_class, vehicle.portal)];
  berths.ask(capsule);
  fill_departures(simulation, berths);
  std::uint32_t& most = portal_counts_[vehicle.portal].most_waiting_to_load;
  most = std::max(most, static_cast<std::uint32_t>(berths.waiting()));
}

void Service::fill_departures(sim::Simulation& simulation, BerthGroup& berths) {
  while (const auto start = berths.admit(simulation.now().ns)) start_loading(simulation, *start);
}

void Service::start_loading(sim::Simulation& simulation, const BerthGroup::Start& start) {
  Journey& journey = journeys_[vehicles_[start.capsule].first];
  journey.loading_ns = start.at_ns;
  journey.state = Journey::State::under_way;
  --counts_.waiting_requests[journey.request.capsule_class];
  const std::int64_t load_ns = to_ns(classes_[journey.request.capsule_class].load_time_s);
  simulation.schedule(sim::Time{start.at_ns + load_ns}, handler_, loaded, start.capsule.value);
}

void Service::finish_loading(sim::Simulation& simulation, CapsuleIndex index) {
  Vehicle& vehicle = vehicles_[index];
  const CapsuleClass& row = classes_[class_of(index)];
  vehicle.carries = true;
  guideway_.trains()[index].mass_kg = row.mass_kg + row.payload_kg;
  BerthGroup& berths =
      portals_[vehicle.portal].departures[berths_for(class_of(index), vehicle.portal)];
  berths.finish(index);
  while (const auto out = berths.next_out())
    send(simulation, *out, journeys_[vehicles_[*out].first].request.destination);
}

void Service::departed(sim::Simulation& simulation, CapsuleIndex index, NodeIndex node) {
  Vehicle& vehicle = vehicles_[index];
  const bool strayed = std::exchange(vehicle.strayed, false);
  if (!vehicle.carries || strayed) return;
  journeys_[vehicle.first].departure_ns = simulation.now().ns;
  ++portal_counts_[node].loaded;
  BerthGroup& berths = portals_[node].departures[berths_for(class_of(index), node)];
  berths.leave(simulation.now().ns);
  fill_departures(simulation, berths);
}

bool Service::admits(NodeIndex node, std::uint32_t capsules) {
  PortalState& portal = portals_[node];
  const std::int64_t holding = network_.nodes[node].portal.holding;
  const bool room = holding == 0 || portal.inbound + static_cast<std::int64_t>(capsules) <= holding;
  portal.refused_entry = portal.refused_entry || !room;
  return room;
}

bool Service::is_full_for(NodeIndex node, std::uint32_t capsules) {
  const std::int64_t holding = network_.nodes[node].portal.holding;
  if (!circles_ || holding == 0) return false;
  return portals_[node].inbound + static_cast<std::int64_t>(capsules) > holding;
}

void Service::arrived(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex node) {
  if (vehicles_[capsule].portal != node) {  // it has found refuge here, and waits for a way
    Vehicle& vehicle = vehicles_[capsule];
    vehicle.in_portal = vehicle.strayed = true;
    guideway_.observation().journeys.arrive(simulation.now().ns, capsule);
    const NodeIndex destination = std::exchange(vehicle.portal, node);
    send(simulation, capsule, destination);
    return;
  }
  PortalState& portal = portals_[node];
  ++portal.inbound;
  vehicles_[capsule].in_portal = true;
  const std::int64_t ramp_ns =
      guideway_.trains()[capsule].behind_front_ns + travel_.arrival_ramp_ns(node);
  simulation.schedule(simulation.now() + sim::Time{ramp_ns}, handler_, at_portal, capsule.value);
}

/// One capsule fewer waits between tube and berth: trains before the portal may come in.
void Service::enter_from_ramp(sim::Simulation& simulation, NodeIndex node) {
  PortalState& portal = portals_[node];
  --portal.inbound;
  if (!portal.refused_entry) return;
  portal.refused_entry = false;
  guideway_.portal_has_room(simulation, node);
}

void Service::reach_portal(sim::Simulation& simulation, CapsuleIndex capsule) {
  const NodeIndex node = vehicles_[capsule].portal;
  guideway_.observation().journeys.arrive(simulation.now().ns, capsule);
  if (!vehicles_[capsule].carries) {
    enter_from_ramp(simulation, node);
    book_movement(capsule);
    end_leg(simulation, capsule);
    return;
  }
  BerthGroup& berths = portals_[node].arrivals[berths_for(class_of(capsule), node)];
  berths.ask(capsule);
  fill_arrivals(simulation, node, berths);
  std::uint32_t& most = portal_counts_[node].most_waiting_to_unload;
  most = std::max(most, static_cast<std::uint32_t>(berths.waiting()));
}

void Service::fill_arrivals(sim::Simulation& simulation, NodeIndex node, BerthGroup& berths) {
  while (const auto start = berths.admit(simulation.now().ns)) {
    enter_from_ramp(simulation, node);
    start_unloading(simulation, *start);
  }
}

void Service::start_unloading(sim::Simulation& simulation, const BerthGroup::Start& start) {
  set_activity(start.capsule, CapsuleActivity::unloading);
  const std::int64_t unload_ns = to_ns(classes_[class_of(start.capsule)].unload_time_s);
  simulation.schedule(sim::Time{start.at_ns + unload_ns}, handler_, unloaded, start.capsule.value);
}

void Service::finish_unloading(sim::Simulation& simulation, CapsuleIndex index) {
  const JourneyIndex ended = vehicles_[index].first;
  close_journey(simulation, index);
  book_movement(index);
  Vehicle& vehicle = vehicles_[index];
  vehicle.carries = false;
  guideway_.trains()[index].mass_kg = classes_[class_of(index)].mass_kg;
  const NodeIndex node = vehicle.portal;
  ++portal_counts_[node].unloaded;
  BerthGroup& berths = portals_[node].arrivals[berths_for(class_of(index), node)];
  berths.finish(index);
  while (const auto out = berths.next_out()) {
    berths.leave(simulation.now().ns);
    fill_arrivals(simulation, node, berths);
    end_leg(simulation, *out);
  }
  tell_end(ended);
}

/// Writes down the parts of the journey that has just ended; what is left of its time is junction
/// time.
void Service::close_journey(sim::Simulation& simulation, CapsuleIndex index) {
  Vehicle& vehicle = vehicles_[index];
  const JourneyIndex journey_index = vehicle.first;
  Journey& journey = journeys_[journey_index];
  const Capsule& capsule = guideway_.trains()[index];
  const CapsuleClass& row = classes_[capsule.capsule_class];
  const Ledger& ledger = capsule.offset;
  const bool used_trunk = capsule.access_s >= 0.0;
  const double access_s = used_trunk ? capsule.access_s : ledger.local_s;
  journey.state = Journey::State::arrived;
  journey.arrival_ns = simulation.now().ns;
  const double wait_s = to_s(journey.loading_ns - journey.request.time.ns);
  const double handling_s = row.load_time_s + row.unload_time_s;
  const double access_total_s = access_s + to_s(vehicle.ramp_ns);
  const double egress_s = ledger.local_s - access_s + to_s(travel_.arrival_ramp_ns(vehicle.portal));
  const double total_s = to_s(journey.arrival_ns - journey.request.time.ns);
  const double junction_s =
      total_s - wait_s - handling_s - access_total_s - ledger.trunk_s - egress_s;
  if (junction_s < -1e-3) ++untimely_journeys_;
  journey.wait_s = static_cast<float>(wait_s);
  journey.handling_s = static_cast<float>(handling_s);
  journey.access_s = static_cast<float>(access_total_s);
  journey.line_s = static_cast<float>(ledger.trunk_s);
  journey.egress_s = static_cast<float>(egress_s);
  journey.junction_s = static_cast<float>(std::max(0.0, junction_s));
  journey.distance_m = static_cast<float>(ledger.distance_m);
  journey.energy_j =
      static_cast<float>(ledger.energy_j_kg * capsule.mass_kg + ledger.energy_j_capsule);
  journey.couplings = capsule.couplings;
  journey.cuts = capsule.cuts;
  vehicle.first = journey.next;
  if (!vehicle.first.valid()) vehicle.last = {};
  --open_count_;
  finished_.push_back(journey_index);
}

/// Adds a movement that has ended to what the class has run and used.
void Service::book_movement(CapsuleIndex index) {
  const Capsule& capsule = guideway_.trains()[index];
  FleetWork& work = work_[capsule.capsule_class];
  const double energy_j =
      capsule.offset.energy_j_kg * capsule.mass_kg + capsule.offset.energy_j_capsule;
  vehicles_[index].run_m += capsule.offset.distance_m;
  if (batteries_.has(capsule.capsule_class)) batteries_.use(index, energy_j);
  if (vehicles_[index].carries) {
    work.loaded_j += energy_j;
    work.loaded_distance_m += capsule.offset.distance_m;
  } else {
    work.empty_j += energy_j;
    work.empty_distance_m += capsule.offset.distance_m;
  }
}

}  // namespace dimai::models

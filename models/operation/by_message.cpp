#include "models/operation/by_message.hpp"

namespace dimai::models {

CapsuleState FleetByMessage::state(CapsuleIndex capsule) const {
  const Vehicle& vehicle = service_.vehicles_[capsule];
  return {vehicle.leg_end_ns, vehicle.plan_end_ns, vehicle.plan, vehicle.leg,
          vehicle.activity == CapsuleActivity::idle && !vehicle.first.valid()};
}

std::int64_t FleetByMessage::free_places(NodeIndex portal) const {
  return service_.portals_[portal].parking_free;
}

Request FleetByMessage::request(std::uint32_t journey) const {
  return service_.journeys_[JourneyIndex{journey}].request;
}

bool FleetByMessage::in_range(CapsuleIndex capsule, std::uint32_t portal, const Request& request) {
  if (!service_.batteries_.has(service_.class_of(capsule))) return true;
  const NodeIndex from = service_.router_.portals()[portal];
  return service_.needed_j(capsule, from, request) <= service_.batteries_.capacity_j(capsule);
}

const Foresight* FleetByMessage::foresight(std::uint32_t capsule_class, std::int64_t now_ns) {
  if (!service_.steering_) return nullptr;
  const auto& known = service_.steering_->foresight(capsule_class, now_ns);
  return known ? &*known : nullptr;
}

bool FleetByMessage::servable(const Request& request) const {
  return service_.router_.reachable(service_.profiles_[request.capsule_class], request.origin,
                                    request.destination);
}

void FleetByMessage::stays_unparked(CapsuleIndex capsule) {
  ++service_.work_[service_.class_of(capsule)].unparked;
}

/// A capsule does what it is told only if it is still what it was known to be.
OrderAnswer FleetByMessage::take_on(sim::Simulation& simulation, const CapsuleOrder& order) {
  Vehicle& vehicle = service_.vehicles_[order.capsule];
  const JourneyIndex index{order.journey};
  if (index.valid() && service_.journeys_[index].capsule.valid()) return OrderAnswer::void_by_now;
  if (vehicle.plan != order.plan) return OrderAnswer::plan_changed;
  const bool idle = vehicle.activity == CapsuleActivity::idle && !vehicle.first.valid();
  if (index.valid()) {
    ++vehicle.plan;
    take_journey(order);
    if (idle) service_.next_task(simulation, order.capsule);
    return OrderAnswer::taken_on;
  }
  if (!idle) return OrderAnswer::plan_changed;
  if (service_.portals_[order.parking].parking_free <= 0) return OrderAnswer::place_taken;
  if (order.steered && !service_.may_go_empty(order.capsule, order.parking, simulation.now().ns))
    return OrderAnswer::plan_changed;  // it has not charge enough
  ++vehicle.plan;
  if (order.steered) ++service_.work_[service_.class_of(order.capsule)].steered_trips;
  service_.send_to_park(simulation, order.capsule, order.parking);
  return OrderAnswer::taken_on;
}

/// Puts a journey behind those that the capsule has already.
void FleetByMessage::take_journey(const CapsuleOrder& order) {
  Vehicle& vehicle = service_.vehicles_[order.capsule];
  const JourneyIndex index{order.journey};
  Journey& journey = service_.journeys_[index];
  journey.capsule = order.capsule;
  if (vehicle.first.valid()) {
    service_.journeys_[vehicle.last].next = index;
  } else {
    vehicle.first = index;
  }
  vehicle.last = index;
  if (vehicle.leg == order.leg) {
    vehicle.leg_end_ns = order.leg_end_ns;
    vehicle.plan_end_ns = order.plan_end_ns;
  } else {  // it knows better how late it is
    vehicle.plan_end_ns += order.plan_end_ns - order.known_ns;
  }
  service_.tell_supply({order.capsule, service_.class_of(order.capsule),
                        service_.router_.portal_rank(journey.request.destination),
                        vehicle.plan_end_ns});
}

OrderAnswer FleetByMessage::give_back(const CapsuleOrder& order) {
  Vehicle& vehicle = service_.vehicles_[order.capsule];
  const JourneyIndex index{order.journey};
  Journey& journey = service_.journeys_[index];
  if (journey.capsule != order.capsule || journey.state != Journey::State::waiting)
    return OrderAnswer::kept;
  if (vehicle.first == index) {
    // It may be on its way there, empty; else it stands in a queue for a berth.
    if (vehicle.activity != CapsuleActivity::empty_moving) return OrderAnswer::kept;
    vehicle.first = journey.next;
    if (!vehicle.first.valid()) vehicle.last = {};
  } else {
    JourneyIndex before = vehicle.first;
    while (service_.journeys_[before].next != index) before = service_.journeys_[before].next;
    service_.journeys_[before].next = journey.next;
    if (vehicle.last == index) vehicle.last = before;
  }
  journey.capsule = {};
  journey.next = {};
  ++vehicle.plan;
  plan_anew(order.capsule);
  return OrderAnswer::given_back;
}

/// When the capsule expects to have done what is left of its plan.
void FleetByMessage::plan_anew(CapsuleIndex capsule) {
  Vehicle& vehicle = service_.vehicles_[capsule];
  const std::uint32_t c = service_.class_of(capsule);
  const CapsuleClass& row = service_.classes_[c];
  const auto handling_ns = static_cast<std::int64_t>((row.load_time_s + row.unload_time_s) * 1e9);
  std::int64_t at_ns = vehicle.leg_end_ns;
  NodeIndex place = vehicle.portal;
  JourneyIndex next = vehicle.first;
  const bool under_way = vehicle.activity != CapsuleActivity::empty_moving && next.valid();
  if (under_way) {  // its leg ends where that journey does
    place = service_.journeys_[next].request.destination;
    next = service_.journeys_[next].next;
  }
  for (; next.valid(); next = service_.journeys_[next].next) {
    const Request& request = service_.journeys_[next].request;
    at_ns += service_.travel_ns(c, place, request.origin) + handling_ns +
             service_.travel_ns(c, request.origin, request.destination);
    place = request.destination;
  }
  vehicle.plan_end_ns = at_ns;
  service_.tell_supply({capsule, c, service_.router_.portal_rank(place), at_ns});
}

bool FleetByMessage::waits(std::uint32_t journey, bool taken_on) const {
  const Journey& row = service_.journeys_[JourneyIndex{journey}];
  return row.state == Journey::State::waiting && row.capsule.valid() == taken_on;
}

std::int64_t FleetByMessage::steering_interval_ns() const {
  const auto& steering = service_.steering_;
  return steering && steering->active() ? steering->interval_ns() : 0;
}

std::vector<EmptyMove> FleetByMessage::moves(std::uint32_t capsule_class, std::int64_t now_ns,
                                             std::span<const KnownPlace> known,
                                             std::span<const std::int64_t> room) {
  std::vector<FleetPlace> fleet;
  fleet.reserve(known.size());
  for (const KnownPlace& row : known) fleet.push_back({row.capsule, row.portal, row.free_ns});
  std::vector<EmptyMove> found;
  for (const FleetMove& move : service_.steering_->decide(capsule_class, now_ns, fleet, room))
    found.push_back({move.from, move.to, move.count});
  return found;
}

void FleetByMessage::add_places(Service& service, NodeIndex portal, std::int64_t count) {
  service.portals_[portal].parking_free += count;
  if (service.setup_.control != nullptr) service.setup_.control->places_changed(portal);
}

void FleetByMessage::begin_leg(Service& service, CapsuleIndex capsule) {
  if (service.setup_.control == nullptr) return;
  ++service.vehicles_[capsule].leg;
  service.setup_.control->leg_changed(capsule);
}

void FleetByMessage::stand_still(Service& service, CapsuleIndex capsule, std::int64_t now_ns) {
  service.vehicles_[capsule].leg_end_ns = now_ns;
  begin_leg(service, capsule);
}

}  // namespace dimai::models

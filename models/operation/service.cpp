#include "models/operation/service.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dimai::models {

Service::Service(ServiceSetup setup)
    : own_tables_(std::make_unique<ServiceTables>()),
      setup_(std::move(setup)),
      network_(*setup_.network),
      router_(*setup_.router),
      guideway_(*setup_.guideway),
      classes_(setup_.classes.begin(), setup_.classes.end()),
      profiles_(setup_.profile_of_class.begin(), setup_.profile_of_class.end()),
      journeys_(own_tables_->journeys),
      portals_(own_tables_->portals),
      vehicles_(own_tables_->vehicles),
      supply_(classes_.size(), router_.portals().size()),
      times_(*this),
      work_(classes_.size()) {
  portals_ = sim::Table<NodeIndex, PortalState>(network_.nodes.size());
  journeys_.reserve(setup_.requests.size());
  for (const Request& request : setup_.requests) {
    Journey journey;
    journey.request = request;
    journeys_.push_back(journey);
  }
  setup_.requests = {};
  counts_.capsules.resize(classes_.size());
  counts_.waiting_requests.resize(classes_.size());
  for (const NodeIndex node : router_.portals()) {
    const Portal& portal = network_.nodes[node].portal;
    PortalState& state = portals_[node];
    state.arrival_free = portal.arrival_berths;
    state.departure_free = portal.departure_berths;
    state.parking_free = portal.parking;
  }
  for (const LinkIndex link : network_.links.indices()) {
    PortalState& state = portals_[network_.links[link].to];
    state.arrival_ramp_ns = std::max(state.arrival_ramp_ns, guideway_.arrival_ramp_ns(link));
  }
}

void Service::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  if (is_desk()) return;
  place_fleet();
  sample(simulation);
  if (setup_.dispatch_interval_ns > 0) {
    simulation.schedule(simulation.now(), handler_, dispatch_due, 0);
    return;
  }
  if (!journeys_.empty()) {
    simulation.schedule(journeys_[JourneyIndex{0}].request.time, handler_, request_due, 0);
  }
}

void Service::handle(sim::Simulation& simulation, const sim::Event& event) {
  const CapsuleIndex capsule{event.subject};
  switch (event.kind) {
    case request_due:
      issue_requests(simulation);
      break;
    case loaded:
      finish_loading(simulation, capsule);
      break;
    case at_portal:
      reach_portal(simulation, capsule);
      break;
    case unloaded:
      finish_unloading(simulation, capsule);
      break;
    case sample_due:
      sample(simulation);
      break;
    case dispatch_due:
      dispatch(simulation);
      break;
    default:
      break;
  }
}

/// Takes all requests that are due now; only the next one is an event, so that demand costs no
/// queue.
void Service::issue_requests(sim::Simulation& simulation) {
  while (next_request_ < journeys_.size()) {
    const JourneyIndex index{static_cast<std::uint32_t>(next_request_)};
    if (journeys_[index].request.time > simulation.now()) {
      if (setup_.dispatch_interval_ns > 0) return;
      simulation.schedule(journeys_[index].request.time, handler_, request_due, 0);
      return;
    }
    ++next_request_;
    take_request(simulation, index);
  }
}

void Service::take_request(sim::Simulation& simulation, JourneyIndex index) {
  Journey& journey = journeys_[index];
  const Request& request = journey.request;
  const std::uint32_t profile = profiles_[request.capsule_class];
  if (!router_.reachable(profile, request.origin, request.destination)) {
    journey.state = Journey::State::refused;
    finished_.push_back(index);
    return;
  }
  ++open_count_;
  ++counts_.waiting_requests[request.capsule_class];
  if (!assign(simulation, index)) unassigned_.push_back(index);
}

/// Gives the request to the capsule that can come soonest; false if none can come.
bool Service::assign(sim::Simulation& simulation, JourneyIndex index) {
  Journey& journey = journeys_[index];
  const Request& request = journey.request;
  const auto choice = choose_capsule(request, simulation.now().ns);
  if (!choice) return false;
  Vehicle& vehicle = vehicles_[choice->capsule];
  journey.capsule = choice->capsule;
  if (vehicle.first.valid()) {
    journeys_[vehicle.last].next = index;
  } else {
    vehicle.first = index;
  }
  vehicle.last = index;
  const CapsuleClass& row = classes_[request.capsule_class];
  const auto handling_ns = static_cast<std::int64_t>((row.load_time_s + row.unload_time_s) * 1e9);
  vehicle.plan_end_ns = choice->pickup_ns + handling_ns +
                        travel_ns(request.capsule_class, request.origin, request.destination);
  tell_supply({choice->capsule, request.capsule_class, router_.portal_rank(request.destination),
               vehicle.plan_end_ns});
  if (vehicle.activity == CapsuleActivity::idle) order(simulation, {choice->capsule, {}});
  return true;
}

/// The capsule that can be at the origin first. One that should have come to its end already would
/// look as if it were free now, and draw request after request while it stands in a queue; so it is
/// postponed and the choice made anew.
std::optional<Supply::Choice> Service::choose_capsule(const Request& request, std::int64_t now_ns) {
  const std::uint32_t origin = router_.portal_rank(request.origin);
  while (true) {
    const auto choice = supply_.soonest(request.capsule_class, origin, now_ns, times_);
    if (!choice) return std::nullopt;
    Vehicle& vehicle = vehicles_[choice->capsule];
    const std::int64_t late_ns = now_ns - vehicle.leg_end_ns;
    if (vehicle.activity == CapsuleActivity::idle || late_ns <= 0) return choice;
    vehicle.leg_end_ns = now_ns + late_ns;
    postpone(choice->capsule, 2 * late_ns);
  }
}

/// The capsule will serve all that it was given this much later than expected.
void Service::postpone(CapsuleIndex capsule, std::int64_t late_ns) {
  Vehicle& vehicle = vehicles_[capsule];
  vehicle.plan_end_ns += late_ns;
  const NodeIndex end =
      vehicle.last.valid() ? journeys_[vehicle.last].request.destination : vehicle.portal;
  tell_supply({capsule, guideway_.trains()[capsule].capsule_class, router_.portal_rank(end),
               vehicle.plan_end_ns});
}

/// Expected time of a movement, ramps included; 0 where no way leads now, so that whoever goes is
/// late from the start.
std::int64_t Service::travel_ns(std::uint32_t capsule_class, NodeIndex from, NodeIndex to) const {
  const std::uint32_t profile = profiles_[capsule_class];
  const LinkIndex first = router_.next_link(profile, from, to);
  if (!first.valid()) return 0;
  const std::int64_t ramps_ns = guideway_.departure_ramp_ns(first) + portals_[to].arrival_ramp_ns;
  return ramps_ns + static_cast<std::int64_t>(router_.travel_time_s(profile, from, to) * 1e9);
}

void Service::retry_unassigned(sim::Simulation& simulation) {
  std::vector<JourneyIndex> open;
  open.swap(unassigned_);
  for (const JourneyIndex index : open) {
    const Request& request = journeys_[index].request;
    const bool way =
        router_.reachable(profiles_[request.capsule_class], request.origin, request.destination);
    if (!way || !assign(simulation, index))
      unassigned_.push_back(index);  // a link may have closed since
  }
}

void Service::sample(sim::Simulation& simulation) {
  hear_desks();
  counts_.time_s = sim::to_seconds(simulation.now());
  samples_.push_back(counted());
  retry_unassigned(simulation);
  if (samples_.size() == 1 || !all_served()) {
    simulation.schedule(simulation.now() + sim::Time{setup_.sample_interval_ns}, handler_,
                        sample_due, 0);
  }
}

void Service::set_activity(CapsuleIndex capsule, CapsuleActivity activity) {
  auto& counts = counts_.capsules[guideway_.trains()[capsule].capsule_class];
  Vehicle& vehicle = vehicles_[capsule];
  --counts[static_cast<std::size_t>(vehicle.activity)];
  ++counts[static_cast<std::size_t>(activity)];
  vehicle.activity = activity;
}

void Service::count_capsules_in_portals(std::vector<std::uint64_t>& by_class) const {
  for (const CapsuleIndex capsule : vehicles_.indices()) {
    if (vehicles_[capsule].in_portal) ++by_class[guideway_.trains()[capsule].capsule_class];
  }
}

}  // namespace dimai::models

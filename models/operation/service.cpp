#include "models/operation/service.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace dimai::models {

namespace {

/// How long after a capsule has become free elsewhere requests are tried again that nobody could
/// come for: so that many changes at once cost one trial.
constexpr sim::Time kRetryAfter{1'000'000'000};

}  // namespace

Service::Service(ServiceSetup setup)
    : own_tables_(std::make_unique<ServiceTables>()),
      setup_(std::move(setup)),
      network_(*setup_.network),
      router_(*setup_.router),
      guideway_(*setup_.guideway),
      classes_(setup_.classes.begin(), setup_.classes.end()),
      profiles_(setup_.profile_of_class.begin(), setup_.profile_of_class.end()),
      travel_(router_, guideway_, profiles_),
      journeys_(own_tables_->journeys),
      portals_(own_tables_->portals),
      vehicles_(own_tables_->vehicles),
      supply_(classes_.size(), router_.portals().size()),
      times_(travel_),
      near_(router_),
      batteries_(classes_),
      portal_counts_(own_tables_->portal_counts),
      work_(classes_.size()),
      circles_(setup_.berths.when_full == "circle") {
  portals_ = sim::Table<NodeIndex, PortalState>(network_.nodes.size());
  portal_counts_ = sim::Table<NodeIndex, PortalCounts>(network_.nodes.size());
  journeys_.reserve(setup_.requests.size());
  book_ = RequestBook(std::exchange(setup_.requests, {}));
  counts_.capsules.resize(classes_.size());
  counts_.waiting_requests.resize(classes_.size());
  for (const NodeIndex node : router_.portals()) open_portal(node);
  if (setup_.empties.policy != "none" || setup_.empties.assignment != "nearest") {
    steering_ = std::make_unique<Steering>(
        SteeringSetup{setup_.empties, classes_, std::exchange(setup_.history, {}), setup_.seed,
                      setup_.replication},
        travel_, times_);
  }
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    if (!batteries_.has(c) || energy_) continue;
    energy_ = std::make_unique<TripEnergy>(travel_, classes_, setup_.guideway_parameters,
                                           setup_.resistance);
  }
}

void Service::open_portal(NodeIndex node) {
  const auto to_ns = [](double seconds) { return std::llround(seconds * 1e9); };
  const Portal& portal = network_.nodes[node].portal;
  const BerthRules rules{portal.berths_in_a_row, to_ns(setup_.berths.swap_s),
                         to_ns(setup_.berths.advance_s), to_ns(setup_.berths.headway_s)};
  PortalState& state = portals_[node];
  state.arrivals = {BerthGroup(rules, portal.arrival_berths),
                    BerthGroup(rules, portal.room_berths)};
  state.departures = {BerthGroup(rules, portal.departure_berths),
                      BerthGroup(rules, portal.room_berths)};
  state.parking_free = portal.parking;
  state.workshop_free = portal.workshop;
}

void Service::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  if (is_desk()) return;
  place_fleet();
  plan_workshops();
  sample(simulation);
  if (setup_.dispatch_interval_ns > 0) {
    simulation.schedule(simulation.now(), handler_, dispatch_due, 0);
    return;
  }
  if (!book_.empty()) simulation.schedule(book_.next_planned(), handler_, request_due, 0);
  if (steering_ && steering_->active() && setup_.control == nullptr)
    simulation.schedule(sim::Time{steering_->interval_ns()}, handler_, steer_due, 0);
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
    case retry_due:
      retry_unassigned(simulation);
      break;
    case steer_due:
      steer(simulation);
      break;
    case charged:
      finish_charging(simulation, capsule, event.data);
      break;
    case workshop_done:
      leave_workshop(simulation, capsule);
      break;
    default:
      break;
  }
}

/// Takes all requests that are due now; only the next one is an event, so that demand costs no
/// queue.
void Service::issue_requests(sim::Simulation& simulation) {
  while (const auto request = book_.take(simulation.now())) take_request(simulation, *request);
  if (setup_.dispatch_interval_ns > 0 || book_.empty()) return;
  simulation.schedule(book_.next_planned(), handler_, request_due, 0);
}

void Service::request(sim::Simulation& simulation, const Request& request) {
  if (listener_ == nullptr || request.asker == Request::kPlanned)
    throw std::logic_error("Service::request(): nobody would hear of its end");
  if (setup_.dispatch_interval_ns == 0) return take_request(simulation, request);
  book_.ask(request);
}

bool Service::all_served() const {
  return book_.empty() && open_count() == 0 && (listener_ == nullptr || !listener_->may_ask());
}

void Service::take_request(sim::Simulation& simulation, const Request& request) {
  Journey row;
  row.request = request;
  const JourneyIndex index = journeys_.push_back(row);
  Journey& journey = journeys_[index];
  const std::uint32_t profile = profiles_[request.capsule_class];
  const bool way = router_.reachable(profile, request.origin, request.destination);
  if (!way || !in_range(request)) {
    journey.state = Journey::State::refused;
    journey.refusal = way ? Journey::Refusal::out_of_range : Journey::Refusal::no_way;
    finished_.push_back(index);
    return tell_end(index);
  }
  ++open_count_;
  ++counts_.waiting_requests[request.capsule_class];
  if (setup_.control != nullptr) {
    setup_.control->requested(index.value);
  } else if (!assign(simulation, index)) {
    unassigned_.push_back(index);
  }
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
  offer(simulation, choice->capsule, request.destination, vehicle.plan_end_ns);
  if (vehicle.activity == CapsuleActivity::idle) order(simulation, {choice->capsule, {}});
  return true;
}

/// The capsule will be free at a portal: requests that nobody could come for are tried again soon.
void Service::offer(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex portal,
                    std::int64_t free_ns) {
  tell_supply({capsule, class_of(capsule), router_.portal_rank(portal), free_ns});
  if (unassigned_.empty() || retry_planned_ || setup_.dispatch_interval_ns > 0) return;
  retry_planned_ = true;
  simulation.schedule(simulation.now() + kRetryAfter, handler_, retry_due, 0);
}

/// The capsule that can be at the origin first. One that should have come to its end already would
/// look as if it were free now, and draw request after request while it stands in a queue; so it is
/// postponed and the choice made anew. Those whose battery is too small for the ways are left out.
std::optional<Supply::Choice> Service::choose_capsule(const Request& request, std::int64_t now_ns) {
  const std::uint32_t origin = router_.portal_rank(request.origin);
  const std::uint32_t c = request.capsule_class;
  const Foresight* foresight = nullptr;
  if (steering_ && steering_->foresight(c, now_ns)) foresight = &*steering_->foresight(c, now_ns);
  std::vector<std::pair<CapsuleIndex, Supply::Offer>> left_out;
  std::optional<Supply::Choice> choice;
  while (true) {
    choice = foresight != nullptr ? supply_.farsighted(c, origin, now_ns, times_, *foresight)
                                  : supply_.soonest(c, origin, now_ns, times_);
    if (!choice) break;
    Vehicle& vehicle = vehicles_[choice->capsule];
    const std::int64_t late_ns = now_ns - vehicle.leg_end_ns;
    const bool busy = vehicle.activity != CapsuleActivity::idle || vehicle.first.valid();
    if (busy && late_ns > 0) {
      vehicle.leg_end_ns = now_ns + late_ns;
      postpone(choice->capsule, 2 * late_ns);
      continue;
    }
    const Supply::Offer offered = supply_.offered(choice->capsule);
    if (!energy_ || !batteries_.has(c) ||
        needed_j(choice->capsule, router_.portals()[offered.portal], request) <=
            batteries_.capacity_j(choice->capsule))
      break;
    left_out.emplace_back(choice->capsule, offered);
    supply_.withdraw(choice->capsule);
  }
  for (const auto& [capsule, offered] : left_out)
    supply_.offer(capsule, c, offered.portal, offered.free_ns);
  return choice;
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

void Service::retry_unassigned(sim::Simulation& simulation) {
  retry_planned_ = false;
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

void Service::ways_changed(sim::Simulation& simulation) {
  release_held_back(simulation);
  if (energy_) {  // those that no battery would have brought there
    for (const CapsuleIndex capsule : vehicles_.indices()) {
      const bool held = vehicles_[capsule].activity == CapsuleActivity::charging &&
                        !batteries_.plugged(capsule) && !vehicles_[capsule].wants_charger;
      if (held) next_task(simulation, capsule);
    }
  }
  if (unassigned_.empty() || retry_planned_ || setup_.dispatch_interval_ns > 0) return;
  retry_planned_ = true;
  simulation.schedule(simulation.now(), handler_, retry_due, 0);
}

void Service::sample(sim::Simulation& simulation) {
  hear_desks();
  counts_.time_s = sim::to_seconds(simulation.now());
  if (energy_) take_sample_of_charge();
  samples_.push_back(counted());
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

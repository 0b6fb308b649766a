#include <algorithm>
#include <utility>

#include "models/operation/service.hpp"

// Decisions at intervals. Between two of them desks note what the dispatcher has to know: which
// capsules will be free where and when, and which have no parking place. At the next one it hears
// them in the order of regions, decides, and leaves orders, which the desks carry out when they go
// on from that time. Nothing depends on how many desks work at the same time.
//
// Desks share the tables of the service that dispatches, each with its own guideway, simulation and
// counts. Between decisions a desk touches nothing but the rows of its own portals and of the
// capsules in them, and those of its own lists. Policies, batteries and workshops are not for
// desks.

namespace dimai::models {

namespace {

/// In an order that does not tell which desk they are of.
void sort_by_end(std::vector<JourneyIndex>& ended,
                 const sim::Table<JourneyIndex, Journey>& journeys) {
  std::sort(ended.begin(), ended.end(), [&](JourneyIndex a, JourneyIndex b) {
    const std::int64_t a_ns = journeys[a].arrival_ns;
    const std::int64_t b_ns = journeys[b].arrival_ns;
    return a_ns != b_ns ? a_ns < b_ns : a < b;
  });
}

}  // namespace

Service::Service(Service& chief, Guideway& guideway)
    : chief_(&chief),
      setup_(chief.setup_),
      network_(chief.network_),
      router_(chief.router_),
      guideway_(guideway),
      classes_(chief.classes_),
      profiles_(chief.profiles_),
      travel_(router_, guideway_, profiles_),
      journeys_(chief.journeys_),
      portals_(chief.portals_),
      vehicles_(chief.vehicles_),
      supply_(0, 0),
      times_(travel_),
      near_(router_),
      batteries_(classes_),
      portal_counts_(chief.portal_counts_),
      work_(classes_.size()),
      circles_(chief.circles_) {
  counts_.capsules.resize(classes_.size());
  counts_.waiting_requests.resize(classes_.size());
  chief.desks_.push_back(this);
}

void Service::dispatch(sim::Simulation& simulation) {
  hear_desks();
  std::vector<JourneyIndex> ended;
  for (Service* desk : desks_) {
    ended.insert(ended.end(), desk->untold_.begin(), desk->untold_.end());
    desk->untold_.clear();
  }
  sort_by_end(ended, journeys_);
  for (const JourneyIndex each : ended) listener_->journey_ended(each);
  if (listener_ != nullptr) listener_->decided(simulation.now());
  for (Service* desk : desks_) {
    for (const CapsuleIndex capsule : std::exchange(desk->homeless_, {}))
      find_parking(simulation, capsule);
  }
  retry_unassigned(simulation);
  issue_requests(simulation);
  simulation.schedule(simulation.now() + sim::Time{setup_.dispatch_interval_ns}, handler_,
                      dispatch_due, 0);
}

void Service::hear_desks() {
  for (Service* desk : desks_) {
    for (const DeskOffer& offer : desk->offers_) tell_supply(offer);
    desk->offers_.clear();
  }
}

/// Whoever asked for the journey hears of its end: from a desk, with the next decisions.
void Service::tell_end(JourneyIndex index) {
  if (journeys_[index].request.asker == Request::kPlanned) return;
  if (is_desk()) {
    untold_.push_back(index);
  } else {
    listener_->journey_ended(index);
  }
}

/// For a capsule that has been idle since it came to a portal without a free parking place.
void Service::find_parking(sim::Simulation& simulation, CapsuleIndex capsule) {
  Vehicle& vehicle = vehicles_[capsule];
  if (vehicle.activity != CapsuleActivity::idle || vehicle.first.valid()) return;
  const std::uint32_t capsule_class = guideway_.trains()[capsule].capsule_class;
  const NodeIndex place = portals_[vehicle.portal].parking_free > 0
                              ? vehicle.portal
                              : nearest_free_parking(capsule, vehicle.portal);
  if (!place.valid()) {
    ++work_[capsule_class].unparked;
    return;
  }
  --portals_[place].parking_free;
  vehicle.holds_place = true;
  if (place == vehicle.portal) return;
  vehicle.plan_end_ns = simulation.now().ns + travel_ns(capsule_class, vehicle.portal, place);
  tell_supply({capsule, capsule_class, router_.portal_rank(place), vehicle.plan_end_ns});
  order(simulation, {capsule, place});
}

void Service::tell_supply(const DeskOffer& offer) {
  if (setup_.control != nullptr) {
    setup_.control->offered(offer.capsule, offer.portal, offer.free_ns);
  } else if (is_desk()) {
    offers_.push_back(offer);
  } else {
    supply_.offer(offer.capsule, offer.capsule_class, offer.portal, offer.free_ns);
  }
}

/// Has an idle capsule sent on, by the desk of the region where it stands.
void Service::order(sim::Simulation& simulation, const DeskOrder& order) {
  if (desks_.empty()) return next_task(simulation, order.capsule);
  Vehicle& vehicle = vehicles_[order.capsule];
  if (std::exchange(vehicle.ordered, true)) return;  // it goes on from where it was sent
  const std::uint32_t region =
      setup_.region_of_node.empty() ? 0 : setup_.region_of_node[vehicle.portal.value];
  desks_[region]->orders_.push_back(order);
}

void Service::carry_out(sim::Simulation& simulation) {
  for (const DeskOrder& order : std::exchange(orders_, {})) {
    vehicles_[order.capsule].ordered = false;
    if (order.parking.valid()) {
      send(simulation, order.capsule, order.parking);
    } else {
      next_task(simulation, order.capsule);
    }
  }
}

/// A new row in the guideways of all regions, with the same number.
CapsuleIndex Service::add_capsule(std::uint32_t capsule_class) {
  for (Service* desk : desks_) {
    if (&desk->guideway_ != &guideway_)
      desk->guideway_.add_capsule(capsule_class, profiles_[capsule_class]);
  }
  return guideway_.add_capsule(capsule_class, profiles_[capsule_class]);
}

std::size_t Service::open_count() const {
  std::size_t count = open_count_;  // a desk counts those it ends, below 0
  for (const Service* desk : desks_) count += desk->open_count_;
  return count;
}

std::uint64_t Service::untimely_journeys() const {
  std::uint64_t count = untimely_journeys_;
  for (const Service* desk : desks_) count += desk->untimely_journeys_;
  return count;
}

std::vector<FleetWork> Service::work() const {
  std::vector<FleetWork> sum = work_;
  for (const Service* desk : desks_) {
    for (std::size_t c = 0; c < sum.size(); ++c) {
      const FleetWork& part = desk->work_[c];
      sum[c].loaded_j += part.loaded_j;
      sum[c].empty_j += part.empty_j;
      sum[c].loaded_distance_m += part.loaded_distance_m;
      sum[c].empty_distance_m += part.empty_distance_m;
      sum[c].unparked += part.unparked;
      sum[c].empty_trips += part.empty_trips;
    }
  }
  return sum;
}

/// What there is now. A capsule that has changed its region, or a request that was taken by one
/// desk and loaded by another, is counted below 0 in one of them, which the sum puts right.
FleetSample Service::counted() const {
  FleetSample sum = counts_;
  for (const Service* desk : desks_) {
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      for (std::size_t a = 0; a < kActivityCount; ++a)
        sum.capsules[c][a] += desk->counts_.capsules[c][a];
      sum.waiting_requests[c] += desk->counts_.waiting_requests[c];
    }
  }
  return sum;
}

std::vector<JourneyIndex> Service::take_finished() {
  std::vector<JourneyIndex> finished = std::exchange(finished_, {});
  if (desks_.empty()) return finished;
  for (Service* desk : desks_) {
    finished.insert(finished.end(), desk->finished_.begin(), desk->finished_.end());
    desk->finished_.clear();
  }
  const auto end_ns = [this](JourneyIndex index) {
    const Journey& journey = journeys_[index];
    return journey.state == Journey::State::arrived ? journey.arrival_ns : journey.request.time.ns;
  };
  std::stable_sort(finished.begin(), finished.end(),
                   [&](JourneyIndex a, JourneyIndex b) { return end_ns(a) < end_ns(b); });
  return finished;
}

}  // namespace dimai::models

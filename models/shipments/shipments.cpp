#include "models/shipments/shipments.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kPurpose = 0x53485001;  // 'SHP', 1
constexpr double kHour_s = 3600.0;
constexpr double kJoulesAKilowattHour = 3.6e6;
constexpr std::int64_t kDay_ns = 86'400'000'000'000;

std::vector<double> sums(const std::vector<double>& weights) {
  std::vector<double> up_to;
  double sum = 0.0;
  for (const double weight : weights) up_to.push_back(sum += weight);
  return up_to;
}

std::uint32_t drawn(sim::Random& random, const std::vector<double>& up_to,
                    const std::vector<std::uint32_t>& places) {
  const double draw = random.uniform() * up_to.back();
  const auto row = std::upper_bound(up_to.begin(), up_to.end(), draw) - up_to.begin();
  return places[static_cast<std::size_t>(row)];
}

/// The same of all places but one, in row `but`.
std::uint32_t drawn_other(sim::Random& random, const std::vector<double>& up_to,
                          const std::vector<std::uint32_t>& places, std::size_t but) {
  const double before = but == 0 ? 0.0 : up_to[but - 1];
  const double own = up_to[but] - before;
  if (up_to.back() - own <= 0.0) throw std::logic_error("Shipments: demand from a place to itself");
  double draw = random.uniform() * (up_to.back() - own);
  if (draw >= before) draw += own;
  const auto row = std::upper_bound(up_to.begin(), up_to.end(), draw) - up_to.begin();
  return places[std::min(static_cast<std::size_t>(row), places.size() - 1)];
}

double factor(const std::vector<double>& of_day, std::size_t day) {
  return of_day.empty() ? 1.0 : of_day[std::min(day, of_day.size() - 1)];
}

}  // namespace

Shipments::Shipments(const ShipmentPlan& plan)
    : plan_(plan),
      ways_(plan),
      work_(plan.classes.size() * plan.modes.size()),
      lanes_(plan.groups.size()),
      docks_(plan.places.size()),
      experience_(plan.stations.size()) {
  draw_demand();
  planned_count_ = shipments_.size();
}

/// All of the demand in order of time. Each hour of each demand has its own stream.
void Shipments::draw_demand() {
  for (std::uint32_t d = 0; d < plan_.demands.size(); ++d) {
    const ShipmentDemand& demand = plan_.demands[d];
    const std::vector<double> from = sums(demand.origin_weights);
    const std::vector<double> to = sums(demand.destination_weights);
    std::vector<std::size_t> row_of(plan_.places.size(), to.size());  // among the destinations
    for (std::size_t i = 0; i < to.size(); ++i) row_of[demand.destinations[i]] = i;
    for (double start_s = 0.0; start_s < plan_.duration_s; start_s += kHour_s) {
      const auto hour = static_cast<std::size_t>(start_s / kHour_s);
      const double length_s = std::min(kHour_s, plan_.duration_s - start_s);
      const double share = demand.hour_shares.empty() ? 1.0 / 24.0 : demand.hour_shares[hour % 24];
      const double mean =
          demand.a_day * share * factor(demand.stage_factors, hour / 24) * length_s / kHour_s;
      sim::Random random(plan_.seed, plan_.replication, kPurpose,
                         (static_cast<std::uint64_t>(d) << 32) | hour);
      for (std::uint64_t n = random.poisson(mean); n > 0; --n) {
        Shipment one;
        one.time_ns = sim::seconds(start_s + random.uniform() * length_s).ns;
        one.shipment_class = static_cast<std::uint16_t>(demand.shipment_class);
        one.origin = drawn(random, from, demand.origins);
        const std::size_t own = row_of[one.origin];
        one.destination = own == to.size() ? drawn(random, to, demand.destinations)
                                           : drawn_other(random, to, demand.destinations, own);
        shipments_.push_back(one);
      }
    }
  }
  std::stable_sort(shipments_.begin(), shipments_.end(),
                   [](const Shipment& a, const Shipment& b) { return a.time_ns < b.time_ns; });
}

void Shipments::set_carrier(std::string_view kind, LegCarrier* carrier) {
  for (std::size_t k = 0; k < kModeKinds.size(); ++k) {
    if (kModeKinds[k] == kind) carriers_[k] = carrier;
  }
}

void Shipments::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  if (planned_count_ > 0) simulation.schedule({shipments_[0].time_ns}, handler_, arises, 0);
  if (plan_.foresight.on)
    simulation.schedule(simulation.now() + sim::seconds(plan_.foresight.interval_s), handler_,
                        foresees, 0);
}

ShipmentIndex Shipments::add(sim::Simulation& simulation, std::uint32_t shipment_class,
                             PlaceIndex from, PlaceIndex to, std::uint32_t owner) {
  const ShipmentIndex index{static_cast<std::uint32_t>(shipments_.size())};
  Shipment one;
  one.time_ns = simulation.now().ns;
  one.shipment_class = static_cast<std::uint16_t>(shipment_class);
  one.origin = from.value;
  one.destination = to.value;
  one.owner = owner;
  shipments_.push_back(one);
  simulation.schedule(simulation.now(), handler_, begins, index.value);
  return index;
}

void Shipments::handle(sim::Simulation& simulation, const sim::Event& event) {
  switch (event.kind) {
    case arises:
      if (++next_ < planned_count_)
        simulation.schedule({shipments_[next_].time_ns}, handler_, arises,
                            static_cast<std::uint32_t>(next_));
      begin(simulation, {event.subject});
      break;
    case begins:
      begin(simulation, {event.subject});
      break;
    case lane_free:
      free_lane(simulation, {event.subject});
      break;
    case leg_over:
      end_leg(simulation, {event.subject});
      break;
    case foresees:
      foresee(simulation);
      break;
    default:
      leave_dock(simulation, {event.subject});
      break;
  }
}

void Shipments::begin(sim::Simulation& simulation, ShipmentIndex index) {
  Shipment& one = shipments_[index.value];
  const ShipmentWay way = ways_.find(one.shipment_class, {one.origin}, {one.destination},
                                     simulation.now().ns / kDay_ns);
  one.since_ns = simulation.now().ns;
  if (way.count == 0) return finish(simulation, index, ShipmentState::refused);
  one.legs = way.legs;
  one.leg_count = way.count;
  begin_leg(simulation, index);
}

void Shipments::begin_leg(sim::Simulation& simulation, ShipmentIndex index) {
  Shipment& one = shipments_[index.value];
  const Station& from = plan_.stations[one.legs[one.leg].from_station];
  const Station& to = plan_.stations[one.legs[one.leg].to_station];
  one.since_ns = simulation.now().ns;
  const std::string& kind = plan_.modes[from.mode].kind;
  if (kind != kModeKinds[0]) {
    one.state = ShipmentState::under_way;
    LegCarrier* carrier = carriers_[kind == kModeKinds[1] ? 1 : 2];
    return carrier->carry(simulation, index, from, to, one.shipment_class);
  }
  ServerState& lanes = lanes_[from.group];
  const std::int64_t count = plan_.groups[from.group].lanes;
  if (count > 0 && std::ssize(lanes.free_ns) >= count) {
    lanes.queue.push_back(index);
    lanes.longest = std::max<std::uint64_t>(lanes.longest, lanes.queue.size());
    return;
  }
  enter_lane(simulation, index, from.group);
}

void Shipments::enter_lane(sim::Simulation& simulation, ShipmentIndex index, LaneGroupIndex group) {
  Shipment& one = shipments_[index.value];
  const ModeParameters& mode = plan_.modes[plan_.groups[group].mode];
  const ShipmentLeg& leg = one.legs[one.leg];
  one.state = ShipmentState::under_way;
  const std::int64_t wait_ns = simulation.now().ns - one.since_ns;
  const double way_m = ways_.length_m(leg.from_station, leg.to_station);
  const std::int64_t handling_ns = sim::seconds(mode.load_time_s + mode.unload_time_s).ns;
  const std::int64_t moving_ns = sim::seconds(way_m / mode.speed_m_s).ns;
  one.wait_ns += wait_ns;
  one.handling_ns += handling_ns;
  one.moving_ns += moving_ns;
  const double mass_kg = plan_.classes[one.shipment_class].mass_kg;
  const double way_kwh = way_m / 1e3 * (mode.energy_kwh_km + mode.energy_kwh_tkm * mass_kg / 1e3);
  const double energy_j = mode.energy_j + way_kwh * kJoulesAKilowattHour;
  one.distance_m += static_cast<float>(way_m);
  one.energy_j += static_cast<float>(energy_j);
  if (mode.road) one.road_m += static_cast<float>(way_m / mode.items_a_vehicle);
  book(one, {wait_ns, handling_ns, way_m, energy_j, mode.items_a_vehicle});
  ServerState& lanes = lanes_[group];
  ++lanes.served;
  lanes.busy_s += mode.headway_s;
  lanes.waited_s += sim::to_seconds({wait_ns});
  if (plan_.groups[group].lanes > 0) {
    const sim::Time free = simulation.now() + sim::seconds(mode.headway_s);
    lanes.take(free.ns);
    simulation.schedule(free, handler_, lane_free, group.value);
  }
  simulation.schedule(simulation.now() + sim::Time{handling_ns + moving_ns}, handler_, leg_over,
                      index.value);
}

void Shipments::free_lane(sim::Simulation& simulation, LaneGroupIndex group) {
  ServerState& lanes = lanes_[group];
  lanes.free_ns.pop_front();
  if (lanes.queue.empty()) return;
  const ShipmentIndex next = lanes.queue.front();
  lanes.queue.pop_front();
  enter_lane(simulation, next, group);
}

void Shipments::leg_ended(sim::Simulation& simulation, ShipmentIndex index, const LegEnd& end) {
  Shipment& one = shipments_[index.value];
  if (end.refused) return finish(simulation, index, ShipmentState::refused);
  const std::int64_t whole_ns = simulation.now().ns - one.since_ns;
  one.wait_ns += end.wait_ns;
  one.handling_ns += end.handling_ns;
  one.moving_ns += whole_ns - end.wait_ns - end.handling_ns;
  one.distance_m += static_cast<float>(end.distance_m);
  one.energy_j += static_cast<float>(end.energy_j);
  book(one, end);
  end_leg(simulation, index);
}

void Shipments::end_leg(sim::Simulation& simulation, ShipmentIndex index) {
  Shipment& one = shipments_[index.value];
  const PlaceIndex here = plan_.stations[one.legs[one.leg].to_station].place;
  if (++one.leg == one.leg_count) return finish(simulation, index, ShipmentState::arrived);
  one.since_ns = simulation.now().ns;
  ServerState& docks = docks_[here];
  const std::int64_t count = plan_.places[here].docks;
  if (count > 0 && std::ssize(docks.free_ns) >= count) {
    docks.queue.push_back(index);
    docks.longest = std::max<std::uint64_t>(docks.longest, docks.queue.size());
    return;
  }
  enter_dock(simulation, index, here);
}

void Shipments::enter_dock(sim::Simulation& simulation, ShipmentIndex index, PlaceIndex place) {
  Shipment& one = shipments_[index.value];
  ServerState& docks = docks_[place];
  const std::int64_t wait_ns = simulation.now().ns - one.since_ns;
  const sim::Time handling = sim::seconds(plan_.classes[one.shipment_class].handling_time_s);
  one.wait_ns += wait_ns;
  one.handling_ns += handling.ns;
  if (plan_.places[place].docks > 0) docks.take(simulation.now().ns + handling.ns);
  ++docks.served;
  docks.busy_s += sim::to_seconds(handling);
  docks.waited_s += sim::to_seconds({wait_ns});
  simulation.schedule(simulation.now() + handling, handler_, dock_free, index.value);
}

void Shipments::leave_dock(sim::Simulation& simulation, ShipmentIndex index) {
  const Shipment& one = shipments_[index.value];
  const PlaceIndex here = plan_.stations[one.legs[one.leg].from_station].place;
  ServerState& docks = docks_[here];
  if (plan_.places[here].docks > 0) docks.free_ns.pop_front();
  if (!docks.queue.empty()) {
    const ShipmentIndex next = docks.queue.front();
    docks.queue.pop_front();
    enter_dock(simulation, next, here);
  }
  begin_leg(simulation, index);
}

void Shipments::book(const Shipment& one, const LegEnd& leg) {
  const ModeIndex mode = plan_.stations[one.legs[one.leg].from_station].mode;
  ModeWork& row = work_[one.shipment_class * plan_.modes.size() + mode.value];
  ++row.legs;
  row.distance_m += leg.distance_m;
  row.mass_distance_kg_m += leg.distance_m * plan_.classes[one.shipment_class].mass_kg;
  row.wait_s += sim::to_seconds({leg.wait_ns});
  row.energy_j += leg.energy_j;
  row.vehicle_m += leg.distance_m / leg.items;
  if (plan_.modes[mode].road) row.road_m += leg.distance_m / leg.items;
}

void Shipments::finish(sim::Simulation& simulation, ShipmentIndex index, ShipmentState state) {
  Shipment& one = shipments_[index.value];
  one.state = state;
  ++done_;
  finished_.push_back(index);
  if (state == ShipmentState::arrived) {
    one.arrival_ns = simulation.now().ns;
    if (one.wait_ns + one.handling_ns + one.moving_ns != one.arrival_ns - one.time_ns) ++untimely_;
  }
  if (one.owner != Shipment::kNoOwner && owner_ != nullptr && state == ShipmentState::arrived)
    owner_->delivered(simulation, one.owner);
  if (listener_ != nullptr && state == ShipmentState::arrived)
    listener_->arrived(simulation, index);
}

std::vector<ShipmentIndex> Shipments::take_finished() { return std::exchange(finished_, {}); }

std::vector<std::string> Shipments::violations() const {
  std::vector<std::string> found;
  if (untimely_ > 0)
    found.push_back("conservation of time: the parts of " + std::to_string(untimely_) +
                    " shipments do not add up to the whole");
  std::size_t ended = 0;
  for (const Shipment& one : shipments_)
    ended += one.state == ShipmentState::arrived || one.state == ShipmentState::refused ? 1 : 0;
  if (ended != done_)
    found.push_back("conservation of shipments: " + std::to_string(done_) + " ended, " +
                    std::to_string(ended) + " found so");
  return found;
}

}  // namespace dimai::models

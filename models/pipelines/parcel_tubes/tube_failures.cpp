// What fails, whom that holds, and who takes another way.

#include <algorithm>

#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"

namespace dimai::models {

/// Carriers stand or go on at once; ways change when all that fails now has failed.
void ParcelTubes::set_working(sim::Simulation& simulation, std::uint32_t part, bool working) {
  if (!broken_.set_working(part, working)) return;
  const std::int64_t now_ns = simulation.now().ns;
  for (std::uint32_t i = 0; i < carriers_.size(); ++i) {
    const Carrier& carrier = carriers_[i];
    if (carrier.state != CarrierState::moving) continue;
    const bool stands = carrier.held != Carrier::kFree;
    if (stands != working) continue;
    const bool must = must_stand(carrier, stands ? carrier.due_ns : carrier.due_ns - now_ns);
    if (must == stands) continue;
    must ? hold(simulation, CarrierIndex{i}) : go_on(simulation, CarrierIndex{i});
  }
  if (ways_change_due_) return;
  ways_change_due_ = true;
  simulation.schedule(simulation.now(), handler_, ways_change, 0);
}

void ParcelTubes::change_ways(sim::Simulation& simulation) {
  ways_change_due_ = false;
  find_ways();
  for (const ZoneIndex zone : network_.zones.indices()) wake(simulation, zone);
  for (const StationIndex station : network_.stations.indices()) {
    if (!station_states_[station].awaiting.empty()) call_empty(simulation, station);
  }
}

/// Nobody goes through a zone that a carrier is caught in: it keeps the zone.
void ParcelTubes::find_ways() {
  open_routes_.reset();
  if (!broken_.any()) return;
  std::vector<std::uint8_t> shut(broken_.shut_ports().begin(), broken_.shut_ports().end());
  for (const PortIndex port : paths_.ports().indices()) {
    if (zone_states_[paths_.ports()[port].zone].held > 0) shut[port.value] = 1;
  }
  open_routes_.emplace(network_, paths_, shut);
}

/// @param left_ns  how long it still has to its arrival
bool ParcelTubes::must_stand(const Carrier& carrier, std::int64_t left_ns) const {
  const ZonePath& path = paths_.path(carrier.port, carrier.target);
  const std::int64_t left_up_ns = left_ns - path.down_ns - carrier.turning_ns;
  const bool rising = left_up_ns > 0;
  double risen_m = 0.0;
  if (rising && path.up_ns > 0) {  // before it starts more is left than the way takes
    const double left = static_cast<double>(left_up_ns) / static_cast<double>(path.up_ns);
    risen_m = path.up_m * std::max(0.0, 1.0 - left);
  }
  return broken_.stops(carrier.port, carrier.target, rising, risen_m);
}

void ParcelTubes::hold(sim::Simulation& simulation, CarrierIndex index) {
  Carrier& carrier = carriers_[index.value];
  const std::int64_t now_ns = simulation.now().ns;
  const ZoneIndex zone = paths_.ports()[carrier.target].zone;
  ZoneState& state = zone_states_[zone];
  simulation.cancel(carrier.arrival);
  carrier.due_ns -= now_ns;
  carrier.held = static_cast<std::uint32_t>(caught_.size());
  caught_.push_back({index, carrier.send, zone, now_ns});
  if (++state.held == state.moving) state.busy_ns += now_ns - state.busy_from_ns;
}

void ParcelTubes::go_on(sim::Simulation& simulation, CarrierIndex index) {
  Carrier& carrier = carriers_[index.value];
  const std::int64_t now_ns = simulation.now().ns;
  const ZoneIndex zone = paths_.ports()[carrier.target].zone;
  ZoneState& state = zone_states_[zone];
  CaughtCarrier& row = caught_[carrier.held];
  row.released_ns = now_ns;
  carrier.held_ns += now_ns - row.caught_ns;
  carrier.held = Carrier::kFree;
  carrier.due_ns += now_ns;
  carrier.arrival = simulation.schedule_timer({carrier.due_ns}, handler_, arrives, index.value);
  if (state.held-- == state.moving) state.busy_from_ns = now_ns;
  // Who follows keeps its block, as if this one had been released so much later.
  const ZonePath& path = paths_.path(carrier.port, carrier.target);
  state.last_release_ns =
      std::max(state.last_release_ns, carrier.due_ns - path.up_ns - path.down_ns);
}

/// The port by which a carrier leaves a zone: on the quickest way that is open or, if there is
/// none, on its usual one, as far as that is open.
PortIndex ParcelTubes::way(PortIndex at, StationIndex destination) const {
  const bool open = open_routes_.has_value() && open_routes_->next(at, destination).valid();
  return open ? open_routes_->next(at, destination) : routes_.next(at, destination);
}

bool ParcelTubes::has_way(PortIndex at, StationIndex destination) const {
  const TubeRoutes& routes = open_routes_.has_value() ? *open_routes_ : routes_;
  return routes.next(at, destination).valid();
}

bool ParcelTubes::has_way(StationIndex from, StationIndex to) const {
  return has_way(paths_.port_of(from), to);
}

/// Who goes next from a queue that is not empty: its first; but at a station those without a way
/// are passed by, and none goes if nobody has one.
CarrierIndex ParcelTubes::next_in(PortIndex port) const {
  const std::deque<CarrierIndex>& queue = port_states_[port].queue;
  if (!open_routes_.has_value() || paths_.ports()[port].connector.valid()) return queue.front();
  const auto found = std::find_if(queue.begin(), queue.end(), [&](CarrierIndex each) {
    return has_way(port, carriers_[each.value].destination);
  });
  return found == queue.end() ? CarrierIndex{} : *found;
}

}  // namespace dimai::models

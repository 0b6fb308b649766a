#include <algorithm>
#include <cmath>

#include "models/physics/tubes/capsule_air.hpp"
#include "models/physics/tubes/isothermal_tube.hpp"
#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"

namespace dimai::models {

/// A carrier at the head of a queue that has somewhere to go.
struct ParcelTubes::Candidate {
  PortIndex from;
  PortIndex to;
  CarrierIndex carrier;
  std::uint8_t priority = 0xFF;
  std::int64_t since_ns = 0;

  bool before(const Candidate& other) const {
    return priority != other.priority ? priority < other.priority : since_ns < other.since_ns;
  }
};

void ParcelTubes::join_queue(sim::Simulation& simulation, CarrierIndex index, PortIndex port) {
  Carrier& carrier = carriers_[index.value];
  PortState& state = port_states_[port];
  carrier.state = CarrierState::queued;
  carrier.since_ns = simulation.now().ns;
  carrier.port = port;
  auto place = state.queue.end();
  if (paths_.ports()[port].station.valid()) {
    place = std::upper_bound(state.queue.begin(), state.queue.end(), index,
                             [&](CarrierIndex a, CarrierIndex b) {
                               return carriers_[a.value].priority < carriers_[b.value].priority;
                             });
  }
  state.queue.insert(place, index);
  state.longest = std::max<std::uint64_t>(state.longest, state.queue.size());
  wake(simulation, paths_.ports()[port].zone);
}

/// Serves a zone, and those that wait for places which this frees, one after the other.
void ParcelTubes::wake(sim::Simulation& simulation, ZoneIndex zone) {
  awake_.push_back(zone);
  if (serving_) return;
  serving_ = true;
  while (!awake_.empty()) {
    const ZoneIndex next = awake_.back();
    awake_.pop_back();
    serve(simulation, next);
  }
  serving_ = false;
}

void ParcelTubes::serve(sim::Simulation& simulation, ZoneIndex zone) {
  const ZoneState& state = zone_states_[zone];
  const std::int64_t blocks = network_.zones[zone].blocks;
  while (state.moving < blocks) {
    const Candidate candidate = best_candidate(zone, simulation.now().ns);
    if (!candidate.carrier.valid()) return;
    if (state.moving > 0 && !may_follow(simulation, zone, candidate)) return;
    release(simulation, zone, candidate);
  }
}

/// The most urgent head of a queue that has a place to go to, then the one that waits longest. Who
/// has waited beyond the patience counts as most urgent, so that nobody waits for ever.
ParcelTubes::Candidate ParcelTubes::best_candidate(ZoneIndex zone, std::int64_t now_ns) const {
  Candidate best;
  for (const PortIndex port : paths_.ports_of(zone)) {
    const PortState& state = port_states_[port];
    if (state.queue.empty() || broken_.shut(port)) continue;
    const CarrierIndex head = next_in(port);
    if (!head.valid()) continue;
    const Carrier& carrier = carriers_[head.value];
    Candidate each{port, way(port, carrier.destination), head, carrier.priority, carrier.since_ns};
    if (broken_.shut(each.to)) continue;
    if (paths_.ports()[port].connector.valid()) {  // the head goes for the most urgent behind it
      for (const CarrierIndex behind : state.queue)
        each.priority = std::min(each.priority, carriers_[behind.value].priority);
    }
    if (now_ns - carrier.since_ns > patience_ns_) each.priority = 0;
    const bool better = !best.carrier.valid() || each.before(best);
    if (better && has_place(each.to)) best = each;
  }
  return best;
}

bool ParcelTubes::has_place(PortIndex leaves_at) const {
  const TubePort& port = paths_.ports()[leaves_at];
  if (port.connector.valid())
    return port_states_[port.across].taken < network_.connectors[port.connector].places;
  const std::int64_t places = network_.stations[port.station].receive_places;
  return places == 0 || station_states_[port.station].receiving < places;
}

/// Whether a carrier may be released while others move: the same way, a block behind, in air that
/// already flows. If only time is lacking, the zone is looked at again when the block is clear.
bool ParcelTubes::may_follow(sim::Simulation& simulation, ZoneIndex zone,
                             const Candidate& candidate) {
  ZoneState& state = zone_states_[zone];
  const ZonePath& path = paths_.path(candidate.from, candidate.to);
  const bool same_way = candidate.from == state.last_from && candidate.to == state.last_to;
  if (!same_way || path.turns || !stands_ready(zone, path)) return false;
  const std::int64_t headway_ns = (path.up_ns + path.down_ns) / network_.zones[zone].blocks;
  const sim::Time clear{state.last_release_ns + headway_ns};
  if (simulation.now() >= clear) return true;
  if (!state.retry) simulation.schedule(clear, handler_, block_clear, zone.value);
  state.retry = true;
  return false;
}

bool ParcelTubes::stands_ready(ZoneIndex zone, const ZonePath& path) const {
  const auto settings = paths_.settings(path);
  return zone_states_[zone].pressure == (path.up_ns == 0) &&
         std::all_of(settings.begin(), settings.end(), [&](const UnitSetting& setting) {
           return unit_states_[setting.unit].branch == setting.branch;
         });
}

bool ParcelTubes::set_unit(const UnitSetting& setting) {
  UnitState& unit = unit_states_[setting.unit];
  if (unit.branch == setting.branch) return false;
  unit.branch = setting.branch;
  ++unit.settings;
  return true;
}

/// Sets the units on the way and turns the blower, all at once, before a release [ns].
std::int64_t ParcelTubes::set_up(ZoneIndex zone, const ZonePath& path) {
  ZoneState& state = zone_states_[zone];
  std::int64_t time_ns = 0;
  for (const UnitSetting& setting : paths_.settings(path)) {
    if (set_unit(setting)) time_ns = set_ns_;
    ++unit_states_[setting.unit].passed;
  }
  const bool pressure = path.up_ns == 0;
  if (state.pressure != pressure) {
    time_ns = std::max(time_ns, reversal_ns_);
    ++state.reversals;
  }
  state.pressure = pressure;
  return time_ns;
}

/// From vacuum to pressure at the top of a way [ns].
std::int64_t ParcelTubes::turn_round(ZoneIndex zone, const ZonePath& path) {
  if (!path.turns) return 0;
  ZoneState& state = zone_states_[zone];
  state.pressure = true;
  ++state.reversals;
  return std::max(reversal_ns_, set_unit(path.turn) ? set_ns_ : 0);
}

void ParcelTubes::leave_queue(PortIndex port, CarrierIndex index, std::int64_t now_ns) {
  PortState& state = port_states_[port];
  Carrier& carrier = carriers_[index.value];
  const std::int64_t waited_ns = now_ns - carrier.since_ns;
  state.queue.erase(std::find(state.queue.begin(), state.queue.end(), index));
  ++state.passed;
  state.waited_ns += waited_ns;
  state.longest_wait_ns = std::max(state.longest_wait_ns, waited_ns);
  const TubePort& from = paths_.ports()[port];
  if (from.connector.valid()) {
    --state.taken;
    awake_.push_back(paths_.ports()[from.across].zone);  // somebody may wait for that place
  }
  if (!carrier.send.valid()) return;
  Send& send = sends_[carrier.send.value];
  (from.station.valid() ? send.zone_wait_ns : send.transfer_wait_ns) += waited_ns;
  send.state = SendState::under_way;
  ++send.zones;
}

void ParcelTubes::release(sim::Simulation& simulation, ZoneIndex zone, const Candidate& candidate) {
  ZoneState& state = zone_states_[zone];
  const std::int64_t now_ns = simulation.now().ns;
  leave_queue(candidate.from, candidate.carrier, now_ns);
  const TubePort& to = paths_.ports()[candidate.to];
  if (to.connector.valid()) {
    const std::int64_t taken = ++port_states_[to.across].taken;
    if (taken > network_.connectors[to.connector].places) ++overfull_;
  } else {
    ++station_states_[to.station].receiving;
  }
  const ZonePath& path = paths_.path(candidate.from, candidate.to);
  const std::int64_t before_ns = set_up(zone, path);
  const std::int64_t turning_ns = turn_round(zone, path);
  if (state.moving++ == state.held) state.busy_from_ns = now_ns;
  state.last_from = candidate.from;
  state.last_to = candidate.to;
  state.last_release_ns = now_ns + before_ns;
  ++state.movements;
  state.dead_ns += before_ns + turning_ns;
  Carrier& carrier = carriers_[candidate.carrier.value];
  if (!carrier.send.valid()) ++state.empty_movements;
  carrier.state = CarrierState::moving;
  carrier.since_ns = now_ns;
  carrier.target = candidate.to;
  carrier.turning_ns = turning_ns;
  carrier.due_ns = now_ns + before_ns + path.up_ns + turning_ns + path.down_ns;
  carrier.arrival =
      simulation.schedule_timer({carrier.due_ns}, handler_, arrives, candidate.carrier.value);
}

void ParcelTubes::arrive(sim::Simulation& simulation, CarrierIndex index) {
  Carrier& carrier = carriers_[index.value];
  const TubePort& out = paths_.ports()[carrier.target];
  const ZoneIndex zone = out.zone;
  ZoneState& state = zone_states_[zone];
  const std::int64_t now_ns = simulation.now().ns;
  if (--state.moving == state.held) state.busy_ns += now_ns - state.busy_from_ns;
  if (carrier.send.valid()) {
    Send& send = sends_[carrier.send.value];
    send.transit_ns += now_ns - carrier.since_ns - carrier.held_ns;
    send.held_ns += carrier.held_ns;
  }
  carrier.held_ns = 0;
  if (out.station.valid()) {
    deliver(simulation, index);
  } else {
    join_queue(simulation, index, out.across);
  }
  wake(simulation, zone);
}

double ParcelTubes::blower_energy_j(ZoneIndex zone) const {
  constexpr double ambient_pa = 101325.0;
  const TubeZone& each = network_.zones[zone];
  const double area_m2 = bore_area_m2(carrier_classes_[each.carrier_class].bore_m);
  const double rise_pa =
      each.pressure_pa != 0.0 ? std::abs(each.pressure_pa) : parameters_.blower_pressure_pa;
  const double power_w =
      isothermal_power_w(each.speed_m_s * area_m2, {ambient_pa + rise_pa, ambient_pa}) /
      parameters_.blower_efficiency;
  return power_w * sim::to_seconds({zone_states_[zone].busy_ns});
}

}  // namespace dimai::models

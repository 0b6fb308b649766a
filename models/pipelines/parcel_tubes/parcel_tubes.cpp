#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>

namespace dimai::models {

ParcelTubes::ParcelTubes(const TubeNetwork& network, const TubeParameters& parameters,
                         std::vector<CarrierClass> carriers, std::vector<ParcelClass> parcels,
                         std::vector<Send> sends)
    : network_(network),
      parameters_(parameters),
      carrier_classes_(std::move(carriers)),
      parcels_(std::move(parcels)),
      paths_(network, parameters, carrier_classes_),
      routes_(network, paths_),
      broken_(network, paths_),
      sends_(std::move(sends)),
      zone_states_(network.zones.size()),
      port_states_(paths_.ports().size()),
      station_states_(network.stations.size()),
      unit_states_(network.nodes.size()),
      set_ns_(sim::seconds(parameters.set_time_s).ns),
      reversal_ns_(sim::seconds(parameters.reversal_time_s).ns),
      load_ns_(sim::seconds(parameters.load_time_s).ns),
      unload_ns_(sim::seconds(parameters.unload_time_s).ns),
      patience_ns_(sim::seconds(parameters.patience_s).ns) {
  std::map<std::string, std::uint32_t> places;
  for (const StationIndex station : network.stations.indices()) {
    const TubeStation& each = network.stations[station];
    const auto [place, added] =
        places.emplace(each.place, static_cast<std::uint32_t>(stations_at_.size()));
    if (added) stations_at_.emplace_back();
    stations_at_[place->second].push_back(station);
    place_of_.push_back(place->second);
    const ZoneIndex zone = network.nodes[each.node].zone;
    for (std::int64_t i = 0; i < each.carriers; ++i) {
      station_states_[station].stock.push_back({static_cast<std::uint32_t>(carriers_.size())});
      Carrier carrier;
      carrier.carrier_class = network.zones[zone].carrier_class;
      carrier.home = carrier.at = station;
      carriers_.push_back(carrier);
    }
    station_states_[station].least_stock = static_cast<std::uint64_t>(each.carriers);
  }
  for (std::uint32_t c = 0; c < carrier_classes_.size(); ++c) carriers_by_bore_.push_back(c);
  std::stable_sort(carriers_by_bore_.begin(), carriers_by_bore_.end(), [&](auto a, auto b) {
    return carrier_classes_[a].bore_m < carrier_classes_[b].bore_m;
  });
}

void ParcelTubes::attach(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  if (!sends_.empty()) simulation.schedule(sends_.front().time, handler_, send_due, 0);
}

void ParcelTubes::handle(sim::Simulation& simulation, const sim::Event& event) {
  switch (event.kind) {
    case send_due:
      begin_send(simulation, SendIndex{event.subject});
      break;
    case loaded: {
      Carrier& carrier = carriers_[event.subject];
      sends_[carrier.send.value].load_ns = event.time.ns - carrier.since_ns;
      join_queue(simulation, CarrierIndex{event.subject}, paths_.port_of(carrier.at));
      break;
    }
    case arrives:
      arrive(simulation, CarrierIndex{event.subject});
      break;
    case unloaded:
      finish_unload(simulation, CarrierIndex{event.subject});
      break;
    case ways_change:
      change_ways(simulation);
      break;
    default:
      zone_states_[ZoneIndex{event.subject}].retry = false;
      wake(simulation, ZoneIndex{event.subject});
      break;
  }
}

SendIndex ParcelTubes::request(sim::Simulation& simulation, Send send) {
  if (next_send_ != sends_.size())
    throw std::logic_error("ParcelTubes::request(): sends are planned");
  const SendIndex index{static_cast<std::uint32_t>(sends_.size())};
  send.time = simulation.now();
  sends_.push_back(send);
  begin_send(simulation, index);
  return index;
}

void ParcelTubes::begin_send(sim::Simulation& simulation, SendIndex index) {
  if (++next_send_ < sends_.size()) {
    simulation.schedule(sends_[next_send_].time, handler_, send_due,
                        static_cast<std::uint32_t>(next_send_));
  }
  Send& send = sends_[index.value];
  if (!find_stations(send)) return finish_send(index, SendState::refused);
  if (station_states_[send.origin].stock.empty()) return wait_for_carrier(simulation, index);
  take_carrier(simulation, send.origin, index);
}

/// Finds the stations of the smallest bore that takes the parcel at both places, or why there is
/// none. Where something is broken, a bore that has a way now goes before one that has none.
bool ParcelTubes::find_stations(Send& send) const {
  const auto station_of = [&](StationIndex at, std::uint32_t carrier_class) {
    for (const StationIndex each : stations_at_[place_of_[at.value]]) {
      const ZoneIndex zone = network_.nodes[network_.stations[each].node].zone;
      if (network_.zones[zone].carrier_class == carrier_class) return each;
    }
    return StationIndex{};
  };
  std::optional<std::pair<StationIndex, StationIndex>> found;
  send.refusal = Refusal::fits_no_carrier;
  for (const std::uint32_t each : carriers_by_bore_) {
    if (!fits(parcels_[send.parcel_class], carrier_classes_[each])) continue;
    if (send.refusal == Refusal::fits_no_carrier) send.refusal = Refusal::no_station;
    const StationIndex from = station_of(send.origin, each);
    const StationIndex to = station_of(send.destination, each);
    if (!from.valid() || !to.valid()) continue;
    if (!found.has_value()) send.refusal = Refusal::no_way;
    if (from == to || !routes_.reaches(from, to)) continue;
    if (found.has_value() && !has_way(from, to)) continue;
    found = {from, to};
    send.refusal = Refusal::none;
    if (has_way(from, to)) break;
  }
  if (!found.has_value()) return false;
  std::tie(send.origin, send.destination) = *found;
  return true;
}

void ParcelTubes::wait_for_carrier(sim::Simulation& simulation, SendIndex index) {
  const StationIndex station = sends_[index.value].origin;
  std::deque<SendIndex>& awaiting = station_states_[station].awaiting;
  const auto rank = [&](SendIndex each) {
    return parcels_[sends_[each.value].parcel_class].priority;
  };
  const auto after = std::upper_bound(awaiting.begin(), awaiting.end(), index,
                                      [&](SendIndex a, SendIndex b) { return rank(a) < rank(b); });
  awaiting.insert(after, index);
  call_empty(simulation, station);
}

void ParcelTubes::take_carrier(sim::Simulation& simulation, StationIndex station, SendIndex index) {
  StationState& state = station_states_[station];
  Send& send = sends_[index.value];
  const CarrierIndex chosen = state.stock.back();
  state.stock.pop_back();
  state.least_stock = std::min<std::uint64_t>(state.least_stock, state.stock.size());
  Carrier& carrier = carriers_[chosen.value];
  carrier.state = CarrierState::loading;
  carrier.since_ns = simulation.now().ns;
  carrier.send = index;
  carrier.destination = send.destination;
  carrier.priority = static_cast<std::uint8_t>(parcels_[send.parcel_class].priority);
  send.carrier = chosen;
  send.carrier_wait_ns = simulation.now().ns - send.time.ns;
  ++state.sent;
  if (load_ns_ == 0) return join_queue(simulation, chosen, paths_.port_of(station));
  simulation.schedule(simulation.now() + sim::Time{load_ns_}, handler_, loaded, chosen.value);
}

void ParcelTubes::deliver(sim::Simulation& simulation, CarrierIndex index) {
  Carrier& carrier = carriers_[index.value];
  const StationIndex station = carrier.destination;
  carrier.at = station;
  if (!carrier.send.valid()) {
    --station_states_[station].inbound_empties;
    return finish_unload(simulation, index);
  }
  Send& send = sends_[carrier.send.value];
  send.arrival_ns = simulation.now().ns;
  const std::int64_t parts_ns = send.carrier_wait_ns + send.load_ns + send.zone_wait_ns +
                                send.transfer_wait_ns + send.transit_ns + send.held_ns;
  if (parts_ns != send.arrival_ns - send.time.ns) ++untimely_;
  ++station_states_[station].received;
  finish_send(carrier.send, SendState::arrived);
  carrier.state = CarrierState::unloading;
  carrier.since_ns = simulation.now().ns;
  simulation.schedule(simulation.now() + sim::Time{unload_ns_}, handler_, unloaded, index.value);
}

void ParcelTubes::finish_send(SendIndex send, SendState state) {
  sends_[send.value].state = state;
  finished_.push_back(send);
  ++done_;
  if (listener_ != nullptr) listener_->send_ended(send);
}

void ParcelTubes::finish_unload(sim::Simulation& simulation, CarrierIndex index) {
  Carrier& carrier = carriers_[index.value];
  carrier.send = SendIndex{};
  --station_states_[carrier.at].receiving;
  const ZoneIndex zone = network_.nodes[network_.stations[carrier.at].node].zone;
  add_to_stock(simulation, carrier.at, index);
  wake(simulation, zone);
}

void ParcelTubes::add_to_stock(sim::Simulation& simulation, StationIndex station,
                               CarrierIndex index) {
  StationState& state = station_states_[station];
  carriers_[index.value].state = CarrierState::stock;
  carriers_[index.value].since_ns = simulation.now().ns;
  state.stock.push_back(index);
  if (state.awaiting.empty()) return place_surplus(simulation, station);
  const SendIndex first = state.awaiting.front();
  state.awaiting.pop_front();
  take_carrier(simulation, station, first);
}

std::vector<std::uint64_t> ParcelTubes::count_carriers() const {
  std::vector<std::uint64_t> found(carrier_classes_.size(), 0);
  const auto count = [&](CarrierIndex each) { ++found[carriers_[each.value].carrier_class]; };
  for (const StationState& station : station_states_) {
    for (const CarrierIndex each : station.stock) count(each);
  }
  for (const PortState& port : port_states_) {
    for (const CarrierIndex each : port.queue) count(each);
  }
  for (const Carrier& carrier : carriers_) {
    const bool elsewhere =
        carrier.state != CarrierState::stock && carrier.state != CarrierState::queued;
    if (elsewhere) ++found[carrier.carrier_class];
  }
  return found;
}

std::vector<std::string> ParcelTubes::violations() const {
  std::vector<std::string> found;
  std::vector<std::uint64_t> owned(carrier_classes_.size(), 0);
  for (const Carrier& carrier : carriers_) ++owned[carrier.carrier_class];
  const std::vector<std::uint64_t> there = count_carriers();
  for (std::size_t c = 0; c < owned.size(); ++c) {
    if (owned[c] != there[c])
      found.push_back("conservation of carriers (" + carrier_classes_[c].name +
                      "): " + std::to_string(owned[c]) + " exist, " + std::to_string(there[c]) +
                      " are somewhere");
  }
  std::int64_t moving = 0;
  std::int64_t held = 0;
  for (const ZoneState& zone : zone_states_) {
    moving += zone.moving;
    held += zone.held;
  }
  const auto stand = std::count_if(carriers_.begin(), carriers_.end(),
                                   [](const Carrier& c) { return c.held != Carrier::kFree; });
  if (held != stand)
    found.push_back("conservation of carriers: zones hold " + std::to_string(held) + ", but " +
                    std::to_string(stand) + " stand in them");
  const auto in_motion = std::count_if(carriers_.begin(), carriers_.end(), [](const Carrier& c) {
    return c.state == CarrierState::moving;
  });
  if (moving != in_motion)
    found.push_back("conservation of carriers: zones move " + std::to_string(moving) + ", but " +
                    std::to_string(in_motion) + " are in motion");
  if (untimely_ > 0)
    found.push_back("conservation of time: the parts of " + std::to_string(untimely_) +
                    " sends do not add up to the whole");
  if (overfull_ > 0)
    found.push_back("places: a zone or connector was overfull " + std::to_string(overfull_) +
                    " times");
  return found;
}

}  // namespace dimai::models

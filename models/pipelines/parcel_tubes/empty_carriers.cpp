#include <algorithm>

#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"

namespace dimai::models {

/// How many carriers a station lacks: below 0 it has more than belong there.
std::int64_t ParcelTubes::lack(StationIndex station) const {
  const StationState& state = station_states_[station];
  return network_.stations[station].carriers + static_cast<std::int64_t>(state.awaiting.size()) -
         static_cast<std::int64_t>(state.stock.size()) - state.inbound_empties;
}

/// The station that lacks most, if it has lost half of its own; the first one of equals.
StationIndex ParcelTubes::most_lacking(StationIndex from) const {
  StationIndex found;
  std::int64_t most = 0;
  for (const StationIndex to : network_.stations.indices()) {
    const std::int64_t missing = lack(to);
    const bool low = 2 * missing >= network_.stations[to].carriers;
    if (missing <= most || !low || to == from || !has_way(from, to)) continue;
    most = missing;
    found = to;
  }
  return found;
}

/// The station with the greatest surplus that can send there; the first one of equals.
StationIndex ParcelTubes::best_donor(StationIndex to) const {
  StationIndex found;
  std::int64_t least_lack = 0;
  for (const StationIndex from : network_.stations.indices()) {
    if (from == to || station_states_[from].stock.empty() || !has_way(from, to)) continue;
    const std::int64_t missing = lack(from);
    if (found.valid() && missing >= least_lack) continue;
    least_lack = missing;
    found = from;
  }
  return found;
}

void ParcelTubes::place_surplus(sim::Simulation& simulation, StationIndex station) {
  const StationState& state = station_states_[station];
  if (parameters_.empties == "home") {
    const StationIndex home = carriers_[state.stock.back().value].home;
    if (home != station && has_way(station, home))
      send_empty(simulation, station, home, kEmptyPriority);
  } else if (parameters_.empties == "balance" && lack(station) < 0) {
    const StationIndex to = most_lacking(station);
    if (to.valid()) send_empty(simulation, station, to, kEmptyPriority);
  }
  // a station may have asked when nobody had one to spare
  for (const StationIndex each : network_.stations.indices()) {
    if (station_states_[each].awaiting.empty()) continue;
    call_empty(simulation, each);
  }
}

/// A station whose senders wait asks for one empty carrier each, wherever there are most to spare.
void ParcelTubes::call_empty(sim::Simulation& simulation, StationIndex station) {
  const StationState& state = station_states_[station];
  while (state.inbound_empties < static_cast<std::int64_t>(state.awaiting.size())) {
    const StationIndex donor = best_donor(station);
    if (!donor.valid()) return;
    send_empty(simulation, donor, station, kCalledPriority);
  }
}

void ParcelTubes::send_empty(sim::Simulation& simulation, StationIndex from, StationIndex to,
                             std::uint8_t priority) {
  StationState& state = station_states_[from];
  const CarrierIndex chosen = state.stock.back();
  state.stock.pop_back();
  state.least_stock = std::min<std::uint64_t>(state.least_stock, state.stock.size());
  Carrier& carrier = carriers_[chosen.value];
  carrier.send = SendIndex{};
  carrier.destination = to;
  carrier.priority = priority;
  ++station_states_[to].inbound_empties;
  ++empty_moves_;
  join_queue(simulation, chosen, paths_.port_of(from));
}

}  // namespace dimai::models

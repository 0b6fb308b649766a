#include <vector>

#include "models/shipments/shipments.hpp"

// Waits that the choice of modes reckons with: Wardrop (1952), Proc. Inst. Civ. Eng. II 1, 325-362:
// nobody finds a way that costs less. For lanes and docks what one would wait who came now, which
// their queues tell; for vehicles of other models what was waited of late.

namespace dimai::models {

void Shipments::note_wait(std::uint32_t station, double wait_s, std::int64_t now_ns) {
  if (plan_.foresight.on) experience_[station].note(wait_s, now_ns, plan_.foresight.memory_s);
}

void Shipments::note_waiting(std::uint32_t station, double count, double sum_s) {
  experience_[station].waiting += count;
  experience_[station].waiting_s += sum_s;
}

double Shipments::lane_wait_s(LaneGroupIndex group, std::int64_t now_ns) const {
  const ServerState& lanes = lanes_[group];
  const std::int64_t turn_ns = sim::seconds(plan_.modes[plan_.groups[group].mode].headway_s).ns;
  const std::vector<std::int64_t> turns(lanes.queue.size(), turn_ns);
  return sim::to_seconds({virtual_wait_ns(lanes, plan_.groups[group].lanes, turns, now_ns)});
}

double Shipments::dock_wait_s(PlaceIndex place, std::int64_t now_ns) const {
  const ServerState& docks = docks_[place];
  std::vector<std::int64_t> handling_ns;
  for (const ShipmentIndex each : docks.queue) {
    const ShipmentClass& one = plan_.classes[shipments_[each.value].shipment_class];
    handling_ns.push_back(sim::seconds(one.handling_time_s).ns);
  }
  return sim::to_seconds({virtual_wait_ns(docks, plan_.places[place].docks, handling_ns, now_ns)});
}

/// Those who choose a way from now on know how long is waited now.
void Shipments::foresee(sim::Simulation& simulation) {
  const std::int64_t now_ns = simulation.now().ns;
  for (Experience& each : experience_) each.waiting = each.waiting_s = 0.0;
  for (LegCarrier* carrier : carriers_) {
    if (carrier != nullptr) carrier->tell_waits(simulation);
  }
  sim::Table<LaneGroupIndex, double> of_group(plan_.groups.size());
  for (const LaneGroupIndex group : plan_.groups.indices())
    of_group[group] = lane_wait_s(group, now_ns);
  std::vector<double> at_station;
  for (std::size_t s = 0; s < plan_.stations.size(); ++s)
    at_station.push_back(of_group[plan_.stations[s].group] +
                         experience_[s].expected_s(now_ns, plan_.foresight.memory_s));
  std::vector<double> for_dock;
  for (const PlaceIndex place : plan_.places.indices())
    for_dock.push_back(dock_wait_s(place, now_ns));
  ways_.expect(std::move(at_station), std::move(for_dock));
  simulation.schedule(simulation.now() + sim::seconds(plan_.foresight.interval_s), handler_,
                      foresees, 0);
}

}  // namespace dimai::models

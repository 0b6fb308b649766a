#include "scenarios/logistics/running/carriers.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dimai::scenarios {

using models::LegEnd;
using models::ShipmentIndex;

TubeLegs::TubeLegs(models::Shipments& shipments, models::ParcelTubes& tubes)
    : shipments_(shipments), tubes_(tubes) {}

void TubeLegs::start(sim::Simulation& simulation) {
  simulation_ = &simulation;
  handler_ = simulation.add_handler(*this);
  tubes_.set_listener(this);
}

void TubeLegs::carry(sim::Simulation& simulation, ShipmentIndex shipment,
                     const models::Station& from, const models::Station& to,
                     std::uint32_t shipment_class) {
  models::Send send;
  send.origin = {from.external};
  send.destination = {to.external};
  send.parcel_class = shipments_.plan().parcel_class[shipment_class];
  of_send_.push_back(shipment);
  tubes_.request(simulation, send);
}

void TubeLegs::send_ended(models::SendIndex send) {
  simulation_->schedule(simulation_->now(), handler_, 0, send.value);
}

void TubeLegs::handle(sim::Simulation& simulation, const sim::Event& event) {
  const models::Send& send = tubes_.sends()[event.subject];
  const ShipmentIndex shipment = of_send_[event.subject];
  const models::Shipment& one = shipments_.shipments()[shipment.value];
  LegEnd end;
  end.refused = send.state == models::SendState::refused;
  end.wait_ns = send.carrier_wait_ns + send.zone_wait_ns + send.transfer_wait_ns;
  end.handling_ns = send.load_ns;
  const models::ShipmentLeg& leg = one.legs[one.leg];
  end.distance_m = shipments_.ways().length_m(leg.from_station, leg.to_station);
  if (!end.refused)
    shipments_.note_wait(leg.from_station, sim::to_seconds({end.wait_ns}), simulation.now().ns);
  shipments_.leg_ended(simulation, shipment, end);
}

void TubeLegs::book_energy() {
  const models::ShipmentPlan& plan = shipments_.plan();
  const models::TubeNetwork& network = tubes_.network();
  std::map<std::uint32_t, double> energy_j;  // by bore
  for (const models::ZoneIndex zone : network.zones.indices())
    energy_j[network.zones[zone].carrier_class] += tubes_.blower_energy_j(zone);
  std::map<std::uint32_t, models::ModeIndex> mode_of;  // by bore
  for (const models::Station& each : plan.stations) {
    if (plan.modes[each.mode].kind != "tubes") continue;
    const models::TubeStation& station = network.stations[{each.external}];
    mode_of[network.zones[network.nodes[station.node].zone].carrier_class] = each.mode;
  }
  for (const auto& [bore, mode] : mode_of) {
    double legs = 0.0;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c)
      legs += static_cast<double>(shipments_.work(c, mode).legs);
    const double each_j = legs > 0.0 ? (energy_j[bore] - booked_j_[bore]) / legs : 0.0;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c)
      shipments_.add_energy(c, mode, each_j * static_cast<double>(shipments_.work(c, mode).legs));
    if (legs > 0.0) booked_j_[bore] = energy_j[bore];
  }
}

CapsuleLegs::CapsuleLegs(models::Shipments& shipments, models::Service& service)
    : shipments_(shipments), service_(service) {}

void CapsuleLegs::start(sim::Simulation& simulation) {
  simulation_ = &simulation;
  handler_ = simulation.add_handler(*this);
}

void CapsuleLegs::carry(sim::Simulation& simulation, ShipmentIndex shipment,
                        const models::Station& from, const models::Station& to,
                        std::uint32_t /*shipment_class*/) {
  const models::ModeParameters& mode = shipments_.plan().modes[from.mode];
  const models::Shipment& one = shipments_.shipments()[shipment.value];
  const models::ShipmentLeg& leg = one.legs[one.leg];
  const std::array<std::uint32_t, 3> key{from.mode.value, from.external, to.external};
  const auto [place, added] = open_.try_emplace(key, static_cast<std::uint32_t>(loads_.size()));
  const std::uint32_t load = place->second;
  if (added) {
    loads_.push_back(
        {from.mode, {from.external}, {to.external}, {}, 0, false, leg.from_station, 0, {}});
    if (shipments_.plan().foresight.on) waiting_.push_back(load);
    simulation.schedule(simulation.now() + sim::seconds(mode.gather_time_s), handler_, gathered,
                        load);
  }
  loads_[load].shipments.push_back(shipment);
  ++loads_[load].count;
  loads_[load].sum_since_ns += simulation.now().ns;
  if (static_cast<double>(loads_[load].shipments.size()) + 1.0 > mode.items_a_vehicle)
    send(simulation, load);
}

/// No more shipments for this capsule: it is asked for.
void CapsuleLegs::send(sim::Simulation& simulation, std::uint32_t load) {
  Load& row = loads_[load];
  if (row.sent) return;
  row.sent = true;
  open_.erase({row.mode.value, row.from.value, row.to.value});
  const std::uint32_t capsule_class = shipments_.plan().capsule_class[row.mode.value];
  service_.request(simulation, {simulation.now(), row.from, row.to, capsule_class, load});
}

/// Capsules have come for some of the loads.
void CapsuleLegs::look_at_waits(std::int64_t now_ns) {
  const auto& journeys = service_.journeys();
  for (; looked_ < journeys.size(); ++looked_) {
    const models::JourneyIndex index{looked_};
    const std::uint32_t load = journeys[index].request.asker;
    if (load != models::Request::kPlanned) loads_[load].journey = index;
  }
  std::erase_if(waiting_, [&](std::uint32_t each) {
    const Load& load = loads_[each];
    if (!load.journey.valid()) return false;
    const models::Journey& journey = journeys[load.journey];
    if (journey.state == models::Journey::State::refused) return true;
    if (journey.loading_ns > now_ns) return false;
    shipments_.note_wait(load.station, load.mean_wait_s(journey.loading_ns), now_ns);
    return true;
  });
}

void CapsuleLegs::decided(sim::Time now) {
  at_intervals_ = true;
  look_at_waits(now.ns);
}

void CapsuleLegs::tell_waits(sim::Simulation& simulation) {
  const std::int64_t now_ns = simulation.now().ns;
  if (!at_intervals_) look_at_waits(now_ns);  // else capsules of other regions may be on the move
  for (const std::uint32_t each : waiting_)
    shipments_.note_waiting(loads_[each].station, 1.0, loads_[each].mean_wait_s(now_ns));
}

void CapsuleLegs::journey_ended(models::JourneyIndex journey) {
  simulation_->schedule(simulation_->now(), handler_, ended, journey.value);
}

void CapsuleLegs::handle(sim::Simulation& simulation, const sim::Event& event) {
  if (event.kind == gathered) return send(simulation, event.subject);
  const models::Journey& journey = service_.journeys()[models::JourneyIndex{event.subject}];
  const std::vector<ShipmentIndex> carried =
      std::exchange(loads_[journey.request.asker].shipments, {});
  for (const ShipmentIndex each : carried) {
    LegEnd end;
    end.refused = journey.state == models::Journey::State::refused;
    if (!end.refused) {
      const auto& one = shipments_.shipments()[each.value];
      end.wait_ns = journey.loading_ns - one.since_ns + simulation.now().ns - journey.arrival_ns;
      end.handling_ns = sim::seconds(static_cast<double>(journey.handling_s)).ns;
      end.distance_m = static_cast<double>(journey.distance_m);
      end.items = static_cast<double>(carried.size());
      end.energy_j = static_cast<double>(journey.energy_j) / end.items;
    }
    shipments_.leg_ended(simulation, each, end);
  }
}

void IndustryLinks::bring(sim::Simulation& simulation, const models::Consignment& consignment) {
  const models::Good& good = industry_->plan().goods[consignment.good.value];
  const auto row = static_cast<std::uint32_t>(consignments_.size());
  consignments_.push_back(consignment);
  shipments_.add(simulation, good.shipment_class, {consignment.from_place}, {consignment.to_place},
                 row);
}

void IndustryLinks::delivered(sim::Simulation& simulation, std::uint32_t owner) {
  const models::Consignment consignment = consignments_[owner];
  ++delivered_;
  industry_->arrived(simulation, consignment.order, consignment.quantity);
}

std::vector<std::string> IndustryLinks::violations() const {
  std::size_t under_way = 0;
  for (const models::Shipment& one : shipments_.shipments()) {
    if (one.owner != models::Shipment::kNoOwner && one.state != models::ShipmentState::arrived)
      ++under_way;
  }
  if (under_way + delivered_ == consignments_.size()) return {};
  return {"conservation over the seam (consignments): " + std::to_string(consignments_.size()) +
          " were handed over, but " + std::to_string(delivered_) + " came and " +
          std::to_string(under_way) + " are under way"};
}

}  // namespace dimai::scenarios

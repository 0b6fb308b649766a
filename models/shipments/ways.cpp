#include "models/shipments/ways.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "models/network/geodesic.hpp"

namespace dimai::models {

namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

}  // namespace

ShipmentWays::ShipmentWays(const ShipmentPlan& plan)
    : plan_(plan),
      stations_at_(plan.places.size()),
      hub_of_(plan.places.size(), ShipmentPlan::kNone),
      hub_stations_(plan.groups.size()),
      station_wait_s_(plan.stations.size(), 0.0),
      dock_wait_s_(plan.places.size(), 0.0) {
  for (const PlaceIndex place : plan.places.indices()) {
    if (!plan.places[place].hub) continue;
    hub_of_[place.value] = static_cast<std::uint32_t>(hubs_.size());
    hubs_.push_back(place);
  }
  for (std::uint32_t s = 0; s < plan.stations.size(); ++s) {
    stations_at_[plan.stations[s].place.value].push_back(s);
    if (hub_of_[plan.stations[s].place.value] != ShipmentPlan::kNone)
      hub_stations_[plan.stations[s].group.value].push_back(s);
  }
  for (const ShipmentClass& each : plan.classes) {
    for (const ModeParameters& mode : plan.modes) takes_.push_back(why_not(mode, each).empty());
  }
  for (const ModeParameters& mode : plan.modes) stages_.push_back(mode.stage);
  apart_m_.resize(hubs_.size());
}

void ShipmentWays::expect(std::vector<double> at_station_s, std::vector<double> for_dock_s) {
  if (at_station_s == station_wait_s_ && for_dock_s == dock_wait_s_) return;
  station_wait_s_ = std::move(at_station_s);
  dock_wait_s_ = std::move(for_dock_s);
  trees_.clear();
}

double ShipmentWays::length_m(std::uint32_t from, std::uint32_t to) const {
  const Station& a = plan_.stations[from];
  return plan_.modes[a.mode].detour * apart_m(a.place, plan_.stations[to].place);
}

/// Between hubs it is worked out once: ways between them are looked for again and again.
double ShipmentWays::apart_m(PlaceIndex from, PlaceIndex to) const {
  const Place& start = plan_.places[from];
  const Place& end = plan_.places[to];
  const auto distance_m = [&] {
    return geodesic_distance_m(start.longitude_deg, start.latitude_deg, end.longitude_deg,
                               end.latitude_deg);
  };
  const std::uint32_t a = hub_of_[from.value];
  const std::uint32_t b = hub_of_[to.value];
  if (a == ShipmentPlan::kNone || b == ShipmentPlan::kNone) return distance_m();
  if (apart_m_[a].empty()) apart_m_[a].assign(hubs_.size(), std::nan(""));
  double& known_m = apart_m_[a][b];
  if (std::isnan(known_m)) known_m = distance_m();
  return known_m;
}

double ShipmentWays::cost_cny(std::uint32_t shipment_class, const ShipmentLeg& leg) const {
  const ModeParameters& mode = plan_.modes[plan_.stations[leg.from_station].mode];
  const double way_m = length_m(leg.from_station, leg.to_station);
  const double time_s = station_wait_s_[leg.from_station] + mode.load_time_s +
                        way_m / mode.speed_m_s + mode.unload_time_s;
  return mode.price_cny + mode.price_cny_km * way_m / 1000.0 +
         plan_.classes[shipment_class].value_of_time_cny_h * time_s / 3600.0;
}

bool ShipmentWays::usable(std::uint32_t shipment_class, std::uint32_t station,
                          std::int64_t day) const {
  const ModeIndex mode = plan_.stations[station].mode;
  return takes_[shipment_class * plan_.modes.size() + mode.value] != 0 &&
         plan_.modes[mode].stage <= day;
}

double ShipmentWays::transfer_cny(std::uint32_t shipment_class, PlaceIndex place) const {
  const ShipmentClass& one = plan_.classes[shipment_class];
  return one.value_of_time_cny_h * (dock_wait_s_[place.value] + one.handling_time_s) / 3600.0;
}

/// Hubs that a place reaches by one leg or none, each by its cheapest.
std::vector<ShipmentWays::Access> ShipmentWays::hubs_near(std::uint32_t shipment_class,
                                                          PlaceIndex place, bool outwards,
                                                          std::int64_t day) const {
  const std::uint32_t own = hub_of_[place.value];
  if (own != ShipmentPlan::kNone) return {{own, 0.0, {}, true}};
  std::vector<Access> found;
  for (const std::uint32_t station : stations_at_[place.value]) {
    if (!usable(shipment_class, station, day)) continue;
    for (const std::uint32_t other : hub_stations_[plan_.stations[station].group.value]) {
      const ShipmentLeg leg = outwards ? ShipmentLeg{station, other} : ShipmentLeg{other, station};
      const Access next{hub_of_[plan_.stations[other].place.value], cost_cny(shipment_class, leg),
                        leg, false};
      const auto same = std::find_if(found.begin(), found.end(),
                                     [&](const Access& a) { return a.hub == next.hub; });
      if (same == found.end()) {
        found.push_back(next);
      } else if (next.cost_cny < same->cost_cny) {
        *same = next;
      }
    }
  }
  return found;
}

const ShipmentWays::Tree& ShipmentWays::tree(std::uint32_t shipment_class, std::uint32_t hub,
                                             std::int64_t day) {
  // Days between two openings of modes have the same trees.
  std::int64_t stage = 0;
  for (const std::int64_t each : stages_) stage = each <= day ? std::max(stage, each) : stage;
  const auto added = trees_.try_emplace(
      std::array<std::uint64_t, 3>{shipment_class, hub, static_cast<std::uint64_t>(stage)});
  Tree& one = added.first->second;
  if (!added.second) return one;
  one.cost_cny.assign(hubs_.size(), kFar);
  one.last.resize(hubs_.size());
  one.legs.assign(hubs_.size(), 0);
  one.cost_cny[hub] = 0.0;
  std::vector<char> done(hubs_.size(), 0);
  for (std::size_t round = 0; round < hubs_.size(); ++round) {
    std::uint32_t best = ShipmentPlan::kNone;
    for (std::uint32_t h = 0; h < hubs_.size(); ++h) {
      if (done[h] == 0 && one.cost_cny[h] < kFar &&
          (best == ShipmentPlan::kNone || one.cost_cny[h] < one.cost_cny[best]))
        best = h;
    }
    if (best == ShipmentPlan::kNone) break;
    done[best] = 1;
    const double before = one.legs[best] == 0 ? 0.0 : transfer_cny(shipment_class, hubs_[best]);
    for (const std::uint32_t station : stations_at_[hubs_[best].value]) {
      if (!usable(shipment_class, station, day)) continue;
      for (const std::uint32_t other : hub_stations_[plan_.stations[station].group.value]) {
        const std::uint32_t to = hub_of_[plan_.stations[other].place.value];
        if (done[to] != 0) continue;
        const double cost =
            one.cost_cny[best] + before + cost_cny(shipment_class, {station, other});
        if (cost >= one.cost_cny[to]) continue;
        one.cost_cny[to] = cost;
        one.last[to] = {station, other};
        one.legs[to] = one.legs[best] + 1;
      }
    }
  }
  return one;
}

ShipmentWay ShipmentWays::find(std::uint32_t shipment_class, PlaceIndex from, PlaceIndex to,
                               std::int64_t day) {
  ShipmentWay way;
  way.cost_cny = kFar;
  for (const std::uint32_t a : stations_at_[from.value]) {
    if (!usable(shipment_class, a, day)) continue;
    for (const std::uint32_t b : stations_at_[to.value]) {
      if (plan_.stations[a].group != plan_.stations[b].group) continue;
      const double cost = cost_cny(shipment_class, {a, b});
      if (cost >= way.cost_cny) continue;
      way.legs[0] = {a, b};
      way.count = 1;
      way.cost_cny = cost;
    }
  }
  const std::vector<Access> ends = hubs_near(shipment_class, to, false, day);
  for (const Access& start : hubs_near(shipment_class, from, true, day)) {
    const Tree& core = tree(shipment_class, start.hub, day);
    for (const Access& end : ends) {
      const std::uint32_t between = core.legs[end.hub];
      const std::uint32_t count = between + (start.none ? 0 : 1) + (end.none ? 0 : 1);
      if (core.cost_cny[end.hub] == kFar || count == 0 || count > ShipmentWay::kMostLegs) continue;
      // Modes are changed where a leg meets the core, or the other leg; the core counts its own.
      double cost = start.cost_cny + core.cost_cny[end.hub] + end.cost_cny;
      if (!start.none && count > 1) cost += transfer_cny(shipment_class, hubs_[start.hub]);
      if (!end.none && between > 0) cost += transfer_cny(shipment_class, hubs_[end.hub]);
      if (cost >= way.cost_cny) continue;
      way.cost_cny = cost;
      way.count = static_cast<std::uint8_t>(count);
      if (!start.none) way.legs[0] = start.leg;
      if (!end.none) way.legs[count - 1] = end.leg;
      std::uint32_t hub = end.hub;
      for (std::uint32_t leg = between; leg > 0; --leg) {
        way.legs[leg - (start.none ? 1 : 0)] = core.last[hub];
        hub = hub_of_[plan_.stations[core.last[hub].from_station].place.value];
      }
    }
  }
  return way;
}

}  // namespace dimai::models

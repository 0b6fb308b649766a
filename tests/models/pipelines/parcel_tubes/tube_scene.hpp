#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"

namespace dimai::models {

/// A network of tubes put together by hand, and what runs on it.
struct TubeScene {
  TubeNetwork network;
  TubeParameters parameters;
  std::vector<CarrierClass> carriers{CarrierClass{.name = "tube"}};
  std::vector<ParcelClass> parcels{ParcelClass{.name = "item"}};
  TubeDemand demand;

  TubeScene() {
    parameters.speed_m_s = 10.0;
    parameters.set_time_s = 0.0;
    parameters.reversal_time_s = 0.0;
    parameters.unload_time_s = 0.0;
    parameters.empties = "keep";
  }

  /// A zone with its blower; units and stations hang below.
  std::pair<ZoneIndex, TubeNodeIndex> add_zone() {
    const ZoneIndex zone = network.zones.push_back(
        {.id = "z" + std::to_string(network.zones.size()), .speed_m_s = parameters.speed_m_s});
    return {zone, add_node(TubeNodeKind::blower, zone, {}, 0.0)};
  }
  TubeNodeIndex add_node(TubeNodeKind kind, ZoneIndex zone, TubeNodeIndex parent, double length_m) {
    TubeNode node;
    node.id = "n" + std::to_string(network.nodes.size());
    node.kind = kind;
    node.zone = zone;
    node.parent = parent;
    node.parent_m = length_m;
    return network.nodes.push_back(node);
  }
  TubeNodeIndex add_unit(TubeNodeIndex parent, double length_m = 0.0) {
    return add_node(TubeNodeKind::transfer_unit, network.nodes[parent].zone, parent, length_m);
  }
  StationIndex add_station(TubeNodeIndex unit, double length_m, std::int64_t stock) {
    const TubeNodeIndex node =
        add_node(TubeNodeKind::station, network.nodes[unit].zone, unit, length_m);
    TubeStation station;
    station.node = node;
    station.place = network.nodes[node].id;
    station.carriers = stock;
    return network.stations.push_back(station);
  }
  ConnectorIndex connect(TubeNodeIndex from, TubeNodeIndex to, std::int64_t places,
                         double length_m = 0.0) {
    return network.connectors.push_back({.id = "c" + std::to_string(network.connectors.size()),
                                         .from = from,
                                         .to = to,
                                         .length_m = length_m,
                                         .places = places});
  }
  void send_at(double time_s, StationIndex from, StationIndex to, std::uint32_t parcel = 0) {
    demand.timed.push_back({time_s, from, to, parcel});
  }
  ParcelTubes model(double duration_s = 86400.0, std::uint64_t seed = 1) const {
    return {network, parameters, carriers, parcels,
            make_sends(network, parcels, demand, duration_s, seed, 0)};
  }
};

/// One zone with a blower, a transfer unit and two stations, 100 m and 50 m below it.
struct OneZone : TubeScene {
  TubeNodeIndex unit;
  StationIndex far;
  StationIndex near;

  explicit OneZone(std::int64_t stock = 10) {
    unit = add_unit(add_zone().second, 5.0);
    far = add_station(unit, 100.0, stock);
    near = add_station(unit, 50.0, stock);
  }
};

/// Runs a model until nothing is left to happen.
inline void run_out(ParcelTubes& model) {
  sim::Simulation simulation;
  model.attach(simulation);
  simulation.run(sim::Time::max());
}

}  // namespace dimai::models

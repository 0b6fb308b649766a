#include <array>

#include "models/physics/berths.hpp"
#include "models/physics/merge_queue.hpp"
#include "models/physics/resistance.hpp"
#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

using namespace dimai::models;

constexpr double kSpeed_m_s = 10.0;

TubeNodeIndex add_node(TubeNetwork& network, TubeNodeKind kind, ZoneIndex zone, TubeNodeIndex up,
                       double length_m) {
  TubeNode node;
  node.kind = kind;
  node.zone = zone;
  node.parent = up;
  node.parent_m = length_m;
  return network.nodes.push_back(node);
}

/// A transfer unit at the blower of a new zone.
TubeNodeIndex add_zone(TubeNetwork& network) {
  const ZoneIndex zone = network.zones.push_back({.id = "zone", .speed_m_s = kSpeed_m_s});
  const TubeNodeIndex blower = add_node(network, TubeNodeKind::blower, zone, {}, 0.0);
  return add_node(network, TubeNodeKind::transfer_unit, zone, blower, 0.0);
}

StationIndex add_station(TubeNetwork& network, TubeNodeIndex unit, double time_s,
                         std::int64_t stock) {
  TubeStation station;
  station.node =
      add_node(network, TubeNodeKind::station, network.nodes[unit].zone, unit, time_s * kSpeed_m_s);
  station.place = std::to_string(network.stations.size());
  station.carriers = stock;
  return network.stations.push_back(station);
}

/// Mean waits of one run: for the first zone, in total and by class, and for the second.
struct Waits {
  std::array<double, 2> zone_s{};  ///< [class]
  double all_s = 0.0;
  double transfer_s = 0.0;
};

Waits mean_waits(const ParcelTubes& model) {
  Waits sums;
  std::array<double, 2> count{};
  for (const Send& send : model.sends()) {
    const double wait_s = sim::to_seconds({send.zone_wait_ns});
    count[send.parcel_class] += 1.0;
    sums.zone_s[send.parcel_class] += wait_s;
    sums.all_s += wait_s;
    sums.transfer_s += sim::to_seconds({send.transfer_wait_ns});
  }
  const double total = count[0] + count[1];
  return {{sums.zone_s[0] / count[0], sums.zone_s[1] / count[1]},
          sums.all_s / total,
          sums.transfer_s / total};
}

}  // namespace

/// Simulates one zone (and one more behind it) with constant times to two stations.
Quantities tube_zone_wait(const Row& row) {
  const double first_s = row.number("first_s");
  const double second_s = row.number("second_s");
  const double urgent = row.number("urgent_share");
  const std::int64_t sends = row.integer("sends");
  const double rate_per_s = row.number("load") / (0.5 * (first_s + second_s));
  TubeParameters parameters;
  parameters.set_time_s = parameters.reversal_time_s = parameters.unload_time_s = 0.0;
  parameters.empties = "keep";
  parameters.patience_s = 86400.0;  // theory knows none
  const std::vector<ParcelClass> parcels{{.name = "urgent", .share = urgent, .priority = 0},
                                         {.name = "other", .share = 1.0 - urgent}};
  const double duration_s = static_cast<double>(sends) / rate_per_s;
  const auto run = [&](bool tandem) {
    TubeNetwork network;
    const TubeNodeIndex unit = add_zone(network);
    const StationIndex from = add_station(network, unit, 0.0, sends + 10000);
    TubeNodeIndex last = unit;
    if (tandem) {
      last = add_zone(network);
      network.connectors.push_back({.id = "tandem",
                                    .from = unit,
                                    .to = last,
                                    .length_m = first_s * kSpeed_m_s,
                                    .places = 1000});
    }
    const std::array to{add_station(network, last, first_s, 0),
                        add_station(network, last, second_s, 0)};
    network.stations[from].receives_weight = 0.0;
    for (const StationIndex each : to) network.stations[each].sends_weight = 0.0;
    TubeDemand demand;
    demand.sends_a_day = rate_per_s * 86400.0;
    ParcelTubes model(network, parameters, {CarrierClass{}}, parcels,
                      make_sends(network, parcels, demand, duration_s, 1, 0));
    sim::Simulation simulation;
    model.attach(simulation);
    simulation.run(sim::Time::max());
    return mean_waits(model);
  };
  const Waits waits = run(false);
  return {{"wait_s", waits.all_s},
          {"urgent_wait_s", waits.zone_s[0]},
          {"other_wait_s", waits.zone_s[1]},
          {"tandem_wait_s", run(true).transfer_s}};
}

Quantities merge_wait(const Row& row) {
  const double load = row.number("load");
  const std::array<double, 2> inlets{0.5 * load, 0.5 * load};
  const models::PriorityWaits priority = models::priority_merge_waits(inlets[0], inlets[1]);
  return {{"single_server", models::single_server_wait(load)},
          {"merge_only", models::merge_wait(inlets)},
          {"high", priority.high},
          {"low", priority.low}};
}

Quantities clear_path(const Row& row) {
  return {{"probability",
           models::clear_path_probability(row.number("occupied_share"),
                                          static_cast<int>(row.integer("merge_count")))}};
}

Quantities berth_capacity(const Row& row) {
  const models::BerthTimes times{.dwell_s = row.number("dwell_s"),
                                 .swap_s = row.number("swap_s"),
                                 .advance_s = row.number("advance_s"),
                                 .entry_headway_s = row.number("entry_headway_s")};
  const std::int64_t count = row.integer("berth_count");
  return {{"parallel_per_hour", models::parallel_berths_per_hour(times, count)},
          {"serial_per_hour", models::serial_berths_per_hour(times, count)}};
}

Quantities berth_wait(const Row& row) {
  const double service_s = row.number("service_s");
  const std::int64_t count = row.integer("berth_count");
  const double load = row.number("load");
  return {{"exact_s", service_s * models::constant_service_wait(count, load)},
          {"cosmetatos_s", service_s * models::constant_service_wait_approximate(count, load)}};
}

Quantities piston(const Row& row) {
  const double ratio = models::piston_flow_ratio(
      row.number("tunnel_loss"), row.number("vehicle_loss"), row.number("train_count"));
  const double alone =
      models::piston_flow_ratio(row.number("tunnel_loss"), row.number("vehicle_loss"), 1.0);
  const double factor = models::piston_drag_factor(ratio);
  return {{"flow_ratio", ratio},
          {"drag_factor", factor},
          {"saving", 1.0 - factor / models::piston_drag_factor(alone)}};
}

}  // namespace dimai::validation

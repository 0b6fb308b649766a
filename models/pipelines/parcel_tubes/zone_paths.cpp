#include "models/pipelines/parcel_tubes/zone_paths.hpp"

#include <algorithm>

#include "models/physics/tubes/isothermal_tube.hpp"
#include "sim/time.hpp"

namespace dimai::models {

namespace {

constexpr double kAmbient_pa = 101325.0;
constexpr double kTemperature_k = 288.15;  // standard atmosphere at sea level
/// Branches of a transfer unit are named by the node below them, or by a connector's end.
constexpr std::uint32_t kPortBranch = 0x80000000U;

std::uint32_t branch_of(const TubePort& port, PortIndex index) {
  return port.station.valid() ? port.node.value : kPortBranch | index.value;
}

/// The units from a port up to the blower, each with the branch that leads to the port, and the
/// length from the port to each.
struct Climb {
  std::vector<UnitSetting> units;
  std::vector<double> length_m;
};

Climb climb(const TubeNetwork& network, const TubePort& port, PortIndex index) {
  Climb found;
  double length_m = 0.0;
  std::uint32_t branch = branch_of(port, index);
  TubeNodeIndex at = port.node;
  if (port.station.valid()) {
    length_m = network.nodes[at].parent_m;
    at = network.nodes[at].parent;
  }
  while (at.valid() && network.nodes[at].kind == TubeNodeKind::transfer_unit) {
    found.units.push_back({at, branch});
    found.length_m.push_back(length_m);
    branch = at.value;
    length_m += network.nodes[at].parent_m;
    at = network.nodes[at].parent;
  }
  return found;
}

}  // namespace

ZonePaths::ZonePaths(const TubeNetwork& network, const TubeParameters& parameters,
                     std::span<const CarrierClass> carriers)
    : parameters_(parameters), ports_of_zone_(network.zones.size()) {
  for (const CarrierClass& carrier : carriers) bore_m_.push_back(carrier.bore_m);
  add_ports(network);
  local_.resize(ports_.size());
  for (const ZoneIndex zone : network.zones.indices()) {
    const std::vector<PortIndex>& own = ports_of_zone_[zone];
    first_path_.push_back(static_cast<std::uint32_t>(paths_.size()));
    for (std::uint32_t i = 0; i < own.size(); ++i) local_[own[i].value] = i;
    for (const PortIndex from : own) {
      for (const PortIndex to : own) paths_.push_back(make_path(network, from, to));
    }
  }
}

void ZonePaths::add_ports(const TubeNetwork& network) {
  for (const StationIndex station : network.stations.indices()) {
    const TubeNodeIndex node = network.stations[station].node;
    ports_.push_back({.zone = network.nodes[node].zone, .node = node, .station = station});
  }
  station_count_ = static_cast<std::uint32_t>(ports_.size());
  for (const ConnectorIndex connector : network.connectors.indices()) {
    const TubeConnector& each = network.connectors[connector];
    const auto first = static_cast<std::uint32_t>(ports_.size());
    ports_.push_back({.zone = network.nodes[each.from].zone,
                      .node = each.from,
                      .connector = connector,
                      .across = PortIndex{first + 1},
                      .enters = each.two_way});
    ports_.push_back({.zone = network.nodes[each.to].zone,
                      .node = each.to,
                      .connector = connector,
                      .across = PortIndex{first},
                      .leaves = each.two_way});
  }
  for (const PortIndex port : ports_.indices()) ports_of_zone_[ports_[port].zone].push_back(port);
}

double ZonePaths::travel_s(const TubeZone& zone, double length_m) const {
  if (length_m <= 0.0) return 0.0;
  if (zone.pressure_pa == 0.0) return length_m / zone.speed_m_s;
  const TubeShape tube{length_m, bore_m_[zone.carrier_class], parameters_.friction_factor};
  const EndPressures ends = zone.pressure_pa > 0.0
                                ? EndPressures{kAmbient_pa + zone.pressure_pa, kAmbient_pa}
                                : EndPressures{kAmbient_pa, kAmbient_pa + zone.pressure_pa};
  return isothermal_transit_s(tube, ends, kTemperature_k);
}

ZonePath ZonePaths::make_path(const TubeNetwork& network, PortIndex from, PortIndex to) {
  ZonePath path;
  path.first_setting = static_cast<std::uint32_t>(settings_.size());
  if (from == to) return path;
  const Climb up = climb(network, ports_[from], from);
  const Climb down = climb(network, ports_[to], to);
  std::size_t rise = up.units.size();
  std::size_t fall = down.units.size();
  while (rise > 0 && fall > 0 && up.units[rise - 1].unit == down.units[fall - 1].unit &&
         up.units[rise - 1].branch == down.units[fall - 1].branch) {
    --rise;
    --fall;
  }
  if (rise == 0 || fall == 0) return path;  // they meet at no unit: refused by the reader
  const TubeConnector* into =
      ports_[to].connector.valid() ? &network.connectors[ports_[to].connector] : nullptr;
  const TubeZone& zone = network.zones[ports_[from].zone];
  path.up_m = up.length_m[rise - 1];
  path.down_m = down.length_m[fall - 1] + (into != nullptr ? into->length_m : 0.0);
  path.up_ns = sim::seconds(travel_s(zone, path.up_m)).ns;
  path.down_ns = sim::seconds(travel_s(zone, path.down_m)).ns;
  path.turns = path.up_m > 0.0 && path.down_m > 0.0;
  path.turn = down.units[fall - 1];
  for (std::size_t i = 0; i + 1 < rise; ++i) settings_.push_back(up.units[i]);
  for (std::size_t i = 0; i + 1 < fall; ++i) settings_.push_back(down.units[i]);
  settings_.push_back(path.up_m > 0.0 ? up.units[rise - 1] : path.turn);
  path.setting_count = static_cast<std::uint32_t>(settings_.size()) - path.first_setting;
  return path;
}

const ZonePath& ZonePaths::path(PortIndex from, PortIndex to) const {
  const ZoneIndex zone = ports_[from].zone;
  const std::size_t width = ports_of_zone_[zone].size();
  return paths_[first_path_[zone.value] + local_[from.value] * width + local_[to.value]];
}

std::span<const UnitSetting> ZonePaths::settings(const ZonePath& path) const {
  return {settings_.data() + path.first_setting, path.setting_count};
}

double ZonePaths::free_time_s(const ZonePath& path) const {
  const double moving_s = sim::to_seconds({path.up_ns + path.down_ns});
  const double turning_s = std::max(parameters_.reversal_time_s, parameters_.set_time_s);
  return moving_s + (path.turns ? turning_s : 0.0);
}

}  // namespace dimai::models

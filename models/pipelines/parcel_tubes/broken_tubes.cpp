#include "models/pipelines/parcel_tubes/broken_tubes.hpp"

namespace dimai::models {

std::vector<TubePart> tube_parts(const TubeNetwork& network) {
  std::vector<TubePart> parts;
  for (const TubeNodeIndex node : network.nodes.indices()) {
    if (network.nodes[node].parent.valid()) parts.push_back({TubePartKind::tube, node});
    switch (network.nodes[node].kind) {
      case TubeNodeKind::blower:
        parts.push_back({TubePartKind::blower, node});
        break;
      case TubeNodeKind::transfer_unit:
        parts.push_back({TubePartKind::transfer_unit, node});
        break;
      case TubeNodeKind::station:
        parts.push_back({TubePartKind::station, node});
        break;
    }
  }
  for (const ConnectorIndex connector : network.connectors.indices())
    parts.push_back({TubePartKind::connector, {}, connector});
  return parts;
}

BrokenTubes::BrokenTubes(const TubeNetwork& network, const ZonePaths& paths)
    : network_(network),
      paths_(paths),
      parts_(tube_parts(network)),
      failures_(parts_.size(), 0),
      tube_broken_(network.nodes.size(), 0),
      node_broken_(network.nodes.size(), 0),
      airless_(paths.ports().size(), 0),
      shut_(paths.ports().size(), 0) {}

bool BrokenTubes::set_working(std::uint32_t part, bool working) {
  std::uint32_t& failures = failures_[part];
  if (working && failures == 0) return false;
  failures = working ? failures - 1 : failures + 1;
  const bool changed = working ? failures == 0 : failures == 1;
  if (changed) find_shut();
  return changed;
}

void BrokenTubes::find_shut() {
  std::vector<std::uint8_t> connector_broken(network_.connectors.size(), 0);
  broken_ = 0;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const std::uint8_t broken = failures_[i] > 0 ? 1 : 0;
    broken_ += broken;
    if (parts_[i].kind == TubePartKind::connector) {
      connector_broken[parts_[i].connector.value] = broken;
    } else if (parts_[i].kind == TubePartKind::tube) {
      tube_broken_[parts_[i].node.value] = broken;
    } else {
      node_broken_[parts_[i].node.value] = broken;
    }
  }
  for (const PortIndex port : paths_.ports().indices()) {
    const TubePort& each = paths_.ports()[port];
    bool airless = each.connector.valid() && connector_broken[each.connector.value] != 0;
    bool broken = false;
    TubeNodeIndex above = each.node;
    if (each.station.valid()) {
      broken = node_broken_[each.node.value] != 0;
      airless = tube_broken_[each.node.value] != 0;
      above = network_.nodes[each.node].parent;
    }
    airless_[port.value] = airless || cut_off(above) ? 1 : 0;
    shut_[port.value] = airless_[port.value] != 0 || broken ? 1 : 0;
  }
}

/// Whether the node, or anything between it and its blower, does not work.
bool BrokenTubes::cut_off(TubeNodeIndex node) const {
  for (; node.valid(); node = network_.nodes[node].parent) {
    if (node_broken_[node.value] != 0 || tube_broken_[node.value] != 0) return true;
  }
  return false;
}

bool BrokenTubes::stops(PortIndex from, PortIndex to, bool rising, double risen_m) const {
  if (airless_[to.value] != 0) return true;
  if (!rising) return false;
  TubeNodeIndex node = paths_.ports()[from].node;
  double below_m = 0.0;
  for (; node.valid(); node = network_.nodes[node].parent) {
    const TubeNode& each = network_.nodes[node];
    const bool is_station = each.kind == TubeNodeKind::station;  // it has been left
    if (!is_station && node_broken_[node.value] != 0 && below_m >= risen_m) return true;
    below_m += each.parent_m;
    if (tube_broken_[node.value] != 0 && below_m > risen_m) return true;
  }
  return false;
}

}  // namespace dimai::models

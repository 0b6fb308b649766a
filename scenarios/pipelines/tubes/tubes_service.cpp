// What of parcel tubes may fail, and how much of their service is kept.

#include <algorithm>
#include <map>
#include <utility>

#include "scenarios/pipelines/tubes/tubes_run.hpp"

namespace dimai::scenarios {

namespace {

using models::PartKind;
using models::PortIndex;
using models::StationIndex;
using models::TubeNodeIndex;
using models::TubePartKind;

PartKind kind_of(TubePartKind kind) {
  switch (kind) {
    case TubePartKind::blower:
      return PartKind::blower;
    case TubePartKind::transfer_unit:
      return PartKind::valve;
    case TubePartKind::station:
      return PartKind::station;
    default:
      return PartKind::pipe;
  }
}

std::pair<double, double> place_of(const models::TubeNode& node) {
  return {node.longitude_deg, node.latitude_deg};
}

/// Which parts the usual way of a send needs: with everything between it and the blowers whose air
/// moves it.
class NeededParts {
 public:
  NeededParts(const models::ParcelTubes& model)
      : model_(model),
        tubes_(model.network().nodes.size(), 0),
        nodes_(tubes_),
        connectors_(model.network().connectors.size(), 0) {
    for (std::uint32_t i = 0; i < model.parts().size(); ++i) {
      const models::TubePart& part = model.parts()[i];
      if (part.kind == TubePartKind::connector)
        connectors_[part.connector.value] = i;
      else
        (part.kind == TubePartKind::tube ? tubes_ : nodes_)[part.node.value] = i;
    }
  }

  /// In order, each once.
  std::vector<std::uint32_t> of(StationIndex from, StationIndex to) const {
    std::vector<std::uint32_t> found;
    PortIndex at = model_.paths().port_of(from);
    while (true) {
      const PortIndex out = model_.routes().next(at, to);
      if (!out.valid()) break;
      climb(at, found);
      climb(out, found);
      const models::TubePort& port = model_.paths().ports()[out];
      if (port.station.valid()) break;
      found.push_back(connectors_[port.connector.value]);
      at = port.across;
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

 private:
  void climb(PortIndex port, std::vector<std::uint32_t>& found) const {
    TubeNodeIndex node = model_.paths().ports()[port].node;
    for (; node.valid(); node = model_.network().nodes[node].parent) {
      found.push_back(nodes_[node.value]);
      if (model_.network().nodes[node].parent.valid()) found.push_back(tubes_[node.value]);
    }
  }

  const models::ParcelTubes& model_;
  std::vector<std::uint32_t> tubes_;  ///< part of the tube above each node
  std::vector<std::uint32_t> nodes_;
  std::vector<std::uint32_t> connectors_;
};

}  // namespace

std::vector<models::BreakablePart> TubesPlan::parts() const {
  std::vector<models::BreakablePart> all;
  for (const models::TubePart& each : models::tube_parts(network)) {
    models::BreakablePart part;
    part.kind = kind_of(each.kind);
    const bool connector = each.kind == TubePartKind::connector;
    const TubeNodeIndex at = connector ? network.connectors[each.connector].from : each.node;
    const models::TubeNode& node = network.nodes[at];
    part.id = connector ? network.connectors[each.connector].id : node.id;
    part.line = {place_of(node)};
    part.bore_m = carriers[network.zones[node.zone].carrier_class].bore_m;
    if (connector) {
      part.line.push_back(place_of(network.nodes[network.connectors[each.connector].to]));
      part.length_m = network.connectors[each.connector].length_m;
    } else if (each.kind == TubePartKind::tube) {
      part.id = node.tube_id;
      part.line.insert(part.line.begin(), place_of(network.nodes[node.parent]));
      part.length_m = node.parent_m;
    }
    all.push_back(std::move(part));
  }
  return all;
}

void TubesRun::set_working(sim::Simulation& simulation, std::uint32_t part, bool working) {
  model_.set_working(simulation, part, working);
}

double TubesRun::share_served_by(std::uint32_t part) const {
  if (shares_.empty()) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> sends;
    for (const models::Send& send : model_.sends())
      sends[{send.origin.value, send.destination.value}] += 1.0;
    std::vector<double> shares(model_.parts().size(), 0.0);
    const NeededParts needed(model_);
    for (const auto& [pair, count] : sends) {
      for (const std::uint32_t each :
           needed.of(StationIndex{pair.first}, StationIndex{pair.second}))
        shares[each] += count / static_cast<double>(model_.sends().size());
    }
    shares_ = std::move(shares);
  }
  return shares_[part];
}

std::vector<models::ServiceCount> TubesRun::service_over_time(
    const models::ServiceQuestion& question) const {
  models::ServiceCount count(question, "tubes", "1");
  for (std::size_t i = 0; i < model_.issued(); ++i) {
    const models::Send& send = model_.sends()[i];
    const bool arrived = send.state == models::SendState::arrived;
    const double took_s = arrived ? sim::to_seconds({send.arrival_ns - send.time.ns}) : -1.0;
    const bool refused = send.state == models::SendState::refused;
    double undelayed_s = plan_.parameters.load_time_s;
    if (!refused) undelayed_s += model_.routes().time_s(send.origin, send.destination);
    count.add_request(sim::to_seconds(send.time), undelayed_s, took_s, 1.0, refused);
  }
  return {count};
}

}  // namespace dimai::scenarios

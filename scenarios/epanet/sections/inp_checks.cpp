#include <algorithm>

#include <fmt/format.h>

#include "models/pipelines/liquid/network/connectivity.hpp"
#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::LiquidLink;
using models::LiquidLinkIndex;
using models::LiquidLinkKind;
using models::LiquidNodeIndex;

void tell(const InpReading& reading, int line, const std::string& key, const std::string& message) {
  reading.problems.add({reading.file.name, line, line > 0 ? 1 : 0, key, message});
}

void check_counts(InpReading& reading) {
  const models::LiquidNetwork& network = reading.network;
  if (network.junction_count == 0)
    tell(reading, 0, "[JUNCTIONS]", "there is none; needs at least one junction");
  if (network.junction_count == network.nodes.size())
    tell(reading, 0, "[RESERVOIRS]",
         "there is no reservoir and no tank: no head is fixed, so that none can be found");
}

/// Nodes without links, and parts of the network that no link joins to a reservoir or tank.
void check_connections(InpReading& reading) {
  const models::LiquidNetwork& network = reading.network;
  if (network.junction_count == network.nodes.size()) return;
  std::vector<std::size_t> degree(network.nodes.size(), 0);
  for (const LiquidLink& link : network.links) {
    ++degree[link.from.value];
    ++degree[link.to.value];
  }
  for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
    if (degree[i] > 0) continue;
    tell(reading, reading.node_lines[i], network.nodes[LiquidNodeIndex{i}].id,
         "no link begins or ends at this node");
  }
  for (const auto& island : models::islands_without_fixed_head(network)) {
    if (island.size() == 1 && degree[island.front().value] == 0) continue;
    std::string ids;
    for (std::size_t i = 0; i < std::min<std::size_t>(island.size(), 5); ++i)
      ids += (i > 0 ? ", " : "") + network.nodes[island[i]].id;
    if (island.size() > 5) ids += fmt::format(" and {} more", island.size() - 5);
    tell(reading, reading.node_lines[island.front().value], network.nodes[island.front()].id,
         fmt::format("is in a part of the network that no link joins to a reservoir or tank: {}",
                     ids));
  }
}

/// Two control valves that cannot both hold their settings, `a` being of the kind that comes first.
/// Source: EPANET 2 (Rossman 2000), sec. 3.1.7.
bool contradict(const LiquidLink& a, const LiquidLink& b) {
  const auto prv = LiquidLinkKind::pressure_reducing;
  const auto psv = LiquidLinkKind::pressure_sustaining;
  const auto fcv = LiquidLinkKind::flow_control;
  if (a.kind > b.kind) return contradict(b, a);
  if (a.kind == prv && b.kind == prv) return a.to == b.to || a.to == b.from || a.from == b.to;
  if (a.kind == psv && b.kind == psv) return a.from == b.from || a.from == b.to || a.to == b.from;
  if (a.kind == prv && b.kind == psv) return b.from == a.to;
  if (a.kind == psv && b.kind == fcv) return b.from == a.to;
  return a.kind == prv && b.kind == fcv && b.to == a.from;
}

void check_valves(InpReading& reading) {
  const models::LiquidNetwork& network = reading.network;
  const auto& valves = network.control_valves;
  for (std::size_t i = 0; i < valves.size(); ++i) {
    const LiquidLink& valve = network.links[valves[i]];
    const int line = reading.link_lines[valves[i].value];
    for (const LiquidNodeIndex end : {valve.from, valve.to}) {
      if (network.is_junction(end)) continue;
      tell(reading, line, "valves." + valve.id,
           fmt::format("is a PRV, PSV or FCV at \"{}\", a reservoir or tank; needs a pipe between",
                       network.nodes[end].id));
    }
    for (std::size_t j = 0; j < i; ++j) {
      const LiquidLink& other = network.links[valves[j]];
      if (contradict(valve, other))
        tell(reading, line, "valves." + valve.id,
             fmt::format("contradicts valve \"{}\": both would set the head at the same node, or "
                         "one the flow that the other needs",
                         other.id));
    }
  }
}

}  // namespace

void check_inp_network(InpReading& reading) {
  check_counts(reading);
  if (reading.problems.any_error()) return;  // what follows would only repeat it
  check_connections(reading);
  check_valves(reading);
}

}  // namespace dimai::scenarios

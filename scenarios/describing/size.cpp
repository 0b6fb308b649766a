#include "scenarios/describing/size.hpp"

#include <numeric>
#include <set>

namespace dimai::scenarios {

namespace {

// Bytes of one row, with its texts, rounded up. By hand, from the structs; those of the program and
// of a request so that the peaks measured of beijing-shenzhen come out: 550 MB at 310,200 requests,
// 142 MB at 31,200.
constexpr double kProgram_bytes = 15e6;
constexpr double kNode_bytes = 400.0;
constexpr double kLink_bytes = 400.0;
constexpr double kVertex_bytes = 16.0;
constexpr double kRequest_bytes = 1450.0;  ///< journey, events and columns of results
constexpr double kCapsule_bytes = 500.0;   ///< with its share of trains, passages and events
constexpr double kFlowColumns = 3.0;       ///< trains, capsules, delay
constexpr double kFleetColumns = 6.0;
constexpr double kNumber_bytes = 8.0;

}  // namespace

ScenarioSize size_of(const Scenario& scenario) {
  ScenarioSize size;
  size.nodes = scenario.network.nodes.size();
  size.links = scenario.network.links.size();
  for (const models::Node& node : scenario.network.nodes) {
    ++size.nodes_by_kind[static_cast<std::size_t>(node.kind)];
    if (node.kind != models::NodeKind::portal) continue;
    size.berths += node.portal.arrival_berths + node.portal.departure_berths;
    size.parking += node.portal.parking;
  }
  for (const models::Link& link : scenario.network.links) {
    size.tube_m_by_role[static_cast<std::size_t>(link.role)] +=
        link.length_m * static_cast<double>(link.tubes);
  }
  size.requests.assign(scenario.capsule_classes.size(), 0.0);
  for (std::size_t i = 0; i < scenario.capsule_classes.size(); ++i) {
    size.fleet.push_back(scenario.capsule_classes[i].fleet);
    for (const models::GravityParameters& each : scenario.gravity) {
      if (each.capsule_class == scenario.capsule_classes[i].name) size.requests[i] += each.trips;
    }
  }
  for (const models::Flow& flow : scenario.flows) size.requests[flow.capsule_class] += flow.trips;
  for (const models::TimedTrip& trip : scenario.trips) size.requests[trip.capsule_class] += 1.0;
  return size;
}

MemoryEstimate memory_of(const Scenario& scenario) {
  const ScenarioSize size = size_of(scenario);
  const auto nodes = static_cast<double>(size.nodes);
  const auto links = static_cast<double>(size.links);
  const auto portals = static_cast<double>(size.nodes_by_kind[0]);
  std::set<double> bores;  // classes of one bore share their routing tables
  for (const models::CapsuleClass& each : scenario.capsule_classes) bores.insert(each.bore_m);
  double vertices = 0.0;
  for (const models::Link& link : scenario.network.links) {
    vertices += static_cast<double>(link.geometry.size());
  }
  const double bins = scenario.run.duration_s / scenario.run.time_bin_s + 1.0;
  const auto classes = static_cast<double>(scenario.capsule_classes.size());
  const auto fleet = std::accumulate(size.fleet.begin(), size.fleet.end(), std::int64_t{0});
  MemoryEstimate memory;
  memory.program_bytes = kProgram_bytes;
  memory.network_bytes = nodes * kNode_bytes + links * kLink_bytes + vertices * kVertex_bytes;
  memory.routing_bytes =
      static_cast<double>(bores.size()) * (portals * (nodes + links) + 12.0 * portals * portals);
  memory.requests_bytes =
      kRequest_bytes * std::accumulate(size.requests.begin(), size.requests.end(), 0.0);
  memory.capsules_bytes = kCapsule_bytes * static_cast<double>(fleet);
  memory.series_bytes = bins * (links * kFlowColumns + classes * kFleetColumns) * kNumber_bytes;
  for (const auto& pipeline : scenario.pipelines) {
    memory.pipelines_bytes += pipeline->memory_bytes(scenario.run);
  }
  return memory;
}

}  // namespace dimai::scenarios

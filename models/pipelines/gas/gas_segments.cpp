#include "models/pipelines/gas/gas_segments.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

/// Puts the segments of one pipe into the network, with the nodes between them.
void add_segments(GasSegments& made, const GasElement& pipe, int count) {
  GasNetwork& network = made.network;
  GasNodeIndex from = pipe.from;
  const double low_m = network.nodes[pipe.from].height_m;
  const double rise_m = network.nodes[pipe.to].height_m - low_m;
  for (int i = 1; i <= count; ++i) {
    GasElement segment = pipe;
    if (count > 1) segment.id += " segment " + std::to_string(i);
    segment.from = from;
    segment.pipe.length_m /= count;
    segment.pipe.local_loss /= count;
    if (i < count) {
      GasNode cut;
      cut.id = pipe.id + " cut " + std::to_string(i);
      cut.height_m = low_m + rise_m * i / count;
      segment.to = network.nodes.push_back(cut);
    }
    from = segment.to;
    network.elements.push_back(std::move(segment));
  }
}

void find_volumes(GasSegments& made) {
  for (const GasNode& node : made.network.nodes) made.volume_m3.push_back(node.volume_m3);
  for (const GasElement& element : made.network.elements) {
    if (element.kind != GasElementKind::pipe) continue;
    const double half_m3 = 0.5 * bore_area_m2(element.pipe.diameter_m) * element.pipe.length_m;
    made.volume_m3[element.from.value] += half_m3;
    made.volume_m3[element.to.value] += half_m3;
  }
  for (double& volume : made.volume_m3) {
    if (volume == 0.0) volume = kJointVolume_m3;
  }
}

}  // namespace

GasSegments cut_pipes(const GasNetwork& network, double longest_m, int fewest) {
  require_domain(longest_m > 0.0, "longest segment must be > 0 m");
  GasSegments made;
  made.network.nodes = network.nodes;
  made.network.gas = network.gas;
  made.network.heat_ratio = network.heat_ratio;
  made.node_count = network.nodes.size();
  for (const GasElement& element : network.elements) {
    made.first.push_back(static_cast<std::uint32_t>(made.network.elements.size()));
    if (element.kind == GasElementKind::pipe) {
      const double needed = std::ceil(element.pipe.length_m / longest_m * (1.0 - 1e-12));
      add_segments(made, element, std::max(fewest, static_cast<int>(needed)));
    } else {
      made.network.elements.push_back(element);
    }
  }
  made.first.push_back(static_cast<std::uint32_t>(made.network.elements.size()));
  find_volumes(made);
  return made;
}

}  // namespace dimai::models

#include "scenarios/pipelines/gas/gas_plan.hpp"

#include <cmath>

#include <fmt/format.h>

#include "scenarios/pipelines/gas/gas_run.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kBytesPerUnknown = 4000.0;  // measured: matrix, its factors, three past moments
constexpr double kBytesPerSample = 40.0;

double length_m(const models::GasNetwork& network) {
  double sum = 0.0;
  for (const models::GasElement& element : network.elements) {
    if (element.kind == models::GasElementKind::pipe) sum += element.pipe.length_m;
  }
  return sum;
}

double count(const models::GasNetwork& network, models::GasElementKind kind) {
  double sum = 0.0;
  for (const models::GasElement& element : network.elements)
    sum += element.kind == kind ? 1.0 : 0.0;
  return sum;
}

}  // namespace

std::vector<std::pair<std::string, double>> GasPlan::size() const {
  using enum models::GasElementKind;
  const models::GasNetwork& network = input_.network;
  return {{"nodes", static_cast<double>(network.nodes.size())},
          {"pipes", count(network, pipe)},
          {"pipe_length_m", length_m(network)},
          {"compressors", count(network, compressor)},
          {"regulators", count(network, regulator)},
          {"valves", count(network, valve)},
          {"changes", static_cast<double>(input_.changes.size() + input_.ramps.size())}};
}

std::string GasPlan::size_text(Language language) const {
  using enum models::GasElementKind;
  const models::GasNetwork& network = input_.network;
  return fmt::format(
      fmt::runtime(in_language(
          language,
          "gas: {} nodes, {} pipes over {:.4g} km, {} compressors, {} regulators, {} valves",
          "燃气：节点 {} 个，管道 {} 条共 {:.4g} km，压缩机 {} 台，调压器 {} 台，阀门 {} 个")),
      network.nodes.size(), count(network, pipe), length_m(network) / 1e3,
      count(network, compressor), count(network, regulator), count(network, valve));
}

double GasPlan::memory_bytes(const RunParameters& run) const {
  const models::GasNetwork& network = input_.network;
  const double cuts =
      input_.parameters.flow == "steady" ? 0.0 : length_m(network) / input_.parameters.segment_m;
  const double rows = static_cast<double>(network.nodes.size() + network.elements.size());
  return kBytesPerUnknown * (rows + 2.0 * cuts) +
         kBytesPerSample * rows * std::min(64.0, run.duration_s / run.time_bin_s);
}

std::vector<models::GasElementIndex> breakable_elements(const models::GasNetwork& network) {
  std::vector<models::GasElementIndex> found;
  for (const models::GasElementIndex e : network.elements.indices()) {
    const models::GasElementKind kind = network.elements[e].kind;
    if (kind != models::GasElementKind::resistor && kind != models::GasElementKind::short_pipe)
      found.push_back(e);
  }
  return found;
}

std::vector<models::BreakablePart> GasPlan::parts() const {
  std::vector<models::BreakablePart> all;
  for (const models::GasElementIndex e : breakable_elements(input_.network)) {
    const models::GasElement& element = input_.network.elements[e];
    models::BreakablePart part;
    part.id = element.id;
    part.kind = element.kind == models::GasElementKind::pipe         ? models::PartKind::pipe
                : element.kind == models::GasElementKind::compressor ? models::PartKind::compressor
                                                                     : models::PartKind::valve;
    const auto add = [&](models::GasNodeIndex node) {
      const GasNodeLabel& label = input_.labels[node.value];
      if (!std::isnan(label.longitude) && !std::isnan(label.latitude))
        part.line.emplace_back(label.longitude, label.latitude);
    };
    add(element.from);
    if (part.kind == models::PartKind::pipe) {
      add(element.to);
      part.length_m = element.pipe.length_m;
      part.bore_m = element.pipe.diameter_m;
    }
    all.push_back(std::move(part));
  }
  return all;
}

std::unique_ptr<PipelineRun> GasPlan::make(const RunParameters& run) const {
  return std::make_unique<GasRun>(input_, run);
}

}  // namespace dimai::scenarios

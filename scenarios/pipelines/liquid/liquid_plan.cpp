#include "scenarios/pipelines/liquid/liquid_plan.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/pipelines/liquid/liquid_run.hpp"

namespace dimai::scenarios {

namespace {

using models::LiquidLinkKind;

/// How many of each there are.
struct Counts {
  std::size_t reservoirs = 0;
  std::size_t tanks = 0;
  std::size_t pipes = 0;
  std::size_t pumps = 0;
  std::size_t valves = 0;
  double pipe_m = 0.0;
};

Counts count(const models::LiquidNetwork& network) {
  Counts counts;
  for (const models::LiquidNode& node : network.nodes) {
    counts.reservoirs += node.kind == models::LiquidNodeKind::reservoir ? 1U : 0U;
    counts.tanks += node.kind == models::LiquidNodeKind::tank ? 1U : 0U;
  }
  for (const models::LiquidLink& link : network.links) {
    counts.pumps += link.kind == LiquidLinkKind::pump ? 1U : 0U;
    counts.valves += models::is_valve(link.kind) ? 1U : 0U;
    counts.pipes += models::is_pipe(link.kind) ? 1U : 0U;
    counts.pipe_m += link.length_m;
  }
  return counts;
}

}  // namespace

std::vector<std::pair<std::string, double>> LiquidPlan::size() const {
  const Counts counts = count(network_);
  const auto number = [](std::size_t value) { return static_cast<double>(value); };
  return {{"junctions", static_cast<double>(network_.junction_count)},
          {"reservoirs", number(counts.reservoirs)},
          {"tanks", number(counts.tanks)},
          {"pipes", number(counts.pipes)},
          {"pumps", number(counts.pumps)},
          {"valves", number(counts.valves)},
          {"pipe_m", counts.pipe_m},
          {"controls", number(network_.controls.size())},
          {"rules", number(network_.rules.size())}};
}

std::string LiquidPlan::size_text(Language language) const {
  const Counts counts = count(network_);
  if (language == Language::chinese)
    return fmt::format(
        "{} 个节点，{} 个水源，{} 个水池，{} 条管道共 {:.1f} 公里，{} 台水泵，{} 个阀门，{} "
        "条控制，"
        "{} 条规则",
        network_.junction_count, counts.reservoirs, counts.tanks, counts.pipes,
        counts.pipe_m / 1000.0, counts.pumps, counts.valves, network_.controls.size(),
        network_.rules.size());
  return fmt::format(
      "{}, {}, {}, {} of {:.1f} km, {}, {}, {}, {}", counted(network_.junction_count, "junction"),
      counted(counts.reservoirs, "reservoir"), counted(counts.tanks, "tank"),
      counted(counts.pipes, "pipe"), counts.pipe_m / 1000.0, counted(counts.pumps, "pump"),
      counted(counts.valves, "valve"), counted(network_.controls.size(), "control"),
      counted(network_.rules.size(), "rule"));
}

double LiquidPlan::memory_bytes(const RunParameters& run) const {
  const auto elements = static_cast<double>(network_.nodes.size() + network_.links.size());
  const double reports =
      steady_ ? 1.0 : run.duration_s / static_cast<double>(network_.times.report_step_s) + 1.0;
  return elements * (2000.0 + 25.0 * reports);  // by hand: rows and factors; 3 numbers a report
}

std::pair<double, double> LiquidMap::place(double x, double y) const {
  if (unit_m <= 0.0) return {x, y};
  constexpr double kMetresPerDegree = 6371008.8 * std::numbers::pi / 180.0;
  const double parallel = std::cos(latitude_deg * std::numbers::pi / 180.0);
  return {longitude_deg + x * unit_m / (kMetresPerDegree * parallel),
          latitude_deg + y * unit_m / kMetresPerDegree};
}

std::vector<models::BreakablePart> LiquidPlan::parts() const {
  std::vector<models::BreakablePart> all;
  for (const models::LiquidLink& link : network_.links) {
    models::BreakablePart part;
    const bool pipe = models::is_pipe(link.kind);
    part.kind = pipe                                ? models::PartKind::pipe
                : link.kind == LiquidLinkKind::pump ? models::PartKind::pump
                                                    : models::PartKind::valve;
    part.id = link.id;
    part.length_m = link.length_m;
    if (link.diameter_m > 0.0) part.bore_m = link.diameter_m;
    const auto add = [&](double x, double y) {
      if (map_.on_earth && !std::isnan(x) && !std::isnan(y)) part.line.push_back(map_.place(x, y));
    };
    add(network_.nodes[link.from].x, network_.nodes[link.from].y);
    if (pipe) {
      for (const auto& [x, y] : link.vertices) add(x, y);
      add(network_.nodes[link.to].x, network_.nodes[link.to].y);
    }
    all.push_back(std::move(part));
  }
  return all;
}

std::unique_ptr<PipelineRun> LiquidPlan::make(const RunParameters& run) const {
  return std::make_unique<LiquidRun>(*this, steady_ ? 0 : std::llround(run.duration_s));
}

}  // namespace dimai::scenarios

// What of lines of batches may fail, and how much of their service is kept.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/pipelines/batch_line/batch_line_run.hpp"

namespace dimai::scenarios {

namespace {

/// Time within planned stops between two times [s].
double stopped_s(const models::BatchOperation& line, double from_s, double until_s) {
  double sum_s = 0.0;
  for (const models::BatchStop& stop : line.setup().stops)
    sum_s += std::max(0.0, std::min(until_s, stop.until_s) - std::max(from_s, stop.from_s));
  return sum_s;
}

/// What is sent against what would be at the rate of the batch whose turn it is, planned stops
/// apart.
models::ServiceCount service_of(const std::string& name, const models::BatchOperation& line,
                                const models::ServiceQuestion& question) {
  models::ServiceCount count(question, name, "m3");
  std::vector<models::PushedAt> trace = line.trace();
  std::size_t batch = 0;
  if (!line.over() && !trace.empty() && trace.back().time_s < question.end_s) {
    models::PushedAt last{question.end_s, trace.back().pushed_m3};
    while (batch + 1 < line.times().size() && !std::isnan(line.times()[batch].sent_s)) ++batch;
    if (!line.stands())
      last.pushed_m3 += (last.time_s - trace.back().time_s) * line.orders()[batch].flow_m3_s;
    trace.push_back(last);
  }
  batch = 0;
  for (std::size_t i = 0; i + 1 < trace.size(); ++i) {
    const models::PushedAt& from = trace[i];
    const models::PushedAt& until = trace[i + 1];
    const double span_s = until.time_s - from.time_s;
    if (span_s <= 0.0) continue;
    while (batch + 1 < line.times().size() && line.times()[batch].sent_s <= from.time_s) ++batch;
    const double planned = 1.0 - stopped_s(line, from.time_s, until.time_s) / span_s;
    count.add_flow(from.time_s, until.time_s, planned * line.orders()[batch].flow_m3_s,
                   (until.pushed_m3 - from.pushed_m3) / span_s);
  }
  return count;
}

}  // namespace

/// Of each line its pumps, then its pipes.
std::vector<models::BreakablePart> BatchLinePlan::parts() const {
  std::vector<models::BreakablePart> all;
  for (const BatchLineSection& line : lines) {
    models::BreakablePart part;
    part.id = line.parameters.name;
    part.kind = models::PartKind::pump;
    all.push_back(part);
    part.kind = models::PartKind::pipe;
    for (std::size_t i = 0; i < line.pipes.size(); ++i) {
      part.id = fmt::format("{} {}", line.parameters.name, i + 1);
      part.length_m = line.pipes[i].length_m;
      part.bore_m = line.pipes[i].bore_m;
      all.push_back(part);
    }
  }
  return all;
}

void BatchLineRun::set_working(sim::Simulation& simulation, std::uint32_t part, bool working) {
  std::size_t row = part;
  for (std::size_t l = 0; l < lines_.size(); ++l) {
    const std::size_t count = 1 + plan_.lines[l].pipes.size();
    if (row < count) return lines_[l]->set_working(simulation, working);
    row -= count;
  }
}

double BatchLineRun::share_served_by(std::uint32_t /*part*/) const {
  return 1.0 / static_cast<double>(lines_.size());
}

std::vector<models::ServiceCount> BatchLineRun::service_over_time(
    const models::ServiceQuestion& question) const {
  std::vector<models::ServiceCount> all;
  for (std::size_t l = 0; l < lines_.size(); ++l)
    all.push_back(service_of(plan_.lines[l].parameters.name, *lines_[l], question));
  return all;
}

}  // namespace dimai::scenarios

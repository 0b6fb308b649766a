#include "scenarios/pipelines/capsule_line/capsule_line_run.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/physics/tubes/capsule_pipe.hpp"
#include "scenarios/running/sample_measure.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kTonne_kg = 1000.0;

}  // namespace

CapsuleLineRun::CapsuleLineRun(const CapsuleLinePlan& plan, const RunParameters& run)
    : plan_(plan) {
  for (const LinePlan& line : plan.lines)
    lines_.push_back(std::make_unique<models::CapsuleLine>(line.parameters, line.sections,
                                                           line.stops, run.time_bin_s));
}

void CapsuleLineRun::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, lines, simulation] = *this;
  archive.each(lines);
}

void CapsuleLineRun::start(sim::Simulation& simulation) {
  simulation_ = &simulation;
  for (const auto& line : lines_) line->attach(simulation);
}

std::string CapsuleLineRun::failure() const {
  for (const auto& line : lines_) {
    if (!line->failure().empty()) return line->failure();
  }
  return "";
}

std::vector<ClassCounts> CapsuleLineRun::counts() const {
  std::vector<ClassCounts> rows;
  for (const auto& line : lines_) {
    const models::LineCounts found = line->counts(simulation_->now());
    ClassCounts row;
    row.name = line->parameters().name;
    row.requested = found.requested;
    row.arrived = found.arrived;
    row.under_way = found.under_way;
    row.waiting = found.waiting;
    row.capsules_start = static_cast<std::uint64_t>(line->parameters().fleet);
    row.capsules_end = line->count_capsules();
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Measure> CapsuleLineRun::measures() const {
  std::vector<Measure> all;
  for (const auto& line : lines_) {
    std::vector<double> line_s;
    std::vector<double> whole_s;
    for (const models::LineTrip& trip : line->trips()) {
      if (trip.arrived_ns >= 0)
        line_s.push_back(sim::to_seconds({trip.arrived_ns - trip.launched_ns}));
      if (trip.unloaded_ns >= 0)
        whole_s.push_back(sim::to_seconds({trip.unloaded_ns - trip.loading_ns}));
    }
    const std::string& name = line->parameters().name;
    all.push_back(sample_measure("line_time", name, "s", std::move(line_s)));
    all.push_back(sample_measure("load_to_unload_time", name, "s", std::move(whole_s)));
    const LineFigures figures = line_figures(*line, sim::to_seconds(simulation_->now()));
    all.push_back(sample_measure("throughput", name, "t/h", {figures.delivered_t_h}));
    all.push_back(sample_measure("energy_a_tonne_km", name, "MJ/(t km)", {figures.energy_mj_t_km}));
    all.push_back(sample_measure("line_fill", name, "1", {figures.line_fill}));
  }
  return all;
}

std::vector<std::string> CapsuleLineRun::violations() const {
  std::vector<std::string> all;
  for (const auto& line : lines_) {
    for (std::string& each : line->violations()) all.push_back(std::move(each));
  }
  return all;
}

std::string CapsuleLineRun::summary(Language language) const {
  std::string text;
  for (const auto& line : lines_) {
    const LineFigures found = line_figures(*line, sim::to_seconds(simulation_->now()));
    const char* form = in_language(
        language,
        "{}: {:.0f} t delivered, {:.1f} t/h; air {:.2f} m/s, slip {:.2f} m/s, line fill {:.1f} %; "
        "{:.3g} MJ per tonne and km\n",
        "{}：送达 {:.0f} 吨，{:.1f} 吨/时；气流 {:.2f} 米/秒，滑差 {:.2f} 米/秒，线路充填率 {:.1f} "
        "%；"
        "每吨公里 {:.3g} 兆焦\n");
    text += fmt::format(fmt::runtime(form), line->parameters().name, found.delivered_t,
                        found.delivered_t_h, found.air_m_s, found.slip_m_s, 100.0 * found.line_fill,
                        found.energy_mj_t_km);
  }
  return text;
}

LineFigures line_figures(const models::CapsuleLine& line, double end_s) {
  LineFigures found;
  const models::CapsuleLineParameters& p = line.parameters();
  double first_s = end_s;
  double in_pipe_s = 0.0;
  double outward_m = 0.0;
  std::size_t delivered = 0;
  for (const models::LineTrip& trip : line.trips()) {
    if (trip.unloaded_ns >= 0) {
      ++delivered;
      first_s = std::min(first_s, sim::to_seconds({trip.unloaded_ns}));
    }
    if (trip.launched_ns < 0) continue;
    const double gone_s = trip.arrived_ns < 0 ? end_s : sim::to_seconds({trip.arrived_ns});
    in_pipe_s += gone_s - sim::to_seconds({trip.launched_ns});
  }
  const std::vector<double> energy_j = line.energy_j();
  for (std::size_t s = 0; s < energy_j.size(); ++s) {
    const models::LineSection& section = line.sections()[s];
    found.energy_j += energy_j[s];
    (section.drive == "blower" ? found.blower_j : found.motor_j) += energy_j[s];
    if (section.pipe == "outward") outward_m += section.length_m;
  }
  const auto loads = static_cast<double>(delivered);
  found.delivered_t = loads * p.payload_kg / kTonne_kg;
  if (delivered > 1)
    found.delivered_t_h = (loads - 1.0) * p.payload_kg / kTonne_kg / (end_s - first_s) * 3600.0;
  if (delivered > 0) found.energy_mj_t_km = found.energy_j / found.delivered_t / outward_m / 1e3;
  found.floor_mj_t_km = models::rolling_energy_j_kg_m(p.rolling_coefficient);
  found.line_fill = in_pipe_s * p.capsule_length_m / (outward_m * end_s);
  const models::PipeState& outward = line.pipes().front();
  const double running_s = sim::to_seconds({outward.running_ns});
  found.air_m_s = running_s > 0.0 ? outward.air_time_m / running_s : 0.0;
  found.slip_m_s = outward.physics.sections.front().slip_m_s;
  return found;
}

}  // namespace dimai::scenarios

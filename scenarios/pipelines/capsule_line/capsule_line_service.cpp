// What of pneumatic capsule pipelines may fail, and how much of their service is kept.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/pipelines/capsule_line/air_balance.hpp"
#include "scenarios/pipelines/capsule_line/capsule_line_run.hpp"

namespace dimai::scenarios {

namespace {

/// Of a capsule in a pipe that is evenly filled, locks apart [s]; 0 if there is no such pipe.
double pipe_time_s(const models::CapsuleLine& line, bool outward) {
  const models::CapsuleLineParameters& p = line.parameters();
  const models::PipePhysics pipe = models::pipe_physics(p, line.sections(), outward);
  if (pipe.sections.empty()) return 0.0;
  const models::PipeLoad load =
      models::steady_load(pipe, p.headway_s, static_cast<std::size_t>(p.fleet));
  double time_s = 0.0;
  for (const models::SectionPhysics& section : pipe.sections)
    time_s += section.length_m / (load.air_m_s - section.slip_m_s);
  return time_s;
}

/// What a line that takes as much as it can carries, as loads a second.
double most_loads_per_s(const models::CapsuleLineParameters& p, double cycle_s) {
  double most = std::min(1.0 / p.headway_s, static_cast<double>(p.fleet) / cycle_s);
  if (p.load_time_s > 0.0)
    most = std::min(most, static_cast<double>(p.loading_places) / p.load_time_s);
  if (p.unload_time_s > 0.0)
    most = std::min(most, static_cast<double>(p.unloading_places) / p.unload_time_s);
  return most;
}

/// Asked for from the first arrival on, but in planned stops. Each load counts over the time that
/// it has at the line's rate, else steps would hold now one more and now one less.
void add_capacity(const models::CapsuleLine& line, double loads_per_s, double from_s, double end_s,
                  models::ServiceCount& count) {
  const double kg_per_s = loads_per_s * line.parameters().payload_kg;
  for (const models::LineTrip& trip : line.trips()) {  // loading goes on while the air runs up
    if (trip.unloaded_ns >= 0)
      from_s = std::min(from_s, sim::to_seconds({trip.unloaded_ns}) - 1.0 / loads_per_s);
  }
  for (const models::LineStop& stop : line.stops()) {
    if (stop.from_s > from_s) count.add_flow(from_s, stop.from_s, kg_per_s, 0.0);
    from_s = std::max(from_s, stop.until_s);
  }
  if (end_s > from_s) count.add_flow(from_s, end_s, kg_per_s, 0.0);
  for (const models::LineTrip& trip : line.trips()) {
    if (trip.unloaded_ns < 0) continue;
    const double at_s = sim::to_seconds({trip.unloaded_ns});
    count.add_flow(at_s - 1.0 / loads_per_s, at_s, 0.0, kg_per_s);
  }
}

models::ServiceCount service_of(const models::CapsuleLine& line,
                                const models::ServiceQuestion& question) {
  const models::CapsuleLineParameters& p = line.parameters();
  models::ServiceCount count(question, p.name, "kg");
  const double back_s = pipe_time_s(line, false);
  const double undelayed_s = p.load_time_s + pipe_time_s(line, true) + p.unload_time_s;
  if (p.supply_kg_s <= 0.0) {
    const double cycle_s = undelayed_s + (back_s > 0.0 ? back_s : p.return_time_s);
    add_capacity(line, most_loads_per_s(p, cycle_s), p.run_up_time_s + undelayed_s, question.end_s,
                 count);
    return count;
  }
  const double each_s = p.payload_kg / p.supply_kg_s;
  const auto& trips = line.trips();
  for (std::size_t i = 0; i < trips.size(); ++i) {
    const double asked_s = static_cast<double>(i) * each_s;
    const double done_s = sim::to_seconds({trips[i].unloaded_ns});
    const double took_s = trips[i].unloaded_ns >= 0 ? done_s - asked_s : -1.0;
    count.add_request(asked_s, undelayed_s, took_s, p.payload_kg);
  }
  // Nobody has loaded the rest; those that may still come in time are left out.
  const double allowed_s = question.late_factor * undelayed_s + question.late_grace_s;
  const double next_s = static_cast<double>(trips.size()) * each_s;
  if (question.end_s - allowed_s > next_s)
    count.add_flow(next_s, question.end_s - allowed_s, p.supply_kg_s, 0.0);
  return count;
}

}  // namespace

std::vector<models::BreakablePart> CapsuleLinePlan::parts() const {
  std::vector<models::BreakablePart> all;
  for (const LinePlan& line : lines) {
    for (const models::LineSection& section : line.sections) {
      const auto same = [&](const models::LineSection& s) { return s.pipe == section.pipe; };
      const auto before = std::count_if(line.sections.data(), &section, same);
      models::BreakablePart part;
      part.id = line.parameters.name + " " + section.pipe;
      if (std::count_if(line.sections.begin(), line.sections.end(), same) > 1)
        part.id += fmt::format(" {}", before + 1);
      part.bore_m = line.parameters.bore_m;
      part.kind = models::PartKind::blower;
      all.push_back(part);
      part.kind = models::PartKind::pipe;
      part.length_m = section.length_m;
      all.push_back(part);
    }
  }
  return all;
}

/// Two parts a section: its drive, then its pipe.
void CapsuleLineRun::set_working(sim::Simulation& simulation, std::uint32_t part, bool working) {
  std::size_t section = part / 2;
  for (const auto& line : lines_) {
    if (section < line->sections().size()) return line->set_working(simulation, section, working);
    section -= line->sections().size();
  }
}

double CapsuleLineRun::share_served_by(std::uint32_t /*part*/) const {
  return 1.0 / static_cast<double>(lines_.size());
}

std::vector<models::ServiceCount> CapsuleLineRun::service_over_time(
    const models::ServiceQuestion& question) const {
  std::vector<models::ServiceCount> all;
  for (const auto& line : lines_) all.push_back(service_of(*line, question));
  return all;
}

}  // namespace dimai::scenarios

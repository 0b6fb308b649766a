#include "models/pipelines/capsule_line/capsule_line.hpp"

#include <algorithm>
#include <cmath>

#include "models/physics/tubes/capsule_pipe.hpp"

namespace dimai::models {

namespace {

constexpr std::size_t kOutward = 0;
constexpr std::size_t kReturn = 1;
constexpr double kAmbient_pa = 101325.0;

}  // namespace

CapsuleLine::CapsuleLine(const CapsuleLineParameters& parameters, std::vector<LineSection> sections,
                         std::vector<LineStop> stops, double sample_interval_s)
    : parameters_(parameters),
      sections_(std::move(sections)),
      stops_(std::move(stops)),
      trip_of_(static_cast<std::size_t>(parameters.fleet)),
      sample_ns_(sim::seconds(sample_interval_s).ns) {
  for (std::size_t p = 0; p < pipes_.size(); ++p) {
    PipeState& pipe = pipes_[p];
    pipe.physics = pipe_physics(parameters_, sections_, p == kOutward);
    pipe.sections.resize(pipe.physics.sections.size());
    pipe.counts.assign(pipe.sections.size(), 0);
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      if ((sections_[i].pipe == "outward") == (p == kOutward)) pipe.section_of.push_back(i);
    }
  }
  for (auto c = static_cast<std::uint32_t>(parameters.fleet); c > 0; --c) empties_.push_back(c - 1);
}

void CapsuleLine::attach(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  for (const LineStop& each : stops_) {
    simulation.schedule(sim::seconds(each.from_s), handler_, stop, 0);
    simulation.schedule(sim::seconds(each.until_s), handler_, restart, 0);
  }
  for (std::size_t p = 0; p < pipes_.size(); ++p) switch_on(simulation, p);
  begin_loading(simulation);
  simulation.schedule({sample_ns_}, handler_, sample, 0);
}

void CapsuleLine::handle(sim::Simulation& simulation, const sim::Event& event) {
  const std::size_t pipe = event.subject >> 16;
  const std::size_t section = event.subject & 0xFFFF;
  switch (static_cast<Kind>(event.kind)) {
    case supply:
      supply_due_ = false;
      return begin_loading(simulation);
    case loaded:
      return finish_loading(simulation, event.subject);
    case launch:
      pipes_[event.subject].launch_due = false;
      return try_launch(simulation, event.subject);
    case section_end:
      return leave(simulation, pipe, section);
    case lock_done:
      pipes_[pipe].sections[section].lock_ready = true;
      return pass_lock(simulation, pipe, section);
    case unloaded:
      return finish_unloading(simulation, event.subject);
    case returned:
      --returning_;
      empties_.push_back(event.subject);
      return begin_loading(simulation);
    case stop:
      for (std::size_t p = 0; p < pipes_.size(); ++p) stop_pipe(simulation, p);
      return;
    case restart:
      for (std::size_t p = 0; p < pipes_.size(); ++p) restart_pipe(simulation, p);
      return;
    case ramp_end:
      return end_ramp(simulation, event.subject);
    case sample:
      return take_sample(simulation);
  }
}

/// Loads begin as goods, a place and an empty capsule are there.
void CapsuleLine::begin_loading(sim::Simulation& simulation) {
  while (loading_ < parameters_.loading_places && !empties_.empty()) {
    if (parameters_.supply_kg_s > 0.0) {
      const double ready_s =
          static_cast<double>(trips_.size()) * parameters_.payload_kg / parameters_.supply_kg_s;
      const sim::Time ready = sim::seconds(ready_s);
      if (ready > simulation.now()) {
        if (!supply_due_) simulation.schedule(ready, handler_, supply, 0);
        supply_due_ = true;
        return;
      }
    }
    const std::uint32_t capsule = empties_.back();
    empties_.pop_back();
    trip_of_[capsule] = static_cast<std::uint32_t>(trips_.size());
    trips_.push_back({.loading_ns = simulation.now().ns});
    ++loading_;
    simulation.schedule(simulation.now() + sim::seconds(parameters_.load_time_s), handler_, loaded,
                        capsule);
  }
}

void CapsuleLine::finish_loading(sim::Simulation& simulation, std::uint32_t capsule) {
  --loading_;
  pipes_[kOutward].to_launch.push_back(capsule);
  try_launch(simulation, kOutward);
  begin_loading(simulation);
}

void CapsuleLine::arrive(sim::Simulation& simulation, std::size_t pipe, std::uint32_t capsule) {
  if (pipe == kReturn) {
    empties_.push_back(capsule);
    return begin_loading(simulation);
  }
  trips_[trip_of_[capsule]].arrived_ns = simulation.now().ns;
  to_unload_.push_back(capsule);
  begin_unloading(simulation);
}

void CapsuleLine::begin_unloading(sim::Simulation& simulation) {
  while (unloading_ < parameters_.unloading_places && !to_unload_.empty()) {
    const std::uint32_t capsule = to_unload_.front();
    to_unload_.pop_front();
    ++unloading_;
    simulation.schedule(simulation.now() + sim::seconds(parameters_.unload_time_s), handler_,
                        unloaded, capsule);
  }
}

void CapsuleLine::finish_unloading(sim::Simulation& simulation, std::uint32_t capsule) {
  --unloading_;
  ++delivered_;
  trips_[trip_of_[capsule]].unloaded_ns = simulation.now().ns;
  if (pipes_[kReturn].sections.empty()) {
    ++returning_;
    simulation.schedule(simulation.now() + sim::seconds(parameters_.return_time_s), handler_,
                        returned, capsule);
  } else {
    pipes_[kReturn].to_launch.push_back(capsule);
    try_launch(simulation, kReturn);
  }
  begin_unloading(simulation);
}

void CapsuleLine::take_sample(sim::Simulation& simulation) {
  const std::int64_t now_ns = simulation.now().ns;
  for (std::size_t p = 0; p < pipes_.size(); ++p) {
    PipeState& pipe = pipes_[p];
    if (pipe.sections.empty()) continue;
    settle(pipe, now_ns);
    LineSample found{.time_ns = now_ns, .pipe = static_cast<std::uint8_t>(p)};
    found.delivered = delivered_;
    const bool running = pipe.mode == PipeMode::running;
    const double ran_s = sim::to_seconds({pipe.running_ns - pipe.sampled_running_ns});
    if (ran_s > 0.0) {
      found.air_m_s = (pipe.air_time_m - pipe.sampled_air_time_m) / ran_s;
      found.capsule_m_s = found.air_m_s - pipe.physics.sections.front().slip_m_s;
    }
    pipe.sampled_air_time_m = pipe.air_time_m;
    pipe.sampled_running_ns = pipe.running_ns;
    for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
      found.capsules += pipe.counts[s];
      found.energy_j += pipe.sections[s].energy_j;
      if (running) found.rise_pa += drive_rise_pa(pipe.physics, s, pipe.air_m_s, pipe.counts);
    }
    samples_.push_back(found);
  }
  simulation.schedule({now_ns + sample_ns_}, handler_, sample, 0);
}

LineCounts CapsuleLine::counts(sim::Time now) const {
  LineCounts found;
  found.requested = trips_.size();
  if (parameters_.supply_kg_s > 0.0) {
    const double loads = sim::to_seconds(now) * parameters_.supply_kg_s / parameters_.payload_kg;
    found.requested = std::max<std::uint64_t>(trips_.size(), static_cast<std::uint64_t>(loads) + 1);
  }
  for (const LineTrip& trip : trips_) {
    if (trip.unloaded_ns >= 0) {
      ++found.arrived;
    } else if (trip.launched_ns >= 0) {
      ++found.under_way;
    } else {
      ++found.waiting;
    }
  }
  found.waiting += found.requested - trips_.size();
  return found;
}

std::vector<double> CapsuleLine::energy_j() const {
  std::vector<double> found(sections_.size(), 0.0);
  for (const PipeState& pipe : pipes_) {
    for (std::size_t s = 0; s < pipe.sections.size(); ++s)
      found[pipe.section_of[s]] = pipe.sections[s].energy_j;
  }
  return found;
}

double CapsuleLine::air_lost_m3() const {
  double lost_m3 = 0.0;
  for (const PipeState& pipe : pipes_) {
    for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
      const double rise_pa = 0.5 * pipe.physics.sections[s].rise_pa;  // about half at full flow
      lost_m3 += static_cast<double>(pipe.sections[s].lock_cycles) *
                 airlock_loss_m3(parameters_.airlock_volume_m3, kAmbient_pa + rise_pa, kAmbient_pa);
    }
  }
  return lost_m3;
}

std::size_t CapsuleLine::count_capsules() const {
  std::size_t found = empties_.size() + to_unload_.size() +
                      static_cast<std::size_t>(loading_ + unloading_ + returning_);
  for (const PipeState& pipe : pipes_) {
    found += pipe.to_launch.size();
    for (const SectionState& section : pipe.sections)
      found += section.capsules.size() + section.before_lock.size();
  }
  return found;
}

std::vector<std::string> CapsuleLine::violations() const {
  std::vector<std::string> found;
  const std::size_t there = count_capsules();
  if (there != trip_of_.size())
    found.push_back("conservation of capsules (" + parameters_.name +
                    "): " + std::to_string(trip_of_.size()) + " exist, " + std::to_string(there) +
                    " are somewhere");
  for (const PipeState& pipe : pipes_) {
    for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
      if (pipe.counts[s] != pipe.sections[s].capsules.size())
        found.push_back("conservation of capsules (" + parameters_.name + "): a section counts " +
                        std::to_string(pipe.counts[s]) + " and holds " +
                        std::to_string(pipe.sections[s].capsules.size()));
    }
  }
  return found;
}

}  // namespace dimai::models

#include <algorithm>
#include <cmath>

#include "models/physics/tubes/isothermal_tube.hpp"
#include "models/pipelines/capsule_line/capsule_line.hpp"

namespace dimai::models {

namespace {

constexpr double kAmbient_pa = 101325.0;
constexpr double kAheadMost_s = 1e9;

/// Electrical power of a section's drive while its pipe runs [W].
double drive_power_w(const CapsuleLineParameters& line, const LineSection& section,
                     double flow_m3_s, double rise_pa) {
  if (rise_pa <= 0.0) return 0.0;
  if (section.drive != "blower") return flow_m3_s * rise_pa / section.efficiency;
  const EndPressures ends{kAmbient_pa + rise_pa, kAmbient_pa};
  const double taken_in_m3_s = flow_m3_s;
  const double work_w = line.compression == "adiabatic"
                            ? adiabatic_power_w(taken_in_m3_s, ends)
                            : isothermal_power_w(taken_in_m3_s * kAmbient_pa / ends.inlet_pa, ends);
  return work_w / section.efficiency;
}

}  // namespace

/// Brings odometers and energy of a pipe up to now. During a ramp odometers are those of its start.
void CapsuleLine::settle(PipeState& pipe, std::int64_t now_ns) {
  if (pipe.mode != PipeMode::running) return;
  const double span_s = sim::to_seconds({now_ns - pipe.updated_ns});
  pipe.running_ns += now_ns - pipe.updated_ns;
  pipe.updated_ns = now_ns;
  if (span_s <= 0.0) return;
  pipe.air_time_m += pipe.air_m_s * span_s;
  const double flow_m3_s = pipe.air_m_s * pipe.physics.area_m2;
  for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
    SectionState& section = pipe.sections[s];
    section.odometer_m += (pipe.air_m_s - pipe.physics.sections[s].slip_m_s) * span_s;
    const double rise_pa = drive_rise_pa(pipe.physics, s, pipe.air_m_s, pipe.counts);
    section.energy_j +=
        span_s * drive_power_w(parameters_, sections_[pipe.section_of[s]], flow_m3_s, rise_pa);
  }
}

/// The air's speed for the capsules that are there now, and when each section's first one leaves.
void CapsuleLine::replan(sim::Simulation& simulation, std::size_t p) {
  PipeState& pipe = pipes_[p];
  if (pipe.mode == PipeMode::running) {
    pipe.air_m_s = air_speed_m_s(pipe.physics, pipe.counts);
    for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
      const double slip_m_s = pipe.physics.sections[s].slip_m_s;
      if (pipe.counts[s] == 0 || pipe.air_m_s > slip_m_s) continue;
      failure_ = "capsule line " + parameters_.name + ": the drives are too weak for " +
                 std::to_string(pipe.counts[s]) + " capsules in section " +
                 std::to_string(pipe.section_of[s] + 1) + ": air " + std::to_string(pipe.air_m_s) +
                 " m/s, slip " + std::to_string(slip_m_s) + " m/s";
      return;
    }
  }
  for (std::size_t s = 0; s < pipe.sections.size(); ++s) plan_exit(simulation, p, s);
}

void CapsuleLine::plan_exit(sim::Simulation& simulation, std::size_t p, std::size_t s) {
  PipeState& pipe = pipes_[p];
  SectionState& section = pipe.sections[s];
  if (section.exit_due) simulation.cancel(section.exit);
  section.exit_due = false;
  if (section.capsules.empty() || pipe.mode == PipeMode::standing) return;
  const double left_m = std::max(0.0, section.capsules.front().exit_m - section.odometer_m);
  double after_s = 0.0;
  if (pipe.mode == PipeMode::running) {
    after_s = left_m / (pipe.air_m_s - pipe.physics.sections[s].slip_m_s);
  } else {
    after_s = section.ramp.time_at(left_m);
  }
  if (!(after_s < kAheadMost_s)) return;  // not within this ramp
  const sim::Time at =
      std::max(simulation.now(), sim::Time{pipe.updated_ns} + sim::seconds(after_s));
  section.exit = simulation.schedule_timer(at, handler_, section_end, place(p, s));
  section.exit_due = true;
}

void CapsuleLine::set_working(sim::Simulation& simulation, std::size_t section, bool working) {
  const std::size_t p = sections_[section].pipe == "outward" ? 0 : 1;
  working ? restart_pipe(simulation, p) : stop_pipe(simulation, p);
}

void CapsuleLine::stop_pipe(sim::Simulation& simulation, std::size_t p) {
  if (pipes_[p].stops++ == 0) switch_off(simulation, p);
}

void CapsuleLine::restart_pipe(sim::Simulation& simulation, std::size_t p) {
  if (pipes_[p].stops > 0 && --pipes_[p].stops == 0) switch_on(simulation, p);
}

void CapsuleLine::switch_on(sim::Simulation& simulation, std::size_t p) {
  PipeState& pipe = pipes_[p];
  if (pipe.sections.empty()) return;
  pipe.wanted = true;
  if (pipe.mode != PipeMode::standing) return;  // end_ramp looks again
  const double target_m_s = air_speed_m_s(pipe.physics, pipe.counts);
  for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
    const SectionPhysics& each = pipe.physics.sections[s];
    if (pipe.counts[s] == 0 || target_m_s > std::max(each.starting_m_s, each.slip_m_s)) continue;
    failure_ = "capsule line " + parameters_.name + ": the drives cannot start " +
               std::to_string(pipe.counts[s]) + " capsules in section " +
               std::to_string(pipe.section_of[s] + 1) + ": air " + std::to_string(target_m_s) +
               " m/s, they start at " + std::to_string(each.starting_m_s) + " m/s";
    return;
  }
  begin_ramp(simulation, p, target_m_s, PipeMode::run_up);
}

void CapsuleLine::switch_off(sim::Simulation& simulation, std::size_t p) {
  PipeState& pipe = pipes_[p];
  pipe.wanted = false;
  if (pipe.mode != PipeMode::running) return;  // end_ramp looks again
  settle(pipe, simulation.now().ns);
  begin_ramp(simulation, p, 0.0, PipeMode::run_down);
}

void CapsuleLine::begin_ramp(sim::Simulation& simulation, std::size_t p, double to_m_s,
                             PipeMode mode) {
  PipeState& pipe = pipes_[p];
  const bool up = mode == PipeMode::run_up;
  pipe.ramp = {up ? 0.0 : pipe.air_m_s, to_m_s, parameters_.run_up_time_s};
  pipe.mode = mode;
  pipe.updated_ns = simulation.now().ns;
  double end_s = pipe.ramp.time_s;
  for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
    const double speed_m_s =
        up ? 0.0 : std::max(0.0, pipe.air_m_s - pipe.physics.sections[s].slip_m_s);
    pipe.sections[s].ramp = ramp_motion(pipe.physics, s, pipe.ramp, speed_m_s);
    if (pipe.counts[s] > 0) end_s = std::max(end_s, pipe.sections[s].ramp.end_s());
    const double flow_m3_s = to_m_s * pipe.physics.area_m2;
    const double rise_pa = up ? drive_rise_pa(pipe.physics, s, to_m_s, pipe.counts) : 0.0;
    // power grows with the cube of the speed: a quarter of the full one over the ramp
    const double full_s = 0.25 * pipe.ramp.time_s + (end_s - pipe.ramp.time_s);
    pipe.sections[s].energy_j +=
        full_s * drive_power_w(parameters_, sections_[pipe.section_of[s]], flow_m3_s, rise_pa);
    plan_exit(simulation, p, s);
  }
  pipe.ramp_timer = simulation.schedule_timer(simulation.now() + sim::seconds(end_s), handler_,
                                              ramp_end, static_cast<std::uint32_t>(p));
}

void CapsuleLine::end_ramp(sim::Simulation& simulation, std::size_t p) {
  PipeState& pipe = pipes_[p];
  const double span_s = sim::to_seconds(simulation.now() - sim::Time{pipe.updated_ns});
  for (SectionState& section : pipe.sections) section.odometer_m += section.ramp.moved_at(span_s);
  pipe.updated_ns = simulation.now().ns;
  pipe.air_m_s = pipe.ramp.to_m_s;
  const bool up = pipe.mode == PipeMode::run_up;
  pipe.mode = up ? PipeMode::running : PipeMode::standing;
  replan(simulation, p);
  if (!up) {
    if (pipe.wanted) switch_on(simulation, p);
    return;
  }
  if (!pipe.wanted) return switch_off(simulation, p);
  for (std::size_t s = 0; s < pipe.sections.size(); ++s) pass_lock(simulation, p, s);
  try_launch(simulation, p);
}

void CapsuleLine::try_launch(sim::Simulation& simulation, std::size_t p) {
  PipeState& pipe = pipes_[p];
  if (pipe.mode != PipeMode::running || pipe.to_launch.empty() || pipe.launch_due) return;
  if (simulation.now().ns < pipe.launch_free_ns) {
    simulation.schedule({pipe.launch_free_ns}, handler_, launch, static_cast<std::uint32_t>(p));
    pipe.launch_due = true;
    return;
  }
  const std::uint32_t capsule = pipe.to_launch.front();
  pipe.to_launch.pop_front();
  pipe.launch_free_ns = simulation.now().ns + sim::seconds(parameters_.headway_s).ns;
  if (p == 0) trips_[trip_of_[capsule]].launched_ns = simulation.now().ns;
  if (pipe.physics.sections.front().lock) ++pipe.sections.front().lock_cycles;
  enter(simulation, p, 0, capsule);
  try_launch(simulation, p);
}

void CapsuleLine::enter(sim::Simulation& simulation, std::size_t p, std::size_t s,
                        std::uint32_t capsule) {
  PipeState& pipe = pipes_[p];
  SectionState& section = pipe.sections[s];
  settle(pipe, simulation.now().ns);
  const SectionPhysics& physics = pipe.physics.sections[s];
  ++pipe.counts[s];
  if (pipe.mode == PipeMode::running) pipe.air_m_s = air_speed_m_s(pipe.physics, pipe.counts);
  double lost_m = 0.0;  // a motor lets capsules go at their steady speed
  if (physics.lock) {
    CapsuleRun run = pipe.physics.run;
    run.gradient = sections_[pipe.section_of[s]].gradient;
    lost_m = capsule_launch(pipe.physics.seal, run, parameters_.launch_speed_m_s, pipe.air_m_s,
                            pipe.physics.area_m2, pipe.physics.density_kg_m3)
                 .lost_m;
  }
  double exit_m = section.odometer_m + physics.length_m + lost_m;
  if (!section.capsules.empty())
    exit_m = std::max(exit_m, section.capsules.back().exit_m + parameters_.capsule_length_m);
  section.capsules.push_back({capsule, exit_m});
  replan(simulation, p);
}

void CapsuleLine::leave(sim::Simulation& simulation, std::size_t p, std::size_t s) {
  PipeState& pipe = pipes_[p];
  SectionState& section = pipe.sections[s];
  section.exit_due = false;
  settle(pipe, simulation.now().ns);
  const std::uint32_t capsule = section.capsules.front().capsule;
  section.capsules.pop_front();
  --pipe.counts[s];
  ++section.passed;
  if (s + 1 == pipe.sections.size()) {
    replan(simulation, p);
    return arrive(simulation, p, capsule);
  }
  SectionState& next = pipe.sections[s + 1];
  next.before_lock.push_back(capsule);
  replan(simulation, p);
  if (next.before_lock.size() > 1) {
    ++held_at_locks_;
    return;
  }
  if (!pipe.physics.sections[s + 1].lock) {
    next.lock_ready = true;
    return pass_lock(simulation, p, s + 1);
  }
  simulation.schedule(simulation.now() + sim::seconds(parameters_.airlock_time_s), handler_,
                      lock_done, place(p, s + 1));
}

/// A capsule whose lock has cycled goes on, if the air flows; then the lock takes the next one.
void CapsuleLine::pass_lock(sim::Simulation& simulation, std::size_t p, std::size_t s) {
  PipeState& pipe = pipes_[p];
  SectionState& section = pipe.sections[s];
  if (!section.lock_ready || pipe.mode != PipeMode::running) return;
  section.lock_ready = false;
  const std::uint32_t capsule = section.before_lock.front();
  section.before_lock.pop_front();
  const bool lock = pipe.physics.sections[s].lock;
  if (lock) ++section.lock_cycles;
  enter(simulation, p, s, capsule);
  if (section.before_lock.empty()) return;
  if (lock) {
    simulation.schedule(simulation.now() + sim::seconds(parameters_.airlock_time_s), handler_,
                        lock_done, place(p, s));
  } else {
    section.lock_ready = true;
    pass_lock(simulation, p, s);
  }
}

}  // namespace dimai::models

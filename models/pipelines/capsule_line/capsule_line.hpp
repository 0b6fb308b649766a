#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "models/pipelines/capsule_line/air_balance.hpp"
#include "models/pipelines/capsule_line/line_state.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// A pneumatic capsule pipeline: capsules are loaded, launched into the outward pipe, unloaded, and
/// come back empty by the return pipe (or by other means in a stated time).
///
/// All sections of a pipe carry the same air. Its speed is solved anew, in closed form, whenever a
/// capsule enters or leaves; between, every capsule moves at air less slip, so a section needs one
/// odometer and one event: when its first capsule gets to the end. What a launch loses against the
/// steady speed is a closed form too. Only while a line is run up or down is an equation of motion
/// integrated (RampMotion).
class CapsuleLine {
 public:
  CapsuleLine(const CapsuleLineParameters& parameters, std::vector<LineSection> sections,
              std::vector<LineStop> stops, double sample_interval_s);

  void attach(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);

  /// The drive or the pipe of a section fails, or one of these failures is over. While any lasts
  /// its pipe, outward or return, stands as in a stop: its sections carry the same air.
  void set_working(sim::Simulation& simulation, std::size_t section, bool working);

  const CapsuleLineParameters& parameters() const { return parameters_; }
  const std::vector<LineStop>& stops() const { return stops_; }
  const std::vector<LineSection>& sections() const { return sections_; }
  const std::array<PipeState, 2>& pipes() const { return pipes_; }  ///< outward, return
  const std::vector<LineTrip>& trips() const { return trips_; }     ///< in order of loading
  const std::vector<LineSample>& samples() const { return samples_; }
  void forget_samples() { samples_.clear(); }
  /// Loads that had come by a time, and what became of them.
  LineCounts counts(sim::Time now) const;
  /// Electrical energy of each section's drive so far [J], in the order of sections().
  std::vector<double> energy_j() const;
  double air_lost_m3() const;
  std::uint64_t held_at_locks() const { return held_at_locks_; }
  /// Why the line cannot go on; "" if it can.
  const std::string& failure() const { return failure_; }
  /// Capsules found where they are.
  std::size_t count_capsules() const;
  std::vector<std::string> violations() const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  enum Kind : std::uint16_t {
    supply,
    loaded,
    launch,
    section_end,
    lock_done,
    unloaded,
    returned,
    stop,
    restart,
    ramp_end,
    sample
  };
  static std::uint32_t place(std::size_t pipe, std::size_t section) {
    return static_cast<std::uint32_t>(pipe << 16 | section);
  }

  // capsule_line.cpp: stations
  void begin_loading(sim::Simulation& simulation);
  void finish_loading(sim::Simulation& simulation, std::uint32_t capsule);
  void begin_unloading(sim::Simulation& simulation);
  void finish_unloading(sim::Simulation& simulation, std::uint32_t capsule);
  void arrive(sim::Simulation& simulation, std::size_t pipe, std::uint32_t capsule);
  void take_sample(sim::Simulation& simulation);
  // line_motion.cpp; p is the pipe, s the section
  void stop_pipe(sim::Simulation& simulation, std::size_t p);
  void restart_pipe(sim::Simulation& simulation, std::size_t p);
  void switch_on(sim::Simulation& simulation, std::size_t p);
  void switch_off(sim::Simulation& simulation, std::size_t p);
  void begin_ramp(sim::Simulation& simulation, std::size_t p, double to_m_s, PipeMode mode);
  void end_ramp(sim::Simulation& simulation, std::size_t p);
  void settle(PipeState& pipe, std::int64_t now_ns);
  void replan(sim::Simulation& simulation, std::size_t p);
  void plan_exit(sim::Simulation& simulation, std::size_t p, std::size_t s);
  void try_launch(sim::Simulation& simulation, std::size_t p);
  void enter(sim::Simulation& simulation, std::size_t p, std::size_t s, std::uint32_t capsule);
  void leave(sim::Simulation& simulation, std::size_t p, std::size_t s);
  void pass_lock(sim::Simulation& simulation, std::size_t p, std::size_t s);

  CapsuleLineParameters parameters_;
  std::vector<LineSection> sections_;
  std::vector<LineStop> stops_;
  std::array<PipeState, 2> pipes_;
  std::vector<std::uint32_t> trip_of_;  ///< [capsule], while it is loaded
  std::vector<std::uint32_t> empties_;  ///< at the loading station, the last come on top
  std::deque<std::uint32_t> to_unload_;
  std::vector<LineTrip> trips_;
  std::vector<LineSample> samples_;
  std::int64_t sample_ns_ = 0;
  std::int64_t loading_ = 0;
  std::int64_t unloading_ = 0;
  std::int64_t returning_ = 0;  ///< by other means
  std::uint64_t delivered_ = 0;
  std::uint64_t held_at_locks_ = 0;
  bool supply_due_ = false;
  std::string failure_;
  sim::HandlerId handler_{};
};

}  // namespace dimai::models

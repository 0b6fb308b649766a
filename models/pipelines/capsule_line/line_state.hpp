#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "models/pipelines/capsule_line/air_balance.hpp"
#include "models/pipelines/capsule_line/ramp_motion.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// One load on its way. Times are -1 until they come.
struct LineTrip {
  std::int64_t loading_ns = -1;
  std::int64_t launched_ns = -1;
  std::int64_t arrived_ns = -1;  ///< at the end of the pipe
  std::int64_t unloaded_ns = -1;
};

struct LineCounts {
  std::uint64_t requested = 0;
  std::uint64_t arrived = 0;
  std::uint64_t under_way = 0;
  std::uint64_t waiting = 0;
};

enum class PipeMode : std::uint8_t { standing, run_up, running, run_down };

/// A capsule in a section: it leaves where the section's odometer shows `exit_m`.
struct Passage {
  std::uint32_t capsule = 0;
  double exit_m = 0.0;
};

struct SectionState {
  std::deque<Passage> capsules;
  double odometer_m = 0.0;  ///< way of its capsules since the start
  RampMotion ramp;          ///< while the air is run up or down
  sim::Timer exit;
  bool exit_due = false;
  std::deque<std::uint32_t> before_lock;  ///< at its beginning; the first is in the lock
  bool lock_ready = false;                ///< the cycle is done, the air is not
  double energy_j = 0.0;
  std::uint64_t passed = 0;
  std::uint64_t lock_cycles = 0;
};

struct PipeState {
  PipePhysics physics;
  std::vector<std::size_t> section_of;  ///< row in CapsuleLine::sections() of each of its own
  std::vector<SectionState> sections;
  std::vector<std::size_t> counts;  ///< capsules in each section
  std::deque<std::uint32_t> to_launch;
  PipeMode mode = PipeMode::standing;
  bool wanted = true;       ///< no stop holds it
  std::uint32_t stops = 0;  ///< and failures that hold it
  AirRamp ramp;
  double air_m_s = 0.0;         ///< while running, else that of the ramp's end
  std::int64_t updated_ns = 0;  ///< odometers and energy; during a ramp: its beginning
  std::int64_t launch_free_ns = 0;
  sim::Timer ramp_timer;
  bool launch_due = false;
  double air_time_m = 0.0;  ///< integral of the air speed while running
  std::int64_t running_ns = 0;
  double sampled_air_time_m = 0.0;  ///< both as they were at the last sample
  std::int64_t sampled_running_ns = 0;
};

/// State of a pipe at one time; speeds are means over the time since the sample before, while the
/// pipe ran, and 0 if it did not.
struct LineSample {
  std::int64_t time_ns = 0;
  std::uint8_t pipe = 0;
  double air_m_s = 0.0;
  double capsule_m_s = 0.0;  ///< in its first section
  std::uint64_t capsules = 0;
  double rise_pa = 0.0;   ///< of all its drives
  double energy_j = 0.0;  ///< of all its drives since the start
  std::uint64_t delivered = 0;
};

}  // namespace dimai::models

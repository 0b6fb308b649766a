#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "models/physics/tubes/capsule_air.hpp"
#include "models/pipelines/capsule_line/line_parameters.hpp"

namespace dimai::models {

/// One section in the terms that motion needs, for the capsules of its pipe: loaded or empty.
struct SectionPhysics {
  double length_m = 0.0;
  double force_n = 0.0;       ///< that holds each capsule back; < 0 where it rolls down by itself
  double slip_m_s = 0.0;      ///< air over capsule, steadily
  double starting_m_s = 0.0;  ///< air that starts a standing capsule
  double friction = 0.0;      ///< air_pa = friction * V^2  [kg/m3]
  double rise_pa = 0.0;       ///< of the drive at no flow
  double fall = 0.0;          ///< rise = rise_pa - fall * V^2 for a blower; 0 for a motor
  double speed_limit_m_s = 0.0;  ///< held by a motor; infinity for a blower
  bool lock = false;             ///< capsules pass the drive through a lock
};

/// A pipe: its sections in order. All of them carry the same air.
struct PipePhysics {
  std::vector<SectionPhysics> sections;
  CapsuleSeal seal;
  CapsuleRun run;  ///< on the level
  double area_m2 = 0.0;
  double density_kg_m3 = 1.2;
};

/// The physics of one of a line's two pipes; without sections if the line has no such pipe.
PipePhysics pipe_physics(const CapsuleLineParameters& line, std::span<const LineSection> sections,
                         bool outward);

/// Air speed at which the drives' rises equal the drops of air and capsules [m/s]; 0 if they cannot
/// even hold the capsules.
///
/// sum rise_i - sum N_i F_i / A = (sum friction_i + sum fall_i) V^2, no faster than motors run.
/// @param capsules  N, capsules in each section [-]
double air_speed_m_s(const PipePhysics& pipe, std::span<const std::size_t> capsules);

/// Pressure rise of a section's drive at an air speed [Pa]. Of a motor: its share of what is
/// needed.
double drive_rise_pa(const PipePhysics& pipe, std::size_t section, double air_m_s,
                     std::span<const std::size_t> capsules);

/// Capsules of each section if they are launched at even times, the air at its speed for them.
struct PipeLoad {
  double air_m_s = 0.0;
  std::vector<std::size_t> capsules;
  std::string fault;  ///< "" or why the capsules do not move
};

/// The steady state of a pipe that takes a capsule each headway.
///
/// @param most  no more capsules than there are [-]
PipeLoad steady_load(const PipePhysics& pipe, double headway_s, std::size_t most);

}  // namespace dimai::models

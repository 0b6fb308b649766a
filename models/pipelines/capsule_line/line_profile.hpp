#pragma once

#include <cstddef>
#include <vector>

#include "models/pipelines/capsule_line/capsule_line.hpp"

namespace dimai::models {

/// Mean speed of a pipe's air while it ran [m/s]; 0 if it never did.
double mean_air_m_s(const PipeState& pipe);

/// Capsules that are in each section on average, from those that passed [-].
std::vector<std::size_t> mean_counts(const PipeState& pipe);

/// A place in a pipe with what is there at the mean flow of a run.
struct LineProfilePoint {
  double place_m = 0.0;  ///< from the beginning of the pipe
  double pressure_pa = 0.0;
  double air_m_s = 0.0;
  double capsule_m_s = 0.0;
};

/// Profile of compressible air along a pipe, its end at ambient pressure.
///
/// The motion of capsules takes the air's density as the same all along. Here it is not: the mass
/// flow is found (toms748) at which a capsule takes the time that it took in the run, so that the
/// pipe holds as many.
/// @param pipe  0 outward, 1 return
/// @return in order of place, 41 points a section; empty if nothing passed or no mass flow does it
std::vector<LineProfilePoint> line_profile(const CapsuleLine& line, std::size_t pipe);

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <string>

#include "sim/index.hpp"

namespace dimai::models {

using AccessIndex = sim::Index<struct AccessTag>;
using ComputerIndex = sim::Index<struct ComputerTag>;

/// How messages reach an access point.
enum class AccessKind : std::uint8_t {
  fibre,  ///< one channel each way
  radio,  ///< one channel that both ways share; also near-field contact
};

/// Where messages enter and leave the message network: a data centre's fibre, a junction's cabinet,
/// a radio cell with all capsules, lamps and bikes in it.
struct AccessPoint {
  std::string id;
  double x_m = 0.0;  ///< place on a plane map, for the way between access points
  double y_m = 0.0;
  AccessKind kind = AccessKind::fibre;
  double latency_s = 0.0;        ///< of its channel, one way; >= 0
  double bandwidth_bit_s = 1e9;  ///< of its channel; > 0
};

/// A computer that decides; jobs that run at once share its speed equally.
struct Computer {
  std::string id;
  AccessIndex access;         ///< by which it is reached
  double speed_flop_s = 1e9;  ///< > 0
};

/// What a message network is made of. Between access points messages take the latency of the way
/// and no bandwidth: long-distance fibre is never what is short.
struct MessagePlatform {
  sim::Table<AccessIndex, AccessPoint> access_points;
  sim::Table<ComputerIndex, Computer> computers;
  double latency_s_per_m = 5e-9;  ///< light in glass, refractive index 1.5
};

}  // namespace dimai::models

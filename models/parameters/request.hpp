#pragma once

#include <cstdint>
#include <limits>

#include "models/network/network.hpp"
#include "sim/time.hpp"

namespace dimai::models {

/// Somebody or something wants to go from one portal to another.
struct Request {
  sim::Time time;
  NodeIndex origin;
  NodeIndex destination;
  std::uint32_t capsule_class = 0;
  std::uint32_t asker = kPlanned;  ///< number by which whoever asked while the run goes knows it

  static constexpr std::uint32_t kPlanned = std::numeric_limits<std::uint32_t>::max();
};

}  // namespace dimai::models

#pragma once

#include <cstdint>

#include "models/network/network.hpp"
#include "sim/time.hpp"

namespace dimai::models {

/// Somebody or something wants to go from one portal to another.
struct Request {
  sim::Time time;
  NodeIndex origin;
  NodeIndex destination;
  std::uint32_t capsule_class = 0;
};

}  // namespace dimai::models

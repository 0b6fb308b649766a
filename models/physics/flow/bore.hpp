#pragma once

#include <numbers>

#include "models/physics/domain.hpp"

namespace dimai::models {

/// Cross-section of a full circular bore [m2].
///
/// @param bore_m  [m], > 0
/// @throws std::domain_error outside that range
inline double bore_area_m2(double bore_m) {
  require_domain(bore_m > 0.0, "bore must be > 0 m");
  return 0.25 * std::numbers::pi * bore_m * bore_m;
}

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <span>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/formation.hpp"
#include "models/parameters/guideway.hpp"
#include "models/parameters/resistance.hpp"

namespace dimai::models {

/// What a guideway is made of. Network and router outlive it.
struct GuidewaySetup {
  const Network* network = nullptr;
  Router* router = nullptr;
  std::span<const CapsuleClass> classes;
  GuidewayParameters guideway;
  FormationParameters formation;
  ResistanceParameters resistance;
  std::int64_t time_bin_ns = 900'000'000'000;
  /// Whether capsules on loops are kept from waiting for each other in a circle; no only in tests.
  bool guard_loops = true;
};

}  // namespace dimai::models

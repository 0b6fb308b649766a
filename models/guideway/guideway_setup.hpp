#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/control/guideway_control.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/guideway.hpp"
#include "models/parameters/resistance.hpp"
#include "models/yards/junction_policy.hpp"

namespace dimai::models {

/// What a guideway is made of. Network and router outlive it.
struct GuidewaySetup {
  const Network* network = nullptr;
  Router* router = nullptr;
  std::span<const CapsuleClass> classes;
  GuidewayParameters guideway;
  FormationParameters formation;
  std::vector<NodeFormation> formation_at;
  std::vector<YardLayout> yards;
  ResistanceParameters resistance;
  std::int64_t time_bin_ns = 900'000'000'000;
  /// Whether capsules on loops are kept from waiting for each other in a circle; no only in tests.
  bool guard_loops = true;
  /// Of a network that is simulated in regions: the region of each node, this one, and how many.
  /// Empty: all is one.
  std::span<const std::uint32_t> region_of_node;
  std::uint32_t region = 0;
  std::uint32_t region_count = 1;
  /// Who lets trains pass merges by message; null: they pass by the merge rule alone.
  GuidewayControl* control = nullptr;
};

/// How long two regions need not know of each other if they meet in the link; < 0 if it is too
/// short for that.
std::int64_t look_ahead_ns(const GuidewaySetup& setup, LinkIndex link);

}  // namespace dimai::models

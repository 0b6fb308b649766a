#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/control/fleet_control.hpp"
#include "models/guideway/guideway.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/operation/demand.hpp"
#include "models/parameters/berths.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/empties.hpp"
#include "models/parameters/guideway.hpp"
#include "models/parameters/resistance.hpp"

namespace dimai::models {

/// What a service is made of. All that is pointed at outlives it.
struct ServiceSetup {
  const Network* network = nullptr;
  Router* router = nullptr;
  Guideway* guideway = nullptr;
  std::span<const CapsuleClass> classes;
  std::span<const std::uint32_t> profile_of_class;
  std::vector<Request> requests;  ///< in order of time
  std::int64_t sample_interval_ns = 900'000'000'000;
  /// Decisions are made at multiples of this time [ns], with what is known then; 0: at once.
  std::int64_t dispatch_interval_ns = 0;
  std::span<const std::uint32_t> region_of_node{};  ///< as GuidewaySetup; empty: all is one
  BerthParameters berths{};
  bool holds_back = false;  ///< capsules without a way wait in their portal, not in its exit
  EmptiesParameters empties{};
  std::vector<Request> history{};  ///< demand of earlier days, see Steering
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
  GuidewayParameters guideway_parameters{};  ///< for the range of batteries
  ResistanceParameters resistance{};
  /// Who gives requests to capsules by message; null: the service itself does, at once.
  FleetControl* control = nullptr;
};

}  // namespace dimai::models

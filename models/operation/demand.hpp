#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/operation/parameters.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/request.hpp"

namespace dimai::models {

/// Everything that demand is made of.
struct DemandInput {
  const Network* network = nullptr;
  const Router* router = nullptr;
  std::span<const CapsuleClass> classes;
  std::span<const std::uint32_t> profile_of_class;
  double period_s = 86400.0;
  std::span<const GravityParameters> gravity;
  std::span<const std::uint32_t> gravity_class;  ///< capsule class of each entry of `gravity`
  std::span<const std::array<double, 24>> hour_shares;  ///< profile of each entry of `gravity`
  std::span<const Flow> flows;
  std::span<const TimedTrip> trips;
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
};

/// All requests of a run, in order of time; ties in the order gravity, flows, timed trips.
///
/// Gravity: the expected number from i to j is proportional to (w_i w_j)^a / max(d_ij, d_0)^b, and
/// their sum is `trips`; the numbers of an origin are Poisson, destinations and times are drawn
/// independently. Pairs that no way admits the class on take no part (the scenario's checks say how
/// many they are). Random streams are keyed by names: those of class and origin for gravity; of
/// origin, destination and class, and how many rows before had the same three, for flows. So what
/// is added to a scenario leaves the rest as it was. Source of the form: Erlander and Stewart
/// (1990), The Gravity Model in Transportation Analysis.
std::vector<Request> make_requests(const DemandInput& input);

}  // namespace dimai::models

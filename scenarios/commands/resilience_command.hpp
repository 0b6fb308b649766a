#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/language.hpp"

namespace dimai::scenarios {

/// `dimai resilience` as typed.
struct ResilienceOptions {
  std::string scenario;
  std::vector<std::string> overrides;
  std::uint32_t most_losses = 10;
  std::uint32_t draws = 1000;
  std::uint32_t in_time_draws = 0;
  std::uint32_t ranked = 20;
  std::uint32_t strikes = 0;
  std::string radius = "500 m";
  std::string horizon = "30 d";
  std::size_t threads = 0;  ///< 0: one a core
  bool json = false;
};

/// Studies what is left of a scenario's demand when tunnels are lost, without simulating.
///
/// @return exit status: 0 done, 2 wrong usage or a faulty scenario
int study_losses_of(const ResilienceOptions& options, Language language);

}  // namespace dimai::scenarios

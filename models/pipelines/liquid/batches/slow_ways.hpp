#pragma once

#include <vector>

#include "models/pipelines/liquid/batches/batch_operation.hpp"

namespace dimai::models {

/// Where an interface flows so slowly that it grows much faster.
struct SlowWay {
  std::size_t sending = 0;    ///< batch that is sent meanwhile, whose flow moves the interface
  std::size_t interface = 0;  ///< batch whose front the interface is
  std::size_t pipe = 0;
  double reynolds = 0.0;         ///< of the 50/50 mixture
  double needed_reynolds = 0.0;  ///< critical, or as asked for
  double needed_flow_m3_s = 0.0;
};

/// For each batch whose flow is too slow for some interface in the line while it is sent, the one
/// that needs most flow.
///
/// @param minimum_reynolds  0: the critical one of each pipe
/// @throws std::domain_error as critical_batch_reynolds and mixture_viscosity_m2_s do
std::vector<SlowWay> slow_ways(const BatchSetup& setup, double minimum_reynolds);

}  // namespace dimai::models

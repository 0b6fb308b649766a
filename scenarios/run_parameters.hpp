#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::scenarios {

/// Length and random numbers of a run. Scenario table [run].
struct RunParameters {
  double duration_s = 86400.0;
  std::int64_t seed = 1;
  std::int64_t replication = 0;
  double time_bin_s = 900.0;
  double reroute_interval_s = 0.0;
  std::int64_t regions = 1;

  static constexpr std::string_view table = "run";
  static const std::array<models::Field<RunParameters>, 6> fields;
};

inline constexpr std::array<models::Field<RunParameters>, 6> RunParameters::fields{{
    {"duration_s",
     &RunParameters::duration_s,
     1.0,
     366.0 * 86400.0,
     "longest simulated time; a run ends sooner once all requests are served",
     models::Flag::assumption,
     "",
     {}},
    {"seed",
     &RunParameters::seed,
     0,
     9.0e15,
     "chooses all random numbers",
     models::Flag::assumption,
     "",
     {}},
    {"replication",
     &RunParameters::replication,
     0,
     1.0e9,
     "which of several independent runs of the same seed",
     models::Flag::assumption,
     "",
     {}},
    {"time_bin_s",
     &RunParameters::time_bin_s,
     1.0,
     86400.0,
     "length of a bin of the time series",
     models::Flag::assumption,
     "",
     {}},
    {"reroute_interval_s",
     &RunParameters::reroute_interval_s,
     0.0,
     86400.0,
     "routes are found anew with the delays of the last interval; 0: only when links close or open",
     models::Flag::assumption,
     "",
     {}},
    {"regions",
     &RunParameters::regions,
     1,
     256,
     "parts into which the network is cut at long tunnels, each simulated by itself: one run on "
     "several cores; more than 1 needs dispatch.interval",
     models::Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::scenarios

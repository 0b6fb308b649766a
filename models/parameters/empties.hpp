#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/network/network.hpp"
#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 3> kEmptiesChoices{"none", "voting", "targets"};
inline constexpr std::array<std::string_view, 2> kAssignmentChoices{"nearest", "look-ahead"};

/// Idle capsules that are wanted at a portal. A row of the file that [empties] targets names.
struct FleetTarget {
  NodeIndex portal;
  std::uint32_t capsule_class = 0;
  double from_s = 0.0;  ///< time of day
  double until_s = 86400.0;
  double capsules = 0.0;
};

/// Which capsule serves a request, and where idle ones go before anybody asks. Scenario table
/// [empties].
struct EmptiesParameters {
  std::string policy = "none";
  std::string assignment = "nearest";
  double interval_s = 300.0;
  double horizon_s = 1800.0;
  std::int64_t history_days = 3;
  std::int64_t sequences = 20;
  std::int64_t requests = 200;
  double weight = 1.0;
  double look_ahead_weight = 0.5;
  std::string targets{};
  std::vector<FleetTarget> target_rows{};  ///< of the file `targets`

  static constexpr std::string_view table = "empties";
  static const std::array<Field<EmptiesParameters>, 10> fields;
};

inline constexpr std::array<Field<EmptiesParameters>, 10> EmptiesParameters::fields{{
    {"policy", &EmptiesParameters::policy, 0, 0,
     "none: idle capsules stay until they are asked for; voting: sampling and voting; targets: "
     "idle "
     "capsules for each portal, evened out by minimum-cost flow",
     Flag::assumption, "", kEmptiesChoices},
    {"assignment", &EmptiesParameters::assignment, 0, 0,
     "who serves a request: nearest: who can be there first; look-ahead: less what it would spare "
     "the next request (H1)",
     Flag::assumption, "Bell and Wong (2005), 16th ISTTT", kAssignmentChoices},
    {"interval_s",
     &EmptiesParameters::interval_s,
     1.0,
     86400.0,
     "time between decisions on idle capsules",
     Flag::assumption,
     "",
     {}},
    {"horizon_s",
     &EmptiesParameters::horizon_s,
     1.0,
     86400.0,
     "how far ahead demand is looked at",
     Flag::assumption,
     "",
     {}},
    {"history_days",
     &EmptiesParameters::history_days,
     1,
     100,
     "earlier days of demand that are known, drawn like the day itself",
     Flag::assumption,
     "",
     {}},
    {"sequences",
     &EmptiesParameters::sequences,
     1,
     10000,
     "sequences of requests that vote (policy voting)",
     Flag::assumption,
     "",
     {}},
    {"requests",
     &EmptiesParameters::requests,
     1,
     1000000,
     "longest sequence (policy voting)",
     Flag::assumption,
     "",
     {}},
    {"weight",
     &EmptiesParameters::weight,
     0.0,
     100.0,
     "idle or arriving capsules wanted for each request expected within the horizon (policy "
     "targets)",
     Flag::assumption,
     "",
     {}},
    {"look_ahead_weight",
     &EmptiesParameters::look_ahead_weight,
     0.0,
     1.0,
     "of the next request's wait against this one's (assignment look-ahead)",
     Flag::assumption,
     "",
     {}},
    {"targets",
     &EmptiesParameters::targets,
     0,
     0,
     "CSV file of portal, class, from, until, capsules; without it targets follow expected demand",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models

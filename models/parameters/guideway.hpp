#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 2> kSeparationChoices{"absolute", "relative"};
inline constexpr std::array<std::string_view, 2> kSwitchingChoices{"on-board", "wayside"};
inline constexpr std::array<std::string_view, 4> kMergeChoices{"first come", "priority", "zipper",
                                                               "concatenating"};
/// How capsules move, keep apart and pass nodes. Scenario table [guideway].
struct GuidewayParameters {
  double speed_m_s = 200.0 / 3.6;
  double acceleration_m_s2 = 1.0;
  double deceleration_m_s2 = 1.0;
  std::string separation = "absolute";
  double reaction_time_s = 0.5;
  double follower_braking_m_s2 = 1.3;
  double leader_braking_m_s2 = 1.3;
  double standstill_gap_m = 2.0;
  double coupling_gap_m = 1.0;
  std::string switching = "on-board";
  double switch_time_s = 4.0;
  std::string merge = "concatenating";
  std::int64_t max_train_capsules = 16;

  static constexpr std::string_view table = "guideway";
  static const std::array<Field<GuidewayParameters>, 13> fields;
};

inline constexpr std::array<Field<GuidewayParameters>, 13> GuidewayParameters::fields{{
    {"speed_m_s",
     &GuidewayParameters::speed_m_s,
     0.5,
     350.0,
     "top speed of capsules; a link's own limit may be lower",
     Flag::assumption,
     "",
     {}},
    {"acceleration_m_s2",
     &GuidewayParameters::acceleration_m_s2,
     0.01,
     10.0,
     "greatest acceleration",
     Flag::assumption,
     "",
     {}},
    {"deceleration_m_s2",
     &GuidewayParameters::deceleration_m_s2,
     0.01,
     10.0,
     "service braking",
     Flag::assumption,
     "",
     {}},
    {"separation", &GuidewayParameters::separation, 0, 0,
     "absolute: a follower can stop if its leader stops dead; relative: if its leader brakes",
     Flag::assumption, "", kSeparationChoices},
    {"reaction_time_s",
     &GuidewayParameters::reaction_time_s,
     0.0,
     60.0,
     "time from a leader's braking to a follower's",
     Flag::assumption,
     "",
     {}},
    {"follower_braking_m_s2",
     &GuidewayParameters::follower_braking_m_s2,
     0.01,
     30.0,
     "emergency braking counted on for a follower",
     Flag::assumption,
     "",
     {}},
    {"leader_braking_m_s2",
     &GuidewayParameters::leader_braking_m_s2,
     0.01,
     30.0,
     "emergency braking feared of a leader (relative separation)",
     Flag::assumption,
     "",
     {}},
    {"standstill_gap_m",
     &GuidewayParameters::standstill_gap_m,
     0.0,
     100.0,
     "gap between standing trains",
     Flag::assumption,
     "",
     {}},
    {"coupling_gap_m",
     &GuidewayParameters::coupling_gap_m,
     0.0,
     20.0,
     "gap between coupled capsules",
     Flag::assumption,
     "",
     {}},
    {"switching", &GuidewayParameters::switching, 0, 0,
     "on-board: the capsule chooses its branch; wayside: points move between capsules",
     Flag::assumption, "", kSwitchingChoices},
    {"switch_time_s",
     &GuidewayParameters::switch_time_s,
     0.0,
     120.0,
     "time to throw and lock wayside points",
     Flag::assumption,
     "",
     {}},
    {"merge", &GuidewayParameters::merge, 0, 0, "who goes first where tubes merge",
     Flag::assumption, "", kMergeChoices},
    {"max_train_capsules",
     &GuidewayParameters::max_train_capsules,
     1,
     1000,
     "longest train, in capsules",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models

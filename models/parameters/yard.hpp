#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 7> kPlanChoices{
    "quickest", "as they come", "blocks", "lanes", "radix", "hump", "in motion"};

/// Tracks of a yard or siding, once for each tube that formed trains leave by. Scenario table
/// [yard], and [yard.at.<node>] for one of them.
struct YardParameters {
  std::int64_t lanes = 4;
  double lane_length_m = 200.0;
  double lane_speed_m_s = 5.0;
  std::int64_t hump_tracks = 0;
  double hump_length_m = 100.0;
  double hump_speed_m_s = 3.0;
  double lock_time_s = 4.0;
  double roll_time_s = 3.0;
  double pull_back_time_s = 30.0;
  std::string plan = "quickest";

  static constexpr std::string_view table = "yard";
  static const std::array<Field<YardParameters>, 10> fields;
};

inline constexpr std::array<Field<YardParameters>, 10> YardParameters::fields{{
    {"lanes",
     &YardParameters::lanes,
     1,
     1000,
     "parallel through lanes, each first in, first out, for each tube that trains leave by",
     Flag::assumption,
     "",
     {}},
    {"lane_length_m",
     &YardParameters::lane_length_m,
     1.0,
     1e5,
     "room in one lane for capsules and the gaps between them",
     Flag::assumption,
     "",
     {}},
    {"lane_speed_m_s",
     &YardParameters::lane_speed_m_s,
     0.1,
     350.0,
     "speed of capsules in lanes; re-ordering in motion needs that of the tube",
     Flag::assumption,
     "",
     {}},
    {"hump_tracks",
     &YardParameters::hump_tracks,
     0,
     62,
     "tracks from which capsules are pulled back and rolled again",
     Flag::assumption,
     "",
     {}},
    {"hump_length_m",
     &YardParameters::hump_length_m,
     1.0,
     1e5,
     "room on one of these tracks",
     Flag::assumption,
     "",
     {}},
    {"hump_speed_m_s",
     &YardParameters::hump_speed_m_s,
     0.1,
     100.0,
     "speed of capsules on these tracks",
     Flag::assumption,
     "",
     {}},
    {"lock_time_s",
     &YardParameters::lock_time_s,
     0.0,
     600.0,
     "time to throw and lock the points between two capsules for different lanes",
     Flag::assumption,
     "",
     {}},
    {"roll_time_s",
     &YardParameters::roll_time_s,
     0.0,
     600.0,
     "time from one capsule over the points to the next, uncoupling included",
     Flag::assumption,
     "",
     {}},
    {"pull_back_time_s",
     &YardParameters::pull_back_time_s,
     0.0,
     3600.0,
     "time to bring the capsules of a track or a pass back before the points",
     Flag::assumption,
     "",
     {}},
    {"plan", &YardParameters::plan, 0, 0,
     "how trains are put in order; quickest: of lanes, radix and hump that which takes the least "
     "time",
     Flag::assumption, "", kPlanChoices},
}};

}  // namespace dimai::models

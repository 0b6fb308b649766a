#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 9> kFormationChoices{
    "none",     "never",         "first come", "window",    "size",
    "capacity", "concatenating", "blocks",     "look-ahead"};

/// Where and when capsules become trains. Scenario table [formation], and [formation.at.<node>]
/// for one junction.
struct FormationParameters {
  std::string policy = "none";
  double window_s = 60.0;
  std::int64_t size = 8;
  double latch_time_s = 5.0;
  bool in_motion = true;

  static constexpr std::string_view table = "formation";
  static const std::array<Field<FormationParameters>, 5> fields;
};

inline constexpr std::array<Field<FormationParameters>, 5> FormationParameters::fields{{
    {"policy", &FormationParameters::policy, 0, 0,
     "none: nobody stops in yards; never: nor couples in motion; first come, concatenating: nobody "
     "stops, and whose turn it is, or whoever can, couples in motion; window: all that come within "
     "a time; size: a fixed number; capacity: the least number that lets the expected flow "
     "through; "
     "blocks: those that leave the trunk at the same place; look-ahead: waits for whom a tube "
     "announces",
     Flag::assumption, "", kFormationChoices},
    {"window_s",
     &FormationParameters::window_s,
     0.0,
     86400.0,
     "longest wait of the first capsule for others",
     Flag::assumption,
     "",
     {}},
    {"size",
     &FormationParameters::size,
     1,
     1000,
     "capsules of a train (policies size and blocks)",
     Flag::assumption,
     "",
     {}},
    {"latch_time_s",
     &FormationParameters::latch_time_s,
     0.0,
     600.0,
     "time to couple standing capsules",
     Flag::assumption,
     "",
     {}},
    {"in_motion",
     &FormationParameters::in_motion,
     0,
     0,
     "couple in motion at merges when a train would have to wait for its leader's headway",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models

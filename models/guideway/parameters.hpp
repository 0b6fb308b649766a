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
inline constexpr std::array<std::string_view, 4> kFormationChoices{"none", "window", "size",
                                                                   "capacity"};

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
    {"speed_m_s", &GuidewayParameters::speed_m_s, 0.5, 350.0,
     "top speed of capsules; a link's own limit may be lower", Flag::assumption, "", {}},
    {"acceleration_m_s2", &GuidewayParameters::acceleration_m_s2, 0.01, 10.0,
     "greatest acceleration", Flag::assumption, "", {}},
    {"deceleration_m_s2", &GuidewayParameters::deceleration_m_s2, 0.01, 10.0,
     "service braking", Flag::assumption, "", {}},
    {"separation", &GuidewayParameters::separation, 0, 0,
     "absolute: a follower can stop if its leader stops dead; relative: if its leader brakes",
     Flag::assumption, "", kSeparationChoices},
    {"reaction_time_s", &GuidewayParameters::reaction_time_s, 0.0, 60.0,
     "time from a leader's braking to a follower's", Flag::assumption, "", {}},
    {"follower_braking_m_s2", &GuidewayParameters::follower_braking_m_s2, 0.01, 30.0,
     "emergency braking counted on for a follower", Flag::assumption, "", {}},
    {"leader_braking_m_s2", &GuidewayParameters::leader_braking_m_s2, 0.01, 30.0,
     "emergency braking feared of a leader (relative separation)", Flag::assumption, "", {}},
    {"standstill_gap_m", &GuidewayParameters::standstill_gap_m, 0.0, 100.0,
     "gap between standing trains", Flag::assumption, "", {}},
    {"coupling_gap_m", &GuidewayParameters::coupling_gap_m, 0.0, 20.0,
     "gap between coupled capsules", Flag::assumption, "", {}},
    {"switching", &GuidewayParameters::switching, 0, 0,
     "on-board: the capsule chooses its branch; wayside: points move between capsules",
     Flag::assumption, "", kSwitchingChoices},
    {"switch_time_s", &GuidewayParameters::switch_time_s, 0.0, 120.0,
     "time to throw and lock wayside points", Flag::assumption, "", {}},
    {"merge", &GuidewayParameters::merge, 0, 0, "who goes first where tubes merge",
     Flag::assumption, "", kMergeChoices},
    {"max_train_capsules", &GuidewayParameters::max_train_capsules, 1, 1000,
     "longest train, in capsules", Flag::assumption, "", {}},
}};

/// Where and when capsules become trains. Scenario table [formation].
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
     "none: capsules leave yards alone; window: all that come within a time; size: a fixed number; "
     "capacity: the least number that lets the expected flow through",
     Flag::assumption, "", kFormationChoices},
    {"window_s", &FormationParameters::window_s, 0.0, 86400.0,
     "longest wait of the first capsule in a yard for others", Flag::assumption, "", {}},
    {"size", &FormationParameters::size, 1, 1000, "capsules of a train (policy size)",
     Flag::assumption, "", {}},
    {"latch_time_s", &FormationParameters::latch_time_s, 0.0, 600.0,
     "time to couple standing capsules", Flag::assumption, "", {}},
    {"in_motion", &FormationParameters::in_motion, 0, 0,
     "couple in motion at merges when a train would have to wait for its leader's headway",
     Flag::assumption, "", {}},
}};

/// Resistance of a train in a tunnel. Scenario table [resistance].
/// Model: models/physics/resistance.hpp, drag_area and train_resistance.
struct ResistanceParameters {
  double rolling_coefficient = 0.002;
  double air_density_kg_m3 = 1.2;
  double air_pressure_share = 1.0;
  double nose_coefficient = 0.2;
  double tail_coefficient = 1.0;
  double skin_friction = 0.006;
  double tunnel_friction = 0.02;
  double air_following_share = 0.0;
  double regeneration_share = 0.6;
  double drive_efficiency = 0.9;

  static constexpr std::string_view table = "resistance";
  static const std::array<Field<ResistanceParameters>, 10> fields;
};

inline constexpr std::array<Field<ResistanceParameters>, 10> ResistanceParameters::fields{{
    {"rolling_coefficient", &ResistanceParameters::rolling_coefficient, 0.0, 0.1,
     "rolling resistance over weight; steel on steel 0.001 to 0.002, rubber tyres 0.006 to 0.010, "
     "small pods up to 0.03",
     Flag::sourced, "University of Bologna: 0.001 to 0.002 for steel wheels, upper end taken", {}},
    {"air_density_kg_m3", &ResistanceParameters::air_density_kg_m3, 0.0, 2.0,
     "air in the tunnel at ambient pressure", Flag::derived,
     "ideal gas, 101325 Pa / (287.05 J/(kg K) * 293.15 K) = 1.204", {}},
    {"air_pressure_share", &ResistanceParameters::air_pressure_share, 0.0, 1.0,
     "air pressure in the tunnel over ambient; below 1 for evacuated tunnels", Flag::assumption, "", {}},
    {"nose_coefficient", &ResistanceParameters::nose_coefficient, 0.0, 2.0,
     "drag of the nose over its area and dynamic pressure in the open; blunt boxes up to 0.8",
     Flag::assumption, "", {}},
    {"tail_coefficient", &ResistanceParameters::tail_coefficient, 0.0, 2.0,
     "loss behind the tail over that of a sudden expansion (Carnot); real tails lose up to "
     "twice it",
     Flag::sourced,
     "1: one-dimensional theory (Hara 1967); CFD finds twice that and more (ISAVFT)", {}},
    {"skin_friction", &ResistanceParameters::skin_friction, 0.0, 0.1,
     "friction coefficient of capsule walls; 0.003 streamlined to 0.010 uneven freight trains",
     Flag::sourced,
     "Grauholz tunnel tests (Dundee/HBI): 0.003 to 0.010, near the middle taken", {}},
    {"tunnel_friction", &ResistanceParameters::tunnel_friction, 0.0, 0.1,
     "Darcy friction factor of the tunnel wall", Flag::assumption, "", {}},
    {"air_following_share", &ResistanceParameters::air_following_share, 0.0, 0.95,
     "speed of the tunnel air over train speed (piston effect); 0: air at rest, the careful "
     "case",
     Flag::assumption, "", {}},
    {"regeneration_share", &ResistanceParameters::regeneration_share, 0.0, 1.0,
     "electrical energy fed back over braking work", Flag::assumption, "", {}},
    {"drive_efficiency", &ResistanceParameters::drive_efficiency, 0.05, 1.0,
     "mechanical over electrical energy", Flag::assumption, "", {}},
}};

/// One class of capsule vehicle. Scenario table [capsule.<name>].
struct CapsuleClass {
  std::string name;  ///< the table's own name
  std::string carries = "people";
  double length_m = 6.0;
  double mass_kg = 2500.0;
  double payload_kg = 400.0;
  double cross_section_m2 = 4.0;
  double bore_m = 3.0;
  double load_time_s = 30.0;
  double unload_time_s = 30.0;
  std::int64_t fleet = 0;
  std::string color{};

  static constexpr std::string_view table = "capsule";
  static const std::array<Field<CapsuleClass>, 10> fields;
};

inline constexpr std::array<std::string_view, 3> kCarriesChoices{"people", "freight", "room"};

inline constexpr std::array<Field<CapsuleClass>, 10> CapsuleClass::fields{{
    {"carries", &CapsuleClass::carries, 0, 0, "what it is for", Flag::assumption, "", kCarriesChoices},
    {"length_m", &CapsuleClass::length_m, 0.2, 50.0, "length over all", Flag::assumption, "", {}},
    {"mass_kg", &CapsuleClass::mass_kg, 1.0, 200000.0, "mass when empty", Flag::assumption, "", {}},
    {"payload_kg", &CapsuleClass::payload_kg, 0.0, 200000.0, "mass of a typical load", Flag::assumption, "", {}},
    {"cross_section_m2", &CapsuleClass::cross_section_m2, 0.01, 60.0, "frontal area", Flag::assumption, "", {}},
    {"bore_m", &CapsuleClass::bore_m, 0.1, 20.0, "least bore of a tube that admits it", Flag::assumption, "", {}},
    {"load_time_s", &CapsuleClass::load_time_s, 0.0, 86400.0, "time in a berth to load", Flag::assumption, "", {}},
    {"unload_time_s", &CapsuleClass::unload_time_s, 0.0, 86400.0, "time in a berth to unload", Flag::assumption, "", {}},
    {"fleet", &CapsuleClass::fleet, 1, 10000000, "vehicles of this class", Flag::assumption, "", {}},
    {"color", &CapsuleClass::color, 0, 0, "colour in pictures, such as #1f77b4", Flag::assumption, "", {}},
}};

}  // namespace dimai::models

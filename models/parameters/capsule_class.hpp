#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

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
  double battery_j = 0.0;
  double charging_power_w = 100e3;
  double least_charge = 0.2;
  double recharge_below = 0.5;
  double workshop_share = 0.0;
  double workshop_distance_m = 0.0;
  double workshop_time_s = 28800.0;

  /// Runs on powered track if false.
  bool has_battery() const { return battery_j > 0.0; }
  bool needs_workshop() const { return workshop_share > 0.0 || workshop_distance_m > 0.0; }

  static constexpr std::string_view table = "capsule";
  static const std::array<Field<CapsuleClass>, 17> fields;
};

inline constexpr std::array<std::string_view, 3> kCarriesChoices{"people", "freight", "room"};

inline constexpr std::array<Field<CapsuleClass>, 17> CapsuleClass::fields{{
    {"carries", &CapsuleClass::carries, 0, 0, "what it is for", Flag::assumption, "",
     kCarriesChoices},
    {"length_m", &CapsuleClass::length_m, 0.2, 50.0, "length over all", Flag::assumption, "", {}},
    {"mass_kg", &CapsuleClass::mass_kg, 1.0, 200000.0, "mass when empty", Flag::assumption, "", {}},
    {"payload_kg",
     &CapsuleClass::payload_kg,
     0.0,
     200000.0,
     "mass of a typical load",
     Flag::assumption,
     "",
     {}},
    {"cross_section_m2",
     &CapsuleClass::cross_section_m2,
     0.01,
     60.0,
     "frontal area",
     Flag::assumption,
     "",
     {}},
    {"bore_m",
     &CapsuleClass::bore_m,
     0.1,
     20.0,
     "least bore of a tube that admits it",
     Flag::assumption,
     "",
     {}},
    {"load_time_s",
     &CapsuleClass::load_time_s,
     0.0,
     86400.0,
     "time in a berth to load",
     Flag::assumption,
     "",
     {}},
    {"unload_time_s",
     &CapsuleClass::unload_time_s,
     0.0,
     86400.0,
     "time in a berth to unload",
     Flag::assumption,
     "",
     {}},
    {"fleet",
     &CapsuleClass::fleet,
     1,
     10000000,
     "vehicles of this class",
     Flag::assumption,
     "",
     {}},
    {"color",
     &CapsuleClass::color,
     0,
     0,
     "colour in pictures, such as #1f77b4",
     Flag::assumption,
     "",
     {}},
    {"battery_j",
     &CapsuleClass::battery_j,
     0.0,
     1e12,
     "energy that it can carry; 0: the track is powered and it needs none",
     Flag::assumption,
     "",
     {}},
    {"charging_power_w",
     &CapsuleClass::charging_power_w,
     1.0,
     1e8,
     "power into the battery at a portal with chargers",
     Flag::assumption,
     "",
     {}},
    {"least_charge",
     &CapsuleClass::least_charge,
     0.0,
     0.95,
     "share of the battery that must be left on arrival, or it does not set out",
     Flag::assumption,
     "",
     {}},
    {"recharge_below",
     &CapsuleClass::recharge_below,
     0.0,
     1.0,
     "an idle capsule with a lesser share goes to a portal with chargers",
     Flag::assumption,
     "",
     {}},
    {"workshop_share",
     &CapsuleClass::workshop_share,
     0.0,
     0.5,
     "share of its time that it is in a workshop",
     Flag::assumption,
     "",
     {}},
    {"workshop_distance_m",
     &CapsuleClass::workshop_distance_m,
     0.0,
     1e9,
     "way after which it goes to a workshop; 0: by time only",
     Flag::assumption,
     "",
     {}},
    {"workshop_time_s",
     &CapsuleClass::workshop_time_s,
     1.0,
     30.0 * 86400.0,
     "length of a stay in a workshop",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models

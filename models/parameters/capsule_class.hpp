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

  static constexpr std::string_view table = "capsule";
  static const std::array<Field<CapsuleClass>, 10> fields;
};

inline constexpr std::array<std::string_view, 3> kCarriesChoices{"people", "freight", "room"};

inline constexpr std::array<Field<CapsuleClass>, 10> CapsuleClass::fields{{
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
}};

}  // namespace dimai::models

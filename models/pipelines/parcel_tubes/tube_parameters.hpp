#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 3> kEmptyChoices{"keep", "home", "balance"};

/// How parcel tubes work, zones and stations alike. Scenario table [tubes].
struct TubeParameters {
  double speed_m_s = 7.62;
  double set_time_s = 3.0;
  double reversal_time_s = 2.0;
  double load_time_s = 0.0;
  double unload_time_s = 60.0;
  double patience_s = 600.0;
  std::string empties = "balance";
  double friction_factor = 0.025;
  double blower_pressure_pa = 10000.0;
  double blower_efficiency = 0.5;
  std::int64_t connector_places = 4;

  static constexpr std::string_view table = "tubes";
  static const std::array<Field<TubeParameters>, 11> fields;
};

inline constexpr std::array<Field<TubeParameters>, 11> TubeParameters::fields{{
    {"speed_m_s", &TubeParameters::speed_m_s, 0.1, 60.0,
     "speed of carriers where a zone states neither speed nor pressure", Flag::sourced,
     "Stanford hospital: 25 ft/s; 18 to 24 ft/s are the limit for blood (Swisslog)"},
    {"set_time_s", &TubeParameters::set_time_s, 0.0, 120.0,
     "time to set transfer units before a carrier is released, all of its way at once",
     Flag::assumption},
    {"reversal_time_s", &TubeParameters::reversal_time_s, 0.0, 120.0,
     "dead time of a blower between vacuum and pressure", Flag::assumption},
    {"load_time_s", &TubeParameters::load_time_s, 0.0, 3600.0,
     "from a send's request, with a carrier at hand, until it can leave", Flag::assumption},
    {"unload_time_s", &TubeParameters::unload_time_s, 0.0, 86400.0,
     "from a carrier's arrival until it is emptied and can be used again", Flag::assumption},
    {"patience_s", &TubeParameters::patience_s, 0.0, 86400.0,
     "a carrier that has waited longer for one zone goes before all others, empty or not",
     Flag::assumption},
    {"empties", &TubeParameters::empties, 0, 0,
     "where emptied carriers go; keep: nowhere; home: to their station; balance: to the station "
     "that lacks most",
     Flag::assumption, "", kEmptyChoices},
    {"friction_factor", &TubeParameters::friction_factor, 0.005, 0.1,
     "Darcy friction factor of the tube; counts in zones that state a pressure", Flag::derived,
     "0.025 fits Molesworth's table of Post Office tubes within 4 %"},
    {"blower_pressure_pa", &TubeParameters::blower_pressure_pa, 100.0, 90000.0,
     "pressure difference that a zone's blower makes, for its power", Flag::assumption},
    {"blower_efficiency", &TubeParameters::blower_efficiency, 0.05, 1.0,
     "isothermal power over electrical power of a blower", Flag::assumption},
    {"connector_places", &TubeParameters::connector_places, 1, 1000,
     "carriers that can queue in an inter-zone connector, each way, where it states none",
     Flag::assumption},
}};

/// A carrier and the tube that it runs in. Scenario table [tubes.carrier.<name>].
struct CarrierClass {
  std::string name;  ///< the table's own name
  double bore_m = 0.16;
  double inner_length_m = 0.33;
  double inner_diameter_m = 0.115;
  double mass_kg = 1.0;
  double payload_kg = 2.3;

  static constexpr std::string_view table = "carrier";
  static const std::array<Field<CarrierClass>, 5> fields;
};

inline constexpr std::array<Field<CarrierClass>, 5> CarrierClass::fields{{
    {"bore_m", &CarrierClass::bore_m, 0.02, 3.0, "bore of the tubes that it runs in", Flag::sourced,
     "hospital tubes: 110 and 160 mm (Swisslog)"},
    {"inner_length_m", &CarrierClass::inner_length_m, 0.01, 10.0, "inner length", Flag::assumption},
    {"inner_diameter_m", &CarrierClass::inner_diameter_m, 0.01, 3.0, "inner diameter",
     Flag::assumption},
    {"mass_kg", &CarrierClass::mass_kg, 0.01, 5000.0, "mass when empty", Flag::assumption},
    {"payload_kg", &CarrierClass::payload_kg, 0.01, 10000.0, "greatest load", Flag::sourced,
     "hospital tubes: 5 lb = 2.3 kg (airtubeservicecompany)"},
}};

/// A kind of thing that is sent. Scenario table [tubes.parcel.<name>].
struct ParcelClass {
  std::string name;  ///< the table's own name
  double share = 1.0;
  double length_m = 0.2;
  double width_m = 0.08;
  double height_m = 0.05;
  double mass_kg = 0.5;
  std::int64_t priority = 1;

  static constexpr std::string_view table = "parcel";
  static const std::array<Field<ParcelClass>, 6> fields;
};

inline constexpr std::array<Field<ParcelClass>, 6> ParcelClass::fields{{
    {"share", &ParcelClass::share, 0.0, 1.0, "share of all sends", Flag::assumption},
    {"length_m", &ParcelClass::length_m, 0.001, 20.0, "longest edge", Flag::assumption},
    {"width_m", &ParcelClass::width_m, 0.001, 20.0, "second edge", Flag::assumption},
    {"height_m", &ParcelClass::height_m, 0.001, 20.0, "third edge", Flag::assumption},
    {"mass_kg", &ParcelClass::mass_kg, 0.0, 10000.0, "mass", Flag::assumption},
    {"priority", &ParcelClass::priority, 0, 2,
     "who goes first where sends wait: 0 before 1 before 2; empty carriers come last, but one "
     "that is waited for as 1",
     Flag::assumption},
}};

/// Whether a box of that size and mass goes into the carrier: along one of its edges, the other two
/// across within the inner diameter.
bool fits(const ParcelClass& parcel, const CarrierClass& carrier);

/// Why no carrier of the list takes it, such as "0.5 m x 0.3 m x 0.3 m is too large for every
/// carrier"; "" if one does.
std::string why_none_fits(const ParcelClass& parcel, const CarrierClass* carriers,
                          std::size_t carrier_count);

}  // namespace dimai::models

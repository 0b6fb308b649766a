#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

/// A kind of thing, or person, that is sent. Scenario table [logistics.class.<name>].
struct ShipmentClass {
  std::string name;  ///< the table's own name
  double length_m = 0.4;
  double width_m = 0.3;
  double height_m = 0.2;
  double mass_kg = 2.0;
  double handling_time_s = 60.0;
  double value_of_time_cny_h = 1.0;
  bool person = false;

  static constexpr std::string_view table = "class";
  static const std::array<Field<ShipmentClass>, 7> fields;
};

inline constexpr std::array<Field<ShipmentClass>, 7> ShipmentClass::fields{{
    {"length_m", &ShipmentClass::length_m, 0.001, 30.0, "longest edge", Flag::assumption},
    {"width_m", &ShipmentClass::width_m, 0.001, 30.0, "second edge", Flag::assumption},
    {"height_m", &ShipmentClass::height_m, 0.001, 30.0, "third edge", Flag::assumption},
    {"mass_kg", &ShipmentClass::mass_kg, 0.001, 1e6, "mass of one", Flag::assumption},
    {"handling_time_s", &ShipmentClass::handling_time_s, 0.0, 86400.0,
     "to change from one mode to the next, in a dock where the place has docks", Flag::assumption},
    {"value_of_time_cny_h", &ShipmentClass::value_of_time_cny_h, 0.0, 1e5,
     "what an hour of its time is worth when a way is chosen [CNY/h]", Flag::assumption},
    {"person", &ShipmentClass::person, 0, 0, "whether it is a person: counted in person-km",
     Flag::assumption},
}};

inline constexpr std::array<std::string_view, 3> kModeKinds{"line", "tubes", "capsule"};

/// A way to be carried. Scenario table [logistics.mode.<name>].
struct ModeParameters {
  std::string name;  ///< the table's own name
  std::string kind = "line";
  double speed_m_s = 10.0;
  double load_time_s = 0.0;
  double unload_time_s = 0.0;
  double headway_s = 0.0;
  std::int64_t lanes = 0;
  double length_m = 30.0;
  double width_m = 30.0;
  double height_m = 30.0;
  double mass_kg = 1e6;
  double detour = 1.3;
  double price_cny = 0.0;
  double price_cny_km = 0.0;
  double energy_j = 0.0;
  double energy_kwh_km = 0.0;
  double energy_kwh_tkm = 0.0;
  bool road = false;
  double items_a_vehicle = 1.0;
  double gather_time_s = 0.0;
  std::int64_t stage = 0;
  bool persons = false;
  bool goods = true;

  static constexpr std::string_view table = "mode";
  static const std::array<Field<ModeParameters>, 22> fields;
};

inline constexpr std::array<Field<ModeParameters>, 22> ModeParameters::fields{{
    {"kind", &ModeParameters::kind, 0, 0,
     "line: by speed, lanes and headway, as a crane, a lift, a pipe, a road or a simple tube; "
     "tubes: the parcel tubes of [tubes]; capsule: the capsules of [network]",
     Flag::assumption, "", kModeKinds},
    {"speed_m_s", &ModeParameters::speed_m_s, 0.001, 400.0, "running speed", Flag::assumption},
    {"load_time_s", &ModeParameters::load_time_s, 0.0, 86400.0, "before a run", Flag::assumption},
    {"unload_time_s", &ModeParameters::unload_time_s, 0.0, 86400.0, "after a run",
     Flag::assumption},
    {"headway_s", &ModeParameters::headway_s, 0.0, 86400.0,
     "time that one send takes of a lane; of a crane or lift: its whole turn", Flag::assumption},
    {"lanes", &ModeParameters::lanes, 0, 100000,
     "lanes, cranes or lifts of each group of stations; 0: nobody waits", Flag::assumption},
    {"length_m", &ModeParameters::length_m, 0.001, 100.0, "longest thing that fits",
     Flag::assumption},
    {"width_m", &ModeParameters::width_m, 0.001, 100.0, "second edge that fits", Flag::assumption},
    {"height_m", &ModeParameters::height_m, 0.001, 100.0, "third edge that fits", Flag::assumption},
    {"mass_kg", &ModeParameters::mass_kg, 0.001, 1e9, "heaviest that is carried", Flag::assumption},
    {"detour", &ModeParameters::detour, 1.0, 10.0, "length of the way over the straight one",
     Flag::assumption},
    {"price_cny", &ModeParameters::price_cny, 0.0, 1e6,
     "price of a leg, for the choice of mode [CNY]", Flag::assumption},
    {"price_cny_km", &ModeParameters::price_cny_km, 0.0, 1e4,
     "price of a kilometre, for the choice of mode [CNY/km]", Flag::assumption},
    {"energy_j", &ModeParameters::energy_j, 0.0, 1e12, "energy of a leg, whatever its length",
     Flag::assumption},
    {"energy_kwh_km", &ModeParameters::energy_kwh_km, 0.0, 1e6,
     "energy of a kilometre of one send [kWh/km]", Flag::assumption},
    {"energy_kwh_tkm", &ModeParameters::energy_kwh_tkm, 0.0, 1e6,
     "energy of a tonne-kilometre, beside [kWh/t-km]", Flag::assumption},
    {"road", &ModeParameters::road, 0, 0,
     "whether it runs on streets: its vehicle-km count as added at portals", Flag::assumption},
    {"items_a_vehicle", &ModeParameters::items_a_vehicle, 0.01, 1e6,
     "sends that share a vehicle on the street, or a capsule", Flag::assumption},
    {"gather_time_s", &ModeParameters::gather_time_s, 0.0, 86400.0,
     "kind capsule: longest time that a capsule waits for more sends to the same portal, up to "
     "items_a_vehicle",
     Flag::assumption},
    {"stage", &ModeParameters::stage, 0, 3650, "day of the run from which it works",
     Flag::assumption},
    {"persons", &ModeParameters::persons, 0, 0, "whether it takes persons", Flag::assumption},
    {"goods", &ModeParameters::goods, 0, 0, "whether it takes goods", Flag::assumption},
}};

/// Whether the choice of modes reckons with waits, and which. Scenario table [logistics.foresight].
struct ForesightParameters {
  bool on = false;
  double interval_s = 60.0;
  double memory_s = 3600.0;

  static constexpr std::string_view table = "foresight";
  static const std::array<Field<ForesightParameters>, 3> fields;
};

inline constexpr std::array<Field<ForesightParameters>, 3> ForesightParameters::fields{{
    {"on", &ForesightParameters::on, 0, 0,
     "whether the choice of modes reckons with the waits for lanes, docks and vehicles",
     Flag::assumption},
    {"interval_s", &ForesightParameters::interval_s, 1.0, 86400.0,
     "time after which those who choose learn anew how long is waited", Flag::assumption},
    {"memory_s", &ForesightParameters::memory_s, 1.0, 8.64e6,
     "for how long a wait for a vehicle is remembered; then 1/e of it is left", Flag::assumption},
}};

/// Why a mode does not take a class; "" if it does.
std::string why_not(const ModeParameters& mode, const ShipmentClass& shipment_class);

}  // namespace dimai::models

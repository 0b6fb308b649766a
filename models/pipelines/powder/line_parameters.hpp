#pragma once

#include <array>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"
#include "models/physics/slugs/dense_line.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 4> kGasChoices{"air", "nitrogen", "argon",
                                                             "carbon dioxide"};
inline constexpr std::array<std::string_view, 2> kFeederChoices{"screw", "blow tank"};
inline constexpr std::array<std::string_view, 2> kPhaseChoices{"dilute", "dense"};
inline constexpr std::array<std::string_view, 2> kSystemChoices{"pressure", "vacuum"};

/// One powder line. Scenario tables [[powder.line]].
struct PowderLineParameters {
  double bore_m = 0.05;
  double length_m = 100.0;
  double rise_m = 0.0;
  std::int64_t bends = 2;
  double rate_kg_s = 0.1;
  std::string phase = "dilute";
  double slug_velocity_m_s = 2.0;
  std::string gas = "air";
  std::string system = "pressure";
  double max_pressure_pa = 1e5;
  std::string feeder = "screw";
  double tank_m3 = 0.5;
  double tank_fill_kg_s = 1.0;
  double tank_vent_s = 30.0;
  double gas_space_m3 = 0.1;
  double leak_m3_s = 1e-5;
  double gas_oxygen = 1e-5;
  double fresh_gas = 1.0;
  double end_purges = 3.0;
  double changeover_s = 1800.0;
  double changeover_purges = 5.0;
  double film_m = 5e-6;
  double heel_kg = 0.05;
  double purges_to_clean = 5.0;
  double washout_kg = 10.0;
  double divert_kg = 10.0;
  double bend_life_kg = 0.0;
  double bend_repair_s = 14400.0;

  static constexpr std::string_view table = "line";
  static const std::array<Field<PowderLineParameters>, 28> fields;
};

inline constexpr std::array<Field<PowderLineParameters>, 28> PowderLineParameters::fields{{
    {"bore_m", &PowderLineParameters::bore_m, 0.01, 1.0, "inner width of the pipe"},
    {"length_m", &PowderLineParameters::length_m, 0.0, 5000.0, "horizontal pipe"},
    {"rise_m", &PowderLineParameters::rise_m, -300.0, 300.0,
     "vertical pipe; below 0: the line leads down"},
    {"bends", &PowderLineParameters::bends, 0, 200, "bends of 90 degrees, evenly along the line"},
    {"rate_kg_s", &PowderLineParameters::rate_kg_s, 1e-6, 100.0, "powder while it conveys"},
    {"phase", &PowderLineParameters::phase, 0, 0,
     "dilute: the gas carries the particles; dense: it pushes slugs, slowly, from a blow tank",
     Flag::assumption, "", kPhaseChoices},
    {"slug_velocity_m_s", &PowderLineParameters::slug_velocity_m_s, kSlowestSlug_m_s,
     kFastestSlug_m_s, "dense phase: powder in the slugs at the delivery, where they are fastest",
     Flag::assumption, "tests of the two laws span about 0.25 to 5 m/s, recalled"},
    {"gas", &PowderLineParameters::gas, 0, 0, "what conveys", Flag::assumption, "", kGasChoices},
    {"system", &PowderLineParameters::system, 0, 0,
     "pressure: the blower pushes from the feed; vacuum: it sucks at the delivery",
     Flag::assumption, "", kSystemChoices},
    {"max_pressure_pa", &PowderLineParameters::max_pressure_pa, 1e3, 5e6,
     "pressure of the blower over ambient, or below it for a vacuum; a curve's own if one is given",
     Flag::assumption, "Roots blowers give about 1 bar"},
    {"feeder", &PowderLineParameters::feeder, 0, 0,
     "screw: feeds steadily; blow tank: in loads, each filled, pressurised, blown and vented",
     Flag::assumption, "", kFeederChoices},
    {"tank_m3", &PowderLineParameters::tank_m3, 1e-3, 100.0, "blow tank"},
    {"tank_fill_kg_s", &PowderLineParameters::tank_fill_kg_s, 1e-4, 1000.0,
     "flow from the silo into the blow tank"},
    {"tank_vent_s", &PowderLineParameters::tank_vent_s, 0.0, 3600.0, "venting of the blow tank"},
    {"gas_space_m3", &PowderLineParameters::gas_space_m3, 0.0, 100.0,
     "gas space of feeder and filter, which is made inert with the pipe"},
    {"leak_m3_s", &PowderLineParameters::leak_m3_s, 0.0, 1.0, "air that leaks into the line"},
    {"gas_oxygen", &PowderLineParameters::gas_oxygen, 0.0, 0.2095,
     "oxygen by volume in the gas as supplied (not of air)"},
    {"fresh_gas", &PowderLineParameters::fresh_gas, 0.0, 1.0,
     "share of the conveying gas that is new; 1: once through; less: the gas is led back"},
    {"end_purges", &PowderLineParameters::end_purges, 0.0, 100.0,
     "volumes of the line blown through with gas after each load"},
    {"changeover_s", &PowderLineParameters::changeover_s, 0.0, 86400.0,
     "work at feeder and filter before another powder"},
    {"changeover_purges", &PowderLineParameters::changeover_purges, 0.0, 1000.0,
     "volumes of the line blown through with gas before another powder"},
    {"film_m", &PowderLineParameters::film_m, 0.0, 0.01,
     "powder left on the wall, as a thickness of its bulk"},
    {"heel_kg", &PowderLineParameters::heel_kg, 0.0, 100.0, "powder left in feeder and filter"},
    {"purges_to_clean", &PowderLineParameters::purges_to_clean, 0.01, 1e4,
     "purges that take away 63 % of what is left behind"},
    {"washout_kg", &PowderLineParameters::washout_kg, 1e-3, 1e5,
     "mass of the next powder that takes up 63 % of what is left behind"},
    {"divert_kg", &PowderLineParameters::divert_kg, 0.0, 1e5,
     "first mass after a changeover that goes to the mixed-powder bin"},
    {"bend_life_kg", &PowderLineParameters::bend_life_kg, 0.0, 1e12,
     "mass at the wear velocity after which a bend is replaced; 0: wear is counted, nothing "
     "replaced",
     Flag::assumption, "no value is typical: trials with the powder"},
    {"bend_repair_s", &PowderLineParameters::bend_repair_s, 0.0, 864000.0,
     "time to replace a bend, the line standing"},
}};

}  // namespace dimai::models

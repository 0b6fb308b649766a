#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 2> kDriveChoices{"blower", "linear motor"};
inline constexpr std::array<std::string_view, 2> kPipeChoices{"outward", "return"};
inline constexpr std::array<std::string_view, 2> kCompressionChoices{"isothermal", "adiabatic"};

/// A pneumatic capsule pipeline. Scenario table [capsule_line.<name>].
struct CapsuleLineParameters {
  std::string name;  ///< the table's own name
  double bore_m = 1.0;
  double friction_factor = 0.015;
  double air_density_kg_m3 = 1.2;
  double capsule_length_m = 4.0;
  double capsule_mass_kg = 1000.0;
  double payload_kg = 1000.0;
  double diameter_ratio = 0.98;
  std::int64_t disc_count = 2;
  double discharge_coefficient = 0.61;
  double drag_band = 0.20;
  double rolling_coefficient = 0.01;
  double starting_coefficient = 0.015;
  std::int64_t fleet = 100;
  double headway_s = 30.0;
  double launch_speed_m_s = 0.0;
  std::int64_t loading_places = 1;
  double load_time_s = 20.0;
  std::int64_t unloading_places = 1;
  double unload_time_s = 20.0;
  double supply_kg_s = 0.0;
  double return_time_s = 0.0;
  double run_up_time_s = 60.0;
  double airlock_time_s = 10.0;
  double airlock_volume_m3 = 8.0;
  std::string compression = "adiabatic";

  static constexpr std::string_view table = "capsule_line";
  static const std::array<Field<CapsuleLineParameters>, 25> fields;
};

/// A length of pipe behind one drive. Scenario table [[capsule_line.<name>.section]].
struct LineSection {
  std::string pipe = "outward";
  double length_m = 1000.0;
  double gradient = 0.0;
  std::string drive = "blower";
  double pressure_rise_pa = 20000.0;
  double free_flow_m3_s = 15.0;
  double air_speed_m_s = 10.0;
  double thrust_n = 20000.0;
  double motor_length_m = 50.0;
  double efficiency = 0.6;

  static constexpr std::string_view table = "section";
  static const std::array<Field<LineSection>, 10> fields;
};

inline constexpr std::array<Field<CapsuleLineParameters>, 25> CapsuleLineParameters::fields{{
    {"bore_m", &CapsuleLineParameters::bore_m, 0.05, 5.0, "bore of the pipe", Flag::sourced,
     "Sumitomo Capsule Liner, Akiyoshi: about 1 m"},
    {"friction_factor", &CapsuleLineParameters::friction_factor, 0.005, 0.1,
     "Darcy friction factor of the pipe for the air between capsules", Flag::assumption},
    {"air_density_kg_m3", &CapsuleLineParameters::air_density_kg_m3, 0.2, 10.0,
     "density of the air, taken as the same all along for the motion of capsules", Flag::derived,
     "ideal gas at 101325 Pa and 293 K"},
    {"capsule_length_m", &CapsuleLineParameters::capsule_length_m, 0.1, 30.0,
     "length over all of a capsule, or of a coupled set that is launched as one", Flag::sourced,
     "O'Connell and Plodpradista, ISUFT 2002: 4 m"},
    {"capsule_mass_kg", &CapsuleLineParameters::capsule_mass_kg, 1.0, 100000.0, "mass when empty",
     Flag::assumption},
    {"payload_kg", &CapsuleLineParameters::payload_kg, 1.0, 100000.0, "load of a capsule",
     Flag::assumption},
    {"diameter_ratio", &CapsuleLineParameters::diameter_ratio, 0.3, 0.999,
     "diameter of the end discs over the bore", Flag::sourced,
     "O'Connell and Plodpradista, ISUFT 2002: radial gap 1 cm in 1 m"},
    {"disc_count", &CapsuleLineParameters::disc_count, 1, 20, "end discs of a capsule",
     Flag::assumption},
    {"discharge_coefficient", &CapsuleLineParameters::discharge_coefficient, 0.1, 2.0,
     "of the gap round an end disc; a sharp edge's 0.61 over-predicts drag by more than 30 %, "
     "calibrate it for the diameter ratio",
     Flag::sourced, "York and Liu (2001), J. Transp. Eng. 127(5), 390"},
    {"drag_band", &CapsuleLineParameters::drag_band, 0.0, 1.0,
     "relative uncertainty of the capsules' drag, for the band of slips that is reported",
     Flag::sourced, "York and Liu (2001): 20 % with a calibrated coefficient"},
    {"rolling_coefficient", &CapsuleLineParameters::rolling_coefficient, 0.0005, 0.2,
     "rolling resistance over weight; higher in the cold", Flag::sourced,
     "rubber tyres 0.006 to 0.010; the case of ISUFT 2002 gives 0.01"},
    {"starting_coefficient", &CapsuleLineParameters::starting_coefficient, 0.0005, 0.5,
     "resistance of a standing capsule over its weight", Flag::assumption},
    {"fleet", &CapsuleLineParameters::fleet, 1, 1000000, "capsules in all", Flag::assumption},
    {"headway_s", &CapsuleLineParameters::headway_s, 0.1, 86400.0,
     "least time between two launches into a pipe", Flag::assumption},
    {"launch_speed_m_s", &CapsuleLineParameters::launch_speed_m_s, 0.0, 100.0,
     "speed at which a capsule comes into the air stream behind a blower", Flag::assumption},
    {"loading_places", &CapsuleLineParameters::loading_places, 1, 10000,
     "capsules loaded at a time", Flag::assumption},
    {"load_time_s", &CapsuleLineParameters::load_time_s, 0.0, 86400.0, "to load one capsule",
     Flag::assumption},
    {"unloading_places", &CapsuleLineParameters::unloading_places, 1, 10000,
     "capsules unloaded at a time", Flag::assumption},
    {"unload_time_s", &CapsuleLineParameters::unload_time_s, 0.0, 86400.0, "to unload one capsule",
     Flag::assumption},
    {"supply_kg_s", &CapsuleLineParameters::supply_kg_s, 0.0, 1e6,
     "goods that come to be sent; 0: as much as the line takes", Flag::assumption},
    {"return_time_s", &CapsuleLineParameters::return_time_s, 0.0, 30.0 * 86400.0,
     "of empty capsules by other means, if no section is of the return pipe", Flag::assumption},
    {"run_up_time_s", &CapsuleLineParameters::run_up_time_s, 0.1, 3600.0,
     "of the air, from rest to full speed and back, evenly", Flag::assumption},
    {"airlock_time_s", &CapsuleLineParameters::airlock_time_s, 0.0, 3600.0,
     "cycle of a lock by which capsules pass a blower", Flag::assumption},
    {"airlock_volume_m3", &CapsuleLineParameters::airlock_volume_m3, 0.0, 1e4,
     "air that a lock holds", Flag::assumption},
    {"compression", &CapsuleLineParameters::compression, 0, 0,
     "how a blower's work is counted; adiabatic is the careful case", Flag::assumption, "",
     kCompressionChoices},
}};

inline constexpr std::array<Field<LineSection>, 10> LineSection::fields{{
    {"pipe", &LineSection::pipe, 0, 0, "which way it carries: loads outward, or empties back",
     Flag::assumption, "", kPipeChoices},
    {"length_m", &LineSection::length_m, 1.0, 1e6, "to the next drive or the end",
     Flag::assumption},
    {"gradient", &LineSection::gradient, -0.5, 0.5, "rise over length, up is positive",
     Flag::assumption},
    {"drive", &LineSection::drive, 0, 0, "what moves the air at its beginning", Flag::assumption,
     "", kDriveChoices},
    {"pressure_rise_pa", &LineSection::pressure_rise_pa, 1.0, 1e6,
     "of a blower at no flow; it falls with the square of the flow", Flag::assumption},
    {"free_flow_m3_s", &LineSection::free_flow_m3_s, 0.001, 1e4, "of a blower against no pressure",
     Flag::assumption},
    {"air_speed_m_s", &LineSection::air_speed_m_s, 0.1, 100.0, "that linear motors are run to hold",
     Flag::assumption},
    {"thrust_n", &LineSection::thrust_n, 0.0, 1e7, "of a linear motor on each capsule in it",
     Flag::assumption},
    {"motor_length_m", &LineSection::motor_length_m, 0.1, 1e4, "of a linear motor", Flag::sourced,
     "O'Connell and Plodpradista, ISUFT 2002: 50 m"},
    {"efficiency", &LineSection::efficiency, 0.05, 1.0,
     "power given to the air over electrical power", Flag::assumption},
}};

/// A time in which a line is switched off.
struct LineStop {
  double from_s = 0.0;
  double until_s = 0.0;
};

}  // namespace dimai::models

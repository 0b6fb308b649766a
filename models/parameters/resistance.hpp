#pragma once

#include <array>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

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
    {"rolling_coefficient",
     &ResistanceParameters::rolling_coefficient,
     0.0,
     0.1,
     "rolling resistance over weight; steel on steel 0.001 to 0.002, rubber tyres 0.006 to 0.010, "
     "small pods up to 0.03",
     Flag::sourced,
     "University of Bologna: 0.001 to 0.002 for steel wheels, upper end taken",
     {}},
    {"air_density_kg_m3",
     &ResistanceParameters::air_density_kg_m3,
     0.0,
     2.0,
     "air in the tunnel at ambient pressure",
     Flag::derived,
     "ideal gas, 101325 Pa / (287.05 J/(kg K) * 293.15 K) = 1.204",
     {}},
    {"air_pressure_share",
     &ResistanceParameters::air_pressure_share,
     0.0,
     1.0,
     "air pressure in the tunnel over ambient; below 1 for evacuated tunnels",
     Flag::assumption,
     "",
     {}},
    {"nose_coefficient",
     &ResistanceParameters::nose_coefficient,
     0.0,
     2.0,
     "drag of the nose over its area and dynamic pressure in the open; blunt boxes up to 0.8",
     Flag::assumption,
     "",
     {}},
    {"tail_coefficient",
     &ResistanceParameters::tail_coefficient,
     0.0,
     2.0,
     "loss behind the tail over that of a sudden expansion (Carnot); real tails lose up to "
     "twice it",
     Flag::sourced,
     "1: one-dimensional theory (Hara 1967); CFD finds twice that and more (ISAVFT)",
     {}},
    {"skin_friction",
     &ResistanceParameters::skin_friction,
     0.0,
     0.1,
     "friction coefficient of capsule walls; 0.003 streamlined to 0.010 uneven freight trains",
     Flag::sourced,
     "Grauholz tunnel tests (Dundee/HBI): 0.003 to 0.010, near the middle taken",
     {}},
    {"tunnel_friction",
     &ResistanceParameters::tunnel_friction,
     0.0,
     0.1,
     "Darcy friction factor of the tunnel wall",
     Flag::assumption,
     "",
     {}},
    {"air_following_share",
     &ResistanceParameters::air_following_share,
     0.0,
     0.95,
     "speed of the tunnel air over train speed (piston effect); 0: air at rest, the careful "
     "case",
     Flag::assumption,
     "",
     {}},
    {"regeneration_share",
     &ResistanceParameters::regeneration_share,
     0.0,
     1.0,
     "electrical energy fed back over braking work",
     Flag::assumption,
     "",
     {}},
    {"drive_efficiency",
     &ResistanceParameters::drive_efficiency,
     0.05,
     1.0,
     "mechanical over electrical energy",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

/// What a strike does to tunnels. Scenario table [disruption.fragility].
///
/// A segment is damaged if the load exceeds what it bears, which is lognormal; see
/// models/physics/hazards/fragility.hpp. An earthquake breaks a line as often as its repair rate.
struct FragilityParameters {
  double moderate = 1.0;
  double severe = 2.0;
  double dispersion = 0.5;
  double reference_bore_m = 3.0;
  double usual_depth_m = 20.0;
  double host_depth_m = 0.0;
  double pipe_depth_m = 1.5;
  double machine_depth_m = 0.0;
  double segment_m = 100.0;
  double repair_factor = 1.0;
  double severe_share = 0.2;
  std::string ground = "soil";

  static constexpr std::string_view table = "disruption.fragility";
  static const std::array<Field<FragilityParameters>, 12> fields;
};

inline constexpr std::array<std::string_view, 2> kGroundChoices{"rock", "soil"};

inline constexpr std::array<Field<FragilityParameters>, 12> FragilityParameters::fields{{
    {"moderate",
     &FragilityParameters::moderate,
     1e-3,
     1e3,
     "load that breaks half of the segments of reference bore; a strike's load is 1 at its radius",
     Flag::assumption,
     "",
     {}},
    {"severe",
     &FragilityParameters::severe,
     1e-3,
     1e3,
     "load at which half of them collapse, >= moderate",
     Flag::assumption,
     "",
     {}},
    {"dispersion",
     &FragilityParameters::dispersion,
     0.01,
     3.0,
     "standard deviation of the logarithm of the load borne",
     Flag::sourced,
     "form: Shinozuka et al. (2000), J. Eng. Mech. 126(12); 0.5: WNTR 1.0, fragility curves",
     {}},
    {"reference_bore_m",
     &FragilityParameters::reference_bore_m,
     0.1,
     20.0,
     "bore for which the loads are stated; others bear reference_bore / bore times as much",
     Flag::assumption,
     "",
     {}},
    {"usual_depth_m",
     &FragilityParameters::usual_depth_m,
     0.0,
     2000.0,
     "depth of tunnels that state none",
     Flag::assumption,
     "",
     {}},
    {"host_depth_m",
     &FragilityParameters::host_depth_m,
     0.0,
     2000.0,
     "depth of computers, cabinets and radio cells, which bear what a node of that depth does",
     Flag::assumption,
     "",
     {}},
    {"pipe_depth_m",
     &FragilityParameters::pipe_depth_m,
     0.0,
     2000.0,
     "depth of pipes that state none",
     Flag::assumption,
     "",
     {}},
    {"machine_depth_m",
     &FragilityParameters::machine_depth_m,
     0.0,
     2000.0,
     "depth of pumps, blowers, compressors, valves and stations, which bear what a node of that "
     "depth does",
     Flag::assumption,
     "",
     {}},
    {"segment_m",
     &FragilityParameters::segment_m,
     1.0,
     1e5,
     "length of the segments that fail independently",
     Flag::assumption,
     "",
     {}},
    {"repair_factor",
     &FragilityParameters::repair_factor,
     0.0,
     100.0,
     "repairs after an earthquake, for material, joints, soil and bore; 1: cast iron mains",
     Flag::sourced,
     "American Lifelines Alliance (2001), linear form",
     {}},
    {"severe_share",
     &FragilityParameters::severe_share,
     0.0,
     1.0,
     "share of an earthquake's breaks that are severe",
     Flag::assumption,
     "one break to four leaks by ground shaking, as recalled of FEMA Hazus for water pipelines",
     {}},
    {"ground", &FragilityParameters::ground, 0, 0, "by which an earthquake's velocity is found",
     Flag::assumption, "", kGroundChoices},
}};

}  // namespace dimai::models

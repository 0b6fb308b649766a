#pragma once

#include <array>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 8> kVelocityLawChoices{
    "highest",        "rizk",   "matsumoto 1974", "matsumoto 1975",
    "matsumoto 1977", "schade", "weber",          "geldart-ling"};
inline constexpr std::array<std::string_view, 2> kQueueChoices{"first come", "same powder first"};

/// Rules that hold for all powder lines. Scenario table [powder].
struct PowderParameters {
  std::string velocity_law = "highest";
  double velocity_factor = 1.3;
  double max_velocity_m_s = 40.0;
  double dense_factor = 1.3;
  double bend_pipe_m = 7.5;
  double blower_efficiency = 0.6;
  double ambient_pressure_pa = 101325.0;
  double wear_exponent = 2.65;
  double wear_velocity_m_s = 20.0;
  double oxygen_limit = 0.01;
  double oxygen_margin = 0.5;
  std::string queue = "first come";

  static constexpr std::string_view table = "powder";
  static const std::array<Field<PowderParameters>, 12> fields;
};

inline constexpr std::array<Field<PowderParameters>, 12> PowderParameters::fields{{
    {"velocity_law", &PowderParameters::velocity_law, 0, 0,
     "which saltation law decides the least velocity; highest: whichever is highest",
     Flag::assumption,
     "the laws differ by up to six times for fine metal powders, and three do not know the "
     "density of the particles",
     kVelocityLawChoices},
    {"velocity_factor",
     &PowderParameters::velocity_factor,
     1.0,
     5.0,
     "gas velocity at the feed over the deciding law's",
     Flag::assumption,
     "Rhodes, ch. 8, takes 1.5 over Rizk",
     {}},
    {"max_velocity_m_s",
     &PowderParameters::max_velocity_m_s,
     1.0,
     200.0,
     "greatest gas velocity at the delivery, against wear and broken particles",
     Flag::assumption,
     "",
     {}},
    {"dense_factor",
     &PowderParameters::dense_factor,
     1.0,
     5.0,
     "dense phase: pressure gradient of the slugs over the higher of the two laws",
     Flag::assumption,
     "",
     {}},
    {"bend_pipe_m",
     &PowderParameters::bend_pipe_m,
     0.0,
     100.0,
     "a bend costs as much pressure as this length of vertical pipe; other practice takes 12.5 m",
     Flag::sourced,
     "Rhodes, ch. 8: 7.5 m",
     {}},
    {"blower_efficiency",
     &PowderParameters::blower_efficiency,
     0.05,
     1.0,
     "isothermal work over electrical energy",
     Flag::assumption,
     "",
     {}},
    {"ambient_pressure_pa",
     &PowderParameters::ambient_pressure_pa,
     5e4,
     1.2e5,
     "pressure around the line; gas flows are counted at it, at 20 degrees Celsius",
     Flag::sourced,
     "standard atmosphere",
     {}},
    {"wear_exponent",
     &PowderParameters::wear_exponent,
     1.0,
     5.0,
     "wear of a bend goes with this power of the velocity",
     Flag::sourced,
     "Mills, Pneumatic Conveying Design Guide: 2.65; 2.5 to 3 seen",
     {}},
    {"wear_velocity_m_s",
     &PowderParameters::wear_velocity_m_s,
     1.0,
     100.0,
     "velocity at which a bend's life is stated",
     Flag::assumption,
     "",
     {}},
    {"oxygen_limit",
     &PowderParameters::oxygen_limit,
     0.0,
     0.2095,
     "most oxygen by volume with a powder that must not meet air, where its own limit is unknown",
     Flag::assumption,
     "titanium: a few percent, lower in argon than in nitrogen; test the lot",
     {}},
    {"oxygen_margin",
     &PowderParameters::oxygen_margin,
     0.01,
     1.0,
     "share of the limit at which conveying starts",
     Flag::assumption,
     "",
     {}},
    {"queue", &PowderParameters::queue, 0, 0,
     "which batch a free line takes; same powder first: saves changeovers", Flag::assumption, "",
     kQueueChoices},
}};

}  // namespace dimai::models

#pragma once

#include <array>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

/// A line of batches. Scenario table [batch_line.<name>].
struct BatchLineParameters {
  std::string name;     ///< the table's own name
  std::string full_of;  ///< product in the line at the start
  double minimum_reynolds = 0.0;
  double transmix_tank_volume_m3 = 0.0;

  static constexpr std::string_view table = "batch_line";
  static const std::array<Field<BatchLineParameters>, 3> fields;
};

/// Scenario table [[batch_line.<name>.pipe]].
struct BatchPipeParameters {
  double length_m = 0.0;
  double bore_m = 0.0;

  static constexpr std::string_view table = "batch_line.pipe";
  static const std::array<Field<BatchPipeParameters>, 2> fields;
};

/// Scenario table [[batch_line.<name>.product]].
struct BatchProductParameters {
  std::string name;
  std::string name_zh;
  std::string color;
  double density_kg_m3 = 0.0;
  double kinematic_viscosity_m2_s = 0.0;

  static constexpr std::string_view table = "batch_line.product";
  static const std::array<Field<BatchProductParameters>, 5> fields;
};

/// Scenario table [[batch_line.<name>.batch]].
struct BatchParameters {
  std::string product;
  double volume_m3 = 0.0;
  double rate_m3_s = 0.0;

  static constexpr std::string_view table = "batch_line.batch";
  static const std::array<Field<BatchParameters>, 3> fields;
};

inline constexpr std::array<Field<BatchLineParameters>, 3> BatchLineParameters::fields{{
    {"full_of", &BatchLineParameters::full_of, 0, 0, "product that fills the line at the start",
     Flag::assumption, ""},
    {"minimum_reynolds", &BatchLineParameters::minimum_reynolds, 0.0, 1e9,
     "Reynolds number of interfaces below which a warning is given; 0: the critical one of each "
     "pipe, 10000 exp(2.72 sqrt D)",
     Flag::sourced, "Austin and Palfrey 1963"},
    {"transmix_tank_volume_m3", &BatchLineParameters::transmix_tank_volume_m3, 0.0, 1e7,
     "room for transmix at the end of the line, not emptied in a run; 0: any amount",
     Flag::assumption, ""},
}};

inline constexpr std::array<Field<BatchPipeParameters>, 2> BatchPipeParameters::fields{{
    {"length_m", &BatchPipeParameters::length_m, 1.0, 1e8, "length", Flag::assumption, ""},
    {"bore_m", &BatchPipeParameters::bore_m, 0.01, 2.0, "inner diameter", Flag::assumption, ""},
}};

inline constexpr std::array<Field<BatchProductParameters>, 5> BatchProductParameters::fields{{
    {"name", &BatchProductParameters::name, 0, 0, "name", Flag::assumption, ""},
    {"name_zh", &BatchProductParameters::name_zh, 0, 0, "name in Chinese", Flag::assumption, ""},
    {"color", &BatchProductParameters::color, 0, 0, "in the report; chosen if left out",
     Flag::assumption, ""},
    {"density_kg_m3", &BatchProductParameters::density_kg_m3, 300.0, 3000.0, "density, for masses",
     Flag::assumption, ""},
    {"kinematic_viscosity_m2_s", &BatchProductParameters::kinematic_viscosity_m2_s, 0.21e-6, 0.1,
     "kinematic viscosity as it flows", Flag::assumption, ""},
}};

inline constexpr std::array<Field<BatchParameters>, 3> BatchParameters::fields{{
    {"product", &BatchParameters::product, 0, 0, "name of the product", Flag::assumption, ""},
    {"volume_m3", &BatchParameters::volume_m3, 0.001, 1e9, "volume sent", Flag::assumption, ""},
    {"rate_m3_s", &BatchParameters::rate_m3_s, 1e-6, 100.0, "flow while this batch is sent",
     Flag::assumption, ""},
}};

}  // namespace dimai::models

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

/// Who repairs, and how long it takes. Scenario table [repair].
struct RepairParameters {
  std::int64_t crews = 2;
  std::string base{};
  double speed_m_s = 30.0 / 3.6;
  double detour = 1.4;
  std::string priority = "demand";
  double moderate_time_s = 12.0 * 3600.0;
  double severe_time_s = 120.0 * 3600.0;
  double dispersion = 0.4;
  double pipeline_factor = 1.0;
  bool both_directions = false;

  static constexpr std::string_view table = "repair";
  static const std::array<Field<RepairParameters>, 10> fields;
};

inline constexpr std::array<std::string_view, 3> kPriorityChoices{"demand", "first come",
                                                                  "nearest"};

inline constexpr std::array<Field<RepairParameters>, 10> RepairParameters::fields{{
    {"crews",
     &RepairParameters::crews,
     0,
     10000,
     "repair crews, each for one place at a time",
     Flag::assumption,
     "",
     {}},
    {"base",
     &RepairParameters::base,
     0,
     0,
     "node where crews start, or without a network of capsules the pump, station or other part of "
     "a "
     "pipeline; none: the first portal or part",
     Flag::assumption,
     "",
     {}},
    {"speed_m_s",
     &RepairParameters::speed_m_s,
     0.1,
     100.0,
     "of crews, at the surface",
     Flag::assumption,
     "",
     {}},
    {"detour",
     &RepairParameters::detour,
     1.0,
     10.0,
     "way at the surface over the straight line",
     Flag::assumption,
     "",
     {}},
    {"priority", &RepairParameters::priority, 0, 0, "which place a free crew goes to",
     Flag::assumption, "", kPriorityChoices},
    {"moderate_time_s",
     &RepairParameters::moderate_time_s,
     1.0,
     3650.0 * 86400.0,
     "median time to repair a moderate damage",
     Flag::assumption,
     "",
     {}},
    {"severe_time_s",
     &RepairParameters::severe_time_s,
     1.0,
     3650.0 * 86400.0,
     "median time to repair a severe damage",
     Flag::assumption,
     "",
     {}},
    {"dispersion",
     &RepairParameters::dispersion,
     0.0,
     3.0,
     "standard deviation of the logarithm of these times",
     Flag::assumption,
     "",
     {}},
    {"pipeline_factor",
     &RepairParameters::pipeline_factor,
     0.001,
     1000.0,
     "time to repair a part of a pipeline, over these times",
     Flag::assumption,
     "",
     {}},
    {"both_directions",
     &RepairParameters::both_directions,
     0,
     0,
     "both directions of a tunnel that a strike has damaged are one repair: what lies at the same "
     "place in both is mended once, and they open together",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models

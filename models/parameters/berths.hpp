#pragma once

#include <array>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 2> kWhenFullChoices{"hold", "circle"};

/// How capsules get into and out of berths, at all portals. Scenario table [berths].
struct BerthParameters {
  double swap_s = 0.0;
  double advance_s = 0.0;
  double headway_s = 0.0;
  std::string when_full = "hold";

  static constexpr std::string_view table = "berths";
  static const std::array<Field<BerthParameters>, 4> fields;
};

inline constexpr std::array<Field<BerthParameters>, 4> BerthParameters::fields{{
    {"swap_s",
     &BerthParameters::swap_s,
     0.0,
     3600.0,
     "from a capsule's leaving a berth, or the last one's a row, until the next one stands there",
     Flag::assumption,
     "",
     {}},
    {"advance_s",
     &BerthParameters::advance_s,
     0.0,
     3600.0,
     "berths in a row: between capsules that draw up behind one another",
     Flag::assumption,
     "",
     {}},
    {"headway_s",
     &BerthParameters::headway_s,
     0.0,
     3600.0,
     "berths side by side: between capsules that enter them",
     Flag::assumption,
     "",
     {}},
    {"when_full", &BerthParameters::when_full, 0, 0,
     "a capsule whose portal has no holding place left: hold: stands on the tube before it; "
     "circle: "
     "is waved off at the junction before and comes again, where a way round leads back",
     Flag::assumption, "", kWhenFullChoices},
}};

}  // namespace dimai::models

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/network/network.hpp"
#include "models/parameters/dispatch.hpp"
#include "models/parameters/field.hpp"

namespace dimai::models {

/// Demand that arises by itself. Scenario table [demand].
struct DemandParameters {
  double period_s = 86400.0;

  static constexpr std::string_view table = "demand";
  static const std::array<Field<DemandParameters>, 1> fields;
};

inline constexpr std::array<Field<DemandParameters>, 1> DemandParameters::fields{{
    {"period_s",
     &DemandParameters::period_s,
     1.0,
     31.0 * 86400.0,
     "time from the start in which requests arise",
     Flag::assumption,
     "",
     {}},
}};

inline constexpr std::array<std::string_view, 2> kWeightChoices{"population", "freight"};

/// Gravity model of one capsule class. Scenario table [demand.gravity.<class>].
/// Trips from i to j are proportional to (w_i w_j)^mass_exponent / max(d_ij,
/// least_distance)^distance_exponent, scaled so that `trips` arise in the period; d_ij is the
/// length of the shortest admissible way.
struct GravityParameters {
  std::string capsule_class;  ///< the table's own name
  double trips = 0.0;
  std::string weight = "population";
  double mass_exponent = 0.8;
  double distance_exponent = 1.4;
  double least_distance_m = 1000.0;
  std::string hour_profile;  ///< a CSV file: hour, share; "" spreads requests evenly

  static constexpr std::string_view table = "demand.gravity";
  static const std::array<Field<GravityParameters>, 6> fields;
};

inline constexpr std::array<Field<GravityParameters>, 6> GravityParameters::fields{{
    {"trips",
     &GravityParameters::trips,
     0.0,
     1e9,
     "requests expected in the period",
     Flag::assumption,
     "",
     {}},
    {"weight", &GravityParameters::weight, 0, 0, "which property of portals attracts",
     Flag::assumption, "", kWeightChoices},
    {"mass_exponent",
     &GravityParameters::mass_exponent,
     0.0,
     3.0,
     "exponent of the weights",
     Flag::assumption,
     "form: EPJ Data Science 2019 s13688-019-0216-6; value to be calibrated (0.5 to 1.0)",
     {}},
    {"distance_exponent",
     &GravityParameters::distance_exponent,
     0.0,
     5.0,
     "exponent of the distance",
     Flag::assumption,
     "form: EPJ Data Science 2019 s13688-019-0216-6; value to be calibrated (passengers 1.0 to "
     "2.0, freight 0.6 to 1.5)",
     {}},
    {"least_distance_m",
     &GravityParameters::least_distance_m,
     1.0,
     1e6,
     "distances below this count as this",
     Flag::assumption,
     "",
     {}},
    {"hour_profile",
     &GravityParameters::hour_profile,
     0,
     0,
     "CSV file of 24 rows: hour, share of the day's requests",
     Flag::assumption,
     "",
     {}},
}};

/// Requests of one pair of portals, beside gravity. A row of flows.csv.
struct Flow {
  NodeIndex origin;
  NodeIndex destination;
  std::uint32_t capsule_class = 0;
  double trips = 0.0;  ///< expected in the period
};

/// One request at a stated time. A row of trips.csv.
struct TimedTrip {
  double time_s = 0.0;
  NodeIndex origin;
  NodeIndex destination;
  std::uint32_t capsule_class = 0;
};

/// A link that is shut for some time. Scenario table array [[closure]].
struct Closure {
  LinkIndex link;
  double from_s = 0.0;
  double until_s = 0.0;
};

}  // namespace dimai::models

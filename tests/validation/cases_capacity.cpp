#include "models/physics/separation.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {
namespace {

models::SeparationLaw law(const Row& row) {
  return {.reaction_time_s = row.number("reaction_time_s"),
          .follower_braking_m_s2 = row.number("follower_braking_m_s2"),
          .leader_braking_m_s2 = row.number_or("leader_braking_m_s2", 1.3),
          .relative = row.text("separation") == "relative"};
}

models::TrainShape train(const Row& row) {
  return {.capsule_count = row.has("capsule_count") ? row.integer("capsule_count") : 1,
          .capsule_length_m = row.number("capsule_length_m"),
          .coupling_gap_m = row.number("coupling_gap_m"),
          .standstill_gap_m = row.number("standstill_gap_m")};
}

double standing_spacing_m(const Row& row) {
  return row.number("capsule_length_m") + row.number("standstill_gap_m");
}

}  // namespace

Quantities headway(const Row& row) {
  const double headway_s =
      models::headway_s(law(row), standing_spacing_m(row), row.number("speed_m_s"));
  return {{"headway_s", headway_s}, {"per_hour", models::passages_per_hour(headway_s)}};
}

Quantities optimum_speed(const Row& row) {
  const double speed_m_s = models::optimum_speed_m_s(law(row), standing_spacing_m(row));
  const double headway_s = models::headway_s(law(row), standing_spacing_m(row), speed_m_s);
  return {{"speed_m_s", speed_m_s},
          {"headway_s", headway_s},
          {"per_hour", models::passages_per_hour(headway_s)}};
}

Quantities train_capacity(const Row& row) {
  const double per_hour = models::capsules_per_hour(law(row), train(row), row.number("speed_m_s"));
  return {{"capsules_per_hour", per_hour}, {"capsules_per_s", per_hour / 3600.0}};
}

Quantities least_train_size(const Row& row) {
  const auto size = models::least_train_size(law(row), train(row), row.number("speed_m_s"),
                                             row.number("flow_per_s"));
  return {{"capsule_count", size ? static_cast<double>(*size) : -1.0}};
}

Quantities platoon(const Row& row) {
  return {{"per_hour",
           models::platoon_capacity_per_hour({.vehicle_count = row.integer("vehicle_count"),
                                              .vehicle_length_m = row.number("vehicle_length_m"),
                                              .inner_gap_m = row.number("inner_gap_m"),
                                              .outer_gap_m = row.number("outer_gap_m")},
                                             row.number("speed_m_s"))}};
}

Quantities lanes_for_flow(const Row& row) {
  constexpr double kHoursPerYear = 8760.0;
  const double per_hour =
      row.number("items_per_year") / kHoursPerYear / row.number("items_per_pod");
  return {{"pods_per_hour", per_hour},
          {"lanes", per_hour / models::passages_per_hour(row.number("headway_s"))}};
}

}  // namespace dimai::validation

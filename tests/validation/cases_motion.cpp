#include <limits>

#include "models/physics/coupling.hpp"
#include "models/physics/dip.hpp"
#include "models/physics/kinematics.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {
namespace {

models::Rates rates(const Row& row) {
  return {.acceleration_m_s2 = row.number("acceleration_m_s2"),
          .deceleration_m_s2 = row.number("deceleration_m_s2")};
}

}  // namespace

Quantities train_run(const Row& row) {
  std::vector<models::Section> sections;
  for (const double length_m : row.numbers("length_m")) {
    sections.push_back({.length_m = length_m, .limit_m_s = row.number("speed_m_s")});
  }
  const models::Passage passage = models::fastest_passage(sections, 0.0, 0.0, rates(row));
  const double departure_s = row.number_or("departure_s", 0.0);
  Quantities found;
  for (std::size_t i = 0; i < passage.time_s.size(); ++i) {
    const std::string boundary = std::to_string(i);
    found.emplace_back("time_s." + boundary, departure_s + passage.time_s[i]);
    found.emplace_back("speed_m_s." + boundary, passage.speed_m_s[i]);
  }
  found.emplace_back("stop_s", departure_s + passage.time_s.back());
  return found;
}

Quantities travelled_distance(const Row& row) {
  return {{"distance_m", models::travelled_m(row.number("speed_m_s"), row.number("time_s"),
                                             row.number("acceleration_m_s2"))}};
}

Quantities braking_point(const Row& row) {
  const models::SpeedProfile profile =
      models::fastest_profile({.length_m = row.number("length_m"),
                               .entry_m_s = row.number("entry_m_s"),
                               .limit_m_s = row.number("speed_m_s"),
                               .exit_m_s = 0.0},
                              rates(row));
  return {{"brake_after_m", profile.accelerate_m + profile.cruise_m},
          {"peak_speed_m_s", profile.peak_speed_m_s}};
}

Quantities rest_to_rest(const Row& row) {
  const double distance_m = row.number("distance_m");
  const double speed_m_s = row.number("speed_m_s");
  const double acceleration = row.number("acceleration_m_s2");
  const auto trapezoid = models::rest_to_rest_trapezoid(distance_m, speed_m_s, acceleration);
  const auto curve =
      models::rest_to_rest_s_curve(distance_m, speed_m_s, acceleration, row.number("jerk_m_s3"));
  return {{"trapezoid.peak_speed_m_s", trapezoid.peak_speed_m_s},
          {"trapezoid.time_s", trapezoid.time_s},
          {"s_curve.peak_speed_m_s", curve.peak_speed_m_s},
          {"s_curve.time_s", curve.time_s}};
}

Quantities dip(const Row& row) {
  const models::Dip found =
      models::plan_dip(row.number("delay_s"), row.number("speed_m_s"), rates(row));
  return {{"length_m", found.length_m},
          {"lowest_speed_m_s", found.lowest_speed_m_s},
          {"hold_s", found.hold_s}};
}

Quantities gap_closing(const Row& row) {
  const models::GapClosing closing =
      models::close_gap(row.number("gap_m"), row.number("speed_difference_m_s"),
                        row.number("acceleration_m_s2"), row.number("leader_speed_m_s"));
  return {{"time_s", closing.time_s}, {"distance_m", closing.distance_m}};
}

Quantities formation(const Row& row) {
  const double arrivals_per_s = row.number("arrivals_per_s");
  const models::FormationMeans means =
      row.has("window_s") ? models::window_formation(arrivals_per_s, row.number("window_s"))
                          : models::size_formation(arrivals_per_s, row.number("size"));
  return {{"capsules_per_train", means.capsules_per_train}, {"wait_s", means.wait_s}};
}

Quantities line_time(const Row& row) {
  constexpr double kAtOnce = std::numeric_limits<double>::infinity();
  return {{"time_s", models::link_running_time(row.number("length_m"), 0.0, row.number("speed_m_s"),
                                               0.0, kAtOnce, kAtOnce)}};
}

}  // namespace dimai::validation

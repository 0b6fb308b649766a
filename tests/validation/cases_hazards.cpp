#include "models/physics/hazards/fragility.hpp"
#include "models/physics/hazards/ground_motion.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

Quantities ground_motion(const Row& row) {
  using models::PgaRelation;
  const double magnitude = row.number("magnitude");
  const double distance_m = row.number("distance_m");
  const auto acceleration_g = [&](PgaRelation relation) {
    return models::peak_ground_acceleration_m_s2(relation, magnitude, distance_m,
                                                 row.number("depth_m")) /
           9.81;
  };
  const double kawashima = acceleration_g(PgaRelation::kawashima);
  const double baag = acceleration_g(PgaRelation::baag);
  const double lee_cho = acceleration_g(PgaRelation::lee_cho);
  const double rock = models::peak_ground_velocity_m_s(models::Ground::rock, magnitude, distance_m);
  const double soil = models::peak_ground_velocity_m_s(models::Ground::soil, magnitude, distance_m);
  return {{"kawashima_g", kawashima},
          {"baag_g", baag},
          {"lee_cho_g", lee_cho},
          {"mean_g", (kawashima + baag + lee_cho) / 3.0},
          {"rock_m_s", rock},
          {"soil_m_s", soil},
          {"mean_m_s", (rock + soil) / 2.0},
          {"linear_per_m", models::repair_rate_per_m(models::RepairRateForm::linear, rock, 1.0)},
          {"power_per_m", models::repair_rate_per_m(models::RepairRateForm::power, rock, 1.0)}};
}

Quantities fragility(const Row& row) {
  const models::Fragility curve{row.number("median"), row.number("dispersion")};
  return {{"probability", models::failure_probability(curve, row.number("load"))}};
}

}  // namespace dimai::validation

#include "models/economics/freight.hpp"

#include <stdexcept>

namespace dimai::models {

LaneHeadway lane_headway(const LaneLoad& load) {
  const bool good = load.tonnes_a_day > 0.0 && load.tonnes_a_cart > 0.0 && load.lanes >= 1.0 &&
                    load.speed_m_s > 0.0;
  if (!good) throw std::domain_error("lane_headway(): outside the ranges of LaneLoad");
  LaneHeadway lane;
  lane.carts_h = load.tonnes_a_day / load.tonnes_a_cart / load.lanes / 24.0;
  lane.headway_s = 3600.0 / lane.carts_h;
  lane.spacing_m = lane.headway_s * load.speed_m_s;
  return lane;
}

double tonnes_for_saving(double saving_kg_a_year, double share, double truck_kg_tkm,
                         double length_km) {
  if (!(saving_kg_a_year >= 0.0 && share > 0.0 && share <= 1.0 && truck_kg_tkm > 0.0 &&
        length_km > 0.0))
    throw std::domain_error("tonnes_for_saving(): outside its ranges");
  return saving_kg_a_year / (share * truck_kg_tkm) / length_km;
}

TripRelief trip_relief(const TubeYear& year) {
  if (!(year.pallets > 0.0 && year.working_hours > 0.0 && year.trips > 0.0 && year.co2_kg >= 0.0))
    throw std::domain_error("trip_relief(): outside the ranges of TubeYear");
  return {year.pallets / year.working_hours, year.pallets / year.trips, year.co2_kg / year.trips};
}

double per_household_a_day(double per_person_a_year, double persons) {
  if (!(per_person_a_year >= 0.0 && persons > 0.0))
    throw std::domain_error("per_household_a_day(): outside its ranges");
  return per_person_a_year * persons / 365.0;
}

}  // namespace dimai::models

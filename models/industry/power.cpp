#include "models/industry/power.hpp"

#include <algorithm>
#include <cmath>

namespace dimai::models {

double solar_energy_j(const PowerPlan& plan, double from_s, double until_s) {
  double sum_j = 0.0;
  for (double hour = std::floor(from_s / 3600.0); hour * 3600.0 < until_s; hour += 1.0) {
    const double from = std::max(from_s, hour * 3600.0);
    const double until = std::min(until_s, (hour + 1.0) * 3600.0);
    const auto of_day = static_cast<std::size_t>(std::fmod(hour, 24.0));
    sum_j += plan.peak_w * plan.output[of_day] * std::max(0.0, until - from);
  }
  return sum_j;
}

PowerStep power_step(const PowerPlan& plan, double load_j, double solar_j, double stored_j,
                     double length_s) {
  PowerStep step;
  step.load_j = load_j;
  step.solar_j = solar_j;
  const double battery_j = plan.battery_w * length_s;
  const double direct_j = std::min(load_j, solar_j);
  double lacking_j = load_j - direct_j;
  double left_j = solar_j - direct_j;
  const double room_j = (plan.battery_j - stored_j) / plan.charge_efficiency;
  step.charged_j = std::clamp(left_j, 0.0, std::max(0.0, std::min(battery_j, room_j)));
  left_j -= step.charged_j;
  step.discharged_j = std::min({lacking_j, battery_j, stored_j * plan.discharge_efficiency});
  lacking_j -= step.discharged_j;
  step.imported_j = std::min(lacking_j, plan.grid_w * length_s);
  step.unserved_j = lacking_j - step.imported_j;
  step.exported_j = std::min(left_j, plan.feed_in_w * length_s);
  step.curtailed_j = left_j - step.exported_j;
  step.stored_j = std::clamp(stored_j + step.charged_j * plan.charge_efficiency -
                                 step.discharged_j / plan.discharge_efficiency,
                             0.0, plan.battery_j);
  return step;
}

}  // namespace dimai::models

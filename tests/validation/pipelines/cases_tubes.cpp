#include <cmath>

#include "models/physics/tubes/capsule_pipe.hpp"
#include "models/physics/tubes/isothermal_tube.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

constexpr double kFoot_m = 0.3048;
constexpr double kYear_s = 8766.0 * 3600.0;

/// Molesworth's k of a tube [ft/s]: mean speed over the root of bore over length.
double molesworth_k(const models::TubeShape& tube, const models::EndPressures& ends, double t_k) {
  const double speed_m_s = tube.length_m / models::isothermal_transit_s(tube, ends, t_k);
  return speed_m_s / std::sqrt(tube.bore_m / tube.length_m) / kFoot_m;
}

/// A tube of another bore and the same pressures: transit and power by the full formulas.
std::pair<double, double> transit_and_power(double bore_m) {
  const models::TubeShape tube{.length_m = 1000.0, .bore_m = bore_m, .friction_factor = 0.025};
  const models::EndPressures ends{170000.0, 101325.0};
  const double flow_kg_s =
      models::isothermal_mass_flux_kg_s_m2(tube, ends, 288.15) * models::bore_area_m2(bore_m);
  const double flow_m3_s = flow_kg_s / models::air_density_kg_m3(ends.inlet_pa, 288.15);
  return {models::isothermal_transit_s(tube, ends, 288.15),
          models::isothermal_power_w(flow_m3_s, ends)};
}

}  // namespace

Quantities pneumatic_post(const Row& row) {
  const double ambient_pa = row.number("ambient_pa");
  const double pressure_pa = row.number("pressure_pa");
  const double t_k = row.number("temperature_k");
  models::TubeShape tube{.length_m = row.number_or("length_m", 1000.0),
                         .bore_m = row.number_or("bore_m", 0.05),
                         .friction_factor = row.number("pressure_friction")};
  const models::EndPressures pressure{ambient_pa + pressure_pa, ambient_pa};
  const double transit_s = models::isothermal_transit_s(tube, pressure, t_k);
  const double pressure_ft_s = molesworth_k(tube, pressure, t_k);
  tube.friction_factor = row.number("vacuum_friction");
  const models::EndPressures vacuum{ambient_pa, ambient_pa - pressure_pa};
  return {{"pressure_ft_s", pressure_ft_s},
          {"vacuum_ft_s", molesworth_k(tube, vacuum, t_k)},
          {"transit_s", transit_s},
          {"speed_m_s", tube.length_m / transit_s}};
}

Quantities tube_size(const Row& row) {
  const double bore_m = row.number("bore_m");
  const double reference_m = row.number("reference_m");
  const auto [transit_s, power_w] = transit_and_power(bore_m);
  const auto [reference_s, reference_w] = transit_and_power(reference_m);
  return {{"time", models::transit_scale(bore_m, reference_m)},
          {"power", models::power_scale(bore_m, reference_m)},
          {"time_simulated", transit_s / reference_s},
          {"power_simulated", power_w / reference_w}};
}

Quantities capsule_traffic(const Row& row) {
  const models::CapsuleTraffic traffic{.line_fill = row.number("line_fill"),
                                       .capsule_length_m = row.number("capsule_length_m"),
                                       .capsule_speed_m_s = row.number("capsule_m_s")};
  const models::CapsuleSeal seal{.diameter_ratio = row.number("diameter_ratio"),
                                 .disc_count = row.number("disc_count"),
                                 .discharge_coefficient = row.number("discharge_coefficient")};
  const models::CapsuleRun run{.mass_kg = row.number("mass_kg"),
                               .rolling_coefficient = row.number("rolling_coefficient")};
  const models::TubeShape tube{.length_m = row.number("length_m"),
                               .bore_m = row.number("bore_m"),
                               .friction_factor = row.number("friction_factor")};
  const double rho = row.number("density_kg_m3");
  const double area_m2 = models::bore_area_m2(tube.bore_m);
  const double force_n = models::capsule_force_n(run);
  const double count = models::capsules_in_pipe(traffic, tube.length_m);
  const models::LinePressure drop =
      models::line_pressure(tube, traffic.capsule_speed_m_s, rho, count, force_n);
  const models::MotorPush push = models::motor_push(
      traffic.capsule_speed_m_s, row.number("motor_exit_m_s"), row.number("motor_m"), run.mass_kg);
  const double slip_m_s = models::steady_slip_m_s(seal, force_n, area_m2, rho);
  return {{"spacing_m", models::capsule_spacing_m(traffic)},
          {"headway_s", models::capsule_headway_s(traffic)},
          {"capsules", count},
          {"capsules_per_hour", models::capsules_per_hour(traffic)},
          {"gross_t_h", models::capsule_mass_flow_kg_s(traffic, run.mass_kg) * 3.6},
          {"motor_m_s2", push.acceleration_m_s2},
          {"motor_force_n", push.force_n},
          {"force_n", force_n},
          {"capsule_drop_pa",
           models::capsule_pressure_drop_pa(models::orifice_drag_coefficient(seal), rho, slip_m_s)},
          {"slip_m_s", slip_m_s},
          {"capsules_drop_pa", drop.capsules_pa},
          {"air_drop_pa", drop.air_pa},
          {"rolling_mj_t_km", models::rolling_energy_j_kg_m(run.rolling_coefficient)},
          {"air_share", drop.air_pa / drop.capsules_pa}};
}

Quantities line_fill(const Row& row) {
  const double length_m =
      row.number("bore_m") * row.number("diameter_ratio") * row.number("length_over_diameter");
  models::CapsuleTraffic traffic{.line_fill = row.number("blower_fill"),
                                 .capsule_length_m = length_m,
                                 .capsule_speed_m_s = row.number("capsule_m_s")};
  const double blower = models::capsules_per_hour(traffic);
  traffic.line_fill = row.number("motor_fill");
  return {{"rise", models::capsules_per_hour(traffic) / blower},
          {"capsule_m", length_m},
          {"blower_per_hour", blower}};
}

Quantities motor_launch(const Row& row) {
  const double mass_kg = row.number("mass_kg");
  const double flow_kg_s = row.number("yearly_kg") / kYear_s;
  return {{"acceleration_m_s2",
           models::motor_push(0.0, row.number("exit_m_s"), row.number("motor_m"), mass_kg)
               .acceleration_m_s2},
          {"flow_kg_s", flow_kg_s},
          {"capsules_per_s", flow_kg_s / mass_kg}};
}

}  // namespace dimai::validation

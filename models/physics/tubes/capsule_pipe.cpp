#include "models/physics/tubes/capsule_pipe.hpp"

#include <cmath>
#include <stdexcept>

#include "models/physics/domain.hpp"
#include "models/physics/resistance.hpp"

namespace dimai::models {

namespace {

void require_traffic(const CapsuleTraffic& traffic) {
  require_domain(traffic.line_fill > 0.0 && traffic.line_fill <= 1.0,
                 "line fill must lie in (0, 1]");
  require_domain(traffic.capsule_length_m > 0.0, "capsule length must be > 0 m");
  require_domain(traffic.capsule_speed_m_s > 0.0, "capsule speed must be > 0 m/s");
}

}  // namespace

double capsule_spacing_m(const CapsuleTraffic& traffic) {
  require_traffic(traffic);
  return traffic.capsule_length_m / traffic.line_fill;
}

double capsule_headway_s(const CapsuleTraffic& traffic) {
  return capsule_spacing_m(traffic) / traffic.capsule_speed_m_s;
}

double capsules_in_pipe(const CapsuleTraffic& traffic, double length_m) {
  require_domain(length_m >= 0.0, "length must be >= 0 m");
  return length_m / capsule_spacing_m(traffic);
}

double capsules_per_hour(const CapsuleTraffic& traffic) {
  return 3600.0 / capsule_headway_s(traffic);
}

double capsule_mass_flow_kg_s(const CapsuleTraffic& traffic, double capsule_mass_kg) {
  require_domain(capsule_mass_kg >= 0.0, "mass must be >= 0 kg");
  return capsule_mass_kg / capsule_headway_s(traffic);
}

LinePressure line_pressure(const TubeShape& tube, double air_m_s, double density_kg_m3,
                           double capsule_count, double force_n) {
  require_domain(tube.length_m > 0.0, "pipe length must be > 0 m");
  require_domain(air_m_s >= 0.0, "air speed must be >= 0 m/s");
  require_domain(density_kg_m3 > 0.0, "air density must be > 0 kg/m3");
  require_domain(capsule_count >= 0.0, "capsule count must be >= 0");
  return {.air_pa = tube.friction_factor * tube.length_m / tube.bore_m * 0.5 * density_kg_m3 *
                    air_m_s * air_m_s,
          .capsules_pa = capsule_count * force_n / bore_area_m2(tube.bore_m)};
}

double rolling_energy_j_kg_m(double rolling_coefficient) {
  require_domain(rolling_coefficient >= 0.0, "rolling coefficient must be >= 0");
  return rolling_coefficient * kGravity_m_s2;
}

MotorPush motor_push(double entry_m_s, double exit_m_s, double motor_m, double mass_kg) {
  require_domain(entry_m_s >= 0.0 && exit_m_s >= 0.0, "speeds must be >= 0 m/s");
  require_domain(motor_m > 0.0, "motor length must be > 0 m");
  require_domain(mass_kg > 0.0, "mass must be > 0 kg");
  const double acceleration_m_s2 =
      (exit_m_s - entry_m_s) * (exit_m_s + entry_m_s) / (2.0 * motor_m);
  const double force_n = mass_kg * acceleration_m_s2;
  return {
      .acceleration_m_s2 = acceleration_m_s2, .force_n = force_n, .energy_j = force_n * motor_m};
}

double motor_pressure_rise_pa(double thrust_n, double motor_m, double spacing_m, double area_m2) {
  require_domain(thrust_n >= 0.0, "thrust must be >= 0 N");
  require_domain(motor_m > 0.0, "motor length must be > 0 m");
  require_domain(spacing_m > 0.0, "spacing must be > 0 m");
  require_domain(area_m2 > 0.0, "bore area must be > 0 m2");
  return thrust_n * motor_m / spacing_m / area_m2;
}

double airlock_loss_m3(double volume_m3, double pressure_pa, double ambient_pa) {
  require_domain(volume_m3 >= 0.0, "volume must be >= 0 m3");
  require_domain(pressure_pa > 0.0 && ambient_pa > 0.0, "pressures must be > 0 Pa");
  return volume_m3 * pressure_pa / ambient_pa;
}

double airlock_purge_s(double volume_m3, double pressure_pa, double ambient_pa, double flow_m3_s) {
  require_domain(flow_m3_s > 0.0, "flow must be > 0 m3/s");
  return airlock_loss_m3(volume_m3, pressure_pa, ambient_pa) / flow_m3_s;
}

}  // namespace dimai::models

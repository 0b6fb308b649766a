#include "models/physics/resistance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

double square(double x) { return x * x; }

void require_body(const TrainBody& body) {
  require_domain(body.length_m > 0.0, "train length must be > 0 m");
  require_domain(body.mass_kg > 0.0, "train mass must be > 0 kg");
}

void require_parameters(const ResistanceParameters& p) {
  require_domain(p.rolling_coefficient >= 0.0, "rolling coefficient must be >= 0");
  require_domain(p.air_density_kg_m3 >= 0.0, "air density must be >= 0 kg/m3");
  require_domain(p.air_pressure_share >= 0.0, "air pressure share must be >= 0");
  require_domain(p.nose_coefficient >= 0.0 && p.tail_coefficient >= 0.0,
                 "nose and tail coefficients must be >= 0");
  require_domain(p.skin_friction >= 0.0 && p.tunnel_friction >= 0.0,
                 "friction coefficients must be >= 0");
  require_domain(p.air_following_share >= 0.0 && p.air_following_share < 1.0,
                 "air following share must lie in [0, 1)");
}

double kinetic_j(double mass_kg, double fast_m_s, double slow_m_s) {
  return 0.5 * mass_kg * (fast_m_s - slow_m_s) * (fast_m_s + slow_m_s);
}

}  // namespace

double blockage_ratio(double cross_section_m2, double bore_m) {
  require_domain(cross_section_m2 > 0.0, "cross-section must be > 0 m2");
  require_domain(bore_m > 0.0, "bore must be > 0 m");
  const double ratio = cross_section_m2 / (0.25 * std::numbers::pi * square(bore_m));
  require_domain(ratio < 1.0, "the train must be narrower than the tube");
  return ratio;
}

TrainBody capsule_body(const CapsuleClass& capsule, bool loaded) {
  return {.length_m = capsule.length_m,
          .mass_kg = capsule.mass_kg + (loaded ? capsule.payload_kg : 0.0),
          .cross_section_m2 = capsule.cross_section_m2};
}

TrainBody coupled(const TrainBody& front, const TrainBody& rear, double coupling_gap_m) {
  require_domain(coupling_gap_m >= 0.0, "coupling gap must be >= 0 m");
  return {.length_m = front.length_m + coupling_gap_m + rear.length_m,
          .mass_kg = front.mass_kg + rear.mass_kg,
          .cross_section_m2 = std::max(front.cross_section_m2, rear.cross_section_m2)};
}

DragArea drag_area(const ResistanceParameters& parameters, double cross_section_m2, double bore_m) {
  require_parameters(parameters);
  const double beta = blockage_ratio(cross_section_m2, bore_m);
  const double open = 1.0 - beta;
  const double tunnel_area_m2 = cross_section_m2 / beta;
  const double perimeter_m = 2.0 * std::sqrt(std::numbers::pi * cross_section_m2);
  const double annulus = (1.0 - parameters.air_following_share) / open;  // w / (1 - beta) / V
  const double backflow = std::max(0.0, annulus - 1.0);                  // c / V
  const double nose_m2 = parameters.nose_coefficient * cross_section_m2;
  const double tail_m2 = parameters.tail_coefficient * tunnel_area_m2 * square(beta);
  const double skin_m = parameters.skin_friction * perimeter_m * square(annulus) / open;
  const double wall_m = 0.25 * parameters.tunnel_friction * std::numbers::pi * bore_m *
                        square(backflow) * beta / open;
  return {.ends_m2 = (nose_m2 + tail_m2) * square(annulus), .per_length_m = skin_m + wall_m};
}

double vehicle_loss_coefficient(const ResistanceParameters& parameters, const TrainBody& body,
                                double bore_m) {
  require_body(body);
  const double relative = 1.0 - parameters.air_following_share;
  const double tunnel_area_m2 = 0.25 * std::numbers::pi * square(bore_m);
  const DragArea drag = drag_area(parameters, body.cross_section_m2, bore_m);
  return drag.total_m2(body.length_m) / (tunnel_area_m2 * square(relative));
}

Resistance train_resistance(const ResistanceParameters& parameters, const TrainBody& body,
                            const Tunnel& tunnel) {
  require_body(body);
  return train_resistance(parameters, drag_area(parameters, body.cross_section_m2, tunnel.bore_m),
                          body.length_m, body.mass_kg, tunnel.gradient);
}

Resistance train_resistance(const ResistanceParameters& parameters, const DragArea& drag,
                            double length_m, double mass_kg, double gradient) {
  require_domain(std::abs(gradient) < 1.0, "gradient must lie in (-1, 1)");
  const double weight_n = mass_kg * kGravity_m_s2;
  const double level = std::sqrt(1.0 - square(gradient));
  const double density_kg_m3 = parameters.air_density_kg_m3 * parameters.air_pressure_share;
  return {.constant_n = weight_n * (parameters.rolling_coefficient * level + gradient),
          .per_speed_n_s_m = 0.0,
          .per_speed_squared_n_s2_m2 = 0.5 * density_kg_m3 * drag.total_m2(length_m)};
}

double piston_flow_ratio(double tunnel_loss, double vehicle_loss, double train_count) {
  require_domain(tunnel_loss > 0.0, "tunnel loss must be > 0");
  require_domain(vehicle_loss >= 0.0, "vehicle loss must be >= 0");
  require_domain(train_count >= 0.0, "train count must be >= 0");
  const double vehicles = train_count * vehicle_loss;
  return std::sqrt(vehicles) / (std::sqrt(vehicles) + std::sqrt(tunnel_loss));
}

double long_tube_flow_ratio(const ResistanceParameters& parameters, const TrainBody& body,
                            double bore_m, double spacing_m) {
  require_domain(spacing_m >= body.length_m, "spacing must be at least the train's length");
  require_domain(parameters.tunnel_friction > 0.0, "tunnel friction must be > 0");
  ResistanceParameters still = parameters;
  still.air_following_share = 0.0;
  return piston_flow_ratio(parameters.tunnel_friction * spacing_m / bore_m,
                           vehicle_loss_coefficient(still, body, bore_m), 1.0);
}

double piston_drag_factor(double flow_ratio) {
  require_domain(flow_ratio >= 0.0 && flow_ratio <= 1.0, "flow ratio must lie in [0, 1]");
  return square(1.0 - flow_ratio);
}

Drive drive(const ResistanceParameters& parameters) {
  return {.efficiency = parameters.drive_efficiency,
          .regeneration_share = parameters.regeneration_share};
}

double electrical_energy_j(double work_j, const Drive& drive) {
  require_domain(drive.efficiency > 0.0 && drive.efficiency <= 1.0,
                 "drive efficiency must lie in (0, 1]");
  require_domain(drive.regeneration_share >= 0.0 && drive.regeneration_share <= 1.0,
                 "regeneration share must lie in [0, 1]");
  return work_j >= 0.0 ? work_j / drive.efficiency : work_j * drive.regeneration_share;
}

double cruise_work_j(const Resistance& resistance, double length_m, double speed_m_s) {
  require_domain(length_m >= 0.0, "length must be >= 0 m");
  require_domain(speed_m_s >= 0.0, "speed must be >= 0 m/s");
  return resistance.force_n(speed_m_s) * length_m;
}

double ramp_work_j(const Resistance& resistance, double from_m_s, double to_m_s, double rate_m_s2) {
  require_domain(from_m_s >= 0.0 && to_m_s >= 0.0, "speeds must be >= 0 m/s");
  require_domain(rate_m_s2 > 0.0, "rate must be > 0 m/s2");
  const auto antiderivative = [&](double v) {  // of R(v) v dv, with dx = v dv / a
    return v * v *
           (resistance.constant_n / 2.0 + v * (resistance.per_speed_n_s_m / 3.0 +
                                               v * resistance.per_speed_squared_n_s2_m2 / 4.0));
  };
  const double gain = antiderivative(to_m_s) - antiderivative(from_m_s);
  return (to_m_s >= from_m_s ? gain : -gain) / rate_m_s2;
}

double profile_energy_j(const Stretch& stretch, const Rates& rates, const Resistance& resistance,
                        double mass_kg, const Drive& drive) {
  require_domain(mass_kg > 0.0, "mass must be > 0 kg");
  const SpeedProfile profile = fastest_profile(stretch, rates);
  const double peak = profile.peak_speed_m_s;
  const double up_j = kinetic_j(mass_kg, peak, stretch.entry_m_s) +
                      ramp_work_j(resistance, stretch.entry_m_s, peak, rates.acceleration_m_s2);
  const double down_j = ramp_work_j(resistance, peak, stretch.exit_m_s, rates.deceleration_m_s2) -
                        kinetic_j(mass_kg, peak, stretch.exit_m_s);
  return electrical_energy_j(up_j, drive) +
         electrical_energy_j(cruise_work_j(resistance, profile.cruise_m, peak), drive) +
         electrical_energy_j(down_j, drive);
}

double dip_energy_loss_j(const Dip& dip, const Rates& rates, const Resistance& resistance,
                         double mass_kg, const Drive& drive) {
  require_domain(mass_kg > 0.0, "mass must be > 0 kg");
  const double kinetic = kinetic_j(mass_kg, dip.line_speed_m_s, dip.lowest_speed_m_s);
  const double down_j =
      ramp_work_j(resistance, dip.line_speed_m_s, dip.lowest_speed_m_s, rates.deceleration_m_s2) -
      kinetic;
  const double up_j =
      ramp_work_j(resistance, dip.lowest_speed_m_s, dip.line_speed_m_s, rates.acceleration_m_s2) +
      kinetic;
  const double cruise_j = cruise_work_j(resistance, dip.length_m, dip.line_speed_m_s);
  return electrical_energy_j(down_j, drive) + electrical_energy_j(up_j, drive) -
         electrical_energy_j(cruise_j, drive);
}

double platoon_saving(double capsule_count, double endless_saving) {
  require_domain(capsule_count >= 1.0, "capsule count must be >= 1");
  require_domain(endless_saving >= 0.0 && endless_saving <= 1.0,
                 "endless saving must lie in [0, 1]");
  return (1.0 - 1.0 / capsule_count) * endless_saving;
}

}  // namespace dimai::models

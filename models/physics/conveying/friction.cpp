#include "models/physics/conveying/friction.hpp"

#include <cmath>
#include <stdexcept>

#include "models/physics/conveying/gas.hpp"
#include "models/physics/conveying/root.hpp"
#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

/// Share of solids in a vertical pipe: G = rp s (U / (1 - s) - UT), s in (0, 1); UT negative for
/// downward flow. The quadratic rp UT s^2 + (rp (U - UT) + G) s - G = 0.
double vertical_solids_share(const ConveyingPoint& point, double velocity_m_s, double fall_m_s) {
  const double a = point.particle_density_kg_m3 * fall_m_s;
  const double b =
      point.particle_density_kg_m3 * (velocity_m_s - fall_m_s) + point.solids_flux_kg_m2_s();
  const double c = point.solids_flux_kg_m2_s();
  const double root = std::sqrt(b * b + 4.0 * a * c);
  return b >= 0.0 ? 2.0 * c / (b + root) : (root - b) / (2.0 * a);
}

FlowState with_particles(const ConveyingPoint& point, double velocity_m_s, double particle_m_s) {
  const double solids = point.solids_flux_kg_m2_s() / (point.particle_density_kg_m3 * particle_m_s);
  require_domain(solids < 1.0, "the solids would fill the pipe: the gas is too slow for this flow");
  return {velocity_m_s, velocity_m_s / (1.0 - solids), particle_m_s, 1.0 - solids};
}

double pipe_reynolds(const ConveyingPoint& point, double velocity_m_s) {
  return point.gas_density_kg_m3 * velocity_m_s * point.bore_m / point.gas_viscosity_pa_s;
}

double gas_gradient_pa_m(const ConveyingPoint& point, double velocity_m_s) {
  return 2.0 * fanning_friction(pipe_reynolds(point, velocity_m_s)) * point.gas_density_kg_m3 *
         velocity_m_s * velocity_m_s / point.bore_m;
}

double solids_gradient_pa_m(const ConveyingPoint& point, PipeDirection direction,
                            const FlowState& state, const FrictionChoice& choice) {
  if (choice.law == SolidsFrictionLaw::barth) {
    const double beta =
        direction == PipeDirection::horizontal ? choice.barth.sliding_friction : 0.0;
    return barth_gradient_pa_m(point, state, choice.barth.impact, beta);
  }
  if (direction != PipeDirection::horizontal) return konno_saito_gradient_pa_m(point);
  return 2.0 * hinkle_friction(point, choice.drag, state) * point.solids_flux_kg_m2_s() *
         state.particle_velocity_m_s / point.bore_m;
}

}  // namespace

double hinkle_velocity_m_s(const ConveyingPoint& point, double superficial_velocity_m_s) {
  const double share =
      1.0 - 0.0638 * std::pow(point.particle_size_m, 0.3) * std::sqrt(point.particle_density_kg_m3);
  require_domain(share > 0.0, "Hinkle's particle velocity is not positive: too coarse and heavy");
  return superficial_velocity_m_s * share;
}

FlowState flow_state(const ConveyingPoint& point, PipeDirection direction,
                     double superficial_velocity_m_s) {
  require_domain(superficial_velocity_m_s > 0.0, "gas velocity must be > 0 m/s");
  require_domain(point.solids_flow_kg_s >= 0.0 && point.bore_m > 0.0,
                 "solids flow must be >= 0 kg/s and bore > 0 m");
  if (direction == PipeDirection::horizontal)
    return with_particles(point, superficial_velocity_m_s,
                          hinkle_velocity_m_s(point, superficial_velocity_m_s));
  const double fall_m_s =
      direction == PipeDirection::up ? point.terminal_velocity_m_s : -point.terminal_velocity_m_s;
  const double solids = vertical_solids_share(point, superficial_velocity_m_s, fall_m_s);
  require_domain(solids >= 0.0 && solids < 1.0,
                 "the solids would fill the vertical pipe: the gas is too slow for this flow");
  const double gas_m_s = superficial_velocity_m_s / (1.0 - solids);
  return {superficial_velocity_m_s, gas_m_s, gas_m_s - fall_m_s, 1.0 - solids};
}

double fanning_friction(double reynolds) {
  require_domain(reynolds > 0.0, "pipe Reynolds number must be > 0");
  return reynolds < 1187.0 ? 16.0 / reynolds : 0.079 * std::pow(reynolds, -0.25);
}

double hinkle_friction(const ConveyingPoint& point, DragLaw law, const FlowState& state) {
  const double slip_m_s = state.gas_velocity_m_s - state.particle_velocity_m_s;
  require_domain(slip_m_s > 0.0, "Hinkle's friction needs gas faster than the particles");
  const double re =
      point.gas_density_kg_m3 * slip_m_s * point.particle_size_m / point.gas_viscosity_pa_s;
  const double ratio = slip_m_s / state.particle_velocity_m_s;
  return 0.375 * point.gas_density_kg_m3 / point.particle_density_kg_m3 * point.bore_m /
         point.particle_size_m * drag_coefficient(law, re) * ratio * ratio;
}

double konno_saito_gradient_pa_m(const ConveyingPoint& point) {
  return 0.057 * point.solids_flux_kg_m2_s() * std::sqrt(kGravity_m_s2 / point.bore_m);
}

double barth_gradient_pa_m(const ConveyingPoint& point, const FlowState& state,
                           double impact_coefficient, double weight_coefficient) {
  const double v = state.superficial_velocity_m_s;
  const double ratio = state.particle_velocity_m_s / v;
  const double froude = v * v / (kGravity_m_s2 * point.bore_m);
  const double lambda = ratio * impact_coefficient + 2.0 * weight_coefficient / (ratio * froude);
  const double loading = point.solids_flux_kg_m2_s() / (point.gas_density_kg_m3 * v);
  return loading * lambda * point.gas_density_kg_m3 * v * v / (2.0 * point.bore_m);
}

PressureTerms pressure_terms(const ConveyingPoint& point, PipeDirection direction,
                             double superficial_velocity_m_s, double length_m, bool accelerates,
                             const FrictionChoice& choice) {
  require_domain(length_m >= 0.0, "length must be >= 0 m");
  const FlowState state = flow_state(point, direction, superficial_velocity_m_s);
  const double gas_kg_m3 = state.voidage * point.gas_density_kg_m3;
  const double solids_kg_m3 = (1.0 - state.voidage) * point.particle_density_kg_m3;
  PressureTerms terms;
  if (accelerates) {
    terms.gas_acceleration_pa = 0.5 * gas_kg_m3 * state.gas_velocity_m_s * state.gas_velocity_m_s;
    terms.solids_acceleration_pa =
        0.5 * solids_kg_m3 * state.particle_velocity_m_s * state.particle_velocity_m_s;
  }
  terms.gas_friction_pa = gas_gradient_pa_m(point, superficial_velocity_m_s) * length_m;
  if (point.solids_flow_kg_s > 0.0)
    terms.solids_friction_pa = solids_gradient_pa_m(point, direction, state, choice) * length_m;
  if (direction == PipeDirection::horizontal) return terms;
  const double rise_m = direction == PipeDirection::up ? length_m : -length_m;
  terms.solids_weight_pa = solids_kg_m3 * kGravity_m_s2 * rise_m;
  terms.gas_weight_pa = gas_kg_m3 * kGravity_m_s2 * rise_m;
  return terms;
}

double zenz_othmer_pa(const ConveyingPoint& point, const FlowState& state, double length_m,
                      double solids_friction) {
  require_domain(solids_friction >= 0.0, "solids friction factor must be >= 0");
  const double velocity_m_s = state.superficial_velocity_m_s;
  const double head_pa = point.gas_density_kg_m3 * velocity_m_s * velocity_m_s;
  const double gas = fanning_friction(pipe_reynolds(point, velocity_m_s));
  const double flux = point.solids_flux_kg_m2_s();
  const double share = solids_friction * state.particle_velocity_m_s * flux / (gas * head_pa);
  return 0.5 * head_pa + flux * state.particle_velocity_m_s +
         2.0 * gas * head_pa * length_m / point.bore_m * (1.0 + share);
}

CoulsonRichardson coulson_richardson(const ConveyingPoint& point, double gas_flow_kg_s,
                                     double free_fall_m_s, double wall_friction, double length_m) {
  require_domain(gas_flow_kg_s > 0.0, "gas flow must be > 0 kg/s");
  require_domain(free_fall_m_s > 0.0, "free-fall velocity must be > 0 m/s");
  require_domain(wall_friction > 0.0, "wall friction must be > 0");
  CoulsonRichardson result;
  const double flow_m_s = gas_flow_kg_s / (point.gas_density_kg_m3 * point.area_m2());
  result.slip_m_s =
      free_fall_m_s / (0.468 + 7.25 * std::sqrt(free_fall_m_s / point.particle_density_kg_m3));
  result.gas_m_s = flow_m_s;
  result.solids_m_s = flow_m_s - result.slip_m_s;
  require_domain(result.solids_m_s > 0.0, "the gas is slower than the slip: nothing is conveyed");
  result.air_drop_pa =
      4.0 * wall_friction * length_m / point.bore_m * point.gas_density_kg_m3 * flow_m_s * flow_m_s;
  result.solids_drop_pa = result.air_drop_pa * 2805.0 / free_fall_m_s * point.solids_flow_kg_s /
                          (result.solids_m_s * result.solids_m_s);
  return result;
}

}  // namespace dimai::models

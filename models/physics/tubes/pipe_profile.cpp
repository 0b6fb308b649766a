#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include <boost/numeric/odeint.hpp>

#include "models/physics/domain.hpp"
#include "models/physics/tubes/capsule_pipe.hpp"

namespace dimai::models {

namespace {

namespace odeint = boost::numeric::odeint;

/// Pressure and time before the outlet, by distance upstream of it.
using State = std::array<double, 2>;

/// Air and capsule speed where the pressure is known.
struct Speeds {
  double density_kg_m3;
  double air_m_s;
  double capsule_m_s;
};

Speeds speeds_at(const CapsulePipe& pipe, double area_m2, double pressure_pa) {
  Speeds speeds{};
  speeds.density_kg_m3 = air_density_kg_m3(pressure_pa, pipe.temperature_k);
  speeds.air_m_s = pipe.mass_flow_kg_s / (speeds.density_kg_m3 * area_m2);
  speeds.capsule_m_s =
      speeds.air_m_s - steady_slip_m_s(pipe.seal, pipe.force_n, area_m2, speeds.density_kg_m3);
  if (speeds.capsule_m_s > 0.0) return speeds;
  throw std::runtime_error("capsules stop: at " + std::to_string(pressure_pa) +
                           " Pa the air moves at " + std::to_string(speeds.air_m_s) +
                           " m/s, slower than their slip");
}

}  // namespace

PipeProfile capsule_pipe_profile(const CapsulePipe& pipe, double outlet_pa, int points) {
  require_domain(outlet_pa > 0.0, "outlet pressure must be > 0 Pa");
  require_domain(points >= 2, "a profile needs at least two points");
  require_domain(pipe.mass_flow_kg_s > 0.0, "mass flow must be > 0 kg/s");
  const double area_m2 = bore_area_m2(pipe.tube.bore_m);
  const auto slopes = [&](const State& state, State& slope, double) {
    const Speeds at = speeds_at(pipe, area_m2, state[0]);
    const double friction_pa_m = pipe.tube.friction_factor * at.density_kg_m3 * at.air_m_s *
                                 at.air_m_s / (2.0 * pipe.tube.bore_m);
    slope = {friction_pa_m + pipe.capsule_flow_per_s / at.capsule_m_s * pipe.force_n / area_m2,
             1.0 / at.capsule_m_s};
  };
  std::vector<State> states;
  const double step_m = pipe.tube.length_m / (points - 1);
  State state{outlet_pa, 0.0};
  const auto stepper = odeint::make_dense_output(1e-6, 1e-9, odeint::runge_kutta_dopri5<State>());
  odeint::integrate_n_steps(stepper, slopes, state, 0.0, step_m,
                            static_cast<std::size_t>(points - 1),
                            [&](const State& at, double) { states.push_back(at); });
  PipeProfile profile;
  for (int i = points - 1; i >= 0; --i) {
    const State& at = states[static_cast<std::size_t>(i)];
    const Speeds speeds = speeds_at(pipe, area_m2, at[0]);
    profile.place_m.push_back(pipe.tube.length_m - i * step_m);
    profile.pressure_pa.push_back(at[0]);
    profile.air_m_s.push_back(speeds.air_m_s);
    profile.capsule_m_s.push_back(speeds.capsule_m_s);
    profile.passage_s.push_back(states.back()[1] - at[1]);
  }
  return profile;
}

}  // namespace dimai::models

#include "models/physics/conveying/drag.hpp"

#include <array>
#include <cmath>

#include <boost/numeric/odeint.hpp>

#include "models/physics/conveying/gas.hpp"
#include "models/physics/conveying/root.hpp"
#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kMostReynolds = 2e5;
constexpr double kNewton = 0.44;  ///< C_D where inertia rules

double three_ranges(double re) {
  if (re < 1.0) return 24.0 / re;
  return re <= 500.0 ? 18.5 * std::pow(re, -0.6) : kNewton;
}

double schiller_naumann(double re) {
  return re < 1000.0 ? 24.0 / re * (1.0 + 0.15 * std::pow(re, 0.687)) : kNewton;
}

double barati(double re) {
  return 5.4856e9 * std::tanh(4.3774e-9 / re) + 0.0709 * std::tanh(700.6574 / re) +
         0.3894 * std::tanh(74.1539 / re) - 0.1198 * std::tanh(7429.0843 / re) +
         1.7174 * std::tanh(9.9851 / (re + 2.3384)) + 0.4744;
}

void require_sphere(double size_m, double density_kg_m3, const Fluid& fluid) {
  require_domain(size_m > 0.0, "particle size must be > 0 m");
  require_domain(fluid.density_kg_m3 > 0.0, "fluid density must be > 0 kg/m3");
  require_domain(fluid.viscosity_pa_s > 0.0, "fluid viscosity must be > 0 Pa s");
  require_domain(density_kg_m3 > fluid.density_kg_m3,
                 "particle density must be above that of the fluid");
}

}  // namespace

double drag_coefficient(DragLaw law, double reynolds) {
  require_domain(reynolds > 0.0 && reynolds <= kMostReynolds,
                 "particle Reynolds number must be in (0, 2e5]");
  switch (law) {
    case DragLaw::three_ranges:
      return three_ranges(reynolds);
    case DragLaw::schiller_naumann:
      return schiller_naumann(reynolds);
    case DragLaw::barati:
      return barati(reynolds);
  }
  throw std::logic_error("drag_coefficient: unknown law");
}

double terminal_velocity_m_s(DragLaw law, double size_m, double density_kg_m3, const Fluid& fluid) {
  require_sphere(size_m, density_kg_m3, fluid);
  const double per_velocity = fluid.density_kg_m3 * size_m / fluid.viscosity_pa_s;
  const double excess_kg_m3 = density_kg_m3 - fluid.density_kg_m3;
  // C_D Re^2 is known (4/3 of the Archimedes number) and rises with Re.
  const double archimedes = kGravity_m_s2 * size_m * size_m * size_m * excess_kg_m3 *
                            fluid.density_kg_m3 / (fluid.viscosity_pa_s * fluid.viscosity_pa_s);
  const double wanted = std::log(4.0 / 3.0 * archimedes);
  const auto excess = [&](double log_reynolds) {
    const double re = std::exp(log_reynolds);
    return std::log(drag_coefficient(law, re)) + 2.0 * log_reynolds - wanted;
  };
  const double stokes = std::log(archimedes / 18.0);
  const double least = std::min(stokes - 3.0, -1.0);
  const double re = std::exp(
      find_root(excess, least, std::log(kMostReynolds) - 1e-12, "terminal velocity of a sphere"));
  return re / per_velocity;
}

double acceleration_length_m(DragLaw law, double size_m, double density_kg_m3, const Fluid& fluid,
                             double gas_velocity_m_s, double share) {
  require_sphere(size_m, density_kg_m3, fluid);
  require_domain(gas_velocity_m_s > 0.0, "gas velocity must be > 0 m/s");
  require_domain(share > 0.0 && share <= 0.999, "share of the gas velocity must be in (0, 0.999]");
  // With the particle's velocity as the independent variable: dL/dUp = Up / (dUp/dt).
  using State = std::array<double, 1>;
  const auto slope = [&](const State&, State& change, double velocity_m_s) {
    const double slip_m_s = gas_velocity_m_s - velocity_m_s;
    const double re = fluid.density_kg_m3 * slip_m_s * size_m / fluid.viscosity_pa_s;
    const double acceleration_m_s2 = 0.75 * drag_coefficient(law, re) * fluid.density_kg_m3 *
                                     slip_m_s * slip_m_s / (density_kg_m3 * size_m);
    change[0] = velocity_m_s / acceleration_m_s2;
  };
  namespace odeint = boost::numeric::odeint;
  State length_m{0.0};
  const double end_m_s = share * gas_velocity_m_s;
  odeint::integrate_adaptive(
      odeint::make_controlled(1e-12, 1e-9, odeint::runge_kutta_dopri5<State>()), slope, length_m,
      0.0, end_m_s, end_m_s / 100.0);
  return length_m[0];
}

}  // namespace dimai::models

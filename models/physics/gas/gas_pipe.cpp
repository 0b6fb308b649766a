#include "models/physics/gas/gas_pipe.hpp"

#include <cmath>
#include <cstdint>

#include <boost/math/tools/toms748_solve.hpp>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kGravity_m_s2 = 9.80665;
constexpr std::uintmax_t kMostSteps = 300;

/// sinh(x) / x.
double sinhc(double x) { return std::abs(x) < 1e-4 ? 1.0 + x * x / 6.0 : std::sinh(x) / x; }

template <class Function>
double root(const Function& function, double low, double high) {
  const double at_low = function(low);
  const double at_high = function(high);
  if (at_low == 0.0) return low;
  if (at_high == 0.0) return high;
  require_domain((at_low < 0.0) != (at_high < 0.0), "the pipe cannot carry this flow");
  std::uintmax_t steps = kMostSteps;
  const auto bracket = boost::math::tools::toms748_solve(
      function, low, high, at_low, at_high, boost::math::tools::eps_tolerance<double>(52), steps);
  return 0.5 * (bracket.first + bracket.second);
}

void require_pipe(const GasPipe& pipe) {
  require_domain(pipe.length_m > 0.0 && pipe.diameter_m > 0.0, "length and bore must be > 0 m");
  require_domain(pipe.local_loss >= 0.0, "local loss must be >= 0");
}

}  // namespace

FrictionTerm pipe_resistance(const GasPipe& pipe, const PipeGas& gas, double flow_kg_s) {
  const FrictionTerm friction =
      friction_term(pipe.friction, gas.flowing, pipe.diameter_m, flow_kg_s);
  const double area_m2 = bore_area_m2(pipe.diameter_m);
  const double scale = 0.5 / (area_m2 * area_m2);
  const double slenderness = pipe.length_m / pipe.diameter_m;
  const double m = std::abs(flow_kg_s);
  return {scale * (slenderness * friction.value + pipe.local_loss * flow_kg_s * m),
          scale * (slenderness * friction.slope + 2.0 * pipe.local_loss * m)};
}

double gravity_exponent(const GasPipe& pipe, const GasLaw& law, double mean_pressure_pa) {
  if (pipe.rise_m == 0.0) return 0.0;
  const double density = gas_density_kg_m3(law, mean_pressure_pa);
  return kGravity_m_s2 * pipe.rise_m * density * density / gas_potential(law, mean_pressure_pa);
}

double mean_pressure_pa(double inlet_pa, double outlet_pa) {
  const double sum = inlet_pa + outlet_pa;
  return sum > 0.0 ? 2.0 / 3.0 * (sum - inlet_pa * outlet_pa / sum) : 0.0;
}

double pipe_imbalance(const GasPipe& pipe, const PipeGas& gas, double inlet_pa, double outlet_pa,
                      double flow_kg_s) {
  const double half = 0.5 * gravity_exponent(pipe, gas.law, mean_pressure_pa(inlet_pa, outlet_pa));
  double left = gas_potential(gas.law, inlet_pa) * std::exp(-half) -
                gas_potential(gas.law, outlet_pa) * std::exp(half) -
                sinhc(half) * pipe_resistance(pipe, gas, flow_kg_s).value;
  if (gas.kinetic_term) {
    const double flux = flow_kg_s / bore_area_m2(pipe.diameter_m);
    left -= flux * flux *
            std::log(gas_density_kg_m3(gas.law, inlet_pa) / gas_density_kg_m3(gas.law, outlet_pa));
  }
  return left;
}

double outlet_pressure_pa(const GasPipe& pipe, const PipeGas& gas, double inlet_pa,
                          double flow_kg_s) {
  require_pipe(pipe);
  require_domain(inlet_pa > 0.0, "inlet pressure must be > 0 Pa");
  // With the kinetic term the outlet cannot fall below the pressure of choked flow.
  const double flux = std::abs(flow_kg_s) / bore_area_m2(pipe.diameter_m);
  const double choked_pa = gas.kinetic_term ? flux * std::sqrt(gas.law.a2_m2_s2) : 0.0;
  const double low_pa = std::max(choked_pa, 1e-9 * inlet_pa);
  require_domain(low_pa < inlet_pa, "the pipe cannot carry this flow");
  double high_pa = 2.0 * inlet_pa;
  const auto left = [&](double outlet_pa) {
    return pipe_imbalance(pipe, gas, inlet_pa, outlet_pa, flow_kg_s);
  };
  while (left(high_pa) > 0.0) high_pa *= 2.0;
  return root(left, low_pa, high_pa);
}

double steady_flow_kg_s(const GasPipe& pipe, const PipeGas& gas, double inlet_pa,
                        double outlet_pa) {
  require_pipe(pipe);
  require_domain(inlet_pa > 0.0 && outlet_pa > 0.0, "pressures must be > 0 Pa");
  const auto left = [&](double flow) {
    return pipe_imbalance(pipe, gas, inlet_pa, outlet_pa, flow);
  };
  const double drive = left(0.0);
  if (drive == 0.0) return 0.0;
  double far = drive > 0.0 ? 1.0 : -1.0;  // kg/s
  while ((left(far) > 0.0) == (drive > 0.0)) far *= 2.0;
  return drive > 0.0 ? root(left, 0.0, far) : root(left, far, 0.0);
}

}  // namespace dimai::models

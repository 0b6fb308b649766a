#include "models/physics/tubes/isothermal_tube.hpp"

#include <cmath>

#include "models/physics/domain.hpp"
#include "sim/elementary.hpp"

namespace dimai::models {

namespace {

double square(double x) { return x * x; }

void require_tube(const TubeShape& tube) {
  require_domain(tube.length_m > 0.0, "tube length must be > 0 m");
  require_domain(tube.bore_m > 0.0, "tube bore must be > 0 m");
  require_domain(tube.friction_factor > 0.0, "friction factor must be > 0");
}

void require_ends(const EndPressures& ends) {
  require_domain(ends.outlet_pa > 0.0, "outlet pressure must be > 0 Pa");
  require_domain(ends.inlet_pa > ends.outlet_pa, "inlet pressure must be above that of the outlet");
}

}  // namespace

double air_density_kg_m3(double pressure_pa, double temperature_k) {
  require_domain(pressure_pa > 0.0, "pressure must be > 0 Pa");
  require_domain(temperature_k > 0.0, "temperature must be > 0 K");
  return pressure_pa / (kAirGasConstant_j_kg_k * temperature_k);
}

double isothermal_mass_flux_kg_s_m2(const TubeShape& tube, const EndPressures& ends,
                                    double temperature_k) {
  require_tube(tube);
  require_ends(ends);
  require_domain(temperature_k > 0.0, "temperature must be > 0 K");
  const double squares_pa2 = square(ends.inlet_pa) - square(ends.outlet_pa);
  const double gas_j_kg = kAirGasConstant_j_kg_k * temperature_k;
  return std::sqrt(squares_pa2 * tube.bore_m / (tube.friction_factor * tube.length_m * gas_j_kg));
}

double isothermal_transit_s(const TubeShape& tube, const EndPressures& ends, double temperature_k) {
  const double flux_kg_s_m2 = isothermal_mass_flux_kg_s_m2(tube, ends, temperature_k);
  const double cubes =
      ends.inlet_pa * square(ends.inlet_pa) - ends.outlet_pa * square(ends.outlet_pa);
  const double squares = square(ends.inlet_pa) - square(ends.outlet_pa);
  const double mean_kg_m3 = air_density_kg_m3(2.0 / 3.0 * cubes / squares, temperature_k);
  return mean_kg_m3 * tube.length_m / flux_kg_s_m2;
}

double isothermal_pressure_pa(const TubeShape& tube, const EndPressures& ends, double place_m) {
  require_tube(tube);
  require_ends(ends);
  require_domain(place_m >= 0.0 && place_m <= tube.length_m, "place must lie in the tube");
  const double share = place_m / tube.length_m;
  return std::sqrt(square(ends.inlet_pa) * (1.0 - share) + square(ends.outlet_pa) * share);
}

double transit_scale(double bore_m, double reference_m) {
  require_domain(bore_m > 0.0 && reference_m > 0.0, "bores must be > 0 m");
  return std::sqrt(reference_m / bore_m);
}

double power_scale(double bore_m, double reference_m) {
  require_domain(bore_m > 0.0 && reference_m > 0.0, "bores must be > 0 m");
  return square(bore_m / reference_m) * std::sqrt(bore_m / reference_m);
}

double isothermal_power_w(double flow_m3_s, const EndPressures& ends) {
  require_domain(flow_m3_s >= 0.0, "flow must be >= 0 m3/s");
  require_ends(ends);
  return flow_m3_s * ends.inlet_pa * sim::natural_logarithm(ends.inlet_pa / ends.outlet_pa);
}

double adiabatic_power_w(double flow_m3_s, const EndPressures& ends) {
  require_domain(flow_m3_s >= 0.0, "flow must be >= 0 m3/s");
  require_ends(ends);
  const double exponent = (kAirHeatRatio - 1.0) / kAirHeatRatio;
  const double rise = sim::power(ends.inlet_pa / ends.outlet_pa, exponent) - 1.0;
  return flow_m3_s * ends.outlet_pa * rise / exponent;
}

}  // namespace dimai::models

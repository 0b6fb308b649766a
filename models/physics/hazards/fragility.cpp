#include "models/physics/hazards/fragility.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "models/physics/domain.hpp"
#include "sim/elementary.hpp"

namespace dimai::models {

double standard_load(const Fragility& curve, double load) {
  require_domain(curve.median > 0.0, "median of a fragility curve not above 0");
  require_domain(curve.dispersion > 0.0, "dispersion of a fragility curve not above 0");
  require_domain(load >= 0.0, "load below 0");
  if (load == 0.0) return -std::numeric_limits<double>::infinity();
  return sim::natural_logarithm(load / curve.median) / curve.dispersion;
}

double failure_probability(const Fragility& curve, double load) {
  return 0.5 * std::erfc(-standard_load(curve, load) / std::numbers::sqrt2);
}

double strike_load(const AreaStrike& strike, double distance_m, double depth_m) {
  require_domain(strike.radius_m > 0.0, "radius of a strike not above 0");
  require_domain(strike.decay > 0.0, "decay of a strike not above 0");
  require_domain(strike.depth_m >= 0.0 && depth_m >= 0.0, "depth above ground");
  require_domain(distance_m >= 0.0, "distance below 0");
  const double slant_m = std::hypot(distance_m, depth_m - strike.depth_m);
  return sim::power(strike.radius_m / std::max(slant_m, 0.01 * strike.radius_m), strike.decay);
}

Fragility fragility_of_bore(const Fragility& curve, double bore_m, double reference_bore_m) {
  require_domain(bore_m > 0.0 && reference_bore_m > 0.0, "bore not above 0");
  return {curve.median * reference_bore_m / bore_m, curve.dispersion};
}

}  // namespace dimai::models

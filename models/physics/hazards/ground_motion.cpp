#include "models/physics/hazards/ground_motion.hpp"

#include <cmath>

#include "models/physics/domain.hpp"
#include "sim/elementary.hpp"

namespace dimai::models {

namespace {

constexpr double kInch_m = 0.0254;
constexpr double kThousandFeet_m = 304.8;

double log10(double x) { return sim::natural_logarithm(x) / sim::natural_logarithm(10.0); }

void require_magnitude(double magnitude) {
  require_domain(magnitude >= 3.0 && magnitude <= 9.5, "magnitude outside [3, 9.5]");
}

}  // namespace

double peak_ground_acceleration_m_s2(PgaRelation relation, double magnitude, double distance_m,
                                     double depth_m) {
  require_magnitude(magnitude);
  const double least_m = relation == PgaRelation::lee_cho ? 100.0 : 0.0;
  require_domain(distance_m >= least_m, "distance from the epicentre too small");
  require_domain(depth_m > 0.0, "depth of the hypocentre not above 0");
  const double distance_km = distance_m / 1e3;
  switch (relation) {
    case PgaRelation::kawashima:
      return 0.01 * 403.8 * sim::power(10.0, 0.265 * magnitude) *
             sim::power(distance_km + 30.0, -1.218);
    case PgaRelation::baag: {
      const double slant_km = std::hypot(distance_km, depth_m / 1e3);
      return 0.01 *
             sim::natural_exponential(0.4 + 1.2 * magnitude -
                                      0.76 * sim::natural_logarithm(slant_km) - 0.0094 * slant_km);
    }
    case PgaRelation::lee_cho:
      break;
  }
  return 0.01 *
         sim::power(10.0, -1.83 + 0.386 * magnitude - log10(distance_km) - 0.0015 * distance_km);
}

double peak_ground_velocity_m_s(Ground ground, double magnitude, double distance_m) {
  require_magnitude(magnitude);
  require_domain(distance_m >= 0.0, "distance from the epicentre below 0");
  const double far = log10(distance_m / 1e3 + 17.0);
  const double exponent = ground == Ground::rock ? -0.848 + 0.775 * magnitude - 1.834 * far
                                                 : -0.285 + 0.711 * magnitude - 1.851 * far;
  return 0.01 * sim::power(10.0, exponent);
}

double repair_rate_per_m(RepairRateForm form, double velocity_m_s, double factor) {
  require_domain(velocity_m_s >= 0.0, "ground velocity below 0");
  require_domain(factor >= 0.0, "factor of the repair rate below 0");
  const double inches_s = velocity_m_s / kInch_m;
  const double per_thousand_feet =
      form == RepairRateForm::linear ? 0.00187 * inches_s : 0.00108 * sim::power(inches_s, 1.173);
  return factor * per_thousand_feet / kThousandFeet_m;
}

}  // namespace dimai::models

#include "models/physics/flow/batch_interface.hpp"

#include <cmath>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kCentistokes_m2_s = 1e-6;
constexpr double kShift = 0.8;

void require_diameter(double diameter_m) {
  require_domain(diameter_m >= 0.01 && diameter_m <= 2.0, "diameter must be 0.01 to 2 m");
}

double log_log(double viscosity_m2_s) {
  const double shifted = viscosity_m2_s / kCentistokes_m2_s + kShift;
  require_domain(shifted > 1.0 && std::isfinite(shifted), "viscosity must be above 0.2 cSt");
  return std::log10(std::log10(shifted));
}

}  // namespace

double critical_batch_reynolds(double diameter_m) {
  require_diameter(diameter_m);
  return 10000.0 * std::exp(2.72 * std::sqrt(diameter_m));
}

double batch_interface_growth_m(double diameter_m, double reynolds) {
  require_domain(reynolds > 0.0 && std::isfinite(reynolds), "Reynolds number must be > 0");
  const double factor =
      reynolds > critical_batch_reynolds(diameter_m)
          ? 11.75 * std::pow(reynolds, -0.1)
          : 18420.0 * std::pow(reynolds, -0.9) * std::exp(2.18 * std::sqrt(diameter_m));
  return factor * factor * diameter_m;
}

double batch_interface_length_m(double diameter_m, double length_m, double reynolds) {
  require_domain(length_m >= 0.0 && std::isfinite(length_m), "length must be >= 0 m");
  return std::sqrt(batch_interface_growth_m(diameter_m, reynolds) * length_m);
}

double mixture_viscosity_m2_s(double first_m2_s, double second_m2_s) {
  const double mean = (log_log(first_m2_s) + log_log(second_m2_s)) / 2.0;
  return (std::pow(10.0, std::pow(10.0, mean)) - kShift) * kCentistokes_m2_s;
}

}  // namespace dimai::models

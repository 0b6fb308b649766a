#include "models/physics/conveying/wear.hpp"

#include <cmath>

#include "models/physics/domain.hpp"

namespace dimai::models {

double wear_mass_kg(double mass_kg, double velocity_m_s, double reference_m_s, double exponent) {
  require_domain(mass_kg >= 0.0, "mass must be >= 0 kg");
  require_domain(velocity_m_s >= 0.0, "velocity must be >= 0 m/s");
  require_domain(reference_m_s > 0.0, "reference velocity must be > 0 m/s");
  require_domain(exponent >= 1.0 && exponent <= 5.0, "wear exponent must be in [1, 5]");
  return mass_kg * std::pow(velocity_m_s / reference_m_s, exponent);
}

double Residue::after_run_kg(double wall_m2) const {
  require_domain(wall_m2 >= 0.0, "wall area must be >= 0 m2");
  return wall_kg_m2 * wall_m2 + heel_kg;
}

double Residue::after_purge_kg(double residue_kg, double passes) const {
  require_domain(residue_kg >= 0.0 && passes >= 0.0, "residue and passes must be >= 0");
  require_domain(purge_passes > 0.0, "passes that take away 63 % must be > 0");
  return residue_kg * std::exp(-passes / purge_passes);
}

double Residue::after_passing_kg(double residue_kg, double passed_kg) const {
  require_domain(residue_kg >= 0.0 && passed_kg >= 0.0, "residue and passed mass must be >= 0");
  require_domain(washout_kg > 0.0, "mass that takes up 63 % must be > 0 kg");
  return residue_kg * std::exp(-passed_kg / washout_kg);
}

}  // namespace dimai::models

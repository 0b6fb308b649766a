#include "models/physics/flow/friction.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

Quantities friction_factors(const Row& row) {
  const double reynolds = row.number("reynolds");
  const double roughness = row.number("roughness");
  return {{"colebrook", models::colebrook_friction_factor(reynolds, roughness)},
          {"swamee_jain", models::swamee_jain_friction_factor(reynolds, roughness)},
          {"haaland", models::haaland_friction_factor(reynolds, roughness)}};
}

}  // namespace dimai::validation

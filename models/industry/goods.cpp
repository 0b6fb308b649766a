#include "models/industry/goods.hpp"

namespace dimai::models {

double mass_kg(std::span<const Amount> amounts, std::span<const Good> goods) {
  double sum_kg = 0.0;
  for (const Amount& each : amounts) sum_kg += each.quantity * goods[each.good.value].mass_kg;
  return sum_kg;
}

double mass_gain_kg(const Recipe& recipe, std::span<const Good> goods) {
  return mass_kg(recipe.outputs, goods) - mass_kg(recipe.inputs, goods);
}

}  // namespace dimai::models

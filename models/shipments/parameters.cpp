#include "models/shipments/parameters.hpp"

#include <algorithm>
#include <cstdio>
#include <functional>

namespace dimai::models {

namespace {

std::array<double, 3> edges(double a, double b, double c) {
  std::array<double, 3> sorted{a, b, c};
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  return sorted;
}

std::string with(const char* form, double a, double b) {
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), form, a, b);
  return text.data();
}

}  // namespace

std::string why_not(const ModeParameters& mode, const ShipmentClass& one) {
  if (one.person && !mode.persons) return "takes no persons";
  if (!one.person && !mode.goods) return "takes no goods";
  if (one.mass_kg > mode.mass_kg)
    return with("%.4g kg is heavier than %.4g kg", one.mass_kg, mode.mass_kg);
  const auto thing = edges(one.length_m, one.width_m, one.height_m);
  const auto room = edges(mode.length_m, mode.width_m, mode.height_m);
  for (std::size_t i = 0; i < 3; ++i) {
    if (thing[i] > room[i]) return with("an edge of %.4g m does not fit %.4g m", thing[i], room[i]);
  }
  return "";
}

}  // namespace dimai::models

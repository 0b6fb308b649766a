#include "models/pipelines/powder/powder.hpp"

#include <cmath>

namespace dimai::models {
namespace {

std::string allowed(const Powder& powder) {
  std::string text;
  for (std::size_t i = 0; i < kConveyingGases.size(); ++i) {
    if (!powder.gases[i]) continue;
    if (!text.empty()) text += ", ";
    text += kConveyingGases[i];
  }
  return text.empty() ? "no gas" : text;
}

std::string reason(const Powder& powder, ConveyingGas gas) {
  const bool air = gas == ConveyingGas::air;
  if (powder.kind == PowderKind::reactive_metal)
    return air ? "a cloud of it in air explodes"
               : "titanium, zirconium and magnesium burn in nitrogen and carbon dioxide too, so "
                 "neither is inert to them";
  if (air)
    return "a cloud of it in air can explode, and in a pipe it is nearly always dense enough";
  return "it reacts with it, or nobody has stated that it does not";
}

}  // namespace

double Powder::slug_stress_ratio() const {
  return std::isnan(stress_ratio) ? 1.0 - std::sin(std::atan(inner_friction)) : stress_ratio;
}

std::string why_not(const Powder& powder, ConveyingGas gas) {
  if (powder.allows(gas)) return "";
  return std::string(name_of(gas)) + " must not convey " + powder.id + ": " + reason(powder, gas) +
         "; accepts " + allowed(powder);
}

}  // namespace dimai::models

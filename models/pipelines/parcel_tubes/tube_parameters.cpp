#include "models/pipelines/parcel_tubes/tube_parameters.hpp"

#include <algorithm>
#include <cmath>

namespace dimai::models {

namespace {

bool box_fits(const ParcelClass& parcel, const CarrierClass& carrier) {
  const std::array<double, 3> edges{parcel.length_m, parcel.width_m, parcel.height_m};
  for (std::size_t along = 0; along < 3; ++along) {
    const double one_m = edges[(along + 1) % 3];
    const double other_m = edges[(along + 2) % 3];
    const double across_m = std::sqrt(one_m * one_m + other_m * other_m);
    if (edges[along] <= carrier.inner_length_m && across_m <= carrier.inner_diameter_m) return true;
  }
  return false;
}

}  // namespace

bool fits(const ParcelClass& parcel, const CarrierClass& carrier) {
  return parcel.mass_kg <= carrier.payload_kg && box_fits(parcel, carrier);
}

std::string why_none_fits(const ParcelClass& parcel, const CarrierClass* carriers,
                          std::size_t carrier_count) {
  const auto* end = carriers + carrier_count;
  if (std::any_of(carriers, end, [&](const CarrierClass& c) { return fits(parcel, c); })) return "";
  if (std::any_of(carriers, end, [&](const CarrierClass& c) { return box_fits(parcel, c); }))
    return "too heavy for every carrier that it goes into";
  return "too large for every carrier";
}

}  // namespace dimai::models

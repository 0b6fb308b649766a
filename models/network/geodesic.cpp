#include "models/network/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <stdexcept>

// Boost.Geometry 1.74 includes a header that Boost itself has deprecated.
#define BOOST_ALLOW_DEPRECATED_HEADERS
#include <boost/geometry/formulas/karney_inverse.hpp>
#include <boost/geometry/srs/spheroid.hpp>

namespace dimai::models {

namespace {

// Defining constants of WGS 84: NGA.STND.0036 (2014), table 3.1.
constexpr double kSemiMajor_m = 6378137.0;
constexpr double kFlattening = 1.0 / 298.257223563;

void require_place(double lon_deg, double lat_deg) {
  const bool on_earth = std::abs(lon_deg) <= 180.0 && std::abs(lat_deg) <= 90.0;
  if (!on_earth) throw std::domain_error("geodesic: place outside [-180, 180] x [-90, 90] deg");
}

double radians(double angle_deg) { return angle_deg * (std::numbers::pi / 180.0); }

}  // namespace

double geodesic_distance_m(double lon1_deg, double lat1_deg, double lon2_deg, double lat2_deg) {
  // All of its results are asked for: with fewer, Boost 1.74 reads variables that it never set.
  using Inverse = boost::geometry::formula::karney_inverse<double, true, true, true, true, true>;
  require_place(lon1_deg, lat1_deg);
  require_place(lon2_deg, lat2_deg);
  const boost::geometry::srs::spheroid<double> wgs84(kSemiMajor_m,
                                                     kSemiMajor_m * (1.0 - kFlattening));
  return Inverse::apply(lon1_deg, lat1_deg, lon2_deg, lat2_deg, wgs84).distance;
}

double geodesic_length_m(std::span<const std::pair<double, double>> points_deg) {
  double length_m = 0.0;
  for (std::size_t i = 1; i < points_deg.size(); ++i) {
    const auto& [lon1_deg, lat1_deg] = points_deg[i - 1];
    const auto& [lon2_deg, lat2_deg] = points_deg[i];
    length_m += geodesic_distance_m(lon1_deg, lat1_deg, lon2_deg, lat2_deg);
  }
  return length_m;
}

double great_circle_distance_m(double lon1_deg, double lat1_deg, double lon2_deg, double lat2_deg) {
  require_place(lon1_deg, lat1_deg);
  require_place(lon2_deg, lat2_deg);
  constexpr double least_radius_m = kSemiMajor_m * (1.0 - kFlattening) * (1.0 - kFlattening);
  const double lat1 = radians(lat1_deg);
  const double lat2 = radians(lat2_deg);
  const double half_lon = radians(lon2_deg - lon1_deg) / 2.0;
  const double half_lat = (lat2 - lat1) / 2.0;
  // Haversine: exact for near places, where the cosine rule loses digits.
  const double h = std::sin(half_lat) * std::sin(half_lat) +
                   std::cos(lat1) * std::cos(lat2) * std::sin(half_lon) * std::sin(half_lon);
  return 2.0 * least_radius_m * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace dimai::models

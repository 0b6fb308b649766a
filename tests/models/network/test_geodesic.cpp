#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "models/network/geodesic.hpp"

using namespace dimai::models;

namespace {

double degrees(double whole, double minutes, double seconds) {
  return whole + minutes / 60.0 + seconds / 3600.0;
}

bool within(double value, double expected, double tolerance) {
  return value >= expected - tolerance && value <= expected + tolerance;
}

}  // namespace

TEST_CASE("Flinders Peak to Buninyon is 54972.271 m") {
  // GDA94 Technical Manual (ICSM), chapter 4, worked example of Vincenty's formulae. GRS 80, whose
  // flattening differs from WGS 84 in the tenth digit: less than 0.1 mm over this line.
  const double distance_m =
      geodesic_distance_m(degrees(144, 25, 29.52440), -degrees(37, 57, 3.72030),
                          degrees(143, 55, 35.38390), -degrees(37, 39, 10.15610));
  CHECK(within(distance_m, 54972.271, 0.0006));
}

TEST_CASE("geodesics agree with published examples to their last digit") {
  // Wellington to Salamanca: first example of GeographicLib's JavaScript and Python manuals.
  CHECK(within(geodesic_distance_m(174.81, -41.32, -5.50, 40.96), 19959679.267, 0.0006));
  // Karney (2013), table 2: solved as a direct problem with s12 = 10 000 km.
  CHECK(within(geodesic_distance_m(0.0, 40.0, 137.84490004377, 41.79331020506), 1.0e7, 0.001));
  // Karney (2013), table 3: two places five metres apart.
  CHECK(within(geodesic_distance_m(0.0, -30.12345, 0.00005, -30.12344), 4.944208, 0.0000006));
  // Karney (2013), table 4: nearly antipodal, where Vincenty's iteration fails.
  CHECK(within(geodesic_distance_m(0.0, -30.0, 179.8, 29.9), 19989832.827610, 0.0000011));
}

TEST_CASE("geodesics along the equator and a meridian have the ellipsoid's own lengths") {
  // One degree of the equator: pi a / 180 = 3.14159265358979 * 6378137 / 180 = 111319.490793 m.
  CHECK(within(geodesic_distance_m(10.0, 0.0, 11.0, 0.0), 111319.490793, 1e-6));
  // Quarter meridian of WGS 84: 10001965.729 m (e.g. Karney 2013, section 2, Q = 10 001.966 km).
  CHECK(within(geodesic_distance_m(0.0, 0.0, 0.0, 90.0), 10001965.729, 0.001));
}

TEST_CASE("a geodesic crosses the date line rather than going round the earth") {
  // The same difference of longitude, 20 deg, on the same parallel elsewhere.
  const double across_m = geodesic_distance_m(170.0, 10.0, -170.0, 10.0);
  CHECK(within(across_m, geodesic_distance_m(0.0, 10.0, 20.0, 10.0), 1e-6));
}

TEST_CASE("a place is at no distance from itself and at the same from both ends") {
  CHECK(geodesic_distance_m(116.4, 39.9, 116.4, 39.9) == 0.0);
  CHECK(within(geodesic_distance_m(116.4, 39.9, 114.06, 22.55),
               geodesic_distance_m(114.06, 22.55, 116.4, 39.9), 1e-6));
}

TEST_CASE("a line is as long as its pieces together") {
  const std::vector<std::pair<double, double>> line{{10.0, 0.0}, {11.0, 0.0}, {13.0, 0.0}};
  CHECK(within(geodesic_length_m(line), 3.0 * 111319.490793, 3e-6));  // three degrees of equator
  CHECK(geodesic_length_m({line.data(), 1}) == 0.0);
  CHECK(geodesic_length_m({}) == 0.0);
}

TEST_CASE("the great circle of the length check is never longer than the geodesic") {
  // Lines of 1 deg to 170 deg from a grid of places; by theory the share is in [0.988, 1], because
  // a (1 - e^2) over the greatest radius of curvature a / sqrt(1 - e^2) is (1 - e^2)^1.5 = 0.98999.
  for (double lat1_deg = -90.0; lat1_deg <= 90.0; lat1_deg += 15.0) {
    for (double lat2_deg = -85.0; lat2_deg <= 85.0; lat2_deg += 17.0) {
      for (double lon_deg = 1.0; lon_deg <= 170.0; lon_deg += 13.0) {
        const double geodesic_m = geodesic_distance_m(0.0, lat1_deg, lon_deg, lat2_deg);
        const double circle_m = great_circle_distance_m(0.0, lat1_deg, lon_deg, lat2_deg);
        CHECK(circle_m <= geodesic_m);
        CHECK(circle_m >= 0.988 * geodesic_m);
      }
    }
  }
}

TEST_CASE("the great circle of short lines keeps its digits") {
  // 1e-6 deg of latitude at the equator: 6335439.327 m * 1e-6 * pi / 180 = 0.110574275 m, which is
  // also the meridian's length there, as its radius of curvature at the equator is that one.
  CHECK(within(great_circle_distance_m(5.0, 0.0, 5.0, 1e-6), 0.110574275, 1e-8));
  CHECK(within(geodesic_distance_m(5.0, 0.0, 5.0, 1e-6), 0.110574275, 1e-8));
}

TEST_CASE("places that are not on the earth are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(geodesic_distance_m(0.0, 90.1, 0.0, 0.0), std::domain_error);
  CHECK_THROWS_AS(geodesic_distance_m(0.0, 0.0, 181.0, 0.0), std::domain_error);
  CHECK_THROWS_AS(great_circle_distance_m(0.0, nan, 0.0, 0.0), std::domain_error);
}

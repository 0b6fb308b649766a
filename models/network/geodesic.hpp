#pragma once

#include <span>
#include <utility>

namespace dimai::models {

/// Length of the shortest way between two places along the surface of the WGS 84 ellipsoid.
///
/// @param lon1_deg, lon2_deg  longitudes [deg], in [-180, 180]
/// @param lat1_deg, lat2_deg  geodetic latitudes [deg], in [-90, 90]
/// @return length [m], within 1 micrometre for places in any position, antipodal ones too
/// @throws std::domain_error outside those ranges, and for values that are not finite
/// Source: Karney (2013), J. Geodesy 87, 43-55, doi:10.1007/s00190-012-0578-z (Boost.Geometry).
double geodesic_distance_m(double lon1_deg, double lat1_deg, double lon2_deg, double lat2_deg);

/// Length of a line of geodesics through points (longitude, latitude) [deg]; 0 below two points.
///
/// @throws std::domain_error as geodesic_distance_m
double geodesic_length_m(std::span<const std::pair<double, double>> points_deg);

/// A length that no way between two places can undercut: the check of a link's stated length.
///
/// It is the great circle on a sphere whose radius is the least radius of curvature of WGS 84,
/// a (1 - e^2) = 6335.439 km. Neither radius of curvature of the ellipsoid is less anywhere, so the
/// result never exceeds the geodesic; it falls short of it by up to 1.1 % (0.6 % on a sphere of
/// mean radius, which would be longer than the geodesic in places and reject right lengths).
///
/// Parameters and errors as geodesic_distance_m.
/// Source: by hand, ds^2 = M^2 dlat^2 + N^2 cos^2(lat) dlon^2 with M, N >= a (1 - e^2).
double great_circle_distance_m(double lon1_deg, double lat1_deg, double lon2_deg, double lat2_deg);

}  // namespace dimai::models

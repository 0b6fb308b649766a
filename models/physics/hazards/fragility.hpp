#pragma once

// How likely a thing fails under a load: earthquake engineering's lognormal curves, and their use
// for strikes from above on tunnels and pipes in the ground.

namespace dimai::models {

/// Lognormal fragility curve.
struct Fragility {
  double median = 1.0;      ///< load at which half fail, > 0, in the load's unit
  double dispersion = 0.5;  ///< standard deviation of the logarithm of the load borne [-], > 0
};

/// How many dispersions a load lies above the median: a thing that bears exp(z dispersion) times
/// the median, z standard normal, fails if z is below this. Minus infinity without load.
///
/// @param load  [unit of the median], >= 0
/// @throws std::domain_error outside the ranges
double standard_load(const Fragility& curve, double load);

/// Probability of failure [-], Phi(ln(load / median) / dispersion).
///
/// @param load  [unit of the median], >= 0
/// @throws std::domain_error outside the ranges
/// Source: Shinozuka, Feng, Lee and Naganuma (2000), J. Engineering Mechanics 126(12), 1224-1231.
double failure_probability(const Fragility& curve, double load);

/// A strike on an area from above: load 1 at its radius, falling with a power of the slant
/// distance between burst and tunnel.
struct AreaStrike {
  double radius_m = 500.0;  ///< slant distance of load 1, > 0
  double depth_m = 0.0;     ///< of the burst below ground, >= 0
  double decay = 2.0;       ///< exponent of the fall with distance [-], > 0
};

/// Load of a strike on a point of a tunnel [-], (radius / slant distance)^decay, at most that at a
/// hundredth of the radius.
///
/// @param distance_m  on the map [m], >= 0
/// @param depth_m     of the tunnel below ground [m], >= 0
/// @throws std::domain_error outside the ranges
/// Source: by hand; scaled-distance form as for blast (Hopkinson and Cranz). Values are
/// assumptions.
double strike_load(const AreaStrike& strike, double distance_m, double depth_m);

/// Curve of a bore: a wider tunnel fails at a lower load, median reference_bore / bore.
///
/// @param bore_m            [m], > 0
/// @param reference_bore_m  bore for which `curve` was stated [m], > 0
/// @throws std::domain_error outside the ranges
/// Source: by hand; relative thickness of the lining. An assumption.
Fragility fragility_of_bore(const Fragility& curve, double bore_m, double reference_bore_m);

}  // namespace dimai::models

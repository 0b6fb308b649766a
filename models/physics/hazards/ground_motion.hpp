#pragma once

#include <cstdint>

// How the ground shakes at a distance from an earthquake, and how often buried lines then break.

namespace dimai::models {

enum class PgaRelation : std::uint8_t {
  kawashima,  ///< Kawashima, Aizawa and Takahashi (1984), by distance from the epicentre
  baag,       ///< Baag et al. (1998), by distance from the hypocentre
  lee_cho,    ///< Lee and Cho (2002), by distance from the epicentre, which must not be 0
};

/// Peak ground acceleration [m/s2].
///
/// @param magnitude   [-], in [3, 9.5]
/// @param distance_m  from the epicentre [m], >= 0 (lee_cho: >= 100 m, for it grows without bound)
/// @param depth_m     of the hypocentre [m], > 0; used by baag only
/// @throws std::domain_error outside those ranges
/// Source: as collected in Yoo et al. (2016), J. Environmental Informatics 27(2), and in the
/// documentation of WNTR 1.0.
double peak_ground_acceleration_m_s2(PgaRelation relation, double magnitude, double distance_m,
                                     double depth_m);

enum class Ground : std::uint8_t { rock, soil };

/// Peak ground velocity [m/s].
///
/// 10^(-0.848 + 0.775 M - 1.834 log10(R + 17)) cm/s on rock, 10^(-0.285 + 0.711 M - 1.851
/// log10(R + 17)) cm/s on soil, R in km.
/// @param magnitude   [-], in [3, 9.5]
/// @param distance_m  from the epicentre [m], >= 0
/// @throws std::domain_error outside those ranges
/// Source: Yu and Jin (2008), 14th World Conference on Earthquake Engineering.
double peak_ground_velocity_m_s(Ground ground, double magnitude, double distance_m);

enum class RepairRateForm : std::uint8_t { linear, power };

/// Repairs per metre of buried line [1/m].
///
/// factor * 0.00187 PGV (linear) or factor * 0.00108 PGV^1.173 (power), per 1000 ft, PGV in in/s.
/// @param velocity_m_s  peak ground velocity [m/s], >= 0
/// @param factor        for material, joint, soil and diameter [-], >= 0; 1 for cast iron
/// @throws std::domain_error outside those ranges
/// Source: American Lifelines Alliance (2001), Seismic Fragility Formulations for Water Systems.
double repair_rate_per_m(RepairRateForm form, double velocity_m_s, double factor);

}  // namespace dimai::models

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dimai::models {

/// A powder conveyed through a pipe at one place, as the correlations see it.
struct ConveyingPoint {
  double solids_flow_kg_s = 0.0;        ///< M_s [kg/s], > 0
  double bore_m = 0.0;                  ///< D [m], > 0
  double gas_density_kg_m3 = 1.2;       ///< rho_f [kg/m3], > 0
  double gas_viscosity_pa_s = 1.8e-5;   ///< mu [Pa s], > 0
  double particle_size_m = 0.0;         ///< x [m], > 0
  double particle_density_kg_m3 = 0.0;  ///< rho_p [kg/m3], > rho_f
  double terminal_velocity_m_s = 0.0;   ///< U_T of one particle [m/s], > 0

  double area_m2() const;              ///< A of the pipe
  double solids_flux_kg_m2_s() const;  ///< G = M_s / A
};

/// Correlations of the saltation velocity: the gas velocity below which particles settle on the
/// floor of a horizontal pipe.
///
/// rizk:            phi = 10^-(1440 x + 1.96) (U / sqrt(g D))^(1100 x + 2.5). Rizk (1973).
/// matsumoto_1974:  phi = 0.448 (rp/rf)^0.5 (Frp/10)^-1.75 (Frs/10)^3
/// matsumoto_1975:  phi = 1.11 (rp/rf)^0.55 (Frp/10)^-2.3 (Frs/10)^3
/// matsumoto_1977:  phi = 5560 (x/D)^1.43 (Frs/10)^4 if x < 1.39 D (rp/rf)^-0.74,
///                  else 0.373 (rp/rf)^1.06 (Frp/10)^-3.7 (Frs/10)^3.61
/// schade:          Frs = phi^0.11 (D/x)^0.025 (rp/rf)^0.34. Schade (1987).
/// weber:           Frs = (7 + 8/3 UT) phi^0.25 (x/D)^0.1, with 15 for the bracket if UT > 3 m/s.
///                  Weber (1981).
/// geldart_ling:    U = 1.5 G^0.465 D^-0.01 mu^0.055 rf^-0.42 if G/D < 47000,
///                  else 8.7 G^0.302 D^0.153 mu^0.055 rf^-0.42. Geldart and Ling (1990).
/// phi = M_s / M_g, Frs = U / sqrt(g D), Frp = UT / sqrt(g x).
/// Source: as collected in the library `fluids` (MIT), module saltation.
enum class SaltationLaw : std::uint8_t {
  rizk,
  matsumoto_1974,
  matsumoto_1975,
  matsumoto_1977,
  schade,
  weber,
  geldart_ling,
};
inline constexpr std::array<std::string_view, 7> kSaltationLaws{
    "rizk",   "matsumoto 1974", "matsumoto 1975", "matsumoto 1977",
    "schade", "weber",          "geldart-ling"};

/// Saltation velocity [m/s], superficial.
///
/// @throws std::domain_error outside the ranges of ConveyingPoint
double saltation_velocity_m_s(SaltationLaw law, const ConveyingPoint& point);

/// Correlations of the choking velocity: the gas velocity below which an upward vertical flow
/// collapses.
///
/// punwani:  2 g D (eps^-4.7 - 1) = 0.074 rf^0.77 (U/eps - UT)^2, rf in lb/ft3. Punwani et al.
/// (1976). yang:     2 g D (eps^-4.7 - 1) = 0.01 (U/eps - UT)^2. Yang (1975). Both with U/eps - UT
/// = G / (rp (1 - eps)). leung:    U = 32.3 G/rp + 0.97 UT. Leung, Wiles, Nicklin (1971). matsen:
/// U = 10.74 UT (G/rp)^0.227. Matsen (1982).
enum class ChokingLaw : std::uint8_t { punwani, yang, leung, matsen };
inline constexpr std::array<std::string_view, 4> kChokingLaws{"punwani", "yang", "leung", "matsen"};

/// Choking velocity [m/s], superficial.
///
/// @throws std::domain_error outside the ranges of ConveyingPoint; if no voidage satisfies the law
///         (names the bracket and the residuals)
double choking_velocity_m_s(ChokingLaw law, const ConveyingPoint& point);

/// What the correlations span for one point, and which stand at the ends.
struct VelocityRange {
  double lowest_m_s = 0.0;
  double highest_m_s = 0.0;
  std::string_view lowest_law;
  std::string_view highest_law;
};
VelocityRange saltation_range(const ConveyingPoint& point);
VelocityRange choking_range(const ConveyingPoint& point);

/// Which saltation law of that name; nothing if there is none.
std::optional<SaltationLaw> find_saltation_law(std::string_view name);

}  // namespace dimai::models

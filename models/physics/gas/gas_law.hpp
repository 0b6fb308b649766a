#pragma once

namespace dimai::models {

/// How density follows from pressure at one temperature:  rho = p / (a2 Z(p)).
///
/// Either Z = c0 + c1 p + c2 p^2, or, if `inverse`, 1 / Z = c0 + c1 p + c2 p^2 (CNGA's form).
/// Made by the functions below; Z is never taken under kLeastCompressibility, and
/// greatest_pressure_pa says where that begins to matter.
struct GasLaw {
  double a2_m2_s2 = 1.0;  ///< R T / M, the square of the isothermal speed of sound at Z = 1 [m2/s2]
  double c0 = 1.0;        ///< [-]
  double c1_per_pa = 0.0;
  double c2_per_pa2 = 0.0;
  bool inverse = false;
};

inline constexpr double kMolarGasConstant_j_mol_k = 8.31446261815324;
inline constexpr double kAirMolarMass_kg_mol = 0.0289647;
inline constexpr double kNormalPressure_pa = 101325.0;
inline constexpr double kNormalTemperature_k = 273.15;
inline constexpr double kLeastCompressibility = 0.1;

/// R T / M [m2/s2].
///
/// @param molar_mass_kg_mol  [kg/mol], > 0
/// @param temperature_k      [K], > 0
/// @throws std::domain_error outside those ranges
double isothermal_speed_squared_m2_s2(double molar_mass_kg_mol, double temperature_k);

/// Z = 1. @param a2_m2_s2  [m2/s2], > 0
GasLaw ideal_gas(double a2_m2_s2);

/// Z constant. @param compressibility  [-], in [0.1, 3]
GasLaw constant_z_gas(double a2_m2_s2, double compressibility);

/// Z = 1 + slope p, as STANET's K = 1 - p / 450 bar.
///
/// @param slope_per_pa  [1/Pa], in [-1e-6, 1e-6]
/// Source: STANET manual, compressibility of natural gas up to 70 bar.
GasLaw linear_z_gas(double a2_m2_s2, double slope_per_pa);

/// California Natural Gas Association:  1 / Z = 1 + A (p - p_atm) 10^(1.785 G) / (1.8 T)^3.825,
/// A = 344 400 per psi, p - p_atm the gauge pressure in psi of 6894.75729 Pa, and p_atm 101 350 Pa.
///
/// The published programs take 1/Z = 1 + A (p + p_atm) ...: `published_sign` true does as they do.
/// @param gravity  G, density over that of air [-], in (0, 3]
/// Source: Menon (2005), Gas Pipeline Hydraulics, eq. 1.34; sign and constants as in the benchmark
/// networks of Srinivasan, Sundar and Zlotnik (2022), arXiv:2201.02215.
GasLaw cnga_gas(double a2_m2_s2, double gravity, double temperature_k, bool published_sign = true);

/// CNGA with fixed coefficients, 1 / Z = 1.00300865 + 2.96848838e-8 p [Pa].
///
/// Source: Gyrya and Zlotnik (2019), Appl. Math. Modelling 65, 34-51.
GasLaw simple_cnga_gas(double a2_m2_s2);

/// Papay: Z = 1 - 3.52 pr exp(-2.26 Tr) + 0.247 pr^2 exp(-1.878 Tr), up to 150 bar.
///
/// @param critical_pressure_pa     pseudocritical [Pa], > 0
/// @param critical_temperature_k   pseudocritical [K], > 0
/// Source: Papay (1968); constants as in Schmidt et al. (2017), GasLib, Data 2(4), 40.
GasLaw papay_gas(double a2_m2_s2, double temperature_k, double critical_pressure_pa,
                 double critical_temperature_k);

/// American Gas Association: Z = 1 + 0.257 pr - 0.533 pr / Tr, up to 70 bar.
///
/// Source: Kralik et al. (1988), Dynamic Modeling of Large-Scale Networks; as in GasLib.
GasLaw aga_gas(double a2_m2_s2, double temperature_k, double critical_pressure_pa,
               double critical_temperature_k);

/// Z at a pressure [-]. @param pressure_pa  absolute [Pa], >= 0
double compressibility(const GasLaw& law, double pressure_pa);

/// rho(p) [kg/m3].
double gas_density_kg_m3(const GasLaw& law, double pressure_pa);

/// d rho / d p [kg/m3/Pa].
double gas_density_slope(const GasLaw& law, double pressure_pa);

/// Integral of rho from 0 to p [Pa kg/m3]: its difference drives an isothermal pipe.
double gas_potential(const GasLaw& law, double pressure_pa);

/// Pressure up to which the law holds [Pa]: Z falls to 0.25 there; infinite if it never does.
double greatest_pressure_pa(const GasLaw& law);

}  // namespace dimai::models

#pragma once

#include <cstdint>

#include "models/physics/gas/transmission.hpp"

namespace dimai::models {

/// How the Darcy friction factor of a gas pipe is found.
enum class GasFrictionLaw : std::uint8_t {
  factor,       ///< given with the pipe
  nikuradse,    ///< fully rough: (2 log10(D / k) + 1.138)^-2
  stanet,       ///< 64 / Re + (2 log10(D / k) + 1.14)^-2, at all Re
  hofer,        ///< (2 log10(4.518 / Re log10(Re / 7) + k / (3.71 D)))^-2
  colebrook,    ///< implicit
  swamee_jain,  ///< with Dunlop's cubic from 2000 to 4000
  aga_rough,    ///< AGA fully turbulent, transmission factor 4 log10(3.7 D / k)
  aga,          ///< AGA: partially or fully turbulent, whichever resists more
  formula,      ///< one of FlowFormula, as the factor that gives the same pressure drop
};

/// The gas and the base conditions that friction needs.
struct GasFlowing {
  double viscosity_pa_s = 1.1e-5;
  double gravity = 0.6;               ///< over air [-]; read by formulas only
  double temperature_k = 288.15;      ///< read by formulas only
  double a2_m2_s2 = 1.38e5;           ///< R T / M; read by formulas only
  double base_temperature_k = 288.7;  ///< of the standard volume; read by formulas only
  double base_pressure_pa = 101325;   ///< of the standard volume; read by formulas only
};

/// A pipe in the terms that friction needs.
struct GasFriction {
  GasFrictionLaw law = GasFrictionLaw::nikuradse;
  FlowFormula formula = FlowFormula::weymouth;  ///< if law is formula
  double factor = 0.01;                         ///< Darcy, if law is factor [-], > 0
  double roughness_m = 1e-5;  ///< k, in [0, 0.1 D]; > 0 for nikuradse, stanet and aga_rough
  double drag_factor = 0.96;  ///< AGA's index of bends in partially turbulent flow [-], (0, 1]
  double efficiency = 1.0;    ///< E [-], flow over that of the law at equal pressures
};

/// Re = 4 |m| / (pi D mu) [-].
double gas_reynolds(double diameter_m, double viscosity_pa_s, double flow_kg_s);

/// Darcy friction factor of a pipe at a mass flow [-].
///
/// With efficiency E the factor is that of the law over E^2 (E^(1/n) within a formula). Hofer and
/// Colebrook are joined to 64 / Re over Re 2000 to 4000 by a straight line.
/// @param flow_kg_s  other than 0 unless the law is factor, nikuradse or aga_rough
/// @throws std::domain_error if bore, roughness, efficiency or viscosity is out of range
/// Sources: Nikuradse (1933) and Hofer (1973) as in Schmidt et al. (2017), GasLib, Data 2(4), 40;
/// STANET manual; Colebrook (1939); AGA (1965), Steady Flow in Gas Pipelines, IGT Report 10.
double gas_friction_factor(const GasFriction& friction, const GasFlowing& gas, double diameter_m,
                           double flow_kg_s);

/// lambda m |m| and its derivative by m; both finite and the derivative >= 0 at any flow.
struct FrictionTerm {
  double value = 0.0;  ///< [kg2/s2], with the sign of the flow
  double slope = 0.0;  ///< [kg/s]
};
FrictionTerm friction_term(const GasFriction& friction, const GasFlowing& gas, double diameter_m,
                           double flow_kg_s);

}  // namespace dimai::models

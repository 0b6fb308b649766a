#include "models/physics/conveying/gas.hpp"

#include <cmath>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kGasConstant_j_mol_k = 8.314462618;

struct GasData {
  double molar_mass_kg_mol;
  double viscosity_pa_s;  ///< mu0, at 273 K
  double sutherland_k;    ///< S
};
constexpr std::array<GasData, 4> kData{{{0.0289647, 1.716e-5, 111.0},
                                        {0.0280134, 1.663e-5, 107.0},
                                        {0.0399480, 2.125e-5, 144.0},
                                        {0.0440095, 1.370e-5, 222.0}}};

const GasData& data_of(ConveyingGas gas) { return kData[static_cast<std::size_t>(gas)]; }

void require_temperature(double temperature_k) {
  require_domain(temperature_k >= 200.0 && temperature_k <= 600.0,
                 "gas temperature must be in [200, 600] K");
}

}  // namespace

std::optional<ConveyingGas> find_conveying_gas(std::string_view name) {
  for (std::size_t i = 0; i < kConveyingGases.size(); ++i) {
    if (kConveyingGases[i] == name) return static_cast<ConveyingGas>(i);
  }
  return std::nullopt;
}

std::string_view name_of(ConveyingGas gas) {
  return kConveyingGases[static_cast<std::size_t>(gas)];
}

double molar_mass_kg_mol(ConveyingGas gas) { return data_of(gas).molar_mass_kg_mol; }

double gas_constant_j_kg_k(ConveyingGas gas) {
  return kGasConstant_j_mol_k / molar_mass_kg_mol(gas);
}

double gas_density_kg_m3(ConveyingGas gas, double pressure_pa, double temperature_k) {
  require_temperature(temperature_k);
  require_domain(pressure_pa > 0.0 && std::isfinite(pressure_pa), "gas pressure must be > 0 Pa");
  return pressure_pa / (gas_constant_j_kg_k(gas) * temperature_k);
}

double gas_viscosity_pa_s(ConveyingGas gas, double temperature_k) {
  require_temperature(temperature_k);
  const GasData& data = data_of(gas);
  const double ratio = temperature_k / 273.0;
  return data.viscosity_pa_s * ratio * std::sqrt(ratio) * (273.0 + data.sutherland_k) /
         (temperature_k + data.sutherland_k);
}

double compression_power_w(double inlet_flow_m3_s, double inlet_pa, double outlet_pa,
                           double efficiency) {
  require_domain(inlet_flow_m3_s >= 0.0, "inlet flow must be >= 0 m3/s");
  require_domain(inlet_pa > 0.0, "inlet pressure must be > 0 Pa");
  require_domain(outlet_pa >= inlet_pa, "outlet pressure must be >= inlet pressure");
  require_domain(efficiency > 0.0 && efficiency <= 1.0, "efficiency must be in (0, 1]");
  return inlet_flow_m3_s * inlet_pa * std::log(outlet_pa / inlet_pa) / efficiency;
}

}  // namespace dimai::models

#include "models/physics/conveying/vessels.hpp"

#include <cmath>
#include <limits>

#include "models/physics/conveying/gas.hpp"
#include "models/physics/domain.hpp"

namespace dimai::models {

double silo_discharge_kg_s(double bulk_density_kg_m3, double outlet_m, double size_m) {
  require_domain(bulk_density_kg_m3 > 0.0, "bulk density must be > 0 kg/m3");
  require_domain(size_m > 0.0, "particle size must be > 0 m");
  require_domain(outlet_m > 1.4 * size_m, "outlet must be wider than 1.4 particle sizes");
  return 0.58 * bulk_density_kg_m3 * std::sqrt(kGravity_m_s2) *
         std::pow(outlet_m - 1.4 * size_m, 2.5);
}

BlowTankCycle blow_tank_cycle(const BlowTank& tank, double batch_kg, double particle_density_kg_m3,
                              double ambient_pa) {
  require_domain(batch_kg > 0.0, "batch must be > 0 kg");
  require_domain(particle_density_kg_m3 > 0.0, "particle density must be > 0 kg/m3");
  require_domain(ambient_pa > 0.0, "ambient pressure must be > 0 Pa");
  require_domain(tank.fill_flow_kg_s > 0.0 && tank.conveying_flow_kg_s > 0.0,
                 "flows of a blow tank must be > 0 kg/s");
  require_domain(tank.gas_flow_m3_s > 0.0, "gas flow of a blow tank must be > 0 m3/s");
  require_domain(tank.tail_s >= 0.0 && tank.vent_s >= 0.0, "times of a blow tank must be >= 0 s");
  require_domain(tank.gauge_pressure_pa >= 0.0, "pressure of a blow tank must be >= 0 Pa");
  const double free_m3 = tank.volume_m3 - batch_kg / particle_density_kg_m3;
  require_domain(free_m3 > 0.0, "the batch does not fit the blow tank");
  BlowTankCycle cycle;
  cycle.fill_s = batch_kg / tank.fill_flow_kg_s;
  cycle.gas_m3 = free_m3 * tank.gauge_pressure_pa / ambient_pa;
  cycle.pressurise_s = cycle.gas_m3 / tank.gas_flow_m3_s;
  cycle.convey_s = batch_kg / tank.conveying_flow_kg_s + tank.tail_s;
  cycle.vent_s = tank.vent_s;
  cycle.mean_flow_kg_s = batch_kg / cycle.total_s();
  cycle.peak_flow_kg_s = tank.conveying_flow_kg_s;
  return cycle;
}

double OxygenTank::balance(double gas_m3_s, double share) const {
  const double through_m3_s = leak_m3_s + gas_m3_s;
  if (through_m3_s == 0.0) return share;
  return (leak_m3_s * ambient_share + gas_m3_s * gas_share) / through_m3_s;
}

double OxygenTank::after(double share, double gas_m3_s, double time_s) const {
  require_domain(volume_m3 > 0.0, "volume must be > 0 m3");
  require_domain(time_s >= 0.0, "time must be >= 0 s");
  const double end = balance(gas_m3_s, share);
  return end + (share - end) * std::exp(-(leak_m3_s + gas_m3_s) * time_s / volume_m3);
}

double OxygenTank::time_until(double share, double wanted_share, double gas_m3_s) const {
  require_domain(volume_m3 > 0.0, "volume must be > 0 m3");
  if (share <= wanted_share) return 0.0;
  const double end = balance(gas_m3_s, share);
  if (end >= wanted_share) return std::numeric_limits<double>::infinity();
  return volume_m3 / (leak_m3_s + gas_m3_s) * std::log((share - end) / (wanted_share - end));
}

}  // namespace dimai::models

#pragma once

namespace dimai::models {

/// Mass flow of powder that falls out of a silo through a round hole [kg/s].
///
/// W = 0.58 rb sqrt(g) (D0 - 1.4 x)^2.5; free-flowing and coarser than about 0.4 mm. It does not
/// depend on the level.
/// @param bulk_density_kg_m3  rb [kg/m3], > 0
/// @param outlet_m            D0 [m], > 1.4 size_m
/// @param size_m              x [m], > 0
/// Source: Beverloo, Leniger, van de Velde (1961), Chem. Eng. Sci. 15, 260-269.
double silo_discharge_kg_s(double bulk_density_kg_m3, double outlet_m, double size_m);

/// A pressure vessel that is filled with a batch and then blown empty into the line.
struct BlowTank {
  double volume_m3 = 1.0;            ///< [m3], > 0
  double fill_flow_kg_s = 1.0;       ///< [kg/s], > 0
  double conveying_flow_kg_s = 1.0;  ///< steady [kg/s], > 0
  double tail_s = 0.0;               ///< emptying of tank and line after the steady flow, >= 0
  double vent_s = 0.0;               ///< [s], >= 0
  double gauge_pressure_pa = 0.0;    ///< of conveying, above ambient [Pa], >= 0
  double gas_flow_m3_s = 1.0;        ///< of the compressor, at ambient pressure [m3/s], > 0
};

/// One cycle of a blow tank.
struct BlowTankCycle {
  double fill_s = 0.0;
  double pressurise_s = 0.0;  ///< V_free dp / (Q p_ambient), isothermal ideal gas
  double convey_s = 0.0;      ///< batch / steady flow + tail
  double vent_s = 0.0;
  double mean_flow_kg_s = 0.0;  ///< batch / cycle: what the plant gets
  double peak_flow_kg_s = 0.0;  ///< the steady flow: what sizes blower and filter
  double gas_m3 = 0.0;          ///< of the pressurising, at ambient pressure

  double total_s() const { return fill_s + pressurise_s + convey_s + vent_s; }
};
/// @param batch_kg              [kg], > 0
/// @param particle_density_kg_m3 [kg/m3], > 0; the gas is pressurised in the volume left free
/// @param ambient_pa            [Pa], > 0
/// @throws std::domain_error outside those ranges, or if the batch does not fit the vessel
BlowTankCycle blow_tank_cycle(const BlowTank& tank, double batch_kg, double particle_density_kg_m3,
                              double ambient_pa);

/// Oxygen in a closed volume that leaks and is swept with gas: dO/dt = (Ql (Oa - O) + Qg (Og - O))
/// / V. Well mixed.
struct OxygenTank {
  double volume_m3 = 1.0;         ///< V [m3], > 0
  double leak_m3_s = 0.0;         ///< Ql of air coming in [m3/s], >= 0
  double ambient_share = 0.2095;  ///< Oa [-], in [0, 1]
  double gas_share = 0.0;         ///< Og of the sweeping gas [-], in [0, 1]

  /// The share that it tends to; `share` itself if nothing flows.
  double balance(double gas_m3_s, double share) const;
  /// Oxygen share after a time: exact.
  double after(double share, double gas_m3_s, double time_s) const;
  /// Time to come down to a share [s]; 0 if it is there, infinite if it never gets there.
  double time_until(double share, double wanted_share, double gas_m3_s) const;
};

}  // namespace dimai::models

#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace dimai::models {

/// Sun, battery and grid of the plants together.
struct PowerPlan {
  double peak_w = 0.0;                 ///< of the photovoltaics, under standard test conditions
  std::array<double, 24> output{};     ///< share of the peak in each hour of the day [-]
  double battery_j = 0.0;              ///< what the battery holds
  double battery_w = 0.0;              ///< greatest power in and out
  double charge_efficiency = 0.95;     ///< stored over taken [-]
  double discharge_efficiency = 0.95;  ///< given over taken out of the store [-]
  double initial_share = 0.5;          ///< of the battery at the start
  double grid_w = 1e12;                ///< greatest power from the grid; 0: none
  double feed_in_w = 0.0;              ///< greatest power to the grid
  double base_w = 0.0;                 ///< of lamps, lifts and pumps that no machine stands for
};

/// What flowed in one step of time; energies [J], all >= 0.
/// solar + imported + discharged + unserved = load + exported + charged + curtailed
struct PowerStep {
  double load_j = 0.0;
  double solar_j = 0.0;
  double charged_j = 0.0;     ///< taken by the battery, losses included
  double discharged_j = 0.0;  ///< given by the battery
  double imported_j = 0.0;
  double exported_j = 0.0;
  double curtailed_j = 0.0;  ///< sun that nobody could take
  double unserved_j = 0.0;   ///< load that nobody could serve
  double stored_j = 0.0;     ///< in the battery at the end of the step
};

/// Energy of the sun between two times of day [J], by the hourly output.
double solar_energy_j(const PowerPlan& plan, double from_s, double until_s);

/// One step: sun first, then the battery, then the grid; what is left of the sun charges the
/// battery, then goes to the grid.
///
/// @param stored_j  in the battery before
/// @param length_s  of the step, > 0
PowerStep power_step(const PowerPlan& plan, double load_j, double solar_j, double stored_j,
                     double length_s);

}  // namespace dimai::models

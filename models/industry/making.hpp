#pragma once

#include "models/industry/plant.hpp"

namespace dimai::models {

/// Which batches are set up for.
enum class SetUps : std::uint8_t {
  none,  ///< each machine does one recipe
  every  ///< each batch finds its machine set up for another
};

/// What one good unit of a stock takes, on average, all the way back to what is bought or drawn.
struct UnitMaking {
  sim::Table<MachineIndex, double> machine_s;  ///< machine-seconds
  sim::Table<StockIndex, double>
      units;              ///< that are bought, drawn from networks, or there at first
  double energy_j = 0.0;  ///< of batches and of machines at work
  double labour_s = 0.0;  ///< of people
};

/// Explodes the bills of material of a stock through yields and sites; a co-product is free of
/// charge, all goes to what a recipe is made for.
///
/// @throws std::domain_error if the bills of material are circular
UnitMaking making_of(const IndustryPlan& plan, StockIndex product, SetUps setups = SetUps::none);

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <vector>

#include "models/industry/plant.hpp"

namespace dimai::models {

/// What limits a site that makes one good without shortage of anything from outside.
struct Bottleneck {
  double units_s = 0.0;  ///< greatest long-run output [1/s]; infinite if no machine is needed
  MachineIndex machine;  ///< that has no time left then
};

/// Closed-form throughput: each unit of the good needs so many batches of each recipe at its site,
/// by explosion of the bills of material through yields; a machine group with n machines does n
/// batches side by side. Set-ups are not counted: exact where each group does one recipe.
///
/// @throws std::domain_error if the bills of material of the site are circular
Bottleneck bottleneck(const IndustryPlan& plan, StockIndex product);

/// Least base stock S with P(demand in the lead time < S) >= `fill`: the share of orders served at
/// once, of Poisson demand with replenishments that take a fixed lead time each.
///
/// @param demand  expected in the lead time [-], in (0, 1e4]
/// @param fill    [-], in (0, 1)
/// @throws std::domain_error outside those ranges
/// Source: Zipkin (2000), Foundations of Inventory Management, section 6.2 (Palm's theorem).
std::int64_t least_base_stock(double demand, double fill);

/// Share of orders that a base stock serves at once: P(Poisson(demand) < stock) [-].
double base_stock_fill(double demand, std::int64_t stock);

}  // namespace dimai::models

#pragma once

#include <cstdint>
#include <vector>

#include "models/industry/making.hpp"

namespace dimai::models {

/// What limits a site that makes one good without shortage of anything from outside.
struct Bottleneck {
  double units_s = 0.0;  ///< greatest long-run output [1/s]; infinite if no machine is needed
  MachineIndex machine;  ///< that has no time left then
};

/// Closed-form throughput: each unit of the good needs so many batches of each recipe, by explosion
/// of the bills of material through yields; a machine group with n machines does n batches side by
/// side, and the group whose machines are all at work is the bottleneck. Exact where each group
/// does one recipe (no set-ups), or where each batch finds its machine set up for another (every);
/// else the two are bounds.
///
/// @throws std::domain_error if the bills of material are circular
/// Source: Hopp and Spearman (2008), Factory Physics, chapter 7: r_b, the rate of the workstation
/// with the highest utilisation.
Bottleneck bottleneck(const IndustryPlan& plan, StockIndex product, SetUps setups = SetUps::none);

/// Least base stock S with P(demand in the lead time < S) >= `fill`: the share of orders served at
/// once, of Poisson demand with replenishments that take a fixed lead time each.
///
/// @param demand  expected in the lead time [-], in (0, 1e4]
/// @param fill    [-], in (0, 1)
/// @throws std::domain_error outside those ranges, or if `fill` is so near to 1 that no sum reaches
/// it Source: Palm's theorem, as in Sherbrooke (1968), Operations Research 16(1), 122-141: what is
/// on order is Poisson whatever the lead times, and an order is served at once if less than S is.
std::int64_t least_base_stock(double demand, double fill);

/// Share of orders that a base stock serves at once: P(Poisson(demand) < stock) [-].
double base_stock_fill(double demand, std::int64_t stock);

}  // namespace dimai::models

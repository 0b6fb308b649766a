#pragma once

#include <span>
#include <vector>

#include "models/industry/goods.hpp"

namespace dimai::models {

/// Recipes that, run together, make more of some goods than they take of them.
struct GainCycle {
  std::vector<RecipeIndex> recipes;  ///< by index; empty: there is no such cycle
  GoodIndex good;                    ///< that grows most
  double gain = 1.0;                 ///< of it: units made for one unit used
};

/// Looks for recipes that multiply goods out of themselves: rates x >= 0 at which no good of a
/// cycle is used up and at least one grows. Goods from outside the cycle may feed it, so mass alone
/// does not forbid it; recipes that are said to do so (`grows`, such as cells in a medium) are
/// left out.
///
/// A linear programme for each strong component of the graph of goods: least sum of x such that
/// (B - A) x >= 0 and its sum is 1, A units used and B good units made by a batch. Feasible if and
/// only if the technology's expansion factor is above one with some good growing.
/// Source: J. von Neumann, A model of general economic equilibrium, Review of Economic Studies 13
/// (1945), 1-9. Gains below 1 + 1e-7 count as rounding.
///
/// @return the first that is found, by index of goods
GainCycle find_gain_cycle(std::span<const Recipe> recipes, std::span<const Good> goods);

}  // namespace dimai::models

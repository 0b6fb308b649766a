#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/index.hpp"

namespace dimai::models {

using GoodIndex = sim::Index<struct GoodTag>;
using RecipeIndex = sim::Index<struct RecipeTag>;

/// Something that is made, used, kept or delivered.
struct Good {
  std::string name;
  std::string name_zh;
  double mass_kg = 1.0;  ///< of one unit; 0: it counts, but weighs nothing, such as a design
  bool whole = false;    ///< only whole units exist
  bool free = false;     ///< the surroundings give it without limit, such as air; it is counted
  std::uint32_t shipment_class = kNoClass;
  double units_a_shipment = 1.0;  ///< greatest number of units that go into one shipment
  double price_cny = 0.0;         ///< of a unit that is bought, or drawn from a network

  static constexpr std::uint32_t kNoClass = 0xFFFFFFFFU;
};

struct Amount {
  GoodIndex good;
  double quantity = 0.0;  ///< units, > 0
};

/// How a batch turns goods into goods. What goes in and does not come out is lost: dust, vapour,
/// chips. The names of goods are those of one catalogue.
struct Recipe {
  std::string name;
  std::string machine;          ///< kind of machine that does it
  std::vector<Amount> inputs;   ///< of one batch
  std::vector<Amount> outputs;  ///< of one batch; the first is what it is made for, the rest
                                ///< co-products
  double time_s = 0.0;          ///< of one batch
  double setup_s = 0.0;         ///< before a batch, if the machine did another recipe before
  double energy_j = 0.0;        ///< of one batch, beside the machine's own power
  double yield = 1.0;           ///< share of the outputs that is good; the rest is scrap
  bool exponential = false;     ///< the time of a batch is exponential with the mean `time_s`
  bool grows = false;           ///< multiplies its own input on purpose, such as cells in a medium
  double labour_s = 0.0;        ///< of people, for one batch
};

/// Mass of amounts [kg].
double mass_kg(std::span<const Amount> amounts, std::span<const Good> goods);

/// Mass that a batch puts out beyond what it takes in [kg]; at most 0 for one that can exist.
double mass_gain_kg(const Recipe& recipe, std::span<const Good> goods);

}  // namespace dimai::models

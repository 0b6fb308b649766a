#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/industry/goods.hpp"
#include "models/industry/power.hpp"

namespace dimai::models {

using SiteIndex = sim::Index<struct SiteTag>;
using StockIndex = sim::Index<struct StockTag>;
using MachineIndex = sim::Index<struct MachineTag>;

/// A place with machines and stocks: a plant, a workshop, a building site.
struct Site {
  std::string name;
  std::string name_zh{};
  std::uint32_t place = 0;  ///< where shipments come and go
  std::int64_t stage = 0;   ///< day from which it works
};

/// Machines of one kind at a site.
struct MachineGroup {
  std::string kind;
  SiteIndex site;
  std::int64_t count = 1;
  double power_w = 0.0;  ///< of one that works
  double idle_w = 0.0;   ///< of one that does not
};

enum class SupplyKind : std::uint8_t {
  none,     ///< only what is there at the start
  recipe,   ///< made at the site
  site,     ///< sent from the stock of another site
  outside,  ///< bought; comes after a lead time, without limit
  free,     ///< taken from the surroundings when it is needed
  network,  ///< drawn from a silo, a liquid or a gas network that other models run
};

/// A good at a site, and how it is replenished. Position = on hand + on order - claimed. Once it is
/// at `reorder` or below, as much is ordered as brings it to `up_to`: the (s, S) policy. reorder =
/// up_to - 1 is a base stock; reorder = -1 and up_to = 0 make to order.
struct Stock {
  SiteIndex site;
  GoodIndex good;
  double initial = 0.0;
  double reorder = -1.0;
  double up_to = 0.0;
  SupplyKind supply = SupplyKind::none;
  RecipeIndex recipe;        ///< for SupplyKind::recipe
  StockIndex from;           ///< for SupplyKind::site
  double lead_s = 0.0;       ///< for SupplyKind::outside
  std::uint32_t source = 0;  ///< for SupplyKind::network: what NetworkSource knows it by
  double truck_km = 0.0;     ///< by truck, of what is bought or put into its silo
  double order_size = 0.0;   ///< orders are whole multiples; from sites, each is sent alone
};

/// Orders of households for a good, Poisson by the hours of the day.
struct HouseholdDemand {
  StockIndex stock;
  double orders_a_day = 0.0;
  double quantity = 1.0;              ///< units an order
  std::vector<double> hour_shares;    ///< 24, their sum 1; empty: even
  std::vector<std::uint32_t> homes;   ///< places that order
  std::vector<double> weights;        ///< of the homes, such as households
  std::vector<double> stage_factors;  ///< [day], the last holds on; empty: all 1
};

/// Everything that local industry is made of.
struct IndustryPlan {
  std::vector<Good> goods;
  std::vector<Recipe> recipes;
  sim::Table<SiteIndex, Site> sites;
  sim::Table<MachineIndex, MachineGroup> machines;
  sim::Table<StockIndex, Stock> stocks;
  std::vector<HouseholdDemand> demands;
  PowerPlan power;
  double duration_s = 86400.0;
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
};

}  // namespace dimai::models

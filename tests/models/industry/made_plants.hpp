#pragma once

#include "models/industry/industry.hpp"

namespace dimai::models {

/// One workshop: raw stuff from outside, made to order into a part on `machines` machines.
inline IndustryPlan made_workshop(std::int64_t machines, double time_s, double orders_a_day,
                                  double duration_s) {
  IndustryPlan plan;
  plan.goods = {{"stuff", "", 2.0}, {"part", "", 1.5, true}};
  Recipe recipe;
  recipe.name = "cut";
  recipe.machine = "mill";
  recipe.inputs = {{GoodIndex{0}, 1.0}};
  recipe.outputs = {{GoodIndex{1}, 1.0}};
  recipe.time_s = time_s;
  plan.recipes = {recipe};
  plan.sites.push_back({"shop"});
  plan.machines.push_back({"mill", SiteIndex{0}, machines, 1000.0, 0.0});
  Stock stuff;
  stuff.site = SiteIndex{0};
  stuff.good = GoodIndex{0};
  stuff.initial = 50.0;
  stuff.reorder = 1e6;
  stuff.up_to = 1e6 + 1;
  stuff.supply = SupplyKind::outside;
  plan.stocks.push_back(stuff);
  Stock part;
  part.site = SiteIndex{0};
  part.good = GoodIndex{1};
  part.supply = SupplyKind::recipe;
  part.recipe = RecipeIndex{0};
  plan.stocks.push_back(part);
  HouseholdDemand demand;
  demand.stock = StockIndex{1};
  demand.orders_a_day = orders_a_day;
  demand.homes = {0};
  demand.weights = {1.0};
  plan.demands = {demand};
  plan.duration_s = duration_s;
  plan.seed = 7;
  return plan;
}

inline void run(Industry& industry, const IndustryPlan& plan) {
  sim::Simulation simulation;
  industry.start(simulation);
  simulation.run(sim::seconds(plan.duration_s));
  industry.settle_accounts(simulation.now());
}

}  // namespace dimai::models

#include "models/industry/making.hpp"

#include <stdexcept>

namespace dimai::models {

namespace {

constexpr int kDeepest = 64;

class Explosion {
 public:
  Explosion(const IndustryPlan& plan, SetUps setups) : plan_(plan), setups_(setups) {
    found_.machine_s = sim::Table<MachineIndex, double>(plan.machines.size(), 0.0);
    found_.units = sim::Table<StockIndex, double>(plan.stocks.size(), 0.0);
  }

  void add(StockIndex index, double units, int depth) {
    const Stock& stock = plan_.stocks[index];
    if (depth > kDeepest) throw std::domain_error("making_of(): circular bills of material");
    if (stock.supply == SupplyKind::site) return add(stock.from, units, depth + 1);
    if (stock.supply != SupplyKind::recipe) {
      found_.units[index] += units;
      return;
    }
    const Recipe& recipe = plan_.recipes[stock.recipe.value];
    double made = 0.0;
    for (const Amount& out : recipe.outputs) {
      if (out.good == stock.good) made += out.quantity * recipe.yield;
    }
    const double batches = units / made;
    work(stock.site, recipe, batches);
    for (const Amount& in : recipe.inputs) {
      for (const StockIndex each : plan_.stocks.indices()) {
        if (plan_.stocks[each].site == stock.site && plan_.stocks[each].good == in.good)
          add(each, batches * in.quantity, depth + 1);
      }
    }
  }

  UnitMaking found() const { return found_; }

 private:
  void work(SiteIndex site, const Recipe& recipe, double batches) {
    const double setup_s = setups_ == SetUps::every ? recipe.setup_s : 0.0;
    found_.energy_j += batches * recipe.energy_j;
    found_.labour_s += batches * recipe.labour_s;
    for (const MachineIndex m : plan_.machines.indices()) {
      const MachineGroup& group = plan_.machines[m];
      if (group.site != site || group.kind != recipe.machine) continue;
      found_.machine_s[m] += batches * (recipe.time_s + setup_s);
      found_.energy_j += batches * (recipe.time_s + setup_s) * group.power_w;
    }
  }

  const IndustryPlan& plan_;
  SetUps setups_;
  UnitMaking found_;
};

}  // namespace

UnitMaking making_of(const IndustryPlan& plan, StockIndex product, SetUps setups) {
  Explosion explosion(plan, setups);
  explosion.add(product, 1.0, 0);
  return explosion.found();
}

}  // namespace dimai::models

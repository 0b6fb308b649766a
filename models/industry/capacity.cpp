#include "models/industry/capacity.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/elementary.hpp"

namespace dimai::models {

namespace {

constexpr int kDeepest = 64;

/// Seconds of each machine group that one unit of a stock costs.
class Explosion {
 public:
  explicit Explosion(const IndustryPlan& plan) : plan_(plan), seconds_(plan.machines.size(), 0.0) {}

  void add(StockIndex index, double units, int depth) {
    const Stock& stock = plan_.stocks[index];
    if (stock.supply == SupplyKind::site) return add(stock.from, units, depth);
    if (stock.supply != SupplyKind::recipe) return;
    if (depth > kDeepest) throw std::domain_error("bottleneck(): circular bills of material");
    const Recipe& recipe = plan_.recipes[stock.recipe.value];
    double made = 0.0;
    for (const Amount& out : recipe.outputs) {
      if (out.good == stock.good) made += out.quantity * recipe.yield;
    }
    const double batches = units / made;
    for (const MachineIndex m : plan_.machines.indices()) {
      if (plan_.machines[m].site == stock.site && plan_.machines[m].kind == recipe.machine)
        seconds_[m] += batches * recipe.time_s;
    }
    for (const Amount& in : recipe.inputs) {
      for (const StockIndex each : plan_.stocks.indices()) {
        if (plan_.stocks[each].site == stock.site && plan_.stocks[each].good == in.good)
          add(each, batches * in.quantity, depth + 1);
      }
    }
  }

  const sim::Table<MachineIndex, double>& seconds() const { return seconds_; }

 private:
  const IndustryPlan& plan_;
  sim::Table<MachineIndex, double> seconds_;
};

}  // namespace

Bottleneck bottleneck(const IndustryPlan& plan, StockIndex product) {
  Explosion explosion(plan);
  explosion.add(product, 1.0, 0);
  Bottleneck found{std::numeric_limits<double>::infinity(), {}};
  for (const MachineIndex m : plan.machines.indices()) {
    const double seconds = explosion.seconds()[m];
    if (seconds <= 0.0) continue;
    const double units_s = static_cast<double>(plan.machines[m].count) / seconds;
    if (units_s < found.units_s) found = {units_s, m};
  }
  return found;
}

double base_stock_fill(double demand, std::int64_t stock) {
  if (!(demand > 0.0 && demand <= 1e4))
    throw std::domain_error("base_stock_fill(): demand outside (0, 1e4]");
  double log_term = -demand;
  double sum = 0.0;
  for (std::int64_t k = 0; k < stock; ++k) {
    sum += sim::natural_exponential(log_term);
    log_term += sim::natural_logarithm(demand / static_cast<double>(k + 1));
  }
  return sum;
}

std::int64_t least_base_stock(double demand, double fill) {
  if (!(fill > 0.0 && fill < 1.0))
    throw std::domain_error("least_base_stock(): fill outside (0, 1)");
  std::int64_t stock = 0;
  while (base_stock_fill(demand, stock) < fill) ++stock;
  return stock;
}

}  // namespace dimai::models

#include "models/industry/capacity.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/elementary.hpp"

namespace dimai::models {

namespace {

/// Beyond the mean and this many times its square root, Poisson probabilities are nothing [-].
constexpr double kFarTail = 40.0;

/// Adds up P(Poisson(demand) = 0), P(.. = 1), ...
class PoissonSum {
 public:
  explicit PoissonSum(double demand) : demand_(demand), log_term_(-demand) {
    if (!(demand > 0.0 && demand <= 1e4))
      throw std::domain_error("base_stock_fill(): demand outside (0, 1e4]");
  }
  void add() {
    sum_ += sim::natural_exponential(log_term_);
    log_term_ += sim::natural_logarithm(demand_ / (next_ += 1.0));
  }
  double sum() const { return sum_; }
  bool exhausted() const { return next_ > demand_ + kFarTail * (1.0 + std::sqrt(demand_)); }

 private:
  double demand_;
  double log_term_;
  double next_ = 0.0;
  double sum_ = 0.0;
};

}  // namespace

Bottleneck bottleneck(const IndustryPlan& plan, StockIndex product, SetUps setups) {
  const UnitMaking making = making_of(plan, product, setups);
  Bottleneck found{std::numeric_limits<double>::infinity(), {}};
  for (const MachineIndex m : plan.machines.indices()) {
    const double seconds = making.machine_s[m];
    if (seconds <= 0.0) continue;
    const double units_s = static_cast<double>(plan.machines[m].count) / seconds;
    if (units_s < found.units_s) found = {units_s, m};
  }
  return found;
}

double base_stock_fill(double demand, std::int64_t stock) {
  PoissonSum poisson(demand);
  for (std::int64_t k = 0; k < stock; ++k) poisson.add();
  return poisson.sum();
}

std::int64_t least_base_stock(double demand, double fill) {
  if (!(fill > 0.0 && fill < 1.0))
    throw std::domain_error("least_base_stock(): fill outside (0, 1)");
  PoissonSum poisson(demand);
  std::int64_t stock = 0;
  for (; poisson.sum() < fill; ++stock) {
    if (poisson.exhausted())
      throw std::domain_error("least_base_stock(): fill is nearer to 1 than can be told");
    poisson.add();
  }
  return stock;
}

}  // namespace dimai::models

#include "models/economics/stages.hpp"

#include <stdexcept>

#include "sim/elementary.hpp"

namespace dimai::models {

std::vector<StageCash> cash_path(const std::vector<Stage>& stages, double own_cny, double rate,
                                 double last_a) {
  if (!(rate >= 0.0 && rate <= 1.0 && last_a > 0.0))
    throw std::domain_error("cash_path(): rate outside [0, 1], or no time after the last stage");
  std::vector<StageCash> path;
  double cash = own_cny;
  for (std::size_t s = 0; s < stages.size(); ++s) {
    const double years = s + 1 < stages.size() ? stages[s + 1].begin_a - stages[s].begin_a : last_a;
    if (!(years > 0.0)) throw std::domain_error("cash_path(): stages out of order");
    StageCash row;
    row.before_cny = cash;
    row.least_cny = cash - stages[s].capital_cny;
    const double growth = sim::natural_exponential(years * sim::natural_logarithm(1.0 + rate));
    // A steady income over the years, each part with interest from when it comes.
    const double steady =
        rate < 1e-12 ? years : (growth - 1.0) / sim::natural_logarithm(1.0 + rate);
    cash = row.least_cny * growth + (stages[s].revenue_a_cny - stages[s].running_a_cny) * steady;
    row.end_cny = cash;
    path.push_back(row);
  }
  return path;
}

}  // namespace dimai::models

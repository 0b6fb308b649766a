#include "models/disruption/stocks.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace dimai::models {

StockHistory stock_history(double initial, double use_per_s, std::span<const double> deliveries_s,
                           double end_s) {
  if (!(initial >= 0.0) || !(use_per_s >= 0.0))
    throw std::domain_error("stock_history: needs an initial stock and a use of 0 or more");
  StockHistory history;
  double level = initial;
  double now_s = 0.0;
  history.least = initial;
  const auto use_until = [&](double time_s) {
    const double wanted = use_per_s * (time_s - now_s);
    if (wanted > level) {
      const double dry_s = use_per_s > 0.0 ? (wanted - level) / use_per_s : 0.0;
      if (std::isnan(history.first_empty_s)) history.first_empty_s = time_s - dry_s;
      history.empty_s += dry_s;
      history.unmet += wanted - level;
    }
    level = std::max(0.0, level - wanted);
    history.least = std::min(history.least, level);
    now_s = time_s;
  };
  for (const double time_s : deliveries_s) {
    if (time_s > end_s) break;
    use_until(time_s);
    level += 1.0;
    history.delivered += 1.0;
  }
  use_until(end_s);
  history.end = level;
  return history;
}

}  // namespace dimai::models

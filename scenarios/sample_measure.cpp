#include "scenarios/sample_measure.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace dimai::scenarios {

Measure sample_measure(std::string name, std::string group, std::string unit,
                       std::vector<double> values) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Measure measure{std::move(name), std::move(group), "", "", std::move(unit)};
  measure.n = values.size();
  measure.mean = measure.p5 = measure.p50 = measure.p95 = measure.p99 = nan;
  if (values.empty()) return measure;
  std::sort(values.begin(), values.end());
  const auto quantile = [&](double share) {
    const double place = share * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, values.size() - 1);
    return values[low] + (place - static_cast<double>(low)) * (values[high] - values[low]);
  };
  measure.mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  measure.p5 = quantile(0.05);
  measure.p50 = quantile(0.50);
  measure.p95 = quantile(0.95);
  measure.p99 = quantile(0.99);
  return measure;
}

}  // namespace dimai::scenarios

#include "scenarios/running/sample_measure.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace dimai::scenarios {

namespace {

double quantile(std::vector<double>& values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), values.begin() + low, values.end());
  const double below = values[static_cast<std::size_t>(low)];
  const double rest = place - static_cast<double>(low);
  if (rest == 0.0) return below;
  const double above = *std::min_element(values.begin() + low + 1, values.end());
  return below + rest * (above - below);
}

}  // namespace

void fill_from_sample(Measure& measure, std::vector<double>& values) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  measure.n = values.size();
  measure.mean = measure.p5 = measure.p50 = measure.p95 = measure.p99 = nan;
  if (values.empty()) return;
  measure.mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  measure.p5 = quantile(values, 0.05);
  measure.p50 = quantile(values, 0.50);
  measure.p95 = quantile(values, 0.95);
  measure.p99 = quantile(values, 0.99);
}

Measure sample_measure(std::string name, std::string group, std::string unit,
                       std::vector<double> values) {
  Measure measure{std::move(name), std::move(group), "", "", std::move(unit)};
  fill_from_sample(measure, values);
  return measure;
}

}  // namespace dimai::scenarios

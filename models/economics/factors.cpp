#include "models/economics/factors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "sim/elementary.hpp"
#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kPurpose = 0x45434F01;  // 'ECO', 1

double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double beyond = place - static_cast<double>(below);
  // Values may be infinite, and infinity less infinity, or times nothing, is no number.
  if (beyond == 0.0 || sorted[above] == sorted[below]) return sorted[below];
  return sorted[below] + beyond * (sorted[above] - sorted[below]);
}

}  // namespace

double triangle_quantile(const Factor& f, double share) {
  if (!(share >= 0.0 && share <= 1.0 && f.low <= f.value && f.value <= f.high))
    throw std::domain_error("triangle_quantile(): outside its range (" + f.key + ")");
  const double width = f.high - f.low;
  if (width <= 0.0) return f.value;
  const double tip = (f.value - f.low) / width;
  if (share < tip) return f.low + std::sqrt(share * width * (f.value - f.low));
  return f.high - std::sqrt((1.0 - share) * width * (f.high - f.value));
}

std::vector<std::vector<double>> latin_hypercube(std::span<const Factor> factors, std::size_t count,
                                                 std::uint64_t seed) {
  std::vector<std::vector<double>> samples;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    sim::Random random(seed, 0, kPurpose, f);
    std::vector<std::size_t> stratum(count);
    std::iota(stratum.begin(), stratum.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) std::swap(stratum[i - 1], stratum[random.below(i)]);
    std::vector<double> values;
    values.reserve(count);
    for (const std::size_t each : stratum) {
      const double share =
          (static_cast<double>(each) + random.uniform()) / static_cast<double>(count);
      values.push_back(triangle_quantile(factors[f], share));
    }
    samples.push_back(std::move(values));
  }
  return samples;
}

double annuity(double rate, double years) {
  if (!(rate >= 0.0 && rate <= 1.0 && years >= 1.0 && years <= 1000.0))
    throw std::domain_error("annuity(): rate outside [0, 1] or years outside [1, 1000]");
  if (rate < 1e-12) return 1.0 / years;
  return rate / (1.0 - sim::natural_exponential(-years * sim::natural_logarithm(1.0 + rate)));
}

double break_even_volume(double fixed_a_year, double saving_an_item) {
  if (saving_an_item <= 0.0) return std::numeric_limits<double>::infinity();
  return fixed_a_year / saving_an_item;
}

double break_even_speed_m_s(double distance_m, double fixed_s, double whole_s) {
  if (whole_s <= fixed_s) return std::numeric_limits<double>::infinity();
  return distance_m / (whole_s - fixed_s);
}

Range range_of(std::vector<double> sample) {
  if (sample.empty()) return {};
  std::sort(sample.begin(), sample.end());
  return {quantile(sample, 0.05), quantile(sample, 0.5), quantile(sample, 0.95)};
}

}  // namespace dimai::models

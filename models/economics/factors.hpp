#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/parameters/field.hpp"

namespace dimai::models {

/// A figure that is known as a range: a triangle from `low` to `high` with its tip at `value`.
/// Where low = high = value it is certain.
struct Factor {
  std::string key;
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
  std::string unit;
  Flag flag = Flag::assumption;
  std::string source;
};

/// Quantile of a triangular distribution.
///
/// @param share  [-], in [0, 1]
/// @throws std::domain_error outside that range, or unless low <= value <= high
/// Source: by hand, the distribution function turned round: (x - a)^2 / ((b - a) (m - a)) up to the
/// tip m, 1 - (b - x)^2 / ((b - a) (b - m)) beyond it.
double triangle_quantile(const Factor& factor, double share);

/// Latin hypercube: `count` samples of each factor, one in each of `count` equally likely strata,
/// strata in random order, a stream of its own for each factor by its row.  [factor][sample]
///
/// Source: McKay, Beckman and Conover (1979), Technometrics 21(2), 239-245.
std::vector<std::vector<double>> latin_hypercube(std::span<const Factor> factors, std::size_t count,
                                                 std::uint64_t seed);

/// Share of a capital that is paid each year of its life, interest included [1/a].
///
/// @param rate   interest a year [-], in [0, 1]
/// @param years  life [a], in [1, 1000]
/// @throws std::domain_error outside those ranges
/// Source: capital recovery factor of any textbook of engineering economics, r / (1 - (1 + r)^-n).
double annuity(double rate, double years);

/// Items a year from which a fixed cost is borne by what each item saves; infinite if it saves
/// nothing. Source: by hand, n s = F.
double break_even_volume(double fixed_a_year, double saving_an_item);

/// Speed at which a way of `distance_m` takes as long as `whole_s`, of which `fixed_s` pass
/// elsewhere [m/s]; infinite if they take longer already. Source: by hand, v = s / (T - t).
double break_even_speed_m_s(double distance_m, double fixed_s, double whole_s);

/// p5, p50, p95 of a sample, linear between order statistics: type 7 of Hyndman and Fan (1996), The
/// American Statistician 50(4), 361-365. A sample of nothing is all zero.
struct Range {
  double p5 = 0.0;
  double p50 = 0.0;
  double p95 = 0.0;
};
Range range_of(std::vector<double> sample);

}  // namespace dimai::models

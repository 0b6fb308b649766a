#pragma once

#include <limits>
#include <span>
#include <vector>

namespace dimai::models {

/// What became of a stock that deliveries fill and steady use drains.
struct StockHistory {
  static constexpr double never = std::numeric_limits<double>::quiet_NaN();

  double delivered = 0.0;        ///< loads
  double least = 0.0;            ///< lowest level [loads]
  double end = 0.0;              ///< level at the end [loads]
  double first_empty_s = never;  ///< NaN: it never was
  double empty_s = 0.0;          ///< time in which there was none
  double unmet = 0.0;            ///< loads that were wanted and not there
};

/// The level falls by `use_per_s` and rises by one with each delivery; while it is 0 what is wanted
/// is lost. Exact between deliveries.
///
/// @param initial     loads at the start, >= 0
/// @param use_per_s   loads a second, >= 0
/// @param deliveries_s  times of deliveries in order; those after `end_s` do not count
/// @throws std::domain_error outside those ranges
StockHistory stock_history(double initial, double use_per_s, std::span<const double> deliveries_s,
                           double end_s);

}  // namespace dimai::models

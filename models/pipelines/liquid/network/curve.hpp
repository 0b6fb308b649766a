#pragma once

#include <cstddef>
#include <vector>

namespace dimai::models {

/// Points of a relation y(x), x rising. Between points it is straight.
struct LiquidCurve {
  std::vector<double> x;
  std::vector<double> y;

  bool empty() const { return x.empty(); }
  std::size_t size() const { return x.size(); }
};

/// y at x; beyond the ends the value of the end.
double interpolate(const std::vector<double>& xs, const std::vector<double>& ys, double x);

/// The straight line through the two points around x, continued beyond the ends.
struct LiquidSegment {
  double intercept = 0.0;  ///< y at x = 0
  double slope = 0.0;
};
/// @param curve  of two points at least
LiquidSegment segment_at(const LiquidCurve& curve, double x);

}  // namespace dimai::models

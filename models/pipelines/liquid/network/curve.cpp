#include "models/pipelines/liquid/network/curve.hpp"

#include <cmath>

namespace dimai::models {

double interpolate(const std::vector<double>& xs, const std::vector<double>& ys, double x) {
  if (x <= xs.front()) return ys.front();
  for (std::size_t k = 1; k < xs.size(); ++k) {
    if (xs[k] < x) continue;
    const double dx = xs[k] - xs[k - 1];
    if (std::abs(dx) < 1e-9) return ys[k];
    return ys[k] - (xs[k] - x) * (ys[k] - ys[k - 1]) / dx;
  }
  return ys.back();
}

LiquidSegment segment_at(const LiquidCurve& curve, double x) {
  std::size_t upper = 0;
  while (upper < curve.size() && curve.x[upper] < x) ++upper;
  if (upper == 0) ++upper;
  if (upper == curve.size()) --upper;
  const double slope =
      (curve.y[upper] - curve.y[upper - 1]) / (curve.x[upper] - curve.x[upper - 1]);
  return {.intercept = curve.y[upper - 1] - slope * curve.x[upper - 1], .slope = slope};
}

}  // namespace dimai::models

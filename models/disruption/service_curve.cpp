#include "models/disruption/service_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dimai::models {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double step_end_s(const ServiceCurve& curve, std::size_t step) {
  return step + 1 < curve.time_s.size() ? curve.time_s[step + 1] : curve.end_s;
}

/// Mean by time of the steps between two times; NaN if nothing is known of any.
double mean_share(const ServiceCurve& curve, double from_s, double until_s) {
  double sum = 0.0;
  double time_s = 0.0;
  for (std::size_t i = 0; i < curve.time_s.size(); ++i) {
    const double overlap_s =
        std::min(step_end_s(curve, i), until_s) - std::max(curve.time_s[i], from_s);
    if (overlap_s <= 0.0 || std::isnan(curve.share[i])) continue;
    sum += overlap_s * curve.share[i];
    time_s += overlap_s;
  }
  return time_s > 0.0 ? sum / time_s : kNaN;
}

}  // namespace

Recovery recovery(const ServiceCurve& curve, double from_s, double before) {
  Recovery result;
  result.before = result.least = before;
  if (result.before <= 0.0 || from_s >= curve.end_s) return result;
  result.least = std::numeric_limits<double>::infinity();
  std::size_t lowest = 0;
  for (std::size_t i = 0; i < curve.time_s.size(); ++i) {
    if (step_end_s(curve, i) <= from_s || std::isnan(curve.share[i])) continue;
    if (curve.share[i] >= result.least) continue;
    result.least = curve.share[i];
    result.least_at_s = std::max(curve.time_s[i], from_s);
    lowest = i;
  }
  const double after = mean_share(curve, from_s, curve.end_s);
  if (std::isnan(after)) {
    result.least = before;
    if (std::isnan(before))  // nothing was ever asked for
      result.area_share = result.lost_s = result.to_50_s = result.to_90_s = result.to_99_s = kNaN;
    return result;
  }
  result.area_share = after / result.before;
  result.lost_s = (1.0 - result.area_share) * (curve.end_s - from_s);
  const double drop = result.before - result.least;
  const auto regained_s = [&](double part) {
    if (drop <= 0.0) return 0.0;
    for (std::size_t i = lowest; i < curve.time_s.size(); ++i) {
      if (curve.share[i] >= result.least + part * drop - 1e-12)
        return std::max(0.0, curve.time_s[i] - from_s);
    }
    return kNaN;
  };
  result.to_50_s = regained_s(0.5);
  result.to_90_s = regained_s(0.9);
  result.to_99_s = regained_s(0.99);
  return result;
}

ServiceCurve service_curve(std::span<const ServedRequest> requests, double step_s, double end_s) {
  ServiceCurve curve;
  curve.end_s = end_s;
  const auto steps = static_cast<std::size_t>(std::max(1.0, std::ceil(end_s / step_s - 1e-9)));
  std::vector<double> asked(steps, 0.0);
  std::vector<double> served(steps, 0.0);
  for (const ServedRequest& each : requests) {
    if (each.time_s >= end_s) continue;
    const auto step = std::min(steps - 1, static_cast<std::size_t>(each.time_s / step_s));
    asked[step] += 1.0;
    served[step] += each.in_time ? 1.0 : 0.0;
  }
  for (std::size_t i = 0; i < steps; ++i) {
    curve.time_s.push_back(static_cast<double>(i) * step_s);
    curve.share.push_back(asked[i] > 0.0 ? served[i] / asked[i] : kNaN);
  }
  return curve;
}

}  // namespace dimai::models

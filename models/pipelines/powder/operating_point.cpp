#include "models/pipelines/powder/operating_point.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/physics/conveying/root.hpp"
#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

struct Least {
  double velocity_m_s = 0.0;
  std::string_view law;
};

/// The least velocity at a place by the rule, without its factor.
Least least_velocity(const ConveyingLine& line, const ConveyingRule& rule,
                     const ConveyingPoint& point) {
  if (!line.has_horizontal()) {
    // Without horizontal pipe nothing settles: choking rules, by Punwani as in Rhodes, ch. 8.
    return {choking_velocity_m_s(ChokingLaw::punwani, point), "punwani"};
  }
  if (rule.law)
    return {saltation_velocity_m_s(*rule.law, point),
            kSaltationLaws[static_cast<std::size_t>(*rule.law)]};
  const VelocityRange range = saltation_range(point);
  return {range.highest_m_s, range.highest_law};
}

OperatingPoint without_flow(const std::string& detail) {
  OperatingPoint point;
  point.obstacle = Obstacle::no_flow;
  point.detail = detail;
  return point;
}

/// Inlet flow and power of the blower.
void add_blower(const ConveyingLine& line, const ConveyingRule& rule, OperatingPoint& point) {
  const LineProfile& profile = point.profile;
  const double inlet_pa = line.vacuum ? profile.delivery_pressure_pa : line.known_pressure_pa;
  const double outlet_pa = line.vacuum ? line.known_pressure_pa : profile.feed_pressure_pa;
  const double inlet_m3_s =
      profile.gas_flow_kg_s / gas_density_kg_m3(line.gas, inlet_pa, line.temperature_k);
  point.power_w =
      compression_power_w(inlet_m3_s, inlet_pa, std::max(outlet_pa, inlet_pa), rule.efficiency);
}

Obstacle obstacle_of(const OperatingPoint& point, const ConveyingRule& rule) {
  const double slack = 1.0 - 1e-6;  // the root of operate_by is not exact
  const ProfilePoint& feed = point.profile.feed();
  if (feed.gas_velocity_m_s < rule.factor * point.least_velocity_m_s * slack)
    return Obstacle::too_slow;
  if (point.drop_pa() > rule.most_drop_pa) return Obstacle::pressure;
  if (point.profile.delivery().gas_velocity_m_s > rule.most_velocity_m_s) return Obstacle::too_fast;
  return Obstacle::none;
}

/// How much faster than the rule asks the gas is at the feed, as a ratio less one; NaN where
/// nothing flows.
double excess_velocity(const ConveyingLine& line, const ConveyingRule& rule, double gas_flow_kg_s) {
  try {
    const LineProfile profile = conveying_profile(line, gas_flow_kg_s);
    const Least least = least_velocity(line, rule, line.point_at(profile.feed().pressure_pa));
    return profile.feed().gas_velocity_m_s / (rule.factor * least.velocity_m_s) - 1.0;
  } catch (const std::domain_error&) {
    return std::nan("");
  }
}

double interpolated_pa(const std::vector<BlowerPoint>& curve, double flow_m3_s) {
  std::size_t i = 1;
  while (i + 1 < curve.size() && curve[i].flow_m3_s < flow_m3_s) ++i;
  const BlowerPoint& a = curve[i - 1];
  const BlowerPoint& b = curve[i];
  const double share = (flow_m3_s - a.flow_m3_s) / (b.flow_m3_s - a.flow_m3_s);
  return a.pressure_pa + share * (b.pressure_pa - a.pressure_pa);
}

void require_curve(const std::vector<BlowerPoint>& curve) {
  require_domain(curve.size() >= 2, "a blower's curve needs two points");
  for (std::size_t i = 1; i < curve.size(); ++i)
    require_domain(curve[i].flow_m3_s > curve[i - 1].flow_m3_s,
                   "the flows of a blower's curve must rise");
}

/// Blower's pressure less that of the line at a gas flow; NaN outside the curve or without flow.
double spare_pressure_pa(const ConveyingLine& line, const std::vector<BlowerPoint>& curve,
                         double gas_flow_kg_s) {
  try {
    const LineProfile profile = conveying_profile(line, gas_flow_kg_s);
    const double inlet_pa = line.vacuum ? profile.delivery_pressure_pa : line.known_pressure_pa;
    const double flow_m3_s =
        gas_flow_kg_s / gas_density_kg_m3(line.gas, inlet_pa, line.temperature_k);
    if (flow_m3_s > curve.back().flow_m3_s || flow_m3_s < curve.front().flow_m3_s)
      return std::nan("");
    return interpolated_pa(curve, flow_m3_s) - profile.drop_pa();
  } catch (const std::domain_error&) {
    return std::nan("");
  }
}

}  // namespace

OperatingPoint operate_with(const ConveyingLine& line, const ConveyingRule& rule,
                            double gas_flow_kg_s) {
  OperatingPoint point;
  try {
    point.profile = conveying_profile(line, gas_flow_kg_s);
    const ConveyingPoint feed = line.point_at(point.profile.feed().pressure_pa);
    point.saltation = saltation_range(feed);
    point.choking = choking_range(feed);
    const Least least = least_velocity(line, rule, feed);
    point.least_velocity_m_s = least.velocity_m_s;
    point.deciding_law = least.law;
    add_blower(line, rule, point);
  } catch (const std::domain_error& error) {
    return without_flow(error.what());
  }
  point.loading = line.solids_flow_kg_s / gas_flow_kg_s;
  point.free_gas_m3_s =
      gas_flow_kg_s / gas_density_kg_m3(line.gas, line.known_pressure_pa, line.temperature_k);
  point.obstacle = obstacle_of(point, rule);
  return point;
}

OperatingPoint operate_by(const ConveyingLine& line, const ConveyingRule& rule) {
  constexpr int kMostSteps = 60;
  constexpr double kStep = 1.15;
  double low = 0.0;
  try {
    const ConveyingPoint ambient = line.point_at(line.known_pressure_pa);
    low = rule.factor * least_velocity(line, rule, ambient).velocity_m_s *
          ambient.gas_density_kg_m3 * ambient.area_m2();
  } catch (const std::domain_error& error) {
    return without_flow(error.what());
  }
  const auto excess = [&](double flow) { return excess_velocity(line, rule, flow); };
  for (int i = 0; i < kMostSteps && excess(low) > 0.0; ++i) low /= kStep;
  double high = low;
  double at_high = excess(high);
  for (int i = 0; i < kMostSteps && !(at_high > 0.0); ++i) {
    if (!std::isnan(at_high)) low = high;
    high *= kStep;
    at_high = excess(high);
  }
  if (!(at_high > 0.0) || !(excess(low) <= 0.0)) {
    const OperatingPoint tried = operate_with(line, rule, low);
    return without_flow(tried.detail.empty() ? "more gas raises the pressure faster than the speed"
                                             : tried.detail);
  }
  return operate_with(line, rule, find_root(excess, low, high, "gas flow of a conveying line"));
}

OperatingPoint operate_with_blower(const ConveyingLine& line, const ConveyingRule& rule,
                                   const std::vector<BlowerPoint>& curve) {
  require_curve(curve);
  constexpr int kSamples = 80;
  const double density = gas_density_kg_m3(line.gas, line.known_pressure_pa, line.temperature_k);
  const auto spare = [&](double flow) { return spare_pressure_pa(line, curve, flow); };
  // From the greatest flow down: the first place where the blower has pressure to spare.
  double above = curve.back().flow_m3_s * density;
  double at_above = spare(above);
  bool beyond_curve = at_above >= 0.0;
  for (int i = kSamples - 1; i >= 1 && !beyond_curve; --i) {
    const double flow = curve.back().flow_m3_s * density * i / kSamples;
    const double at_flow = spare(flow);
    if (at_flow >= 0.0 && at_above < 0.0)
      return operate_with(line, rule, find_root(spare, flow, above, "point of a blower's curve"));
    beyond_curve = at_flow >= 0.0;
    above = flow;
    at_above = at_flow;
  }
  return without_flow(beyond_curve
                          ? "the line takes more gas than the last point of the blower's curve"
                          : "the line needs more pressure than the blower has at any flow");
}

double greatest_rate_kg_s(const ConveyingLine& line, const ConveyingRule& rule) {
  ConveyingLine tried = line;
  const auto works = [&](double rate_kg_s) {
    tried.solids_flow_kg_s = rate_kg_s;
    return operate_by(tried, rule).works();
  };
  double low = 1e-4;
  if (!works(low)) return 0.0;
  double high = low;
  while (high < 1e3 && works(high * 2.0)) high *= 2.0;
  low = high;
  high *= 2.0;
  while (high / low > 1.01) {
    const double middle = std::sqrt(low * high);
    (works(middle) ? low : high) = middle;
  }
  return low;
}

std::optional<double> least_working_bore_m(ConveyingLine line, const ConveyingRule& rule) {
  for (const double bore_m : kUsualBores_m) {
    line.bore_m = bore_m;
    if (operate_by(line, rule).works()) return bore_m;
  }
  return std::nullopt;
}

}  // namespace dimai::models

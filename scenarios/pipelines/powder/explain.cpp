#include "scenarios/pipelines/powder/explain.hpp"

#include <cmath>

#include <fmt/format.h>

#include "scenarios/formats/units.hpp"

namespace dimai::scenarios {

namespace {

/// Rates that a planner reads: three digits.
std::string rate_text(double rate_kg_s) { return fmt::format("{:.3g} kg/h", rate_kg_s * 3600.0); }

}  // namespace

std::string dense_way_out_text(const models::DenseLine& line, const models::DenseRule& rule) {
  if (const auto bore_m = models::least_dense_bore_m(line, rule))
    return fmt::format("a bore of {:.0f} mm would do at this rate", *bore_m * 1e3);
  return fmt::format(
      "no usual bore (25 to 300 mm) does it with {}: shorten the line, allow more pressure, or use "
      "another slug_velocity",
      bar_text(rule.most_drop_pa));
}

std::string drop_text(double pressure_pa, Language language) {
  return std::isnan(pressure_pa) ? in_language(language, "no flow", "不流动")
                                 : bar_text(pressure_pa);
}

const char* regime_text(models::PlugRegime regime, Language language) {
  return regime == models::PlugRegime::permeated
             ? in_language(language, "permeated", "透气")
             : in_language(language, "mechanically pushed", "机械推动");
}

std::string bar_text(double pressure_pa) { return fmt::format("{:.3g} bar", pressure_pa / 1e5); }

std::string obstacle_text(const models::OperatingPoint& point, const models::ConveyingRule& rule,
                          Language language) {
  const auto in = [&](const char* english, const char* chinese) {
    return fmt::runtime(in_language(language, english, chinese));
  };
  using models::Obstacle;
  switch (point.obstacle) {
    case Obstacle::none:
      return "";
    case Obstacle::pressure:
      return fmt::format(in("it needs {}, the blower gives {}", "需要 {}，风机只有 {}"),
                         bar_text(point.drop_pa()), bar_text(rule.most_drop_pa));
    case Obstacle::too_fast:
      return fmt::format(
          in("the gas would reach {:.3g} m/s at the end, {:.3g} m/s are allowed against wear",
             "末端气速将达 {:.3g} m/s，防磨损上限 {:.3g} m/s"),
          point.profile.delivery().gas_velocity_m_s, rule.most_velocity_m_s);
    case Obstacle::too_slow:
      return fmt::format(
          in("the gas has {:.3g} m/s at the feed, and powder settles below {:.3g} m/s ({} times "
             "the {:.3g} m/s of {})",
             "进料处气速 {:.3g} m/s，低于 {:.3g} m/s 就会沉积（{} 倍的 {:.3g} m/s，{}）"),
          point.profile.feed().gas_velocity_m_s, rule.factor * point.least_velocity_m_s,
          rule.factor, point.least_velocity_m_s, point.deciding_law);
    case Obstacle::no_flow:
      return fmt::format(in("no flow of gas conveys it: {}", "没有可行的气量：{}"), point.detail);
    case Obstacle::slow_slugs:
      return fmt::format(in("{:.3g} m before the end the slugs fall below {} m/s, the slowest the "
                            "laws are used for",
                            "距末端 {:.3g} m 处料栓低于 {} m/s，即公式适用的最低速度"),
                         point.dense->trouble_at_m, models::kSlowestSlug_m_s);
    case Obstacle::fast_slugs:
      return fmt::format(in("{:.3g} m before the end the slugs are faster than {} m/s, the fastest "
                            "the laws are used for",
                            "距末端 {:.3g} m 处料栓高于 {} m/s，即公式适用的最高速度"),
                         point.dense->trouble_at_m, models::kFastestSlug_m_s);
    case Obstacle::full_pipe:
      return fmt::format(in("{:.3g} m before the end the slugs fill the whole pipe",
                            "距末端 {:.3g} m 处料栓充满全管"),
                         point.dense->trouble_at_m);
  }
  return "";
}

std::string way_out_text(const models::ConveyingLine& line, const models::ConveyingRule& rule) {
  std::string text;
  if (const auto bore_m = models::least_working_bore_m(line, rule))
    text = fmt::format("a bore of {:.0f} mm would do at this rate", *bore_m * 1e3);
  const double rate_kg_s = models::greatest_rate_kg_s(line, rule);
  if (rate_kg_s > 0.0)
    text +=
        fmt::format("{}this bore carries up to {}", text.empty() ? "" : "; ", rate_text(rate_kg_s));
  return text.empty() ? fmt::format(
                            "no usual bore (25 to 300 mm) does it with {}: shorten the "
                            "line, allow more pressure, or use stages",
                            bar_text(rule.most_drop_pa))
                      : text;
}

}  // namespace dimai::scenarios

#include "scenarios/describing/fleet_text.hpp"

#include <cmath>

#include <fmt/format.h>

#include "scenarios/formats/clock_text.hpp"
#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

namespace {

std::string whole(double capsules) {
  return grouped(static_cast<std::uint64_t>(std::ceil(capsules)));
}

}  // namespace

const char* verdict_name(FleetVerdict verdict) {
  switch (verdict) {
    case FleetVerdict::too_few:
      return "too few";
    case FleetVerdict::waits_in_the_busiest_hour:
      return "waits in the busiest hour";
    case FleetVerdict::enough:
      break;
  }
  return "enough";
}

FleetVerdict verdict(const models::FleetNeed& need, const models::CapsuleClass& capsule_class) {
  const double fleet =
      static_cast<double>(capsule_class.fleet) * (1.0 - capsule_class.workshop_share);
  if (fleet < need.bound.fleet()) return FleetVerdict::too_few;
  return fleet < need.busiest_hour() ? FleetVerdict::waits_in_the_busiest_hour
                                     : FleetVerdict::enough;
}

std::string need_text(const models::FleetNeed& need, const models::CapsuleClass& capsule_class,
                      Language language) {
  const char* form = in_language(
      language,
      "{} of at least {} on average over {} ({} loaded, {} empty), {} in the busiest hour: {}",
      "{} 辆；{} 内平均至少需 {} 辆（载货 {}，空驶 {}），最忙一小时 {} 辆：{}");
  const char* judged = "";
  switch (verdict(need, capsule_class)) {
    case FleetVerdict::too_few:
      judged = in_language(language, "too few", "不足");
      break;
    case FleetVerdict::waits_in_the_busiest_hour:
      judged = in_language(language, "some wait then", "届时有人等待");
      break;
    case FleetVerdict::enough:
      judged = in_language(language, "enough if nothing queues", "不排队则够用");
      break;
  }
  const std::string fleet = grouped(static_cast<std::uint64_t>(capsule_class.fleet));
  const std::string least = whole(need.bound.fleet());
  const std::string span = clock_text(need.span_s);
  const bool chinese = language == Language::chinese;
  return fmt::format(fmt::runtime(form), fleet, chinese ? span : least, chinese ? least : span,
                     whole(need.bound.loaded), whole(need.bound.empty), whole(need.busiest_hour()),
                     judged);
}

std::vector<models::FleetNeed> fleet_needs(const Scenario& scenario) {
  if (scenario.capsule_classes.empty()) return {};
  return Run(scenario).fleet_need();
}

}  // namespace dimai::scenarios

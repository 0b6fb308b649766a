#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

constexpr InpSection kHere = InpSection::times;
constexpr std::int64_t kDay_s = 86400;

std::optional<std::int64_t> seconds_of(InpReading& reading, const InpLine& line) {
  const std::string& last = line[line.count() - 1];
  auto hours = inp_number(last);
  if (!hours) hours = inp_hours(last, "");
  if (!hours && line.count() > 2) hours = inp_hours(line[line.count() - 2], last);
  if (hours && *hours >= 0.0) return static_cast<std::int64_t>(3600.0 * *hours + 0.5);
  reading.error(line, "times." + line[0],
                fmt::format("got \"{}\", needs a time, such as 24, 24:00 or 90 MIN", last));
  return std::nullopt;
}

/// Where a line of the section puts its time; null after a problem or if it has no use here.
std::int64_t* target(InpReading& reading, const InpLine& line, std::int64_t& unused) {
  models::LiquidTimes& times = reading.network.times;
  const std::string& name = line[0];
  const bool start = line.count() > 2 && begins(line[1], "START");
  const bool step = line.count() > 2 && begins(line[1], "TIME");
  if (begins(name, "DURA")) return &times.duration_s;
  if (begins(name, "HYDR")) return &times.hydraulic_step_s;
  if (begins(name, "QUAL") || begins(name, "MINI")) return &unused;
  if (begins(name, "RULE")) return &times.rule_step_s;
  if (begins(name, "PATT") && step) return &times.pattern_step_s;
  if (begins(name, "PATT") && start) return &times.pattern_start_s;
  if (begins(name, "REPO") && step) return &times.report_step_s;
  if (begins(name, "REPO") && start) return &times.report_start_s;
  if (begins(name, "START")) return &times.clock_start_s;
  reading.error(line, "times." + name,
                "is no time of EPANET; accepts DURATION, HYDRAULIC TIMESTEP, PATTERN TIMESTEP, "
                "PATTERN START, REPORT TIMESTEP, REPORT START, RULE TIMESTEP, START CLOCKTIME, "
                "STATISTIC");
  return nullptr;
}

/// Steps as EPANET mends them: none longer than those it must meet.
void mend(models::LiquidTimes& times) {
  if (times.pattern_step_s <= 0) times.pattern_step_s = 3600;
  if (times.report_step_s <= 0) times.report_step_s = times.pattern_step_s;
  if (times.hydraulic_step_s <= 0) times.hydraulic_step_s = 3600;
  times.hydraulic_step_s =
      std::min({times.hydraulic_step_s, times.pattern_step_s, times.report_step_s});
  if (times.report_start_s > times.duration_s) times.report_start_s = 0;
  if (times.rule_step_s == 0) times.rule_step_s = times.hydraulic_step_s / 10;
  times.rule_step_s =
      std::max<std::int64_t>(std::min(times.rule_step_s, times.hydraulic_step_s), 1);
  times.clock_start_s %= kDay_s;
}

}  // namespace

std::optional<double> inp_hours(const std::string& time, const std::string& unit) {
  std::array<double, 3> parts{};
  std::size_t count = 0;
  for (std::size_t at = 0; at <= time.size();) {
    const std::size_t end = std::min(time.find(':', at), time.size());
    const auto value = inp_number(time.substr(at, end - at));
    if (!value || count == parts.size()) return std::nullopt;
    parts[count++] = *value;
    at = end + 1;
  }
  double hours = parts[0];
  if (count == 1) {
    if (unit.empty() || begins(unit, "HOU")) return hours;
    if (begins(unit, "SEC")) return hours / 3600.0;
    if (begins(unit, "MIN")) return hours / 60.0;
    if (begins(unit, "DAY")) return hours * 24.0;
  } else {
    hours = parts[0] + parts[1] / 60.0 + parts[2] / 3600.0;
    if (unit.empty()) return hours;
  }
  const bool morning = begins(unit, "AM");
  if ((!morning && !begins(unit, "PM")) || hours >= 13.0) return std::nullopt;
  if (morning) return hours >= 12.0 ? hours - 12.0 : hours;
  return hours >= 12.0 ? hours : hours + 12.0;
}

void read_inp_times(InpReading& reading) {
  models::LiquidTimes& times = reading.network.times;
  times.rule_step_s = 0;
  for (const InpLine& line : reading.file.lines(kHere)) {
    if (!reading.enough(kHere, line, 2, "a name and a time")) continue;
    if (begins(line[0], "STAT")) {
      if (!begins(line[line.count() - 1], "NO"))
        reading.warning(line, "times.STATISTIC",
                        "not used: every report time is written; take statistics from those");
      continue;
    }
    std::int64_t unused = 0;
    std::int64_t* member = target(reading, line, unused);
    if (member == nullptr) continue;
    if (const auto seconds = seconds_of(reading, line)) *member = *seconds;
  }
  mend(times);
}

}  // namespace dimai::scenarios

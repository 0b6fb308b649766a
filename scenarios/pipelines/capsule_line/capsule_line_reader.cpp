#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/pipelines/capsule_line/air_balance.hpp"
#include "scenarios/pipelines/capsule_line/capsule_line_plan.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

namespace {

std::string length_text(double m) { return quantity_text(m, Dimension::length); }

void check_capsule(TableReader& table, const models::CapsuleLineParameters& line) {
  if (line.starting_coefficient < line.rolling_coefficient)
    table.error("starting_coefficient",
                fmt::format("got {:.4g}, less than rolling_coefficient {:.4g}; standing capsules "
                            "resist no less",
                            line.starting_coefficient, line.rolling_coefficient));
}

/// A line's own keys for a capsule that is said in metres: it must be smaller than the pipe.
void read_diameter(TableReader& table, models::CapsuleLineParameters& line) {
  const auto diameter_m = table.quantity("capsule_diameter", Dimension::length, 0.01, 5.0);
  if (!diameter_m) return;
  if (table.find("diameter_ratio") != nullptr)
    table.error("capsule_diameter", "is given beside diameter_ratio; give one or the other");
  if (*diameter_m >= line.bore_m)
    return table.error("capsule_diameter",
                       fmt::format("capsules of {} do not fit a pipe of {}",
                                   length_text(*diameter_m), length_text(line.bore_m)));
  line.diameter_ratio = *diameter_m / line.bore_m;
}

void read_sections(Reading& reading, TableReader& table, LinePlan& line) {
  for (TableReader& each : table.list("section")) {
    models::LineSection section;
    read_fields(each, section, {"length", "drive"}, reading.scenario.parameters);
    each.finish();
    const bool motor = section.drive == "linear motor";
    for (const char* key : {"pressure_rise", "free_flow"}) {
      if (motor && each.find(key) != nullptr) each.warning(key, "is ignored: only blowers have it");
    }
    for (const char* key : {"air_speed", "thrust", "motor_length"}) {
      if (!motor && each.find(key) != nullptr)
        each.warning(key, "is ignored: only linear motors have it");
    }
    if (-section.gradient > line.parameters.starting_coefficient)
      each.error("gradient",
                 fmt::format("capsules would roll away when the line stops: it falls by "
                             "{:.4g}, starting_coefficient is {:.4g}",
                             -section.gradient, line.parameters.starting_coefficient));
    if (line.parameters.capsule_length_m >= section.length_m)
      each.error("length",
                 fmt::format("{} is no longer than a capsule, {}", length_text(section.length_m),
                             length_text(line.parameters.capsule_length_m)));
    line.sections.push_back(std::move(section));
  }
  const bool any = std::any_of(line.sections.begin(), line.sections.end(),
                               [](const auto& s) { return s.pipe == "outward"; });
  if (!any)
    table.error("section", fmt::format("there is no outward section; needs a table such as "
                                       "[[{}.section]]",
                                       table.path()));
}

void read_stops(Reading& reading, TableReader& table, LinePlan& line) {
  for (TableReader& each : table.list("stop")) {
    models::LineStop stop;
    const double longest_s = reading.scenario.run.duration_s;
    bool good = each.require("from", wanted(Dimension::time));
    good &= each.require("until", wanted(Dimension::time));
    stop.from_s = each.quantity("from", Dimension::time, 0.0, longest_s).value_or(0.0);
    stop.until_s = each.quantity("until", Dimension::time, 0.0, 1e9).value_or(0.0);
    each.finish();
    if (good && stop.until_s <= stop.from_s)
      each.error("until", fmt::format("got {}, needs a time after from, {}",
                                      quantity_text(stop.until_s, Dimension::time),
                                      quantity_text(stop.from_s, Dimension::time)));
    if (!line.stops.empty() && stop.from_s < line.stops.back().until_s)
      each.error("from",
                 "is before the end of the stop above; needs stops in order that do not "
                 "overlap");
    line.stops.push_back(stop);
  }
}

/// Whether the drives move as many capsules as the line would hold, each pipe for itself.
void check_drives(TableReader& table, const LinePlan& line) {
  const models::CapsuleLineParameters& p = line.parameters;
  for (const bool outward : {true, false}) {
    const models::PipePhysics pipe = models::pipe_physics(p, line.sections, outward);
    if (pipe.sections.empty()) continue;
    const models::PipeLoad load =
        models::steady_load(pipe, p.headway_s, static_cast<std::size_t>(p.fleet));
    if (!load.fault.empty())
      table.error("section", fmt::format("{} pipe: the drives are too weak to move the capsules: "
                                         "{}; needs stronger drives, fewer capsules or a longer "
                                         "headway",
                                         outward ? "outward" : "return", load.fault));
    const double spacing_m = p.headway_s * (load.air_m_s - pipe.sections.front().slip_m_s);
    if (load.fault.empty() && spacing_m <= p.capsule_length_m)
      table.error("headway", fmt::format("capsules of {} would follow each {}; needs a longer "
                                         "headway",
                                         length_text(p.capsule_length_m), length_text(spacing_m)));
    const bool lock = std::any_of(pipe.sections.begin(), pipe.sections.end(),
                                  [](const auto& s) { return s.lock; });
    if (lock && p.headway_s < p.airlock_time_s)
      table.error("headway", fmt::format("got {}, but the locks at blowers take {} a capsule",
                                         quantity_text(p.headway_s, Dimension::time),
                                         quantity_text(p.airlock_time_s, Dimension::time)));
  }
}

}  // namespace

std::unique_ptr<PipelinePlan> read_capsule_lines(Reading& reading, TableReader& table) {
  const std::size_t errors_before = reading.problems.error_count();
  auto plan = std::make_unique<CapsuleLinePlan>();
  for (const Member* member : table.unknown()) {  // every key is the name of a line
    TableReader each = table.table(member->key);
    const std::size_t line_errors_before = reading.problems.error_count();
    LinePlan line;
    line.parameters.name = each.name();
    read_fields(each, line.parameters, {}, reading.scenario.parameters);
    read_diameter(each, line.parameters);
    check_capsule(each, line.parameters);
    read_sections(reading, each, line);
    read_stops(reading, each, line);
    each.finish();
    if (reading.problems.error_count() == line_errors_before) check_drives(each, line);
    plan->lines.push_back(std::move(line));
  }
  if (plan->lines.empty())
    table.error("", "there is no line; needs a table such as [capsule_line.quarry]");
  if (reading.problems.error_count() > errors_before) return nullptr;
  return plan;
}

}  // namespace dimai::scenarios

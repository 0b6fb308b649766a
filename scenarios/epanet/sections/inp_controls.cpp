#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_pumps.hpp"
#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::LiquidControl;
using models::LiquidLink;
using models::LiquidLinkKind;
using models::LiquidStatus;

constexpr InpSection kHere = InpSection::controls;
constexpr std::int64_t kDay_s = 86400;

std::string control_key(const InpLine& line) {
  return "controls." + (line.count() > 1 ? line[1] : line[0]);
}

/// What a control does to its link: word 2. @return false after a problem
bool read_order(InpReading& reading, const InpLine& line, LiquidControl& control) {
  const LiquidLink& link = reading.network.links[control.link];
  const bool open = begins(line[2], "OPEN");
  if (open || begins(line[2], "CLOS")) {
    control.status = open ? LiquidStatus::open : LiquidStatus::closed;
    if (link.kind == LiquidLinkKind::pump) control.setting = open ? 1.0 : 0.0;
    if (link.kind == LiquidLinkKind::general_purpose) control.setting = link.initial_setting;
    return true;
  }
  const auto value = inp_number(line[2]);
  if (!value || link.kind == LiquidLinkKind::general_purpose) {
    reading.error(line, control_key(line),
                  fmt::format("got \"{}\", accepts OPEN, CLOSED{}", line[2],
                              link.kind == LiquidLinkKind::general_purpose ? "" : " or a setting"));
    return false;
  }
  control.status = LiquidStatus::active;
  control.setting = *value * setting_unit(link.kind, reading.units);
  if (!models::is_pipe(link.kind) && link.kind != LiquidLinkKind::pump) return true;
  if (*value < 0.0) {
    reading.error(line, control_key(line), fmt::format("got {}, accepts 0 and more", line[2]));
    return false;
  }
  control.status = *value == 0.0 ? LiquidStatus::closed : LiquidStatus::open;
  return true;
}

/// A control by a level or a pressure: words 5 to 7.
bool read_level(InpReading& reading, const InpLine& line, LiquidControl& control) {
  if (!reading.enough(kHere, line, 8, "LINK id setting IF NODE id BELOW or ABOVE value"))
    return false;
  const auto node = reading.node(kHere, line, 5);
  const auto value = reading.number(kHere, line, 7, "level", -1e30);
  const bool below = begins(line[6], "BELOW");
  if (!below && !begins(line[6], "ABOVE")) {
    reading.error(line, control_key(line),
                  fmt::format("got \"{}\", accepts BELOW or ABOVE", line[6]));
    return false;
  }
  if (!node || !value) return false;
  control.kind = below ? LiquidControl::Kind::below : LiquidControl::Kind::above;
  control.node = *node;
  // A level above the bottom of a tank; a pressure at a junction.
  const double unit_m =
      reading.network.is_junction(*node) ? reading.units.pressure_m : reading.units.length_m;
  control.head_m = reading.network.nodes[*node].elevation_m + *value * unit_m;
  return true;
}

bool read_clock(InpReading& reading, const InpLine& line, LiquidControl& control) {
  const bool clock = begins(line[4], "CLOCK");
  const auto hours = inp_hours(line[5], line.count() > 6 ? line[6] : "");
  if (!hours || *hours < 0.0) {
    reading.error(line, control_key(line),
                  fmt::format("got \"{}\", needs a time, such as 16:00, 90 MIN or 6 PM", line[5]));
    return false;
  }
  control.kind = clock ? LiquidControl::Kind::at_clock : LiquidControl::Kind::at_time;
  control.time_s = static_cast<std::int64_t>(3600.0 * *hours);
  if (clock) control.time_s %= kDay_s;
  return true;
}

void read_control(InpReading& reading, const InpLine& line) {
  if (!reading.enough(kHere, line, 6, "LINK id setting, then IF NODE or AT TIME or AT CLOCKTIME"))
    return;
  if (begins(line[line.count() - 1], "DISABLED"))
    return reading.warning(line, control_key(line), "is disabled in the file");
  const auto found = reading.links.find(line[1]);
  if (found == reading.links.end())
    return reading.error(line, control_key(line), fmt::format("there is no link \"{}\"", line[1]));
  const models::LiquidLinkIndex link = found->second;
  if (reading.network.links[link].kind == LiquidLinkKind::check_valve_pipe)
    return reading.error(line, control_key(line), "is a check valve: it cannot be controlled");
  LiquidControl control;
  control.link = link;
  const bool by_time = begins(line[4], "TIME") || begins(line[4], "CLOCK");
  const bool order = read_order(reading, line, control);
  const bool when =
      by_time ? read_clock(reading, line, control) : read_level(reading, line, control);
  if (order && when) reading.network.controls.push_back(control);
}

}  // namespace

void read_inp_controls(InpReading& reading) {
  for (const InpLine& line : reading.file.lines(kHere)) read_control(reading, line);
}

}  // namespace dimai::scenarios

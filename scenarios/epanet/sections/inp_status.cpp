#include <charconv>

#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_pumps.hpp"
#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::LiquidLink;
using models::LiquidLinkKind;
using models::LiquidStatus;

constexpr InpSection kHere = InpSection::status;

/// What a line of [STATUS] says.
struct Wanted {
  LiquidStatus status = LiquidStatus::active;  ///< active: a setting is given
  double setting = 0.0;
};

std::optional<Wanted> wanted(const InpReading& reading, const InpLine& line) {
  const std::string& word = line[line.count() - 1];
  if (begins(word, "OPEN")) return Wanted{LiquidStatus::open, 0.0};
  if (begins(word, "CLOS")) return Wanted{LiquidStatus::closed, 0.0};
  const auto value = inp_number(word);
  if (value && *value >= 0.0) return Wanted{LiquidStatus::active, *value};
  reading.error(line, InpReading::key(kHere, line, ""),
                fmt::format("got \"{}\", accepts OPEN, CLOSED or a setting of 0 and more", word));
  return std::nullopt;
}

void set(LiquidLink& link, const Wanted& value, const InpUnits& units) {
  const bool setting = value.status == LiquidStatus::active;
  if (link.kind == LiquidLinkKind::pipe || link.kind == LiquidLinkKind::general_purpose) {
    if (!setting) link.initial_status = value.status;
  } else if (link.kind == LiquidLinkKind::pump) {
    link.initial_setting = setting ? value.setting : value.status == LiquidStatus::open ? 1.0 : 0.0;
    link.initial_status = link.initial_setting == 0.0 ? LiquidStatus::closed : LiquidStatus::open;
  } else if (models::is_valve(link.kind)) {
    link.initial_status = value.status;
    link.initial_setting =
        setting ? value.setting * setting_unit(link.kind, units) : models::kNoSetting;
  }
}

/// Leading whole number of an id, as C's atol: 0 if there is none.
long leading_number(const std::string& id) {
  long value = 0;
  std::from_chars(id.data(), id.data() + id.size(), value);
  return value;
}

void set_range(InpReading& reading, const InpLine& line, const Wanted& value) {
  const long low = leading_number(line[0]);
  const long high = leading_number(line[1]);
  bool any = false;
  for (LiquidLink& link : reading.network.links) {
    const long number = leading_number(link.id);
    const bool within = low > 0 && high > 0 ? number >= low && number <= high
                                            : line[0] <= link.id && link.id <= line[1];
    if (!within) continue;
    any = true;
    set(link, value, reading.units);
  }
  if (!any)
    reading.warning(line, InpReading::key(kHere, line, ""),
                    fmt::format("no link lies between \"{}\" and \"{}\"", line[0], line[1]));
}

}  // namespace

void read_inp_status(InpReading& reading) {
  for (const InpLine& line : reading.file.lines(kHere)) {
    if (!reading.enough(kHere, line, 2, "a link and a status")) continue;
    const auto value = wanted(reading, line);
    if (!value) continue;
    if (line.count() > 2) {
      set_range(reading, line, *value);
      continue;
    }
    const auto row = reading.link(kHere, line, 0);
    if (!row) continue;
    LiquidLink& link = reading.network.links[*row];
    const bool fixed =
        link.kind == LiquidLinkKind::check_valve_pipe ||
        (link.kind == LiquidLinkKind::general_purpose && value->status == LiquidStatus::active);
    if (fixed)
      reading.error(line, InpReading::key(kHere, line, ""),
                    "is a check valve or a general purpose valve: it cannot be set");
    else
      set(link, *value, reading.units);
  }
}

}  // namespace dimai::scenarios

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_reading.hpp"
#include "scenarios/formats/suggest.hpp"

namespace dimai::scenarios {

namespace {

using models::EpanetConstants;
using models::LiquidOptions;

constexpr InpSection kHere = InpSection::options;

/// A problem with an option: `line[0]` and, if it is of two words, line[1] name it.
std::string option_key(const InpLine& line) { return "options." + line[0]; }

bool is_last_word(const InpLine& line, std::size_t word) { return word >= line.count(); }

/// Options that are one of several words. @return whether the line is one of them
bool read_choice(InpReading& reading, const InpLine& line) {
  LiquidOptions& options = reading.network.options;
  const std::string& name = line[0];
  const auto wrong = [&](std::size_t word, std::string_view accepted) {
    reading.error(line, option_key(line),
                  fmt::format("got \"{}\", accepts {}", line[word], accepted));
  };
  if (begins(name, "HEADL")) {
    if (is_last_word(line, 1)) return true;
    if (begins(line[1], "H-W"))
      options.friction = models::LiquidFriction::hazen_williams;
    else if (begins(line[1], "D-W"))
      options.friction = models::LiquidFriction::darcy_weisbach;
    else if (begins(line[1], "C-M"))
      options.friction = models::LiquidFriction::chezy_manning;
    else
      wrong(1, "H-W, D-W or C-M");
    return true;
  }
  if (begins(name, "UNBA")) {
    if (is_last_word(line, 1)) return true;
    if (begins(line[1], "STOP")) {
      options.extra_trials = -1;
    } else if (begins(line[1], "CONT")) {
      const auto extra = line.count() > 2 ? reading.number(kHere, line, 2, "trials", 0.0) : 0.0;
      options.extra_trials = static_cast<std::int64_t>(extra.value_or(0.0));
    } else {
      wrong(1, "STOP or CONTINUE");
    }
    return true;
  }
  if (begins(name, "DEMA") && line.count() > 1 && begins(line[1], "MODEL")) {
    if (is_last_word(line, 2)) return true;
    if (!begins(line[2], "PDA") && !begins(line[2], "DDA")) wrong(2, "DDA or PDA");
    options.pressure_driven = begins(line[2], "PDA");
    return true;
  }
  if (begins(name, "BACK")) {
    if (is_last_word(line, 2)) return true;
    if (!begins(line[2], "YES") && !begins(line[2], "NO")) wrong(2, "YES or NO");
    options.emitter_backflow = begins(line[2], "YES");
    return true;
  }
  return false;
}

/// Options that are read elsewhere, or that change nothing here. @return whether it is one
bool read_other(InpReading& reading, const InpLine& line) {
  const std::string& name = line[0];
  if (begins(name, "UNIT") || begins(name, "PATT") || begins(name, "VERI") || begins(name, "SEGM"))
    return true;
  if (begins(name, "PRES") && line.count() > 1 && !begins(line[1], "EXP")) return true;
  if (begins(name, "MAP")) return true;  // where a program with windows draws it
  if (begins(name, "HYDR")) {
    reading.warning(line, option_key(line),
                    "not used: dimai neither reads nor writes EPANET's hydraulics files");
    return true;
  }
  if (begins(name, "QUAL")) {
    if (line.count() > 1 && !begins(line[1], "NONE"))
      reading.warning(line, option_key(line),
                      fmt::format("\"{}\" is not simulated: dimai solves heads and flows, not "
                                  "water quality",
                                  line[1]));
    return true;
  }
  return begins(name, "DIFF") || begins(name, "TOLE");  // of water quality alone
}

/// An option that is one number: its name, its member, what one unit of it is in SI.
struct NumberOption {
  std::string_view name;
  double LiquidOptions::*member;
  double unit;
  bool may_be_zero;
  std::size_t word;  ///< at which the number stands
};

std::vector<NumberOption> number_options(const InpUnits& units) {
  using O = LiquidOptions;
  return {
      {"SPEC", &O::specific_gravity, 1.0, false, 2},
      {"DEMA", &O::demand_multiplier, 1.0, false, 2},
      {"ACCU", &O::accuracy, 1.0, false, 1},
      {"HEADE", &O::head_error_m, units.length_m, true, 1},
      {"FLOWC", &O::flow_change_m3_s, units.flow_m3_s, true, 1},
      {"DAMP", &O::damping_limit, 1.0, true, 1},
      {"MINI", &O::least_pressure_m, units.pressure_m, true, 2},
      {"REQU", &O::required_pressure_m, units.pressure_m, true, 2},
      {"PRES", &O::pressure_exponent, 1.0, false, 2},
      {"EMIT", &O::emitter_exponent, 1.0, false, 2},
      {"HTOL", &O::head_tolerance_m, EpanetConstants::foot_m, false, 1},
      {"QTOL", &O::flow_tolerance_m3_s, EpanetConstants::cubic_foot_m3, false, 1},
      {"RQTOL", &O::least_gradient_s_m2, EpanetConstants::resistance_s_m2, false, 1},
  };
}

bool read_count(InpReading& reading, const InpLine& line) {
  LiquidOptions& options = reading.network.options;
  std::int64_t* member = begins(line[0], "TRIA")    ? &options.trials
                         : begins(line[0], "CHECK") ? &options.check_frequency
                         : begins(line[0], "MAXC")  ? &options.last_check
                                                    : nullptr;
  if (member == nullptr) return false;
  if (const auto value = reading.positive(kHere, line, 1, ""))
    *member = static_cast<std::int64_t>(*value);
  return true;
}

void read_viscosity(InpReading& reading, const InpLine& line) {
  const auto value = reading.positive(kHere, line, 1, "");
  if (!value) return;
  // Above 1e-3 it is a multiple of that of water at 20 C, below a viscosity per second.
  const double area_m2 = reading.units.length_m * reading.units.length_m;
  reading.network.options.viscosity_m2_s =
      *value > 1e-3 ? *value * EpanetConstants::viscosity_m2_s : *value * area_m2;
}

bool read_number(InpReading& reading, const InpLine& line) {
  if (begins(line[0], "VISC")) {
    read_viscosity(reading, line);
    return true;
  }
  for (const NumberOption& each : number_options(reading.units)) {
    if (!begins(line[0], each.name)) continue;
    if (line.count() <= each.word) return true;  // EPANET lets a value be missing
    const auto value = each.may_be_zero ? reading.number(kHere, line, each.word, "", 0.0)
                                        : reading.positive(kHere, line, each.word, "");
    if (value) reading.network.options.*each.member = *value * each.unit;
    return true;
  }
  return false;
}

void read_units(InpReading& reading) {
  std::optional<InpUnits> units = inp_units("GPM");
  for (const InpLine& line : reading.file.lines(kHere)) {
    if (!begins(line[0], "UNIT") || line.count() < 2) continue;
    const auto found = inp_units(line[1]);
    if (found) units = found;
    if (!found)
      reading.error(line, option_key(line),
                    fmt::format("got \"{}\", accepts CFS, GPM, MGD, IMGD, AFD, LPS, LPM, MLD, "
                                "CMH, CMD or CMS",
                                line[1]));
  }
  reading.units = *units;
}

void read_pressure_unit(InpReading& reading) {
  double gravity = 1.0;
  for (const InpLine& line : reading.file.lines(kHere)) {
    if (begins(line[0], "SPEC") && line.count() > 2) {
      const auto value = inp_number(line[2]);  // told below if it is none
      if (value && *value > 0.0) gravity = *value;
    }
  }
  set_pressure_unit(reading.units, reading.units.metric ? "METERS" : "PSI", gravity);
  reading.units.emitter_pressure_m = reading.units.pressure_m;
  for (const InpLine& line : reading.file.lines(kHere)) {
    if (!begins(line[0], "PRES") || line.count() < 2 || begins(line[1], "EXP")) continue;
    if (!set_pressure_unit(reading.units, line[1], gravity))
      reading.error(line, option_key(line),
                    fmt::format("got \"{}\", accepts PSI, KPA, METERS, BAR or FEET", line[1]));
  }
}

void check_options(InpReading& reading) {
  LiquidOptions& options = reading.network.options;
  const auto& lines = reading.file.lines(kHere);
  options.accuracy = std::clamp(options.accuracy, 1e-5, 1e-1);  // told below
  for (const InpLine& line : lines) {
    const auto value = line.count() > 1 ? inp_number(line[1]) : std::nullopt;
    if (begins(line[0], "ACCU") && value && *value > 0.0 && *value != options.accuracy)
      reading.warning(
          line, option_key(line),
          fmt::format("got {}; taken as {}, as EPANET does", line[1], options.accuracy));
  }
  if (options.required_pressure_m - options.least_pressure_m >=
      EpanetConstants::least_pressure_range_m * (1.0 - 1e-9))
    return;
  for (const InpLine& line : lines) {
    if (begins(line[0], "REQU"))
      return reading.error(line, option_key(line), "must be at least 0.1 above MINIMUM PRESSURE");
  }
  options.required_pressure_m = options.least_pressure_m + 0.1 * reading.units.pressure_m;
}

}  // namespace

void read_inp_options(InpReading& reading) {
  read_units(reading);
  read_pressure_unit(reading);
  for (const InpLine& line : reading.file.lines(kHere)) {
    if (read_choice(reading, line) || read_other(reading, line) || read_count(reading, line) ||
        read_number(reading, line))
      continue;
    reading.error(line, option_key(line),
                  "is no option of EPANET" +
                      did_you_mean(line[0], {"UNITS", "HEADLOSS", "VISCOSITY", "TRIALS", "ACCURACY",
                                             "UNBALANCED", "PATTERN", "DEMAND", "EMITTER",
                                             "QUALITY", "HEADERROR", "FLOWCHANGE"}));
  }
  check_options(reading);
  const InpUnits& units = reading.units;
  reading.network.options.display = {.flow = 1.0 / units.flow_m3_s,
                                     .head = 1.0 / units.length_m,
                                     .pressure = 1.0 / units.pressure_m};
  // EPANET's cubic foot is not quite one for this unit of flow, see InpUnits.
  reading.network.options.viscosity_m2_s *= units.cubic_foot_m3 / EpanetConstants::cubic_foot_m3;
}

}  // namespace dimai::scenarios

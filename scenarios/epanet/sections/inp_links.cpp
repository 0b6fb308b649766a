#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "models/physics/flow/friction.hpp"
#include "scenarios/epanet/sections/inp_pumps.hpp"
#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::EpanetConstants;
using models::LiquidLink;
using models::LiquidLinkIndex;
using models::LiquidLinkKind;
using models::LiquidStatus;

/// Adds a link with its ends. @return its row, or nothing and a problem
std::optional<LiquidLinkIndex> add(InpReading& reading, InpSection section, const InpLine& line,
                                   LiquidLinkKind kind) {
  if (!reading.enough(section, line, 3, "a name and two nodes")) return std::nullopt;
  const auto from = reading.node(section, line, 1);
  const auto to = reading.node(section, line, 2);
  const LiquidLinkIndex row{static_cast<std::uint32_t>(reading.network.links.size())};
  const auto [place, added] = reading.links.try_emplace(line[0], row);
  if (!added)
    reading.error(line, InpReading::key(section, line, "id"),
                  fmt::format("link \"{}\" stands in line {} already", line[0],
                              reading.link_lines[place->second.value]));
  if (from && to && *from == *to)
    reading.error(line, InpReading::key(section, line, "nodes"),
                  fmt::format("begins and ends at node \"{}\"", line[1]));
  LiquidLink link;
  link.id = line[0];
  link.kind = kind;
  link.from = from.value_or(models::LiquidNodeIndex{0});
  link.to = to.value_or(models::LiquidNodeIndex{0});
  if (!added) return std::nullopt;
  reading.network.links.push_back(std::move(link));
  reading.link_lines.push_back(line.number);
  return row;
}

double minor_loss(const LiquidLink& link, double coefficient, const InpUnits& units) {
  const double d2 = link.diameter_m * link.diameter_m;
  const double rounding = EpanetConstants::cubic_foot_m3 / units.cubic_foot_m3;
  return EpanetConstants::minor_s2_m * coefficient / (d2 * d2) * rounding * rounding;
}

/// Resistance with EPANET's constants, see InpUnits::cubic_foot_m3.
double pipe_resistance(const LiquidLink& link, models::LiquidFriction friction,
                       const InpUnits& units) {
  const double rounding = EpanetConstants::cubic_foot_m3 / units.cubic_foot_m3;
  const double d = link.diameter_m;
  if (friction == models::LiquidFriction::hazen_williams)
    return models::hazen_williams({link.length_m, d}, link.roughness).resistance *
           std::pow(rounding, 1.852);
  const double area = std::numbers::pi * d * d / 4.0;
  if (friction == models::LiquidFriction::darcy_weisbach)
    return link.length_m / (2.0 * EpanetConstants::gravity_m_s2 * d * area * area) * rounding *
           rounding;
  // (4 n / (1.49 pi D^2))^2 (D / 4)^-1.333 L in feet.
  const double feet = d / EpanetConstants::foot_m;
  const double root = 4.0 * link.roughness / (1.49 * std::numbers::pi * feet * feet);
  return root * root * std::pow(feet / 4.0, -1.333) * link.length_m /
         (units.cubic_foot_m3 * units.cubic_foot_m3);
}

/// Words 6 and 7 of a pipe: a loss coefficient, a status, or both.
void read_pipe_tail(InpReading& reading, const InpLine& line, LiquidLink& pipe) {
  constexpr InpSection here = InpSection::pipes;
  const auto status = [&](const std::string& word) {
    if (begins(word, "CV"))
      pipe.kind = LiquidLinkKind::check_valve_pipe;
    else if (begins(word, "CLOS"))
      pipe.initial_status = LiquidStatus::closed;
    else
      return begins(word, "OPEN");
    return true;
  };
  double coefficient = 0.0;
  if (line.count() == 7 && status(line[6])) return;
  if (line.count() > 6)
    coefficient = reading.number(here, line, 6, "loss coefficient", 0.0).value_or(0.0);
  if (line.count() > 7 && !status(line[7]))
    reading.error(line, InpReading::key(here, line, "status"),
                  fmt::format("got \"{}\", accepts OPEN, CLOSED or CV", line[7]));
  pipe.minor_s2_m5 = minor_loss(pipe, coefficient, reading.units);
}

void read_pipe(InpReading& reading, const InpLine& line) {
  constexpr InpSection here = InpSection::pipes;
  const auto row = add(reading, here, line, LiquidLinkKind::pipe);
  if (!row || !reading.enough(here, line, 6, "a name, two nodes, length, diameter and roughness"))
    return;
  const auto length = reading.positive(here, line, 3, "length");
  const auto diameter = reading.positive(here, line, 4, "diameter");
  const auto roughness = reading.positive(here, line, 5, "roughness");
  if (!length || !diameter || !roughness) return;
  LiquidLink& pipe = reading.network.links[*row];
  const models::LiquidFriction friction = reading.network.options.friction;
  pipe.length_m = *length * reading.units.length_m;
  pipe.diameter_m = *diameter * reading.units.diameter_m;
  pipe.roughness = *roughness;
  // Thousandths of a foot or millimetres.
  if (friction == models::LiquidFriction::darcy_weisbach)
    pipe.roughness *= reading.units.length_m / 1000.0;
  pipe.resistance = pipe_resistance(pipe, friction, reading.units);
  read_pipe_tail(reading, line, pipe);
}

std::optional<LiquidLinkKind> valve_kind(std::string_view word) {
  constexpr std::pair<std::string_view, LiquidLinkKind> kinds[]{
      {"PRV", LiquidLinkKind::pressure_reducing}, {"PSV", LiquidLinkKind::pressure_sustaining},
      {"PBV", LiquidLinkKind::pressure_breaking}, {"FCV", LiquidLinkKind::flow_control},
      {"TCV", LiquidLinkKind::throttle},          {"GPV", LiquidLinkKind::general_purpose},
      {"PCV", LiquidLinkKind::positional}};
  for (const auto& [name, kind] : kinds) {
    if (begins(word, name)) return kind;
  }
  return std::nullopt;
}

void read_valve_setting(InpReading& reading, const InpLine& line, LiquidLink& valve) {
  constexpr InpSection here = InpSection::valves;
  valve.initial_setting = 0.0;
  if (valve.kind == LiquidLinkKind::general_purpose) {
    valve.initial_status = LiquidStatus::open;
    if (!reading.enough(here, line, 6, "a curve of head losses")) return;
    valve.curve = reading.curve(here, line, 5, reading.units.flow_m3_s, reading.units.length_m, 2)
                      .value_or(models::LiquidCurve{});
    return;
  }
  if (line.count() < 6) return;
  const auto setting = reading.number(here, line, 5, "setting", -1e30);
  if (setting) valve.initial_setting = *setting * setting_unit(valve.kind, reading.units);
  if (valve.kind == LiquidLinkKind::positional && line.count() > 7)
    valve.curve = reading.curve(here, line, 7, 1.0, 1.0, 1).value_or(models::LiquidCurve{});
}

void read_valve(InpReading& reading, const InpLine& line) {
  constexpr InpSection here = InpSection::valves;
  if (!reading.enough(here, line, 5, "a name, two nodes, diameter and kind")) return;
  const auto kind = valve_kind(line[4]);
  if (!kind)
    reading.error(line, InpReading::key(here, line, "kind"),
                  fmt::format("got \"{}\", accepts PRV, PSV, PBV, FCV, TCV, GPV or PCV", line[4]));
  const auto row = add(reading, here, line, kind.value_or(LiquidLinkKind::throttle));
  const auto diameter = reading.positive(here, line, 3, "diameter");
  if (!row || !kind || !diameter) return;
  LiquidLink& valve = reading.network.links[*row];
  valve.diameter_m = *diameter * reading.units.diameter_m;
  valve.initial_status = LiquidStatus::active;
  read_valve_setting(reading, line, valve);
  if (line.count() > 6)
    valve.minor_s2_m5 = minor_loss(
        valve, reading.number(here, line, 6, "loss coefficient", 0.0).value_or(0.0), reading.units);
}

void read_leakage(InpReading& reading) {
  constexpr InpSection here = InpSection::leakage;
  constexpr double mm2_m2 = 1e-6;
  for (const InpLine& line : reading.file.lines(here)) {
    if (!reading.enough(here, line, 3, "a pipe, an area and an expansion")) continue;
    const auto area = reading.number(here, line, 1, "area", 0.0);
    const auto expansion = reading.number(here, line, 2, "expansion", 0.0);
    const auto row = reading.link(here, line, 0);
    if (!area || !expansion || !row) continue;
    LiquidLink& pipe = reading.network.links[*row];
    if (!models::is_pipe(pipe.kind)) {
      reading.warning(line, InpReading::key(here, line, ""), "is no pipe: it does not leak");
      continue;
    }
    // mm2 per 100 units of length, and the growth of that area in mm2 per metre of head (in all
    // units: found by comparison with EPANET 2.3.5).
    const double per_length = mm2_m2 / (100.0 * reading.units.length_m);
    pipe.leak_area_m2_m = *area * per_length;
    pipe.leak_expansion_m = *expansion * per_length;
  }
}

}  // namespace

double setting_unit(models::LiquidLinkKind kind, const InpUnits& units) {
  switch (kind) {
    case LiquidLinkKind::pressure_reducing:
    case LiquidLinkKind::pressure_sustaining:
    case LiquidLinkKind::pressure_breaking:
      return units.pressure_m;
    case LiquidLinkKind::flow_control:
      return units.flow_m3_s;
    default:
      return 1.0;
  }
}

void read_inp_links(InpReading& reading) {
  for (const auto& [section, line] :
       reading.file.lines_of({InpSection::pipes, InpSection::pumps, InpSection::valves})) {
    if (section == InpSection::pipes) read_pipe(reading, *line);
    if (section == InpSection::valves) read_valve(reading, *line);
    if (section != InpSection::pumps) continue;
    const auto row = add(reading, section, *line, LiquidLinkKind::pump);
    if (row) read_inp_pump(reading, *line, reading.network.links[*row]);
  }
  read_leakage(reading);
}

}  // namespace dimai::scenarios

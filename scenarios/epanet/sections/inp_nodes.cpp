#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::LiquidNode;
using models::LiquidNodeIndex;
using models::LiquidNodeKind;

/// Adds a node. @return its row, or nothing and a problem if the id is taken
std::optional<LiquidNodeIndex> add(InpReading& reading, InpSection section, const InpLine& line,
                                   LiquidNodeKind kind) {
  const LiquidNodeIndex row{static_cast<std::uint32_t>(reading.network.nodes.size())};
  const auto [place, added] = reading.nodes.try_emplace(line[0], row);
  if (!added) {
    reading.error(line, InpReading::key(section, line, "id"),
                  fmt::format("node \"{}\" stands in line {} already", line[0],
                              reading.node_lines[place->second.value]));
    return std::nullopt;
  }
  LiquidNode node;
  node.id = line[0];
  node.kind = kind;
  reading.network.nodes.push_back(std::move(node));
  reading.node_lines.push_back(line.number);
  return row;
}

void read_junction(InpReading& reading, const InpLine& line) {
  constexpr InpSection here = InpSection::junctions;
  const auto row = add(reading, here, line, LiquidNodeKind::junction);
  if (!row) return;
  LiquidNode& node = reading.network.nodes[*row];
  if (line.count() > 1)
    node.elevation_m =
        reading.number(here, line, 1, "elevation", -1e30).value_or(0.0) * reading.units.length_m;
  models::LiquidDemand demand;
  if (line.count() > 2)
    demand.base_m3_s =
        reading.number(here, line, 2, "demand", -1e30).value_or(0.0) * reading.units.flow_m3_s;
  if (line.count() > 3)
    demand.pattern = reading.pattern(here, line, 3).value_or(models::LiquidPatternIndex{});
  node.demands.push_back(demand);
}

void read_reservoir(InpReading& reading, InpSection here, const InpLine& line) {
  const auto row = add(reading, here, line, LiquidNodeKind::reservoir);
  if (!row || !reading.enough(here, line, 2, "a name and a head")) return;
  LiquidNode& node = reading.network.nodes[*row];
  node.elevation_m =
      reading.number(here, line, 1, "head", -1e30).value_or(0.0) * reading.units.length_m;
  if (line.count() > 2)
    node.head_pattern = reading.pattern(here, line, 2).value_or(models::LiquidPatternIndex{});
}

/// Volumes of a tank with a volume curve, whose ends its levels must not pass.
void use_volume_curve(InpReading& reading, const InpLine& line, LiquidNode& node) {
  constexpr InpSection here = InpSection::tanks;
  models::LiquidTank& tank = node.tank;
  auto curve = reading.curve(here, line, 7, reading.units.length_m, reading.units.volume_m3, 2);
  if (!curve) return;
  const double low_m = tank.least_head_m - node.elevation_m;
  const double high_m = tank.greatest_head_m - node.elevation_m;
  if (low_m < curve->x.front() - 1e-9 || high_m > curve->x.back() + 1e-9)
    return reading.error(line, InpReading::key(here, line, "curve"),
                         fmt::format("levels of {:.6g} to {:.6g} m pass the ends of volume curve "
                                     "\"{}\", {:.6g} to {:.6g} m",
                                     low_m, high_m, line[7], curve->x.front(), curve->x.back()));
  const auto volume = [&](double head_m) {
    return models::interpolate(curve->x, curve->y, head_m - node.elevation_m);
  };
  tank.least_volume_m3 = volume(tank.least_head_m);
  tank.greatest_volume_m3 = volume(tank.greatest_head_m);
  tank.initial_volume_m3 = volume(tank.initial_head_m);
  tank.area_m2 = (curve->y.back() - curve->y.front()) / (curve->x.back() - curve->x.front());
  tank.volume_curve = std::move(*curve);
}

void read_tank(InpReading& reading, const InpLine& line) {
  constexpr InpSection here = InpSection::tanks;
  const auto row = add(reading, here, line, LiquidNodeKind::tank);
  if (!row || !reading.enough(here, line, 6, "a name, elevation, three levels and a diameter"))
    return;
  const double unit_m = reading.units.length_m;
  const auto bottom = reading.number(here, line, 1, "elevation", -1e30);
  const auto initial = reading.number(here, line, 2, "initial level", 0.0);
  const auto least = reading.number(here, line, 3, "least level", 0.0);
  const auto greatest = reading.number(here, line, 4, "greatest level", 0.0);
  const auto diameter = reading.positive(here, line, 5, "diameter");
  const auto volume = line.count() > 6 ? reading.number(here, line, 6, "least volume", 0.0) : 0.0;
  if (!bottom || !initial || !least || !greatest || !diameter || !volume) return;
  if (*least > *greatest || *initial < *least || *initial > *greatest)
    return reading.error(line, InpReading::key(here, line, "initial level"),
                         fmt::format("got initial {}, least {}, greatest {}; needs least <= "
                                     "initial <= greatest",
                                     line[2], line[3], line[4]));
  LiquidNode& node = reading.network.nodes[*row];
  models::LiquidTank& tank = node.tank;
  node.elevation_m = *bottom * unit_m;
  tank.initial_head_m = node.elevation_m + *initial * unit_m;
  tank.least_head_m = node.elevation_m + *least * unit_m;
  tank.greatest_head_m = node.elevation_m + *greatest * unit_m;
  tank.area_m2 = std::numbers::pi / 4.0 * *diameter * unit_m * *diameter * unit_m;
  tank.least_volume_m3 =
      *volume > 0.0 ? *volume * reading.units.volume_m3 : tank.area_m2 * *least * unit_m;
  tank.initial_volume_m3 = tank.least_volume_m3 + tank.area_m2 * (*initial - *least) * unit_m;
  tank.greatest_volume_m3 = tank.least_volume_m3 + tank.area_m2 * (*greatest - *least) * unit_m;
  if (line.count() > 7 && !line[7].starts_with('*') && !line[7].empty())
    use_volume_curve(reading, line, node);
  if (line.count() > 8) {
    if (!begins(line[8], "YES") && !begins(line[8], "NO"))
      reading.error(line, InpReading::key(here, line, "overflow"),
                    fmt::format("got \"{}\", accepts YES or NO", line[8]));
    tank.can_overflow = begins(line[8], "YES");
  }
}

/// Demands by category: the first of a junction takes the place of that in [JUNCTIONS].
void read_demands(InpReading& reading) {
  constexpr InpSection here = InpSection::demands;
  std::vector<std::uint8_t> replaced(reading.network.nodes.size(), 0);
  for (const InpLine& line : reading.file.lines(here)) {
    if (!reading.enough(here, line, 2, "a junction and a demand")) continue;
    const auto base = reading.number(here, line, 1, "demand", -1e30);
    const auto row = reading.node(here, line, 0);
    if (!base || !row) continue;
    LiquidNode& node = reading.network.nodes[*row];
    if (node.kind != LiquidNodeKind::junction) {
      reading.warning(line, InpReading::key(here, line, ""),
                      "is no junction: its demand is not used");
      continue;
    }
    models::LiquidDemand demand{
        .base_m3_s = *base * reading.units.flow_m3_s, .pattern = {}, .category = line.comment};
    if (line.count() > 2)
      demand.pattern = reading.pattern(here, line, 2).value_or(models::LiquidPatternIndex{});
    if (replaced[row->value] == 0) node.demands.clear();
    replaced[row->value] = 1;
    node.demands.push_back(std::move(demand));
  }
}

/// q = C p^n in the file's units as h = K q^(1/n) in SI.
void read_emitters(InpReading& reading) {
  constexpr InpSection here = InpSection::emitters;
  const double n = reading.network.options.emitter_exponent;
  const double unit = reading.units.flow_m3_s / std::pow(reading.units.emitter_pressure_m, n);
  for (const InpLine& line : reading.file.lines(here)) {
    if (!reading.enough(here, line, 2, "a junction and a coefficient")) continue;
    const auto coefficient = reading.number(here, line, 1, "coefficient", 0.0);
    const auto row = reading.node(here, line, 0);
    if (!coefficient || !row) continue;
    LiquidNode& node = reading.network.nodes[*row];
    if (node.kind != LiquidNodeKind::junction)
      reading.warning(line, InpReading::key(here, line, ""),
                      "is no junction: its emitter is not used");
    else
      node.emitter_resistance = *coefficient > 0.0 ? std::pow(*coefficient * unit, -1.0 / n) : 0.0;
  }
}

}  // namespace

void read_inp_nodes(InpReading& reading) {
  for (const InpLine& line : reading.file.lines(InpSection::junctions))
    read_junction(reading, line);
  reading.network.junction_count = static_cast<std::uint32_t>(reading.network.nodes.size());
  for (const auto& [section, line] :
       reading.file.lines_of({InpSection::reservoirs, InpSection::tanks})) {
    if (line->count() <= 3)
      read_reservoir(reading, section, *line);
    else
      read_tank(reading, *line);
  }
  read_demands(reading);
  read_emitters(reading);
}

}  // namespace dimai::scenarios

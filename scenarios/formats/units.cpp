#include "scenarios/formats/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"

namespace dimai::scenarios {

namespace {

struct Unit {
  std::string_view symbol;
  Dimension dimension;
  double factor;        ///< SI value of one of it
  bool shown = false;   ///< named in messages and used for output
  double offset = 0.0;  ///< SI value of none of it
};

using enum Dimension;
constexpr double kHour = 3600.0;
constexpr double kAtmosphere_pa = 101325.0;

// Within a dimension the shown units stand in rising order.
constexpr std::array kUnits{
    Unit{"%", number, 0.01, true},
    Unit{"‰", number, 0.001, false},
    Unit{"mm", length, 1e-3, true},
    Unit{"cm", length, 1e-2, true},
    Unit{"m", length, 1.0, true},
    Unit{"km", length, 1e3, true},
    Unit{"um", length, 1e-6},
    Unit{"µm", length, 1e-6},
    Unit{"us", time, 1e-6},
    Unit{"ms", time, 1e-3, true},
    Unit{"s", time, 1.0, true},
    Unit{"min", time, 60.0, true},
    Unit{"h", time, kHour, true},
    Unit{"d", time, 24 * kHour, true},
    Unit{"m/s", speed, 1.0, true},
    Unit{"km/h", speed, 1.0 / 3.6, true},
    Unit{"m/s2", acceleration, 1.0, true},
    Unit{"m/s²", acceleration, 1.0},
    Unit{"m/s^2", acceleration, 1.0},
    Unit{"g", mass, 1e-3, true},
    Unit{"kg", mass, 1.0, true},
    Unit{"t", mass, 1e3, true},
    Unit{"cm2", area, 1e-4, true},
    Unit{"m2", area, 1.0, true},
    Unit{"m²", area, 1.0},
    Unit{"m^2", area, 1.0},
    Unit{"l", volume, 1e-3, true},
    Unit{"L", volume, 1e-3},
    Unit{"m3", volume, 1.0, true},
    Unit{"m³", volume, 1.0},
    Unit{"m^3", volume, 1.0},
    Unit{"kg/m3", density, 1.0, true},
    Unit{"kg/m³", density, 1.0},
    Unit{"kg/m^3", density, 1.0},
    Unit{"g/cm3", density, 1e3, true},
    Unit{"Pa", pressure, 1.0, true},
    Unit{"kPa", pressure, 1e3, true},
    Unit{"bar", pressure, 1e5, true},
    Unit{"mbar", pressure, 1e2},
    Unit{"MPa", pressure, 1e6, true},
    Unit{"psi", pressure, 6894.757293168361},
    Unit{"Pa(g)", pressure, 1.0, false, kAtmosphere_pa},  // over the atmosphere
    Unit{"kPa(g)", pressure, 1e3, false, kAtmosphere_pa},
    Unit{"mbar(g)", pressure, 1e2, false, kAtmosphere_pa},
    Unit{"bar(g)", pressure, 1e5, false, kAtmosphere_pa},
    Unit{"MPa(g)", pressure, 1e6, false, kAtmosphere_pa},
    Unit{"W", power, 1.0, true},
    Unit{"kW", power, 1e3, true},
    Unit{"MW", power, 1e6, true},
    Unit{"GW", power, 1e9},
    Unit{"J", energy, 1.0, true},
    Unit{"kJ", energy, 1e3},
    Unit{"kWh", energy, 3.6e6, true},
    Unit{"MJ", energy, 1e6},
    Unit{"MWh", energy, 3.6e9, true},
    Unit{"GWh", energy, 3.6e12, true},
    Unit{"N", force, 1.0, true},
    Unit{"kN", force, 1e3, true},
    Unit{"m3/h", volume_flow, 1.0 / kHour, true},
    Unit{"l/s", volume_flow, 1e-3, true},
    Unit{"m3/s", volume_flow, 1.0, true},
    Unit{"kg/d", mass_flow, 1.0 / (24 * kHour)},
    Unit{"kg/h", mass_flow, 1.0 / kHour, true},
    Unit{"t/h", mass_flow, 1e3 / kHour, true},
    Unit{"kg/s", mass_flow, 1.0, true},
    Unit{"K", temperature, 1.0, true},
    Unit{"degC", temperature, 1.0, false, 273.15},
    Unit{"°C", temperature, 1.0, false, 273.15},
    Unit{"Pa s", viscosity, 1.0, true},
    Unit{"mPa s", viscosity, 1e-3},
    Unit{"uPa s", viscosity, 1e-6},
    Unit{"g/mol", molar_mass, 1e-3, true},
    Unit{"kg/kmol", molar_mass, 1e-3},
    Unit{"kg/mol", molar_mass, 1.0, true},
    Unit{"Nm3/h", normal_flow, 1.0 / kHour, true},
    Unit{"Nm3/s", normal_flow, 1.0, true},
    Unit{"mm2/s", kinematic_viscosity, 1e-6, true},
    Unit{"mm²/s", kinematic_viscosity, 1e-6},
    Unit{"cSt", kinematic_viscosity, 1e-6, true},
    Unit{"m2/s", kinematic_viscosity, 1.0, true},
    Unit{"B", data, 1.0, true},
    Unit{"kB", data, 1e3, true},
    Unit{"bit/s", data_rate, 1.0, true},
    Unit{"kbit/s", data_rate, 1e3, true},
    Unit{"Mbit/s", data_rate, 1e6, true},
    Unit{"Gbit/s", data_rate, 1e9, true},
    Unit{"flop", operations, 1.0, true},
    Unit{"Mflop", operations, 1e6, true},
    Unit{"Mflop/s", computing_speed, 1e6, true},
    Unit{"Gflop/s", computing_speed, 1e9, true},
    Unit{"flop/s", computing_speed, 1.0},
};

struct DimensionText {
  Dimension dimension;
  std::string_view noun;
  std::string_view example;
};
constexpr std::array kDimensions{
    DimensionText{number, "a number without a unit", "0.2"},
    DimensionText{length, "a length", "250 m"},
    DimensionText{time, "a time", "90 s"},
    DimensionText{speed, "a speed", "200 km/h"},
    DimensionText{acceleration, "an acceleration", "1.2 m/s2"},
    DimensionText{mass, "a mass", "2500 kg"},
    DimensionText{area, "an area", "4 m2"},
    DimensionText{volume, "a volume", "30 m3"},
    DimensionText{density, "a density", "1.2 kg/m3"},
    DimensionText{pressure, "a pressure", "2 bar"},
    DimensionText{power, "a power", "50 kW"},
    DimensionText{energy, "an energy", "12 kWh"},
    DimensionText{force, "a force", "500 N"},
    DimensionText{volume_flow, "a volume flow", "30 m3/h"},
    DimensionText{mass_flow, "a mass flow", "5 t/h"},
    DimensionText{temperature, "a temperature", "283.15 K"},
    DimensionText{viscosity, "a viscosity", "1.1e-5 Pa s"},
    DimensionText{molar_mass, "a molar mass", "16.5 g/mol"},
    DimensionText{normal_flow, "a flow of gas at normal conditions", "800 Nm3/h"},
    DimensionText{kinematic_viscosity, "a kinematic viscosity", "4 mm2/s"},
    DimensionText{data, "a size of data", "200 B"},
    DimensionText{data_rate, "a data rate", "10 Mbit/s"},
    DimensionText{operations, "a number of operations", "1 Mflop"},
    DimensionText{computing_speed, "a computing speed", "10 Gflop/s"},
};

struct Suffix {
  std::string_view suffix;
  Dimension dimension;
  std::string_view unit;
};
// Longer ones first: "_kg_m3" ends in "_m3" too.
constexpr std::array kSuffixes{
    Suffix{"_kg_m3", density, "kg/m3"},
    Suffix{"_bit_s", data_rate, "bit/s"},
    Suffix{"_flop_s", computing_speed, "flop/s"},
    Suffix{"_flop", operations, "flop"},
    Suffix{"_byte", data, "B"},
    Suffix{"_m3_s", volume_flow, "m3/s"},
    Suffix{"_kg_s", mass_flow, "kg/s"},
    Suffix{"_m2_s", kinematic_viscosity, "m2/s"},
    Suffix{"_m_s2", acceleration, "m/s2"},
    Suffix{"_kg_mol", molar_mass, "kg/mol"},
    Suffix{"_pa_s", viscosity, "Pa s"},
    Suffix{"_m_s", speed, "m/s"},
    Suffix{"_m2", area, "m2"},
    Suffix{"_m3", volume, "m3"},
    Suffix{"_kg", mass, "kg"},
    Suffix{"_pa", pressure, "Pa"},
    Suffix{"_m", length, "m"},
    Suffix{"_s", time, "s"},
    Suffix{"_w", power, "W"},
    Suffix{"_j", energy, "J"},
    Suffix{"_n", force, "N"},
    Suffix{"_k", temperature, "K"},
};

const DimensionText& text_of(Dimension dimension) {
  return kDimensions[static_cast<std::size_t>(dimension)];
}

const Unit* find_unit(std::string_view symbol, Dimension preferred) {
  const Unit* found = nullptr;
  for (const Unit& unit : kUnits) {
    if (unit.symbol != symbol) continue;
    if (unit.dimension == preferred) return &unit;
    found = &unit;
  }
  return found;
}

std::string accepted_units(Dimension dimension) {
  std::string text;
  for (const Unit& unit : kUnits) {
    if (unit.dimension != dimension || !unit.shown) continue;
    if (!text.empty()) text += ", ";
    text += unit.symbol;
  }
  return text;
}

void skip_spaces(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

/// Takes a number off the front of `text`; false if there is none that is finite.
bool take_number(std::string_view& text, double& number) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || !std::isfinite(number)) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

/// Takes a unit off the front: all up to a space that a further number follows.
std::string_view take_unit(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size()) {
    const bool space = text[length] == ' ' && length + 1 < text.size();
    if (space && text[length + 1] >= '0' && text[length + 1] <= '9') break;
    ++length;
  }
  std::string_view unit = text.substr(0, length);
  text.remove_prefix(length);
  while (!unit.empty() && unit.back() == ' ') unit.remove_suffix(1);
  return unit;
}

/// "07:30:00" or "07:30", hours from 0 to any number; false if `text` has another form.
bool parse_clock(std::string_view text, double& seconds) {
  std::array<double, 3> parts{};
  std::size_t count = 0;
  while (true) {
    if (count == 3 || text.empty() || text.front() < '0' || text.front() > '9') return false;
    if (!take_number(text, parts[count++])) return false;
    if (text.empty()) break;
    if (text.front() != ':') return false;
    text.remove_prefix(1);
  }
  const bool whole = parts[0] == std::floor(parts[0]) && parts[1] == std::floor(parts[1]);
  if (count < 2 || !whole || parts[1] >= 60.0 || parts[2] >= 60.0) return false;
  seconds = parts[0] * kHour + parts[1] * 60.0 + parts[2];
  return true;
}

std::string unit_error(std::string_view text, std::string_view symbol, Dimension dimension) {
  const std::string got = fmt::format("got \"{}\", ", text);
  const std::string needs = "needs " + wanted(dimension);
  if (symbol.empty()) return got + "which has no unit; " + needs;
  const Unit* unit = find_unit(symbol, dimension);
  if (unit != nullptr)
    return got + fmt::format("which is {}; ", text_of(unit->dimension).noun) + needs;
  std::vector<std::string_view> known;
  for (const Unit& each : kUnits) {
    if (each.dimension == dimension) known.push_back(each.symbol);
  }
  return got +
         fmt::format("whose unit \"{}\" is not known{}; ", symbol, did_you_mean(symbol, known)) +
         needs;
}

/// How hard a number is to read in a unit: its length, more if it starts with "0." or needs an
/// exponent, more for units below that of the SI.
std::size_t effort(const std::string& text, const Unit& unit) {
  std::size_t sum = text.size();
  if (text.starts_with("0.")) sum += 1;
  if (text.find('e') != std::string::npos) sum += 10;
  if (unit.factor < 1.0) sum += 2;
  return sum;
}

}  // namespace

QuantityName split_name(std::string_view field_name) {
  for (const Suffix& each : kSuffixes) {
    if (!field_name.ends_with(each.suffix)) continue;
    return {field_name.substr(0, field_name.size() - each.suffix.size()), each.dimension,
            each.unit};
  }
  return {field_name, Dimension::number, ""};
}

std::string wanted(Dimension dimension) {
  const DimensionText& text = text_of(dimension);
  if (dimension == Dimension::number)
    return fmt::format("{} such as {}, or a percentage such as \"20 %\"", text.noun, text.example);
  return fmt::format("{} such as \"{}\"; accepted units: {}", text.noun, text.example,
                     accepted_units(dimension));
}

Quantity parse_quantity(std::string_view text, Dimension dimension) {
  Quantity result;
  if (dimension == Dimension::time && parse_clock(text, result.value)) return result;
  std::string_view rest = text;
  skip_spaces(rest);
  do {
    double number = 0.0;
    if (!take_number(rest, number)) {
      result.error = fmt::format("got \"{}\", needs {}", text, wanted(dimension));
      return result;
    }
    skip_spaces(rest);
    result.unit = take_unit(rest);
    const bool bare = result.unit.empty() && dimension == Dimension::number;
    const Unit* unit = find_unit(result.unit, dimension);
    if (!bare && (unit == nullptr || unit->dimension != dimension)) {
      result.error = unit_error(text, result.unit, dimension);
      return result;
    }
    result.value += bare ? number : number * unit->factor + unit->offset;
    skip_spaces(rest);
  } while (!rest.empty() && dimension == Dimension::time);
  if (!rest.empty()) result.error = fmt::format("got \"{}\", needs {}", text, wanted(dimension));
  return result;
}

std::string quantity_text(double si_value, Dimension dimension) {
  if (dimension == Dimension::number) return fmt::format("{:.6g}", si_value);
  if (dimension == Dimension::speed) return quantity_text_in(si_value, dimension, "km/h");
  std::string best;
  std::string_view symbol;
  std::size_t least = 0;
  for (const Unit& unit : kUnits) {
    if (unit.dimension != dimension || !unit.shown) continue;
    if (si_value == 0.0 && unit.factor != 1.0) continue;
    if (unit.symbol == "d" && si_value < 48 * kHour) continue;
    const std::string text = fmt::format("{:.6g}", si_value / unit.factor);
    const std::size_t cost = effort(text, unit);
    if (!best.empty() && cost > least) continue;
    best = text;
    least = cost;
    symbol = unit.symbol;
  }
  return fmt::format("{} {}", best, symbol);
}

std::string quantity_text_in(double si_value, Dimension dimension, std::string_view symbol) {
  const Unit* unit = find_unit(symbol, dimension);
  if (unit == nullptr || unit->dimension != dimension) return quantity_text(si_value, dimension);
  return fmt::format("{:.6g} {}", (si_value - unit->offset) / unit->factor, symbol);
}

}  // namespace dimai::scenarios

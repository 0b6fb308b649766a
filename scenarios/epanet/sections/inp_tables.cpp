#include <algorithm>

#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

void read_inp_patterns(InpReading& reading) {
  constexpr InpSection here = InpSection::patterns;
  models::LiquidNetwork& network = reading.network;
  for (const InpLine& line : reading.file.lines(here)) {
    const auto [place, added] = reading.patterns.try_emplace(
        line[0], models::LiquidPatternIndex{static_cast<std::uint32_t>(network.patterns.size())});
    if (added) network.patterns.push_back({line[0], {}});
    if (!reading.enough(here, line, 2, "a name and factors")) continue;
    for (std::size_t word = 1; word < line.count(); ++word) {
      if (const auto factor = reading.number(here, line, word, "factor", -1e30))
        network.patterns[place->second].factors.push_back(*factor);
    }
  }
  for (models::LiquidPattern& pattern : network.patterns) {
    if (pattern.factors.empty()) pattern.factors.push_back(1.0);  // its problem has been told
  }
  // The pattern of demands that name none: the one of the option, or that of the name "1".
  std::string name = "1";
  const InpLine* wanted = nullptr;
  for (const InpLine& line : reading.file.lines(InpSection::options)) {
    if (!begins(line[0], "PATT") || line.count() < 2) continue;
    name = line[1];
    wanted = &line;
  }
  const auto found = reading.patterns.find(name);
  if (found != reading.patterns.end()) {
    network.default_pattern = found->second;
  } else if (wanted != nullptr && name != "1") {
    reading.warning(
        *wanted, "options.PATTERN",
        fmt::format("there is no pattern \"{}\": demands without one are constant", name));
  }
}

void read_inp_curves(InpReading& reading) {
  constexpr InpSection here = InpSection::curves;
  for (const InpLine& line : reading.file.lines(here)) {
    if (!reading.enough(here, line, 3, "a name, x and y")) continue;
    const auto x = reading.number(here, line, 1, "x", -1e30);
    const auto y = reading.number(here, line, 2, "y", -1e30);
    if (!x || !y) continue;
    auto curve = std::find_if(reading.curves.begin(), reading.curves.end(),
                              [&](const InpCurve& each) { return each.id == line[0]; });
    if (curve == reading.curves.end())
      curve = reading.curves.insert(curve, {line[0], line.number, {}});
    if (!curve->points.x.empty() && *x <= curve->points.x.back())
      reading.error(
          line, InpReading::key(here, line, "x"),
          fmt::format("got {} after {}; the x of a curve must rise", *x, curve->points.x.back()));
    curve->points.x.push_back(*x);
    curve->points.y.push_back(*y);
  }
}

}  // namespace dimai::scenarios

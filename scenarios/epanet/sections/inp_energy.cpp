#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

constexpr InpSection kHere = InpSection::energy;

/// The pump a line is about; none for GLOBAL; nothing after a problem.
std::optional<models::LiquidLinkIndex> pump_of(InpReading& reading, const InpLine& line) {
  if (begins(line[0], "GLOBAL")) return models::LiquidLinkIndex{};
  if (!begins(line[0], "PUMP")) {
    reading.error(line, InpReading::key(kHere, line, ""),
                  "is not known; accepts GLOBAL, PUMP or DEMAND CHARGE");
    return std::nullopt;
  }
  if (!reading.enough(kHere, line, 4, "PUMP, its id, PRICE, PATTERN or EFFICIENCY, and a value"))
    return std::nullopt;
  const auto link = reading.link(kHere, line, 1);
  if (!link || reading.network.links[*link].kind == models::LiquidLinkKind::pump) return link;
  reading.error(line, InpReading::key(kHere, line, line[1]), "is no pump");
  return std::nullopt;
}

void read_line(InpReading& reading, const InpLine& line) {
  const std::size_t last = line.count() - 1;
  if (begins(line[0], "DEMA")) {
    reading.network.options.demand_charge =
        reading.number(kHere, line, 2, "charge", 0.0).value_or(0.0);
    return;
  }
  const auto row = pump_of(reading, line);
  if (!row) return;
  models::LiquidPump* pump = row->valid() ? &reading.network.links[*row].pump : nullptr;
  const std::string& what = line[last - 1];
  if (begins(what, "PRICE")) {
    double& price = pump != nullptr ? pump->energy_price : reading.network.options.energy_price;
    price = reading.number(kHere, line, last, "price", 0.0).value_or(0.0);
  } else if (begins(what, "PATT")) {
    auto& pattern = pump != nullptr ? pump->price_pattern : reading.network.price_pattern;
    pattern = reading.pattern(kHere, line, last).value_or(models::LiquidPatternIndex{});
  } else if (begins(what, "EFFI") && pump == nullptr) {
    reading.network.options.pump_efficiency =
        reading.positive(kHere, line, last, "efficiency").value_or(75.0);
  } else if (begins(what, "EFFI")) {
    pump->efficiency_curve = reading.curve(kHere, line, last, reading.units.flow_m3_s, 1.0, 1)
                                 .value_or(models::LiquidCurve{});
  } else {
    reading.error(line, InpReading::key(kHere, line, what),
                  "is not known; accepts PRICE, PATTERN or EFFICIENCY");
  }
}

}  // namespace

void read_inp_energy(InpReading& reading) {
  for (const InpLine& line : reading.file.lines(kHere)) {
    if (reading.enough(kHere, line, 3, "a subject, what is set and a value"))
      read_line(reading, line);
  }
}

}  // namespace dimai::scenarios

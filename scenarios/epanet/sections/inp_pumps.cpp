#include "scenarios/epanet/sections/inp_pumps.hpp"

#include <cmath>

#include <fmt/format.h>

namespace dimai::scenarios {

namespace {

using models::LiquidPump;
using models::LiquidPumpKind;

constexpr InpSection kHere = InpSection::pumps;

/// Three points of a curve: at no flow, at design, at most.
struct PumpPoints {
  double shutoff_m, design_m, least_m;
  double design_m3_s, greatest_m3_s;
};

/// Fits h = h0 - r q^n through three points. @return false if there is no such curve
bool fit(LiquidPump& pump, const PumpPoints& p) {
  constexpr double tiny = 1e-6;
  const bool falls = p.shutoff_m > tiny && p.shutoff_m - p.design_m > tiny &&
                     p.design_m - p.least_m > tiny && p.design_m3_s > tiny * 0.03 &&
                     p.greatest_m3_s - p.design_m3_s > tiny * 0.03;
  if (!falls) return false;
  const double drop_m = p.shutoff_m - p.design_m;
  pump.exponent =
      std::log((p.shutoff_m - p.least_m) / drop_m) / std::log(p.greatest_m3_s / p.design_m3_s);
  if (!(pump.exponent > 0.0 && pump.exponent <= 20.0)) return false;
  pump.kind = LiquidPumpKind::power_function;
  pump.resistance = drop_m / std::pow(p.design_m3_s, pump.exponent);
  pump.shutoff_head_m = p.shutoff_m;
  pump.greatest_head_m = p.shutoff_m;
  pump.design_flow_m3_s = p.design_m3_s;
  pump.greatest_flow_m3_s = std::pow(p.shutoff_m / pump.resistance, 1.0 / pump.exponent);
  return true;
}

void use_custom_curve(InpReading& reading, const InpLine& line, LiquidPump& pump) {
  const models::LiquidCurve& curve = pump.head_curve;
  pump.kind = LiquidPumpKind::custom;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    if (curve.y[i] >= curve.y[i - 1])
      return reading.error(line, InpReading::key(kHere, line, "curve"),
                           "the head of its curve must fall as the flow rises");
  }
  pump.greatest_head_m = curve.y.front();
  pump.greatest_flow_m3_s = curve.x.back();
  pump.design_flow_m3_s = (curve.x.front() + curve.x.back()) / 2.0;
}

void use_head_curve(InpReading& reading, const InpLine& line, LiquidPump& pump) {
  const models::LiquidCurve& curve = pump.head_curve;
  bool good = true;
  if (curve.size() == 1)
    good = fit(pump, {1.33334 * curve.y[0], curve.y[0], 0.0, curve.x[0], 2.0 * curve.x[0]});
  else if (curve.size() == 3 && curve.x[0] == 0.0)
    good = fit(pump, {curve.y[0], curve.y[1], curve.y[2], curve.x[1], curve.x[2]});
  else
    use_custom_curve(reading, line, pump);
  if (!good)
    reading.error(line, InpReading::key(kHere, line, "curve"),
                  "no falling power function goes through the points of its curve");
}

void use_power(InpReading& reading, double power, LiquidPump& pump) {
  pump.kind = LiquidPumpKind::constant_power;
  pump.resistance = power * reading.units.power_kw * models::EpanetConstants::power_m4_s_kw *
                    reading.units.cubic_foot_m3 / models::EpanetConstants::cubic_foot_m3;
  pump.exponent = -1.0;
  pump.design_flow_m3_s = models::EpanetConstants::start_flow_m3_s;
}

}  // namespace

void read_inp_pump(InpReading& reading, const InpLine& line, models::LiquidLink& link) {
  LiquidPump& pump = link.pump;
  link.initial_setting = 1.0;
  bool has_power = false;
  bool has_curve = false;
  if (line.count() > 3 && inp_number(line[3]))
    return reading.error(line, InpReading::key(kHere, line, ""),
                         "gives a curve by numbers, as EPANET 1 did; needs HEAD and a curve, or "
                         "POWER");
  for (std::size_t word = 3; word < line.count(); word += 2) {
    if (word + 1 >= line.count()) {
      reading.error(line, InpReading::key(kHere, line, line[word]), "has no value");
      break;
    }
    if (begins(line[word], "POWER")) {
      const auto power = reading.positive(kHere, line, word + 1, "power");
      has_power = true;
      if (power) use_power(reading, *power, pump);
    } else if (begins(line[word], "HEAD")) {
      has_curve = true;
      const auto curve =
          reading.curve(kHere, line, word + 1, reading.units.flow_m3_s, reading.units.length_m, 1);
      if (curve) pump.head_curve = *curve;
    } else if (begins(line[word], "PATT")) {
      pump.speed_pattern =
          reading.pattern(kHere, line, word + 1).value_or(models::LiquidPatternIndex{});
    } else if (begins(line[word], "SPEED")) {
      link.initial_setting = reading.number(kHere, line, word + 1, "speed", 0.0).value_or(1.0);
    } else {
      reading.error(line, InpReading::key(kHere, line, line[word]),
                    "is not known; accepts HEAD, POWER, SPEED or PATTERN");
    }
  }
  if (!has_power && !has_curve)
    reading.error(line, InpReading::key(kHere, line, ""), "has neither HEAD nor POWER");
  if (!has_power && !pump.head_curve.empty()) use_head_curve(reading, line, pump);
}

}  // namespace dimai::scenarios

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/pipelines/powder/operating_point.hpp"
#include "models/pipelines/powder/powder.hpp"

using namespace dimai::models;
using doctest::Approx;

namespace {

ConveyingLine sand_line(double bore_m = 0.05) {
  ConveyingLine line;
  line.bore_m = bore_m;
  line.route = simple_route(30.0, 10.0, 6);
  line.particle_size_m = 100e-6;
  line.particle_density_kg_m3 = 2500.0;
  line.solids_flow_kg_s = 0.25;
  return line;
}

ConveyingRule rizk() {
  ConveyingRule rule;
  rule.law = SaltationLaw::rizk;
  rule.factor = 1.5;
  return rule;
}

}  // namespace

TEST_CASE("the rule gives the feed just the factor times the deciding law's velocity") {
  for (const bool vacuum : {false, true}) {
    ConveyingLine line = sand_line(0.078);
    line.vacuum = vacuum;
    const OperatingPoint point = operate_by(line, rizk());
    REQUIRE(point.works());
    const ConveyingPoint feed = line.point_at(point.profile.feed().pressure_pa);
    CHECK(point.profile.feed().gas_velocity_m_s ==
          Approx(1.5 * saltation_velocity_m_s(SaltationLaw::rizk, feed)).epsilon(1e-6));
    CHECK(point.deciding_law == "rizk");
  }
}

TEST_CASE("with the gas expanding, Rhodes' lines need about the pressure of the book") {
  // Book, at constant density: 0.212 bar for 78 mm. Expansion changes it by less than a tenth.
  CHECK(operate_by(sand_line(0.078), rizk()).drop_pa() == Approx(0.212e5).epsilon(0.1));
}

TEST_CASE("the highest law decides unless one is named") {
  const OperatingPoint point = operate_by(sand_line(), {});
  CHECK(point.least_velocity_m_s == point.saltation.highest_m_s);
  CHECK(point.deciding_law == point.saltation.highest_law);
}

TEST_CASE("a line that does not work says why") {
  ConveyingRule rule = rizk();
  rule.most_drop_pa = 1e4;
  CHECK(operate_by(sand_line(), rule).obstacle == Obstacle::pressure);
  rule.most_drop_pa = 1e6;
  rule.most_velocity_m_s = 16.0;
  CHECK(operate_by(sand_line(), rule).obstacle == Obstacle::too_fast);
  CHECK(operate_with(sand_line(), rule, 0.01).obstacle == Obstacle::too_slow);
  ConveyingLine line = sand_line();
  line.particle_size_m = 0.05;  // Hinkle's velocity is below zero for balls of five centimetres
  CHECK(operate_by(line, rule).obstacle == Obstacle::no_flow);
}

TEST_CASE("the greatest rate works and a twentieth more does not") {
  const ConveyingRule rule = rizk();
  ConveyingLine line = sand_line();
  const double rate_kg_s = greatest_rate_kg_s(line, rule);
  line.solids_flow_kg_s = rate_kg_s;
  CHECK(operate_by(line, rule).works());
  line.solids_flow_kg_s = 1.05 * rate_kg_s;
  CHECK_FALSE(operate_by(line, rule).works());
}

TEST_CASE("the least working bore works and the next smaller does not") {
  ConveyingRule rule = rizk();
  rule.most_drop_pa = 0.55e5;
  const auto bore_m = least_working_bore_m(sand_line(), rule);
  REQUIRE(bore_m);
  CHECK(*bore_m == 0.050);  // as in the book, of the usual bores
}

TEST_CASE("a blower works where its curve meets the line's") {
  const ConveyingLine line = sand_line();
  const std::vector<BlowerPoint> curve{{0.0, 0.9e5}, {0.03, 0.8e5}, {0.08, 0.0}};
  const OperatingPoint point = operate_with_blower(line, rizk(), curve);
  REQUIRE(point.works());
  // On the second piece: 0.8e5 (0.08 - Q) / 0.05.
  CHECK(point.drop_pa() == Approx(0.8e5 * (0.08 - point.free_gas_m3_s) / 0.05).epsilon(1e-6));
}

TEST_CASE("a blower too small or too large for its curve is told apart") {
  const ConveyingLine line = sand_line();
  const auto weak = operate_with_blower(line, rizk(), {{0.0, 2e4}, {0.08, 0.0}});
  CHECK(weak.obstacle == Obstacle::no_flow);
  CHECK(weak.detail.find("more pressure") != std::string::npos);
  const auto strong = operate_with_blower(line, rizk(), {{0.0, 9e5}, {0.02, 8e5}});
  CHECK(strong.obstacle == Obstacle::no_flow);
  CHECK(strong.detail.find("last point") != std::string::npos);
  CHECK_THROWS_AS(operate_with_blower(line, rizk(), {{0.1, 1e4}, {0.1, 0.0}}), std::domain_error);
}

TEST_CASE("titanium accepts argon only and says why") {
  Powder titanium;
  titanium.id = "ti64";
  titanium.kind = PowderKind::reactive_metal;
  titanium.gases = {false, false, true, false};
  CHECK(why_not(titanium, ConveyingGas::argon).empty());
  CHECK(why_not(titanium, ConveyingGas::nitrogen).find("burn in nitrogen") != std::string::npos);
  CHECK(why_not(titanium, ConveyingGas::air).find("explodes") != std::string::npos);
  CHECK(titanium.needs_inert_gas());
}

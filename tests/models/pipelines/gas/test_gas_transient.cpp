#include <cmath>

#include <doctest/doctest.h>

#include "models/pipelines/gas/gas_transient.hpp"
#include "tests/models/pipelines/gas/gas_scenes.hpp"

using namespace dimai::models;
using dimai::tests::GasScene;

namespace {

/// A line of 60 km with a compressor in its middle and a loop at its end.
GasScene line() {
  GasScene scene;
  scene.pressure("a", 5e6);
  scene.pipe("ab", "a", "b", 0.6, 30e3, 0.01);
  scene.machine(GasElementKind::compressor, "k", "b", "c", GasControl::ratio, 1.2);
  scene.pipe("cd", "c", "d", 0.6, 30e3, 0.01);
  scene.pipe("de", "d", "e", 0.4, 20e3, 0.012);
  scene.pipe("df", "d", "f", 0.4, 15e3, 0.012);
  scene.pipe("ef", "e", "f", 0.3, 10e3, 0.012);
  scene.take("e", 20.0);
  scene.take("f", 15.0);
  scene.network.nodes[scene.node("e")].height_m = 120.0;
  scene.network.gas.law = simple_cnga_gas(GasScene::a2_m2_s2);
  return scene;
}

GasTimeSteps steps(double segment_m, double accuracy) {
  GasTimeSteps made;
  made.longest_segment_m = segment_m;
  made.accuracy = accuracy;
  return made;
}

}  // namespace

TEST_CASE("a steady state is a fixed point of the march through time") {
  const GasScene scene = line();
  GasTransient gas(scene.network, steps(5e3, 1e-4), {});
  REQUIRE(!gas.start());
  const GasState before = gas.state();
  REQUIRE(!gas.advance(86400.0));
  for (std::size_t n = 0; n < before.square_pa2.size(); ++n)
    CHECK(gas.state().square_pa2[n] == doctest::Approx(before.square_pa2[n]).epsilon(1e-9));
  for (std::size_t e = 0; e < before.flow_kg_s.size(); ++e)
    CHECK(gas.state().flow_kg_s[e] == doctest::Approx(before.flow_kg_s[e]).epsilon(1e-7));
  CHECK(gas.step_count() < 200);
}

TEST_CASE("the steady state does not depend on the number of segments of a level pipe") {
  const GasScene scene = line();
  GasTransient coarse(scene.network, steps(100e3, 1e-4), {});
  GasTransient fine(scene.network, steps(1e3, 1e-4), {});
  REQUIRE(!coarse.start());
  REQUIRE(!fine.start());
  const GasNodeIndex d = GasScene(scene).node("d");
  CHECK(fine.state().pressure_pa(d) ==
        doctest::Approx(coarse.state().pressure_pa(d)).epsilon(1e-6));
}

TEST_CASE("linepack is what was there and what came in and went out, through every change") {
  GasScene scene = line();
  GasTransient gas(scene.network, steps(5e3, 1e-4), {});
  REQUIRE(!gas.start());
  const auto f = scene.node("f");
  REQUIRE(!gas.advance(3600.0));
  gas.network().nodes[f].supply_kg_s = -45.0;
  gas.restart();
  REQUIRE(!gas.advance(7200.0));
  gas.network().nodes[f].leak = {2e-3, 0.85, 101325.0};
  gas.restart();
  REQUIRE(!gas.advance(10800.0));
  gas.set_service(scene.element("cd"), false);
  gas.restart();
  REQUIRE(!gas.advance(11400.0));
  CHECK(std::abs(gas.linepack_kg() - gas.linepack_at_start_kg()) > 1000.0);
  CHECK(std::abs(gas.mass_error_kg()) < 1e-9 * gas.linepack_kg());
}

TEST_CASE("a shut line that is fed fills at a2 m / V") {
  GasScene scene;
  scene.pressure("gate", 3e6);
  GasElement& valve = scene.add(GasElementKind::valve, "v", "gate", "a");
  valve.in_service = true;
  scene.pipe("ab", "a", "b", 0.5, 20e3, 0.01);
  GasTransient gas(scene.network, steps(1e3, 1e-5), {});
  REQUIRE(!gas.start());
  gas.set_service(scene.element("v"), false);
  gas.network().nodes[scene.node("a")].supply_kg_s = 4.0;
  gas.restart();
  REQUIRE(!gas.advance(3600.0));
  const double volume_m3 = bore_area_m2(0.5) * 20e3;
  const double mass_kg = volume_m3 * 3e6 / GasScene::a2_m2_s2 + 4.0 * 3600.0;
  double inside_kg = 0.0;
  for (const auto n : gas.segments().network.nodes.indices()) {
    if (n != scene.node("gate"))
      inside_kg +=
          gas.segments().volume_m3[n.value] * gas.state().pressure_pa(n) / GasScene::a2_m2_s2;
  }
  CHECK(inside_kg == doctest::Approx(mass_kg).epsilon(1e-9));
  // After the waves the profile is that of a flow falling in a straight line from 4 kg/s to 0; its
  // pressure differs along the pipe by less than that of 4 kg/s, and its mean is the law's.
  const double mean_pa = mass_kg * GasScene::a2_m2_s2 / volume_m3;
  CHECK(gas.state().pressure_pa(scene.node("a")) > mean_pa);
  CHECK(gas.state().pressure_pa(scene.node("b")) < mean_pa);
  CHECK(gas.state().pressure_pa(scene.node("b")) == doctest::Approx(mean_pa).epsilon(2e-3));
}

TEST_CASE(
    "a small wave runs along a smooth pipe at the speed of sound and turns at a set pressure") {
  // Characteristics of a line at rest without friction: what is taken at b, m(t), lowers the
  // pressure at the distance x from b by a/A m(t - x/a), until the wave comes back from a. Here
  // m(t) rises from 0 to 0.2 kg/s in a straight line from 0 to 10 s, and x/a over all of the pipe
  // is 20 000 / 371.67 = 53.81 s. At a, whose pressure holds, the flow is twice m(t - 53.81 s).
  GasScene scene;
  scene.pressure("a", 5e6);
  scene.pipe("ab", "a", "b", 0.5, 20e3, 1e-7);
  scene.take("b", 0.0);
  GasTimeSteps fine = steps(100.0, 1e-9);
  fine.greatest_s = 0.2;
  GasTransient gas(scene.network, fine,
                   {{GasRamp::What::supply, scene.node("b").value, {0.0, 10.0}, {0.0, -0.2}}});
  REQUIRE(!gas.start());
  const double speed = std::sqrt(GasScene::a2_m2_s2);
  const double height_pa = speed * 0.2 / bore_area_m2(0.5);
  const GasNodeIndex b = scene.node("b");
  const GasNodeIndex middle{2 + 99};  // cut 100 of 200, after nodes a and b
  REQUIRE(!gas.advance(5.0));
  CHECK(5e6 - gas.state().pressure_pa(b) == doctest::Approx(0.5 * height_pa).epsilon(5e-3));
  REQUIRE(!gas.advance(10e3 / speed + 5.0));
  CHECK(5e6 - gas.state().pressure_pa(middle) == doctest::Approx(0.5 * height_pa).epsilon(0.01));
  CHECK(5e6 - gas.state().pressure_pa(b) == doctest::Approx(height_pa).epsilon(2e-3));
  REQUIRE(!gas.advance(20e3 / speed + 5.0));
  CHECK(gas.state().flow_kg_s[0] == doctest::Approx(0.2).epsilon(0.01));
  REQUIRE(!gas.advance(20e3 / speed + 20.0));
  CHECK(gas.state().flow_kg_s[0] == doctest::Approx(0.4).epsilon(0.01));
}

TEST_CASE("a demand that outlasts the linepack ends with the node and the last good time") {
  GasScene scene;
  scene.pressure("a", 5e6);
  scene.pipe("ab", "a", "b", 0.5, 50e3, 0.01);
  scene.take("b", 20.0);
  GasTransient gas(scene.network, steps(10e3, 1e-4), {});
  REQUIRE(!gas.start());
  gas.network().nodes[scene.node("b")].supply_kg_s = -300.0;
  gas.restart();
  const GasFailure failure = gas.advance(86400.0);
  REQUIRE(failure);
  CHECK(failure.element == "b");
  CHECK(failure.message.find("below zero") != std::string::npos);
  CHECK(failure.message.find("last good state at") != std::string::npos);
  CHECK(gas.time_s() > 60.0);
  for (const auto n : gas.segments().network.nodes.indices())
    CHECK(gas.state().pressure_pa(n) > 0.0);
}

TEST_CASE("a ramp of demand is followed between its points") {
  GasScene scene = line();
  GasTransient gas(scene.network, steps(5e3, 1e-5),
                   {{GasRamp::What::supply,
                     scene.node("f").value,
                     {0.0, 3600.0, 7200.0},
                     {-15.0, -15.0, -30.0}}});
  REQUIRE(!gas.start());
  REQUIRE(!gas.advance(3600.0));
  gas.restart();
  REQUIRE(!gas.advance(7200.0));
  // 15 kg/s an hour, then 15 to 30 in a straight line: 54 000 + 81 000 kg
  CHECK(-gas.totals().supplied_kg[scene.node("f").value] ==
        doctest::Approx(135000.0).epsilon(1e-4));
}

TEST_CASE("customers of a part that is shut off are refused what their pressure no longer drives") {
  GasScene scene;
  scene.pressure("a", 5e5);
  scene.pipe("ab", "a", "b", 0.3, 2e3, 0.015);
  scene.pipe("bc", "b", "c", 0.3, 2e3, 0.015);
  scene.take("c", 0.2);
  scene.network.nodes[scene.node("c")].cutoff_pressure_pa = 2e5;
  GasTransient gas(scene.network, steps(500.0, 1e-4), {});
  REQUIRE(!gas.start());
  REQUIRE(!gas.advance(600.0));
  CHECK(gas.totals().refused_kg[scene.node("c").value] == 0.0);
  gas.set_service(scene.element("ab"), false);
  gas.restart();
  REQUIRE(!gas.advance(4 * 3600.0));
  const double pressure_pa = gas.state().pressure_pa(scene.node("c"));
  CHECK(pressure_pa > 0.999 * kNormalPressure_pa);
  CHECK(pressure_pa < 1.05 * kNormalPressure_pa);
  const double given_kg = -gas.totals().supplied_kg[scene.node("c").value];
  const double refused_kg = gas.totals().refused_kg[scene.node("c").value];
  CHECK(given_kg + refused_kg == doctest::Approx(0.2 * 4 * 3600.0).epsilon(1e-6));
  CHECK(refused_kg > 0.5 * 0.2 * 4 * 3600.0);
  CHECK(std::abs(gas.mass_error_kg()) < 1e-9 * 3000.0);
}

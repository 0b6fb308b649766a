#include <cmath>

#include <doctest/doctest.h>

#include "models/pipelines/gas/gas_solver.hpp"
#include "tests/models/pipelines/gas/gas_scenes.hpp"

using namespace dimai::models;
using dimai::tests::GasScene;

namespace {

/// Pressure of a node in steady flow [Pa]; checks that there is one.
GasState solved(const GasScene& scene) {
  GasSolver solver(scene.network);
  GasState state;
  const GasFailure failure = solver.solve_steady(state);
  CHECK_MESSAGE(!failure, failure.message);
  return state;
}

GasFailure failed(const GasScene& scene) {
  GasSolver solver(scene.network);
  GasState state;
  return solver.solve_steady(state);
}

GasScene one_pipe() {
  GasScene scene;
  scene.pressure("a", 5e6);
  scene.take("b", 50.0);
  scene.pipe("ab", "a", "b", 0.5, 50e3, 0.01);
  return scene;
}

}  // namespace

TEST_CASE("one pipe: squared pressures fall by lambda L/D (m/A)^2 a2") {
  GasScene scene = one_pipe();
  const GasState state = solved(scene);
  const double flux = 50.0 / bore_area_m2(0.5);
  const double drop = 0.01 * 50e3 / 0.5 * flux * flux * GasScene::a2_m2_s2;
  CHECK(state.pressure_pa(scene.node("b")) ==
        doctest::Approx(std::sqrt(25e12 - drop)).epsilon(1e-10));
  CHECK(state.supply_kg_s[scene.node("a").value] == doctest::Approx(50.0).epsilon(1e-12));
}

TEST_CASE("two equal pipes side by side share a flow, and so do two open valves") {
  GasScene scene;
  scene.pressure("a", 5e6);
  scene.take("c", 50.0);
  scene.pipe("1", "a", "b", 0.5, 50e3, 0.01);
  scene.pipe("2", "b", "a", 0.5, 50e3, 0.01);
  scene.add(GasElementKind::valve, "v1", "b", "c");
  scene.add(GasElementKind::valve, "v2", "b", "c");
  const GasState state = solved(scene);
  CHECK(state.flow_kg_s[0] == doctest::Approx(25.0).epsilon(1e-9));
  CHECK(state.flow_kg_s[1] == doctest::Approx(-25.0).epsilon(1e-9));
  CHECK(state.flow_kg_s[2] == doctest::Approx(25.0).epsilon(1e-6));
}

TEST_CASE("a bridge at balance carries nothing, from any first flow") {
  GasScene scene;
  scene.pressure("a", 5e6);
  scene.take("d", 50.0);
  scene.pipe("ab", "a", "b", 0.5, 50e3, 0.01);
  scene.pipe("ac", "a", "c", 0.5, 50e3, 0.01);
  scene.pipe("bd", "b", "d", 0.5, 50e3, 0.01);
  scene.pipe("cd", "c", "d", 0.5, 50e3, 0.01);
  scene.pipe("bc", "b", "c", 0.5, 50e3, 0.01);
  CHECK(std::abs(solved(scene).flow_kg_s[4]) < 0.05);
}

TEST_CASE("set pressures at two ends: the flow runs from the higher") {
  GasScene scene;
  scene.pressure("a", 5e6);
  scene.pressure("b", 5.2e6);
  scene.pipe("ab", "a", "b", 0.5, 50e3, 0.01);
  const GasState state = solved(scene);
  // m = A sqrt((p1^2 - p2^2) D / (lambda L a2))
  const double m = bore_area_m2(0.5) *
                   std::sqrt((5.2e6 * 5.2e6 - 25e12) * 0.5 / (0.01 * 50e3 * GasScene::a2_m2_s2));
  CHECK(state.flow_kg_s[0] == doctest::Approx(-m).epsilon(1e-9));
  CHECK(state.supply_kg_s[0] == doctest::Approx(-m).epsilon(1e-9));
}

TEST_CASE(
    "a regulator keeps its outlet, opens wide when it has too little, and lets nothing back") {
  GasScene scene;
  scene.pressure("a", 3e6);
  scene.pipe("ab", "a", "b", 0.3, 10e3, 0.012);
  scene.machine(GasElementKind::regulator, "r", "b", "c", GasControl::outlet_pressure, 1e6);
  scene.pipe("cd", "c", "d", 0.3, 5e3, 0.012);
  scene.take("d", 5.0);
  GasState state = solved(scene);
  CHECK(state.pressure_pa(scene.node("c")) == doctest::Approx(1e6).epsilon(1e-10));
  CHECK(state.status[1] == GasStatus::active);

  scene.network.elements[scene.element("r")].setting = 2.99e6;
  state = solved(scene);
  CHECK(state.status[1] == GasStatus::open);
  CHECK(state.pressure_pa(scene.node("c")) ==
        doctest::Approx(state.pressure_pa(scene.node("b"))).epsilon(1e-9));

  scene.network.elements[scene.element("r")].setting = 1e6;
  scene.pressure("d", 4e6);
  state = solved(scene);
  CHECK(state.status[1] == GasStatus::shut);
  CHECK(std::abs(state.flow_kg_s[1]) < 1e-9);
}

TEST_CASE("of two regulators into one part, the one set lower stays shut until it is needed") {
  GasScene scene;
  scene.pressure("a", 3e6);
  scene.machine(GasElementKind::regulator, "main", "a", "b", GasControl::outlet_pressure, 1e6);
  scene.machine(GasElementKind::regulator, "spare", "a", "c", GasControl::outlet_pressure, 0.8e6);
  scene.pipe("bc", "b", "c", 0.3, 5e3, 0.012);
  scene.take("c", 2.0);
  GasState state = solved(scene);
  CHECK(state.status[1] == GasStatus::shut);
  scene.take("c", 40.0);
  state = solved(scene);
  CHECK(state.status[1] == GasStatus::active);
  CHECK(state.pressure_pa(scene.node("c")) == doctest::Approx(0.8e6).epsilon(1e-9));
}

TEST_CASE("a compressor keeps its outlet, stands by when it is not needed, and gives its power") {
  GasScene scene;
  scene.pressure("a", 4e6);
  scene.take("c", 50.0);
  scene.machine(GasElementKind::compressor, "k", "a", "b", GasControl::outlet_pressure, 5e6);
  scene.pipe("bc", "b", "c", 0.5, 50e3, 0.01);
  GasState state = solved(scene);
  CHECK(state.pressure_pa(scene.node("b")) == doctest::Approx(5e6).epsilon(1e-10));
  scene.network.elements[scene.element("k")].setting = 3e6;
  state = solved(scene);
  CHECK(state.status[0] == GasStatus::open);
  CHECK(state.pressure_pa(scene.node("b")) == doctest::Approx(4e6).epsilon(1e-9));
  scene.network.elements[scene.element("k")].control = GasControl::power;
  scene.network.elements[scene.element("k")].setting = 2e6;
  state = solved(scene);
  const double ratio = ratio_of_power(GasScene::a2_m2_s2, 1.0, 1.3, 0.8, 2e6, 50.0);
  CHECK(state.pressure_pa(scene.node("b")) == doctest::Approx(4e6 * ratio).epsilon(1e-8));
}

TEST_CASE("a set ratio holds in both directions unless it has a check valve") {
  GasScene scene;
  scene.pressure("a", 4e6);
  scene.machine(GasElementKind::compressor, "k", "a", "b", GasControl::ratio, 1.2);
  scene.pipe("bc", "b", "c", 0.5, 50e3, 0.01);
  scene.pressure("c", 5.5e6);
  GasState state = solved(scene);
  CHECK(state.flow_kg_s[0] < -1.0);
  scene.network.elements[scene.element("k")].check_valve = true;
  state = solved(scene);
  CHECK(state.status[0] == GasStatus::shut);
}

TEST_CASE("a demand beyond what the pipes carry is named at the node that would fall below zero") {
  GasScene scene = one_pipe();
  scene.take("b", 500.0);
  const GasFailure failure = failed(scene);
  CHECK(failure.element == "b");
  CHECK(failure.message.find("below zero") != std::string::npos);
}

TEST_CASE("a part of the network without a set pressure is named") {
  GasScene scene = one_pipe();
  scene.pipe("cd", "c", "d", 0.5, 1e3, 0.01);
  const GasFailure failure = failed(scene);
  CHECK(failure.element == "c");
  CHECK(failure.message.find("no set pressure") != std::string::npos);
}

TEST_CASE("a pressure that the equation of state does not know is refused") {
  GasScene scene = one_pipe();
  scene.network.gas.law = linear_z_gas(GasScene::a2_m2_s2, -1.0 / 450e5);
  scene.pressure("a", 350e5);
  CHECK(failed(scene).message.find("equation of state") != std::string::npos);
}

TEST_CASE("resistors lose what they are given, whichever way the gas flows") {
  GasScene scene;
  scene.pressure("a", 1e6);
  scene.take("b", 5.0);
  GasElement& loss = scene.add(GasElementKind::resistor, "r", "b", "a");
  loss.pressure_loss_pa = 2e4;
  CHECK(solved(scene).pressure_pa(scene.node("b")) == doctest::Approx(0.98e6).epsilon(1e-6));
  GasElement& drag = scene.network.elements[scene.element("r")];
  drag.pipe.diameter_m = 0.2;
  drag.pipe.local_loss = 10.0;
  // p1^2 - p2^2 = zeta (m/A)^2 a2
  const double flux = 5.0 / bore_area_m2(0.2);
  CHECK(solved(scene).pressure_pa(scene.node("b")) ==
        doctest::Approx(std::sqrt(1e12 - 10.0 * flux * flux * GasScene::a2_m2_s2)).epsilon(1e-9));
}

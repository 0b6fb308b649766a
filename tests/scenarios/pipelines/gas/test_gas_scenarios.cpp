#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "models/pipelines/gas/gas_solver.hpp"
#include "scenarios/pipelines/gas/gas_plan.hpp"
#include "scenarios/pipelines/gas/gas_run.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"

using namespace dimai;
using namespace dimai::scenarios;

namespace {

const std::string kFiles = std::string(DIMAI_SOURCE_DIR) + "/tests/scenarios/pipelines/gas/files/";

/// A scenario's gas network and its steady state.
struct Solved {
  Scenario scenario;
  models::GasNetwork network;
  models::GasState state;

  explicit Solved(const std::string& name) : scenario(read_scenario(kFiles + name, {})) {
    REQUIRE(scenario.pipelines.size() == 1);
    network = dynamic_cast<const GasPlan&>(*scenario.pipelines.front()).input().network;
    models::GasSolver solver(network);
    const models::GasFailure failure = solver.solve_steady(state);
    CHECK_MESSAGE(!failure, failure.message);
  }
  double pressure_pa(const std::string& id) const {
    for (const auto n : network.nodes.indices()) {
      if (network.nodes[n].id == id) return state.pressure_pa(n);
    }
    return 0.0;
  }
};

}  // namespace

TEST_CASE(
    "the same network gives the published pressures from tables and from GasSteadySim's files") {
  for (const char* name : {"eight-csv", "eight-json"}) {
    const Solved solved(name);
    CHECK(solved.pressure_pa("5") == doctest::Approx(3001873.62).epsilon(1e-7));
    CHECK(solved.pressure_pa("7") == doctest::Approx(4674232.35).epsilon(1e-7));
  }
}

TEST_CASE("a network and a nomination of GasLib: every kind of connection") {
  const Solved solved("small-gaslib");
  // 360 000 m3/h at 0 C and 101 325 Pa with 18 g/mol: m = 100 * 101325 * 0.018 / (R 273.15) kg/s
  const double m = 100.0 * 101325.0 * 0.018 / (models::kMolarGasConstant_j_mol_k * 273.15);
  CHECK(solved.state.supply_kg_s[0] == doctest::Approx(m).epsilon(1e-9));
  const double a2 = models::kMolarGasConstant_j_mol_k * 283.15 / 0.018;
  const double factor = 1.0 / std::pow(2.0 * std::log10(0.5 / 1e-4) + 1.138, 2.0);
  const double flux = m / (M_PI * 0.25 * 0.25);
  const double b = std::sqrt(std::pow(60e5, 2.0) - factor * 40e3 / 0.5 * flux * flux * a2);
  CHECK(solved.pressure_pa("a") == doctest::Approx(60e5).epsilon(1e-9));
  CHECK(solved.pressure_pa("b") == doctest::Approx(b).epsilon(1e-8));
  CHECK(solved.pressure_pa("c") == doctest::Approx(b).epsilon(1e-8));
  const double bend = m / (M_PI * 0.2 * 0.2);
  const double d = std::sqrt(b * b - 20.0 * bend * bend * a2);
  CHECK(solved.pressure_pa("d") == doctest::Approx(d).epsilon(1e-8));
  CHECK(solved.pressure_pa("out") == doctest::Approx(30e5).epsilon(1e-8));
}

TEST_CASE("a network of GasModels: its speed of sound holds Z, and idle deliveries take nothing") {
  const Solved solved("small-matgas");
  const double flux = 40.0 / (M_PI * 0.3 * 0.3);
  const double expected =
      std::sqrt(std::pow(5.5e6, 2.0) - 0.01 * 50e3 / 0.6 * flux * flux * 350.0 * 350.0);
  CHECK(solved.pressure_pa("3") == doctest::Approx(expected).epsilon(1e-8));
}

TEST_CASE("a network on the map: lengths from the line, gauge pressures, normal volumes") {
  const Solved solved("small-geojson");
  CHECK(solved.pressure_pa("gate") == doctest::Approx(25e5 + 101325.0));
  CHECK(solved.pressure_pa("low") == doctest::Approx(4e5 + 101325.0).epsilon(1e-9));
  // 0.1 degrees of longitude at 24.5 N: 6378.137 km cos(24.5) / sqrt(1 - e2 sin2) * pi / 1800
  const double length = 6378137.0 * std::cos(24.5 * M_PI / 180.0) * M_PI / 1800.0;
  CHECK(solved.network.elements[models::GasElementIndex{0}].pipe.length_m ==
        doctest::Approx(length).epsilon(2e-3));
  const double density =
      101325.0 * 0.6 * models::kAirMolarMass_kg_mol / (models::kMolarGasConstant_j_mol_k * 273.15);
  CHECK(solved.state.supply_kg_s[0] == doctest::Approx(20000.0 / 3600.0 * density).epsilon(1e-8));
}

TEST_CASE("a run of a gas network ends with its duration, and its mass adds up") {
  const Scenario scenario = read_scenario(kFiles + "small-geojson", {});
  Run run(scenario);
  while (run.advance(1000)) {
  }
  CHECK(run.failure().empty());
  CHECK(run.now() == sim::seconds(3600.0));
  CHECK(run.violations().empty());
}

TEST_CASE("a run whose demand cannot be met says where and since when it failed") {
  const Scenario scenario =
      read_scenario(kFiles + "small-geojson",
                    {R"toml(gas.change=[{at="10 min", node="end", demand="2000000 Nm3/h"}])toml"});
  Run run(scenario);
  while (run.advance(1000)) {
  }
  CHECK(run.failure().find("gas network: node \"end\"") != std::string::npos);
  CHECK(run.failure().find("last good state at 6") != std::string::npos);
}

TEST_CASE("every change that a scenario may make takes place at its time") {
  const Scenario scenario = read_scenario(
      kFiles + "small-geojson", {R"toml(gas.change=[{at="10 min", node="end", demand="1000 Nm3/h"},
          {at="20 min", node="low", leak_area="10 cm2"},
          {at="30 min", element="main", open=false},
          {at="35 min", element="main", open=true},
          {at="40 min", element="r", outlet_pressure="3 bar(g)"}])toml"});
  const auto& plan = dynamic_cast<const GasPlan&>(*scenario.pipelines.front());
  GasRun gas(plan.input(), scenario.run);
  sim::Simulation simulation;
  gas.start(simulation);
  simulation.run(sim::seconds(3600.0));
  CHECK_MESSAGE(gas.failure().empty(), gas.failure());
  CHECK(gas.operation().change_count() == 5);
  CHECK(gas.violations().empty());
}

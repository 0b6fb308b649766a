#include <doctest/doctest.h>

#include "models/pipelines/gas/gas_operation.hpp"
#include "tests/models/pipelines/gas/gas_scenes.hpp"

namespace dimai::models {

TEST_CASE("what a tap hands over is what left the pipe, and it shuts when all has come") {
  tests::GasScene scene;
  scene.pressure("main", 5e5);
  scene.pipe("pipe", "main", "plant", 0.1, 2000.0, 0.015);
  GasOperationSetup setup;
  setup.network = scene.network;
  setup.sample_ns = 900'000'000'000;
  setup.end_ns = 86'400'000'000'000;
  GasOperation gas(setup);
  const std::uint32_t tap = gas.add_tap(scene.node("plant"), 0.02);
  sim::Simulation simulation;
  gas.start(simulation);
  simulation.run(sim::seconds(900.0));
  CHECK(gas.take(simulation, tap, 30.0) == 0.0);  // opens it for 1500 s
  simulation.run(sim::seconds(1800.0));
  // Asked at 900 s, 900 s later 18 kg have come.
  const double first_kg = gas.take(simulation, tap, 30.0);
  CHECK(first_kg == doctest::Approx(18.0).epsilon(1e-9));
  simulation.run(sim::seconds(7200.0));
  CHECK(gas.take(simulation, tap, 12.0) == doctest::Approx(12.0).epsilon(1e-9));
  CHECK(gas.tapped_kg(gas.taps()[tap]) == doctest::Approx(30.0).epsilon(1e-9));
  CHECK(gas.gas().mass_error_kg() == doctest::Approx(0.0).scale(1.0).epsilon(1e-6));
}

}  // namespace dimai::models

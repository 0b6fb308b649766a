#include <doctest/doctest.h>

#include "models/pipelines/powder/powder_system.hpp"
#include "tests/models/pipelines/powder/plants.hpp"

using namespace dimai::models;
using namespace dimai::models::plants;
using doctest::Approx;
namespace sim = dimai::sim;

namespace {

/// One kind of granulate, from silo to silo as slugs in loads of 90 kg.
PowderPlant dense_plant() {
  PowderPlant plant = plant_of(1, 1.0);
  Powder& powder = plant.powders[PowderIndex{0}];
  powder.size_m = 3e-3;
  powder.particle_density_kg_m3 = 1000.0;
  powder.bulk_density_kg_m3 = 500.0;
  powder.wall_friction = 0.25;
  powder.inner_friction = 0.75;
  PowderLineParameters& line = plant.lines[PowderLineIndex{0}].parameters;
  line.bore_m = 0.1;
  line.phase = "dense";
  line.feeder = "blow tank";
  line.tank_m3 = 0.2;  // nine tenths of it: 90 kg
  line.tank_fill_kg_s = 5.0;
  line.tank_vent_s = 20.0;
  line.max_pressure_pa = 6e5;
  plant.transfers[TransferIndex{0}].batch_kg = 180.0;
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  return plant;
}

}  // namespace

TEST_CASE("the law with the higher drop decides, times the factor") {
  PowderPlant plant = dense_plant();
  find_points(plant);
  const OperatingPoint& point = plant.transfers[TransferIndex{0}].point;
  REQUIRE(point.dense);
  CHECK(point.deciding_law == "konrad");
  CHECK(point.dense->konrad_pa > point.dense->mi_wypych_pa);
  const DenseLine line =
      dense_line(plant, plant.lines[PowderLineIndex{0}], plant.powders[PowderIndex{0}]);
  CHECK(point.drop_pa() == slug_flow(line, SlugLaw::konrad, 1.3).profile.drop_pa());
  CHECK(point.loading * point.profile.gas_flow_kg_s == Approx(1.0));
  // Unknown, the stress ratio is 1 - sin(atan(0.75)).
  CHECK(line.stress_ratio == Approx(0.4));
}

TEST_CASE("more pressure than there is, and slugs without room, are obstacles") {
  PowderPlant plant = dense_plant();
  PowderLine& line = plant.lines[PowderLineIndex{0}];
  const Powder& powder = plant.powders[PowderIndex{0}];
  line.parameters.max_pressure_pa = 2e4;
  CHECK(operating_point(plant, line, powder).obstacle == Obstacle::pressure);
  line.parameters.rate_kg_s = 10.0;
  CHECK(operating_point(plant, line, powder).obstacle == Obstacle::full_pipe);
  line.parameters.rate_kg_s = 1.0;
  line.route = simple_route(4000.0, 0.0, 0);
  const Obstacle far = operating_point(plant, line, powder).obstacle;
  CHECK((far == Obstacle::slow_slugs || far == Obstacle::full_pipe));
}

TEST_CASE("a batch of two loads takes two cycles of the blow tank and loses nothing") {
  PowderPlant plant = dense_plant();
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  const BlowTankCycle cycle = tank_cycle(plant, plant.transfers[TransferIndex{0}]);
  CHECK(cycle.fill_s == Approx(18.0));  // 90 kg at 5 kg/s
  CHECK(cycle.pressurise_s > 0.0);
  CHECK(cycle.convey_s == Approx(90.0 + plant.transfers[TransferIndex{0}].point.profile.transit_s));
  CHECK(cycle.mean_flow_kg_s == Approx(90.0 / cycle.total_s()));
  CHECK(cycle.peak_flow_kg_s == 1.0);
  for (const double time_s : {10.0, 25.0, 60.0, 150.0, 5000.0}) {
    simulation.run(sim::seconds(time_s));
    check_balances(system, time_s);
  }
  REQUIRE(system.batches().size() == 1);
  CHECK(system.batches()[0].done_s == Approx(2.0 * cycle.total_s()));
  CHECK(system.batches()[0].delivered_kg == Approx(180.0));
}

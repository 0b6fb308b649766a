#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "models/pipelines/powder/powder_system.hpp"
#include "tests/models/pipelines/powder/plants.hpp"

using namespace dimai::models;
using namespace dimai::models::plants;
using doctest::Approx;
namespace sim = dimai::sim;

TEST_CASE("a batch arrives after the transit and takes mass over rate") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.transfers[TransferIndex{0}].at_s = 60.0;
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  const double transit_s = plant.transfers[TransferIndex{0}].point.profile.transit_s;
  simulation.run(sim::seconds(60.0 + transit_s + 500.0));
  // Half of the 1000 s of feeding: 50 kg have arrived, by linear flow.
  SiloState half = system.silos()[SiloIndex{1}];
  half.advance(60.0 + transit_s + 500.0);
  CHECK(half.level_kg() == Approx(50.0).epsilon(1e-6));
  CHECK(system.lines()[PowderLineIndex{0}].activity == LineActivity::conveying);
  check_balances(system, 60.0 + transit_s + 500.0);
  simulation.run(sim::seconds(5000.0));
  REQUIRE(system.batches().size() == 1);
  CHECK(system.batches()[0].done_s == Approx(60.0 + transit_s + 1000.0));
  CHECK(system.batches()[0].delivered_kg == Approx(100.0));
  CHECK(system.silos()[SiloIndex{1}].level_kg() == Approx(100.0));
  CHECK(system.silos()[SiloIndex{0}].level_kg() == Approx(900.0));
  check_balances(system, 5000.0);
}

TEST_CASE("a silo runs empty at the exact time, and what it lacks is counted") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.silos[SiloIndex{1}].initial_kg = 36.0;
  plant.silos[SiloIndex{1}].use_kg_s = 0.01;
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(7200.0));
  double empty_s = -1.0;
  const PowderLog log = system.take_log();
  for (const PowderLog::Note& note : log.notes)
    if (note.what == PowderNews::silo_empty) empty_s = note.time_s;
  CHECK(empty_s == Approx(3600.0).epsilon(1e-12));
  SiloState at_end = system.silos()[SiloIndex{1}];
  at_end.advance(7200.0);
  CHECK(at_end.shortfall_kg == Approx(36.0));
  check_balances(system, 7200.0);
}

TEST_CASE("use by the hour takes each hour's share of the day") {
  PowderPlant plant = plant_of(1, 0.1);
  Silo& used = plant.silos[SiloIndex{1}];
  used.initial_kg = 240.0;
  used.use_kg_s = 24.0 / 86400.0;
  used.hour_shares.fill(0.0);
  used.hour_shares[9] = 0.75;
  used.hour_shares[15] = 0.25;
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  for (const auto& [hour, level_kg] : std::vector<std::pair<double, double>>{
           {9.0, 240.0}, {9.5, 231.0}, {12.0, 222.0}, {48.0, 192.0}}) {
    simulation.run(sim::seconds(hour * 3600.0));
    SiloState then = system.silos()[SiloIndex{1}];
    then.advance(hour * 3600.0);
    CHECK(then.level_kg() == Approx(level_kg));
  }
}

TEST_CASE("a level that falls to its reorder point calls a batch at that moment") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.silos[SiloIndex{1}].initial_kg = 60.0;
  plant.silos[SiloIndex{1}].use_kg_s = 0.01;
  plant.transfers[TransferIndex{0}].reorder_kg = 50.0;
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(1e5));
  REQUIRE_FALSE(system.batches().empty());
  CHECK(system.batches()[0].requested_s == Approx(1000.0));
  // 100 kg a batch, 0.01 kg/s: one every 10000 s in the long run.
  CHECK(system.batches().size() == 10);
  CHECK(system.silos()[SiloIndex{1}].shortfall_kg == 0.0);
  check_balances(system, 1e5);
}

TEST_CASE("a delivery that does not fit is turned away as far as it does not") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.deliveries.push_back({SiloIndex{0}, 800.0, 3600.0, 3600.0});
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(7300.0));
  CHECK(system.silos()[SiloIndex{0}].level_kg() == Approx(2000.0));
  CHECK(system.turned_away_kg() == Approx(600.0));
  check_balances(system, 7300.0);
}

TEST_CASE("another powder needs a changeover and picks up what is left behind, to the gramme") {
  PowderPlant plant = plant_of(2, 0.1);
  PowderLineParameters& line = plant.lines[PowderLineIndex{0}].parameters;
  line.heel_kg = 2.0;
  line.washout_kg = 5.0;
  line.divert_kg = 10.0;
  line.changeover_s = 600.0;
  line.changeover_purges = 5.0;
  line.purges_to_clean = 5.0;
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  plant.transfers[TransferIndex{1}].at_s = 1.0;
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(1e4));
  REQUIRE(system.served_batches() == 2);
  const PowderBatch& second = system.batches()[1];
  // 2 kg stay of the first powder; the purge leaves 2/e; 2 kg (own heel) + 10 kg pass to the bin,
  // then 88 kg to the silo: 2/e (exp(-12/5) - exp(-100/5)).
  const double left_kg = 2.0 * std::exp(-1.0);
  CHECK(second.changed_over);
  CHECK(second.foreign_kg == Approx(left_kg * (std::exp(-2.4) - std::exp(-20.0))));
  CHECK(second.mixed_kg == Approx(10.0 + 2.0 - left_kg + left_kg * (1.0 - std::exp(-2.4))));
  CHECK(second.delivered_kg == Approx(88.0));
  CHECK(system.silos()[SiloIndex{3}].foreign_share() ==
        Approx(second.foreign_kg / (88.0 + second.foreign_kg)));
  check_balances(system, 1e4);
}

TEST_CASE("the same powder first saves changeovers") {
  std::vector<std::uint32_t> changeovers;
  for (const auto& queue : kQueueChoices) {
    PowderPlant plant = plant_of(2, 0.1);
    plant.parameters.queue = queue;
    for (std::uint32_t i = 0; i < 2; ++i) {
      plant.transfers[TransferIndex{i}].at_s = i * 1.0;
      plant.transfers[TransferIndex{i}].every_s = 10.0;
    }
    find_points(plant);
    PowderSystem system(plant);
    sim::Simulation simulation;
    system.start(simulation);
    simulation.run(sim::seconds(7000.0));
    changeovers.push_back(system.lines()[PowderLineIndex{0}].changeovers);
    check_balances(system, 7000.0);
  }
  CHECK(changeovers[1] < changeovers[0]);
}

TEST_CASE("a powder that must not meet air is conveyed only below its oxygen limit") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.powders[PowderIndex{0}].gases = {false, false, true, false};
  plant.lines[PowderLineIndex{0}].gas = ConveyingGas::argon;
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  find_points(plant);
  CHECK(plant.transfers[TransferIndex{0}].oxygen_limit == Approx(0.01));
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  CHECK(system.lines()[PowderLineIndex{0}].oxygen == Approx(kOxygenInAir));
  simulation.run(sim::seconds(1e4));
  const PowderBatch& batch = system.batches()[0];
  CHECK(batch.delivered_kg == Approx(100.0));
  CHECK(batch.highest_oxygen <= 0.005 * (1.0 + 1e-9));  // half the limit at the start
  CHECK(batch.gas_m3 > 0.0);
  // Afterwards air leaks in again.
  CHECK(system.oxygen_at(PowderLineIndex{0}, 1e9) == Approx(kOxygenInAir));
}

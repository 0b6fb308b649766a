#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "sim/random.hpp"
#include "tests/models/pipelines/powder/plants.hpp"

using namespace dimai::models;
using namespace dimai::models::plants;
using doctest::Approx;
namespace sim = dimai::sim;

TEST_CASE("a blow tank takes a batch in loads") {
  PowderPlant plant = plant_of(1, 0.1);
  PowderLineParameters& line = plant.lines[PowderLineIndex{0}].parameters;
  line.feeder = kFeederChoices[1];
  line.tank_m3 = 30.0 / (0.9 * 1500.0);  // 30 kg a load: four loads for 100 kg
  line.tank_fill_kg_s = 1.0;
  line.tank_vent_s = 20.0;
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(1e4));
  std::size_t fillings = 0;
  const PowderLog log = system.take_log();
  for (const PowderLog::State& state : log.states)
    fillings += state.activity == LineActivity::filling ? 1 : 0;
  CHECK(fillings == 4);
  CHECK(system.batches()[0].delivered_kg == Approx(100.0));
  // 100 s of filling, 1000 s of conveying, 4 * 20 s of venting, and transit and pressurising.
  CHECK(system.batches()[0].done_s > 1180.0);
  check_balances(system, 1e4);
}

TEST_CASE("a blockage sends what is in the line to the bin and ends the batch short") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  plant.blockages.push_back({PowderLineIndex{0}, 500.0, 3600.0});
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(1000.0));
  CHECK(system.lines()[PowderLineIndex{0}].activity == LineActivity::blocked);
  check_balances(system, 1000.0);
  simulation.run(sim::seconds(1e4));
  const PowderBatch& batch = system.batches()[0];
  const double hold_up_kg = plant.transfers[TransferIndex{0}].point.profile.hold_up_kg;
  CHECK(batch.done_s == Approx(4100.0));
  CHECK(batch.drawn_kg == Approx(50.0));
  CHECK(batch.mixed_kg == Approx(hold_up_kg));
  CHECK(batch.delivered_kg == Approx(50.0 - hold_up_kg));
  check_balances(system, 1e4);
}

TEST_CASE("a silo that fills up stops the feed; only what is in the pipe spills") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  plant.deliveries.push_back({SiloIndex{1}, 450.0, 300.0, 0.0});  // takes the room of the batch
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(1e4));
  const PowderBalance balance = system.balances(1e4)[0];
  CHECK(system.silos()[SiloIndex{1}].level_kg() == Approx(500.0));
  CHECK(balance.overflow_kg ==
        Approx(plant.transfers[TransferIndex{0}].point.profile.hold_up_kg).epsilon(1e-6));
  check_balances(system, 1e4);
}

TEST_CASE("a silo that runs empty while it is drawn from ends the batch short") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.silos[SiloIndex{0}].initial_kg = 100.0;
  plant.silos[SiloIndex{0}].use_kg_s = 0.1;  // as fast as the line: it gets half
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  find_points(plant);
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(5000.0));
  CHECK(system.batches()[0].drawn_kg == Approx(50.0));
  CHECK(system.batches()[0].delivered_kg == Approx(50.0));
  CHECK(system.batches()[0].done_s > 0.0);
  check_balances(system, 5000.0);
}

TEST_CASE("bends wear by the gas that passes them, are replaced, and the line stands meanwhile") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  plant.transfers[TransferIndex{0}].every_s = 2000.0;
  plant.silos[SiloIndex{1}].capacity_kg = 5000.0;
  find_points(plant);
  {
    PowderSystem system(plant);
    sim::Simulation simulation;
    system.start(simulation);
    simulation.run(sim::seconds(5000.0));
    const LineState& line = system.lines()[PowderLineIndex{0}];
    REQUIRE(line.bend_wear_all_kg.size() == 2);
    CHECK(line.bend_wear_all_kg[1] > line.bend_wear_all_kg[0]);  // the gas has expanded
    plant.lines[PowderLineIndex{0}].parameters.bend_life_kg = line.bend_wear_all_kg[1] * 0.9;
  }
  PowderSystem system(plant);
  sim::Simulation simulation;
  system.start(simulation);
  simulation.run(sim::seconds(20000.0));
  CHECK(system.lines()[PowderLineIndex{0}].bends_replaced[1] >= 1);
  check_balances(system, 20000.0);
}

TEST_CASE("mass is conserved in random plants") {
  sim::Random random(7, 0, 1, 0);
  for (int round = 0; round < 40; ++round) {
    PowderPlant plant = plant_of(3, 0.05 + 0.1 * random.uniform());
    plant.lines[PowderLineIndex{0}].parameters.max_pressure_pa = 4e5;
    PowderLineParameters& line = plant.lines[PowderLineIndex{0}].parameters;
    line.heel_kg = 3.0 * random.uniform();
    line.film_m = 1e-5 * random.uniform();
    line.divert_kg = 20.0 * random.uniform();
    line.changeover_s = 900.0 * random.uniform();
    line.changeover_purges = 5.0;
    line.feeder = kFeederChoices[random.below(2)];
    line.tank_m3 = 0.02 + 0.1 * random.uniform();
    line.tank_fill_kg_s = 0.2 + random.uniform();
    plant.parameters.queue = kQueueChoices[random.below(2)];
    for (Silo& one : plant.silos) {
      one.initial_kg = one.capacity_kg * random.uniform();
      if (random.below(2) == 0) one.use_kg_s = 0.01 * random.uniform();
      if (random.below(2) == 0) one.hour_shares[random.below(24)] = 0.0;
    }
    for (std::uint32_t p = 0; p < 3; ++p) {
      PowderTransfer& transfer = plant.transfers[TransferIndex{p}];
      transfer.batch_kg = 20.0 + 200.0 * random.uniform();
      if (random.below(2) == 0) {
        transfer.reorder_kg = 200.0 * random.uniform();
      } else {
        transfer.at_s = 3600.0 * random.uniform();
        transfer.every_s = 20000.0 * random.uniform() + 600.0;
      }
      plant.deliveries.push_back(
          {SiloIndex{2 * p}, 600.0 * random.uniform(), 86400.0 * random.uniform(), 86400.0});
    }
    plant.deliveries.push_back({SiloIndex{1}, 300.0, 40000.0, 90000.0});
    for (int i = 0; i < 4; ++i)
      plant.blockages.push_back(
          {PowderLineIndex{0}, 5e5 * random.uniform(), 20000.0 * random.uniform()});
    find_points(plant);
    PowderSystem system(plant);
    sim::Simulation simulation;
    system.start(simulation);
    for (int step = 1; step <= 20; ++step) {
      simulation.run(sim::seconds(step * 37000.0));
      check_balances(system, step * 37000.0);
      for (const SiloState& state : system.silos()) {
        CHECK(state.level_kg() >= -1e-6);
        CHECK(state.room_kg() >= -5.0);  // grammes of pick-up may stand on a full silo
      }
    }
    CHECK(system.served_batches() > 0);
    CHECK(system.batches().size() >= system.served_batches() + system.waiting_batches());
  }
}

TEST_CASE("a blower that fails stands its line until it is mended; batches wait") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  plant.transfers[TransferIndex{0}].every_s = 2000.0;
  find_points(plant);
  for (const bool is_pipe : {false, true}) {
    CAPTURE(is_pipe);
    PowderSystem system(plant);
    sim::Simulation simulation;
    system.start(simulation);
    const PowderLineIndex line{0};
    simulation.run(sim::seconds(500.0));
    system.set_working(simulation, line, is_pipe, false);
    simulation.run(sim::seconds(1000.0));
    check_balances(system, 1000.0);
    system.set_working(simulation, line, !is_pipe, false);  // nothing is left in it
    simulation.run(sim::seconds(3000.0));
    system.set_working(simulation, line, is_pipe, true);
    simulation.run(sim::seconds(3500.0));
    CHECK(system.lines()[line].activity == LineActivity::blocked);
    system.set_working(simulation, line, !is_pipe, true);
    simulation.run(sim::seconds(3999.0));
    // The first batch ends short, as with a plug; the second waited from 2000 s to 3500 s.
    const PowderBatch& first = system.batches()[0];
    const double hold_up_kg = plant.transfers[TransferIndex{0}].point.profile.hold_up_kg;
    CHECK(first.drawn_kg == Approx(50.0));
    CHECK(first.delivered_kg == Approx(50.0 - hold_up_kg));
    CHECK((is_pipe ? first.lost_kg : first.mixed_kg) == Approx(hold_up_kg));
    CHECK(first.done_s == Approx(3500.0));
    CHECK(system.batches()[1].started_s == Approx(3500.0));
    const PowderBalance balance = system.balances(3999.0).front();
    CHECK(balance.lost_kg == Approx(is_pipe ? hold_up_kg : 0.0));
    check_balances(system, 3999.0);
  }
}

TEST_CASE("a line that is plugged and out of order goes on when both are over") {
  PowderPlant plant = plant_of(1, 0.1);
  plant.transfers[TransferIndex{0}].at_s = 0.0;
  plant.blockages.push_back({PowderLineIndex{0}, 500.0, 1000.0});
  find_points(plant);
  for (const double mended_s : {1200.0, 1800.0}) {
    PowderSystem system(plant);
    sim::Simulation simulation;
    system.start(simulation);
    simulation.run(sim::seconds(700.0));
    system.set_working(simulation, PowderLineIndex{0}, false, false);
    simulation.run(sim::seconds(mended_s));
    system.set_working(simulation, PowderLineIndex{0}, false, true);
    simulation.run(sim::seconds(1e4));
    CHECK(system.batches()[0].done_s == Approx(std::max(1500.0, mended_s)));
    check_balances(system, 1e4);
  }
}

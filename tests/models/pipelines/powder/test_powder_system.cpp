#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/pipelines/powder/powder_system.hpp"
#include "sim/random.hpp"

using namespace dimai::models;
using doctest::Approx;
namespace sim = dimai::sim;

namespace {

Powder sand(const std::string& id = "sand") {
  Powder powder;
  powder.id = id;
  powder.particle_density_kg_m3 = 2500.0;
  powder.size_m = 100e-6;
  powder.bulk_density_kg_m3 = 1500.0;
  powder.gases = {true, true, true, true};
  return powder;
}

Silo silo(std::uint32_t powder, double capacity_kg, double initial_kg, double use_kg_s = 0.0) {
  Silo one;
  one.id = "s";
  one.powder = PowderIndex{powder};
  one.capacity_kg = capacity_kg;
  one.initial_kg = initial_kg;
  one.use_kg_s = use_kg_s;
  one.hour_shares.fill(1.0 / 24.0);
  return one;
}

/// A line with no residues, no changeover work and no purge: what a batch takes is plain.
PowderLine plain_line(double rate_kg_s) {
  PowderLine line;
  line.id = "l";
  line.parameters.rate_kg_s = rate_kg_s;
  line.parameters.film_m = 0.0;
  line.parameters.heel_kg = 0.0;
  line.parameters.divert_kg = 0.0;
  line.parameters.changeover_s = 0.0;
  line.parameters.changeover_purges = 0.0;
  line.parameters.end_purges = 0.0;
  line.route = simple_route(line.parameters.length_m, 0.0, 2);
  return line;
}

/// Two silos a powder and a line from the first to the second of each.
PowderPlant plant_of(std::uint32_t powders, double rate_kg_s) {
  PowderPlant plant;
  plant.lines.push_back(plain_line(rate_kg_s));
  for (std::uint32_t p = 0; p < powders; ++p) {
    plant.powders.push_back(sand("sand" + std::to_string(p)));
    plant.silos.push_back(silo(p, 2000.0, 1000.0));
    plant.silos.push_back(silo(p, 500.0, 0.0));
    PowderTransfer transfer;
    transfer.line = PowderLineIndex{0};
    transfer.from = SiloIndex{2 * p};
    transfer.to = SiloIndex{2 * p + 1};
    transfer.batch_kg = 100.0;
    plant.transfers.push_back(transfer);
  }
  return plant;
}

void find_points(PowderPlant& plant) {
  for (PowderTransfer& transfer : plant.transfers) {
    transfer.point = operating_point(plant, plant.lines[transfer.line],
                                     plant.powders[plant.silos[transfer.from].powder]);
    transfer.oxygen_limit =
        oxygen_limit(plant.parameters, plant.powders[plant.silos[transfer.from].powder]);
    REQUIRE(transfer.point.works());
  }
}

void check_balances(const PowderSystem& system, double time_s) {
  for (const PowderBalance& balance : system.balances(time_s)) {
    const double through_kg = balance.initial_kg + balance.delivered_kg + 1.0;
    CHECK(std::abs(balance.missing_kg()) < 1e-9 * through_kg);
  }
}

}  // namespace

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

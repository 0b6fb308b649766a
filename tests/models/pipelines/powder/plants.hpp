#pragma once

#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "models/pipelines/powder/powder_system.hpp"

/// Small plants of silos and lines, for tests.
namespace dimai::models::plants {

inline Powder sand(const std::string& id = "sand") {
  Powder powder;
  powder.id = id;
  powder.particle_density_kg_m3 = 2500.0;
  powder.size_m = 100e-6;
  powder.bulk_density_kg_m3 = 1500.0;
  powder.gases = {true, true, true, true};
  return powder;
}

inline Silo silo(std::uint32_t powder, double capacity_kg, double initial_kg,
                 double use_kg_s = 0.0) {
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
inline PowderLine plain_line(double rate_kg_s) {
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
inline PowderPlant plant_of(std::uint32_t powders, double rate_kg_s) {
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

inline void find_points(PowderPlant& plant) {
  for (PowderTransfer& transfer : plant.transfers) {
    transfer.point = operating_point(plant, plant.lines[transfer.line],
                                     plant.powders[plant.silos[transfer.from].powder]);
    transfer.oxygen_limit =
        oxygen_limit(plant.parameters, plant.powders[plant.silos[transfer.from].powder]);
    REQUIRE(transfer.point.works());
  }
}

inline void check_balances(const PowderSystem& system, double time_s) {
  for (const PowderBalance& balance : system.balances(time_s)) {
    const double through_kg = balance.initial_kg + balance.delivered_kg + 1.0;
    CHECK(std::abs(balance.missing_kg()) < 1e-9 * through_kg);
  }
}

}  // namespace dimai::models::plants

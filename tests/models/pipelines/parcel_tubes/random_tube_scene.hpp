#pragma once

#include <vector>

#include "sim/random.hpp"
#include "tests/models/pipelines/parcel_tubes/tube_scene.hpp"

namespace dimai::models {

/// Zones with one unit and some stations each, a tree of connectors and some more at random.
struct RandomScene : TubeScene {
  explicit RandomScene(std::uint64_t seed, std::int64_t places) {
    sim::Random random(seed, 0, 1, 0);
    parameters.set_time_s = 2.0;
    parameters.reversal_time_s = 1.0;
    parameters.unload_time_s = 5.0;
    parameters.empties = kEmptyChoices[random.below(3)];
    const std::uint64_t zone_count = 2 + random.below(9);
    std::vector<TubeNodeIndex> units;
    for (std::uint64_t z = 0; z < zone_count; ++z) {
      const TubeNodeIndex unit = add_unit(add_zone().second, 1.0);
      units.push_back(random.below(2) == 0 ? unit : add_unit(unit, 10.0));
      for (std::uint64_t s = 1 + random.below(3); s > 0; --s) {
        const StationIndex station = add_station(unit, 5.0 + 40.0 * random.uniform(), 2);
        network.stations[station].receive_places = static_cast<std::int64_t>(random.below(3));
      }
      if (z > 0) connect(units[random.below(z)], units[z], places, 3.0 * random.uniform());
    }
    for (std::uint64_t extra = random.below(2 * zone_count); extra > 0; --extra) {
      const std::uint64_t a = random.below(zone_count);
      const std::uint64_t b = random.below(zone_count);
      if (a != b) connect(units[a], units[b], places, 5.0);
    }
    parcels.push_back({.name = "urgent", .share = 0.1, .priority = 0});
    parcels[0].share = 0.9;
    demand.sends_a_day = 24.0 * 400.0;  // far more than the zones can take
  }
};

}  // namespace dimai::models

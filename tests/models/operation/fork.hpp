#pragma once

#include <cstdint>

#include "tests/models/operation/service_world.hpp"

namespace dimai::tests {

/// From a over a fork to b, straight (1 km) or round (2 km), with room for every capsule at both. A
/// trip takes 215 s straight, 265 s round: 30 s to load, 20 s to leave, 100 s or 150 s to run at
/// 20 m/s, 40 s to brake, 25 s to unload.
struct Fork {
  ServiceWorld world;
  models::NodeIndex a = world.portal();
  models::NodeIndex b = world.portal();
  models::NodeIndex fork = world.junction();
  models::NodeIndex middle = world.junction();
  models::LinkIndex in = world.link(a, fork);
  models::LinkIndex straight = world.link(fork, b);
  models::LinkIndex around = world.link(fork, middle);
  models::LinkIndex back = world.link(middle, b);

  explicit Fork(std::int64_t fleet) {
    world.classes[0].fleet = fleet;
    for (const models::NodeIndex portal : {a, b}) {
      world.network.nodes[portal].portal.parking = 1000;
      world.network.nodes[portal].portal.departure_berths = 1000;
      world.network.nodes[portal].portal.arrival_berths = 1000;
    }
  }
};

}  // namespace dimai::tests

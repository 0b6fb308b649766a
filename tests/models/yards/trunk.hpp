#pragma once

#include <string>

#include "tests/models/guideway/world.hpp"

namespace dimai::tests {

/// Two portals 1000 m before a yard, a trunk of 2000 m from there to a diverge, and from there
/// 1000 m to each of two portals. See World for lengths and times.
struct Trunk {
  World world;
  models::NodeIndex p = world.portal();
  models::NodeIndex q = world.portal();
  models::NodeIndex yard = world.node(models::NodeKind::yard);
  models::NodeIndex fork = world.junction();
  models::NodeIndex a = world.portal();
  models::NodeIndex b = world.portal();
  models::LinkIndex from_p = world.link(p, yard);
  models::LinkIndex from_q = world.link(q, yard);
  models::LinkIndex trunk = world.link(yard, fork, 2000.0);
  models::LinkIndex to_a = world.link(fork, a);
  models::LinkIndex to_b = world.link(fork, b);

  explicit Trunk(const std::string& policy) {
    world.network.links[trunk].role = models::LinkRole::trunk;
    world.formation.policy = policy;
    world.formation.window_s = 60.0;
    world.formation.latch_time_s = 5.0;
  }
  /// Cuts at the diverge.
  std::uint64_t cuts() const { return world.guideway->observation().junctions[fork].cuts; }
};

}  // namespace dimai::tests

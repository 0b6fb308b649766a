#include <algorithm>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "tests/models/operation/service_world.hpp"

namespace dimai::models {
namespace {

using tests::ServiceWorld;

/// Four portals on a junction; how many capsules stand where is found by asking for them all at
/// once.
struct Cross {
  ServiceWorld world;
  std::vector<NodeIndex> portals;

  explicit Cross(std::int64_t fleet) {
    const NodeIndex middle = world.junction();
    for (int i = 0; i < 4; ++i) {
      portals.push_back(world.portal());
      world.twin(middle, portals.back());
      world.network.nodes[portals.back()].portal.departure_berths = 100;
    }
    world.classes[0].fleet = fleet;
  }
  void want(std::size_t portal, int requests) {
    for (int i = 0; i < requests; ++i)
      world.request(0.0, portals[portal], portals[(portal + 1) % 4]);
  }
  /// Requests of each portal that are loaded at once: as many as capsules stood there.
  std::vector<int> served_at_once() {
    world.build();
    world.run(0.0);
    std::vector<int> count(4, 0);
    for (const Journey& journey : world.service->journeys()) {
      const auto place = std::find(portals.begin(), portals.end(), journey.request.origin);
      if (journey.loading_ns == 0) ++count[static_cast<std::size_t>(place - portals.begin())];
    }
    return count;
  }
};

}  // namespace

TEST_CASE("capsules start where requests arise, in proportion, largest remainders first") {
  // 10 capsules for 8, 6, 3 and 0 of 17 requests: 4.71, 3.53, 1.76, 0 -> 4, 3, 1, 0, and one more
  // for 0.76 and 0.71.
  Cross cross(10);
  // Those asked for first are taken where they stand; later requests draw capsules from elsewhere.
  cross.want(0, 5);
  cross.want(1, 3);
  cross.want(2, 2);
  cross.want(0, 3);
  cross.want(1, 3);
  cross.want(2, 1);
  CHECK(cross.served_at_once() == std::vector<int>{5, 3, 2, 0});
  CHECK(cross.world.capsule_count() == 10);
}

TEST_CASE("no more capsules start at a portal than may park there") {
  // 9 capsules all wanted at the first portal, which takes 4: the others are dealt out to those
  // that have places.
  Cross cross(9);
  cross.world.network.nodes[cross.portals[0]].portal.parking = 4;
  cross.world.network.nodes[cross.portals[1]].portal.parking = 1;
  cross.want(0, 20);
  CHECK(cross.served_at_once() == std::vector<int>{4, 0, 0, 0});
  CHECK(cross.world.capsule_count() == 9);
}

TEST_CASE("without requests capsules are dealt out evenly") {
  Cross cross(6);
  cross.world.build();
  CHECK(cross.world.capsule_count() == 6);
  CHECK(cross.world.service->samples()
            .front()
            .capsules[0][static_cast<std::size_t>(CapsuleActivity::idle)] == 6);
}

TEST_CASE(
    "requests that no way serves draw no capsules, and no capsule starts where it could not get "
    "away") {
  // Nothing leaves the fourth portal, where most requests arise, and the first has two places only.
  Cross cross(10);
  cross.world.network.links[LinkIndex{7}].bore_m = 0.5;
  cross.world.network.nodes[cross.portals[0]].portal.parking = 2;
  cross.want(0, 1);
  cross.want(3, 50);
  for (int i = 0; i < 9; ++i) cross.world.request(1.0, cross.portals[0], cross.portals[1]);
  cross.world.build();
  cross.world.run(2000.0);
  // All ten serve: were one caught in the fourth portal, some other would have to go twice.
  std::vector<int> trips_of(10, 0);
  for (const Journey& journey : cross.world.service->journeys()) {
    if (journey.state == Journey::State::arrived) ++trips_of.at(journey.capsule.value);
  }
  CHECK(trips_of == std::vector<int>(10, 1));
}

TEST_CASE("classes share the parking places") {
  Cross cross(4);
  cross.world.classes.push_back(cross.world.classes[0]);
  for (const NodeIndex portal : cross.portals) cross.world.network.nodes[portal].portal.parking = 2;
  cross.want(0, 20);
  for (int i = 0; i < 20; ++i) cross.world.request(0.0, cross.portals[0], cross.portals[1], 1);
  // Two places at the first portal: both go to the first class.
  CHECK(cross.served_at_once()[0] == 2);
  CHECK(cross.world.capsule_count(0) == 4);
  CHECK(cross.world.capsule_count(1) == 4);
}

}  // namespace dimai::models

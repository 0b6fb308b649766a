#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

#include "models/operation/berths/berth_group.hpp"
#include "models/operation/service.hpp"
#include "tests/models/operation/service_world.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;
using tests::ServiceWorld;
using State = Journey::State;

constexpr std::int64_t kSecond = 1'000'000'000;

/// Two portals joined by a twin tunnel of 1 km: 50 s to run, 20 s and 40 s of ramps; 30 s to load,
/// 25 s to unload. Capsules start at a.
struct Pair {
  ServiceWorld world;
  NodeIndex a = world.portal();
  NodeIndex b = world.portal();
  NodeIndex middle = world.junction();

  explicit Pair(std::int64_t fleet) {
    world.classes[0].fleet = fleet;
    world.twin(a, middle, 500.0);
    world.twin(middle, b, 500.0);
    portal(a).parking = fleet;
    portal(b).parking = 0;
    portal(a).departure_berths = 20;
  }
  Portal& portal(NodeIndex node) { return world.network.nodes[node].portal; }
  void run(double until_s) {
    world.build();
    world.run(until_s);
  }
};

/// A one-way ring of three junctions, 500 m each; portals hang on it, a and b by tunnels of 200 m.
struct Ring {
  ServiceWorld world;
  NodeIndex a = world.portal();
  NodeIndex b = world.portal();
  NodeIndex j0 = world.junction();
  NodeIndex j1 = world.junction();
  NodeIndex j2 = world.junction();

  Ring() {
    world.link(j0, j1, 500.0);
    world.link(j1, j2, 500.0);
    world.link(j2, j0, 500.0);
    world.twin(a, j0, 200.0);
    world.twin(b, j1, 200.0);
  }
};

std::uint32_t in_activity(const ServiceWorld& world, CapsuleActivity activity) {
  return world.service->samples().back().capsules[0][static_cast<std::size_t>(activity)];
}

}  // namespace

TEST_CASE(
    "berths side by side are free again after the swap, and the throat lets in one at a time") {
  BerthGroup berths({false, 8 * kSecond, 0, 2 * kSecond}, 2);
  for (std::uint32_t i = 0; i < 4; ++i) berths.ask(CapsuleIndex{i});
  CHECK(berths.admit(0)->at_ns == 0);
  CHECK(berths.admit(0)->at_ns == 2 * kSecond);
  CHECK_FALSE(berths.admit(0).has_value());
  berths.finish(CapsuleIndex{0});
  CHECK(berths.next_out() == CapsuleIndex{0});
  berths.leave(20 * kSecond);
  CHECK(berths.admit(20 * kSecond)->at_ns == 28 * kSecond);
  CHECK_FALSE(berths.admit(20 * kSecond).has_value());
  berths.leave(30 * kSecond);
  CHECK(berths.admit(60 * kSecond)->at_ns == 60 * kSecond);  // swapped long ago
}

TEST_CASE("in a row nobody overtakes, and the next draw up once all have left") {
  BerthGroup berths({true, 8 * kSecond, 3 * kSecond, 0}, 2);
  for (std::uint32_t i = 0; i < 3; ++i) berths.ask(CapsuleIndex{i});
  CHECK(berths.admit(0)->at_ns == 0);
  CHECK(berths.admit(0)->at_ns == 3 * kSecond);
  berths.finish(CapsuleIndex{1});
  CHECK_FALSE(berths.next_out().has_value());  // the one in front stands
  berths.finish(CapsuleIndex{0});
  CHECK(berths.next_out() == CapsuleIndex{0});
  CHECK(berths.next_out() == CapsuleIndex{1});
  berths.leave(20 * kSecond);
  CHECK_FALSE(berths.admit(20 * kSecond).has_value());
  berths.leave(23 * kSecond);
  CHECK(berths.admit(23 * kSecond)->at_ns == 31 * kSecond);
}

TEST_CASE("capsules unload in a row one behind the other, and the next row waits for the last") {
  Pair pair(4);
  pair.portal(pair.b).berths_in_a_row = true;  // two arrival berths
  pair.world.berths.advance_s = 3.0;
  pair.world.berths.swap_s = 8.0;
  for (int i = 0; i < 4; ++i) pair.world.request(0.0, pair.a, pair.b);
  pair.run(2000.0);
  // At b 140 s, 141.25 s, ...; the second draws up 3 s after the first; the row is left at 168 s.
  CHECK(pair.world.arrival_s(0) == Approx(165.0));
  CHECK(pair.world.arrival_s(1) == Approx(168.0));
  CHECK(pair.world.arrival_s(2) == Approx(201.0));
  CHECK(pair.world.arrival_s(3) == Approx(204.0));
  CHECK(pair.world.service->portal_counts()[pair.b].unloaded == 4);
  CHECK(pair.world.service->portal_counts()[pair.b].most_waiting_to_unload == 2);
}

TEST_CASE("rooms have berths of their own where a portal has some") {
  Pair pair(1);
  CapsuleClass room = pair.world.classes[0];
  room.carries = "room";
  room.unload_time_s = 1000.0;
  pair.world.classes.push_back(room);
  pair.portal(pair.a).parking = 4;
  pair.portal(pair.b).arrival_berths = 1;
  pair.portal(pair.b).room_berths = 1;
  pair.portal(pair.a).room_berths = 1;
  pair.world.request(0.0, pair.a, pair.b, 1);
  pair.world.request(10.0, pair.a, pair.b, 0);
  pair.run(3000.0);
  CHECK(pair.world.arrival_s(1) == Approx(175.0));  // not behind the room
  CHECK(pair.world.arrival_s(0) == Approx(1140.0));
}

TEST_CASE("a capsule whose portal is full circles, and comes in once there is room") {
  Ring ring;
  ServiceWorld& world = ring.world;
  world.classes[0].fleet = 3;
  Portal& b = world.network.nodes[ring.b].portal;
  b.arrival_berths = 1;
  b.holding = 1;
  b.parking = 0;
  world.network.nodes[ring.a].portal.departure_berths = 3;
  world.classes[0].unload_time_s = 100.0;
  world.berths.when_full = "circle";
  for (int i = 0; i < 3; ++i) world.request(0.0, ring.a, ring.b);
  world.build();
  world.run(4000.0);
  // 200 + 500 + 200 m: the first is at b at 30 + 20 + 45 + 40 s. While it is on its way in, nobody
  // else may come: the others circle, 1,500 m or 75 s at a time.
  CHECK(world.arrival_s(0) == Approx(235.0));
  CHECK(world.service->all_served());
  CHECK(world.service->portal_counts()[ring.b].waved_off >= 2);
  CHECK(world.journey(1).distance_m >= 900.0F + 1500.0F);
  CHECK(world.guideway->observation().junctions[ring.b].max_delay_s < 1.0);  // nobody stood there
  CHECK(world.capsule_count() == 3);
}

TEST_CASE("where no way leads round a capsule stands before its full portal") {
  Pair pair(3);
  pair.portal(pair.b).arrival_berths = 1;
  pair.portal(pair.b).holding = 1;
  pair.world.berths.when_full = "circle";
  for (int i = 0; i < 3; ++i) pair.world.request(0.0, pair.a, pair.b);
  pair.run(2000.0);
  CHECK(pair.world.service->portal_counts()[pair.b].waved_off == 0);
  CHECK(pair.world.service->all_served());
}

TEST_CASE("the nearest free parking is found by the way there, not by the way back") {
  // On the ring a capsule that leaves b passes j2 first; from j0 it would have to go round.
  Ring ring;
  ServiceWorld& world = ring.world;
  const NodeIndex c = world.portal();
  world.twin(c, ring.j2, 300.0);
  world.classes[0].fleet = 1;
  world.network.nodes[ring.b].portal.parking = 0;
  world.request(0.0, ring.a, ring.b);
  world.build();
  world.run(600.0);
  CHECK(world.service->work()[0].empty_distance_m == Approx(1000.0));  // b, j1, j2, c
}

TEST_CASE("classes that want the same parking places share them by what they want") {
  Pair pair(6);
  CapsuleClass freight = pair.world.classes[0];
  freight.name = "freight";
  pair.world.classes.push_back(freight);
  pair.portal(pair.a).parking = 8;
  pair.portal(pair.b).parking = 8;
  pair.world.request(0.0, pair.a, pair.b, 0);
  pair.world.request(0.0, pair.a, pair.b, 1);
  pair.run(1.0);
  // Both want 6 places at a, which has 8: 4 each; the others stand at b. Had the first class taken
  // its 6, the second's request would still find one at a, so the fleets are asked one by one.
  CHECK(pair.world.loading_s(0) == Approx(0.0));
  CHECK(pair.world.loading_s(1) == Approx(0.0));
  CHECK(in_activity(pair.world, CapsuleActivity::idle) == 6);
}

TEST_CASE("idle capsules go where a target wants them, and a request finds one there") {
  Pair pair(2);
  pair.portal(pair.b).parking = 2;
  pair.world.empties.policy = "targets";
  pair.world.empties.interval_s = 50.0;
  pair.world.empties.target_rows.push_back({pair.b, 0, 0.0, 86400.0, 1.0});
  pair.world.request(0.5, pair.a, pair.b);  // so that all start at a
  pair.world.request(400.0, pair.b, pair.a);
  pair.world.request(900.0, pair.b, pair.a);
  pair.run(2000.0);
  CHECK(pair.world.journey(1).wait_s == Approx(0.0));
  CHECK(pair.world.journey(2).wait_s == Approx(0.0));
  CHECK(pair.world.service->work()[0].steered_trips >= 1);
  CHECK(pair.world.capsule_count() == 2);
}

TEST_CASE("voting sends idle capsules to where earlier days had requests") {
  Pair pair(2);
  pair.portal(pair.b).parking = 2;
  pair.world.empties.policy = "voting";
  pair.world.empties.interval_s = 50.0;
  pair.world.empties.history_days = 1;
  for (double t = 0.0; t < 2000.0; t += 100.0)
    pair.world.history.push_back({sim::seconds(t), pair.b, pair.a, 0});
  pair.world.request(0.5, pair.a, pair.b);
  pair.world.request(700.0, pair.b, pair.a);
  pair.run(2000.0);
  CHECK(pair.world.journey(1).wait_s == Approx(0.0));
}

TEST_CASE("a capsule with too little charge charges before it sets out") {
  Pair pair(1);
  ServiceWorld& world = pair.world;
  pair.portal(pair.a).chargers = 1;
  pair.portal(pair.b).parking = 1;
  world.request(0.0, pair.a, pair.b);
  world.request(1.0, pair.b, pair.a);
  // Find what a trip takes, then carry little more than it takes there and back.
  {
    ServiceWorld probe;
    const NodeIndex a = probe.portal();
    const NodeIndex b = probe.portal();
    const NodeIndex middle = probe.junction();
    probe.twin(a, middle, 500.0);
    probe.twin(middle, b, 500.0);
    probe.request(0.0, a, b);
    probe.build();
    probe.run(1000.0);
    world.classes[0].battery_j = 3.2 * static_cast<double>(probe.journey(0).energy_j);
  }
  world.classes[0].least_charge = 0.0;
  world.classes[0].recharge_below = 0.0;
  world.classes[0].charging_power_w = 1000.0;
  world.request(2.0, pair.a, pair.b);  // needs there and on to the charger again
  pair.run(50000.0);
  CHECK(world.service->all_served());
  const BatteryTotals& totals = world.service->batteries().totals[0];
  CHECK(totals.waits == 1);
  CHECK(totals.charged_j > 0.0);
  CHECK(totals.ran_flat == 0);
  CHECK(totals.least_share > 0.0);
  CHECK(world.journey(2).wait_s > 400.0F);
  CHECK(world.capsule_count() == 1);
  CHECK(world.service->samples().back().mean_charge[0] > 0.0F);
}

TEST_CASE("a request beyond the range of a full battery is refused, and that is the reason") {
  Pair pair(1);
  pair.portal(pair.a).chargers = 1;
  pair.world.classes[0].battery_j = 1000.0;
  pair.world.request(0.0, pair.a, pair.b);
  pair.run(100.0);
  CHECK(pair.world.journey(0).state == State::refused);
  CHECK(pair.world.journey(0).refusal == Journey::Refusal::out_of_range);
}

TEST_CASE("capsules are in the workshop for the share of time that is stated, and are counted") {
  Pair pair(20);
  ServiceWorld& world = pair.world;
  pair.portal(pair.a).parking = 20;
  pair.portal(pair.b).parking = 20;
  pair.portal(pair.b).workshop = 20;
  world.classes[0].workshop_share = 0.2;
  world.classes[0].workshop_time_s = 1000.0;
  for (double t = 0.0; t < 40000.0; t += 100.0) {
    world.request(t, pair.a, pair.b);
    world.request(t + 50.0, pair.b, pair.a);
  }
  world.build();
  world.run(40000.0);
  double sum = 0.0;
  std::size_t count = 0;
  for (const FleetSample& sample : world.service->samples()) {
    std::uint32_t all = 0;
    for (const std::uint32_t capsules : sample.capsules[0]) all += capsules;
    REQUIRE(all == 20);
    if (sample.time_s < 5000.0) continue;
    sum += sample.capsules[0][static_cast<std::size_t>(CapsuleActivity::in_workshop)];
    ++count;
  }
  // Capsules go when they are idle next, so somewhat less than a fifth of them.
  CHECK(sum / static_cast<double>(count) / 20.0 == Approx(0.18).epsilon(0.15));
  CHECK(world.service->work()[0].workshop_stays > 100);
  CHECK(world.capsule_count() == 20);
}

}  // namespace dimai::models

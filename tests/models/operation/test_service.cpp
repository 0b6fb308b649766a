#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

#include "models/operation/service.hpp"
#include "tests/models/operation/service_world.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;
using tests::ServiceWorld;
using State = Journey::State;

/// Two portals joined by a twin tunnel of 1 km over a junction half way: 50 s to run, 20 s and 40 s
/// of ramps. A trip that nothing hinders takes 30 s to load, 110 s to go and 25 s to unload.
/// Capsules start at a.
struct Pair {
  ServiceWorld world;
  NodeIndex a = world.portal();
  NodeIndex b = world.portal();
  NodeIndex middle = world.junction();

  explicit Pair(std::int64_t fleet = 1) {
    world.classes[0].fleet = fleet;
    world.twin(a, middle, 500.0);
    world.twin(middle, b, 500.0);
  }
  Portal& portal(NodeIndex node) { return world.network.nodes[node].portal; }
  void run(double until_s) {
    world.build();
    world.run(until_s);
  }
};

double empty_km(const ServiceWorld& world) {
  return world.service->work()[0].empty_distance_m / 1000.0;
}

std::uint32_t idle(const ServiceWorld& world) {
  return world.service->samples().back().capsules[0]
                                                 [static_cast<std::size_t>(CapsuleActivity::idle)];
}

double sum_of_parts(const Journey& journey) {
  return static_cast<double>(journey.wait_s) + static_cast<double>(journey.handling_s) +
         static_cast<double>(journey.access_s) + static_cast<double>(journey.line_s) +
         static_cast<double>(journey.junction_s) + static_cast<double>(journey.egress_s);
}

}  // namespace

TEST_CASE("the parts of a trip over local and trunk links are as worked out by hand") {
  ServiceWorld world;
  const NodeIndex a = world.portal();
  const NodeIndex b = world.portal();
  const NodeIndex in = world.junction();
  const NodeIndex out = world.junction();
  world.link(a, in, 1000.0);
  world.network.links[world.link(in, out, 2000.0)].role = LinkRole::trunk;
  world.link(out, b, 500.0);
  world.request(10.0, a, b);
  world.build();
  world.run(1000.0);
  const Journey& journey = world.journey(0);
  CHECK(journey.state == State::arrived);
  CHECK(world.loading_s(0) == Approx(10.0));
  CHECK(world.departure_s(0) == Approx(60.0));  // 30 s to load, 20 s of ramp
  CHECK(world.arrival_s(0) ==
        Approx(300.0));  // 50 + 100 + 25 s to run, 40 s of ramp, 25 s to unload
  CHECK(journey.wait_s == Approx(0.0));
  CHECK(journey.handling_s == Approx(55.0));
  CHECK(journey.access_s == Approx(70.0));  // 50 s and the ramp
  CHECK(journey.line_s == Approx(100.0));
  CHECK(journey.egress_s == Approx(65.0));  // 25 s and the ramp
  CHECK(journey.junction_s == Approx(0.0).epsilon(1e-6));
  CHECK(journey.distance_m == Approx(3500.0));
  CHECK(journey.energy_j > 0.0F);
  CHECK(world.service->work()[0].loaded_distance_m == Approx(3500.0));
  CHECK(world.service->work()[0].loaded_j == Approx(journey.energy_j));
  CHECK(world.service->all_served());
  CHECK(world.service->untimely_journeys() == 0);
}

TEST_CASE("on a way without a trunk all running is access and the arrival ramp is egress") {
  Pair pair;
  pair.world.request(0.0, pair.a, pair.b);
  pair.run(1000.0);
  CHECK(pair.world.journey(0).access_s == Approx(70.0));
  CHECK(pair.world.journey(0).line_s == Approx(0.0));
  CHECK(pair.world.journey(0).egress_s == Approx(40.0));
  CHECK(pair.world.arrival_s(0) == Approx(165.0));
}

TEST_CASE(
    "more capsules than departure berths load one after another, in the order of their requests") {
  Pair pair(3);
  pair.portal(pair.a).departure_berths = 1;
  for (int i = 0; i < 3; ++i) pair.world.request(0.1 * i, pair.a, pair.b);
  pair.run(2000.0);
  // A berth is taken from the start of loading until the capsule has gone up the ramp: 50 s.
  CHECK(pair.world.loading_s(0) == Approx(0.0));
  CHECK(pair.world.loading_s(1) == Approx(50.0));
  CHECK(pair.world.loading_s(2) == Approx(100.0));
  CHECK(pair.world.journey(2).wait_s == Approx(99.8));
  CHECK(pair.world.arrival_s(2) == Approx(265.0));
}

TEST_CASE("more capsules than arrival berths unload one after another and wait as junction time") {
  Pair pair(3);
  pair.portal(pair.a).departure_berths = 3;
  pair.portal(pair.b).arrival_berths = 1;
  for (int i = 0; i < 3; ++i) pair.world.request(0.0, pair.a, pair.b);
  pair.run(2000.0);
  // They leave 1.25 s after one another; the first stands in its berth at 140 s.
  for (std::uint32_t i = 0; i < 3; ++i) {
    CHECK(pair.world.departure_s(i) == Approx(50.0 + 1.25 * i));
    CHECK(pair.world.arrival_s(i) == Approx(165.0 + 25.0 * i));
    CHECK(pair.world.journey(i).junction_s == Approx(25.0 * i));
    CHECK(sum_of_parts(pair.world.journey(i)) == Approx(165.0 + 25.0 * i));
  }
}

TEST_CASE("a capsule that finds no parking place goes to the nearest portal that has one") {
  Pair pair(2);
  pair.portal(pair.a).parking = 2;
  pair.portal(pair.b).parking = 1;
  pair.world.request(0.0, pair.a, pair.b);
  pair.world.request(0.0, pair.a, pair.b);
  pair.world.request(1000.0, pair.a, pair.b);  // served at once by the one that went back
  pair.run(900.0);
  CHECK(empty_km(pair.world) == Approx(1.0));
  CHECK(idle(pair.world) == 2);
  CHECK(pair.world.service->work()[0].unparked == 0);
  pair.world.run(3000.0);
  CHECK(pair.world.loading_s(2) == Approx(1000.0));
  CHECK(empty_km(pair.world) == Approx(2.0));  // b's place is taken: back it goes
  CHECK(pair.world.capsule_count() == 2);
}

TEST_CASE("a capsule that finds no parking place anywhere stays, and that is told") {
  Pair pair(1);
  pair.portal(pair.b).parking = 0;
  pair.world.request(0.0, pair.a, pair.b);
  pair.world.closures.push_back({LinkIndex{1}, 0.0, 1e6});  // no way back to a
  pair.world.request(500.0, pair.b, pair.a);                // refused
  pair.run(2000.0);
  CHECK(pair.world.service->work()[0].unparked == 1);
  CHECK(pair.world.journey(1).state == State::refused);
  CHECK(idle(pair.world) == 1);
  CHECK(pair.world.capsule_count() == 1);
}

TEST_CASE("a full portal holds trains on the tube, and they come in as room is made") {
  Pair pair(4);
  pair.portal(pair.a).departure_berths = 4;
  pair.portal(pair.b).arrival_berths = 1;
  pair.portal(pair.b).holding = 1;
  for (int i = 0; i < 4; ++i) pair.world.request(0.0, pair.a, pair.b);
  pair.run(3000.0);
  // The first leaves the tube at 100 s and stands in the berth at 140 s, which frees the one
  // holding place: the second leaves the tube then, is ready at 180 s, when the berth is free (165
  // s); so each follows 40 s behind the last.
  for (std::uint32_t i = 0; i < 4; ++i) CHECK(pair.world.arrival_s(i) == Approx(165.0 + 40.0 * i));
  // At the end of the tube they lost 40 s, 80 s and 120 s, less what they lost on entering.
  CHECK(pair.world.guideway->observation().junctions[pair.b].delay_s ==
        Approx(240.0 - 1.25 * (1 + 2 + 3)));
  CHECK(pair.world.service->untimely_journeys() == 0);
  CHECK(pair.world.service->all_served());
}

TEST_CASE("a request elsewhere brings a capsule empty, which needs no berth") {
  Pair pair(1);
  pair.portal(pair.b).parking = 0;  // starts at a
  pair.portal(pair.b).departure_berths = 1;
  pair.world.request(5.0, pair.b, pair.a);
  pair.run(2000.0);
  CHECK(pair.world.loading_s(0) == Approx(115.0));  // 20 s, 50 s and 40 s after the request
  CHECK(pair.world.journey(0).wait_s == Approx(110.0));
  CHECK(pair.world.arrival_s(0) == Approx(280.0));
  CHECK(empty_km(pair.world) == Approx(1.0));
  CHECK(pair.world.service->work()[0].empty_j < pair.world.service->work()[0].loaded_j);
}

TEST_CASE("one capsule serves its requests in turn, those that it was given while busy included") {
  Pair pair(1);
  pair.portal(pair.b).parking = 0;  // starts at a
  pair.world.request(0.0, pair.a, pair.b);
  pair.world.request(1.0, pair.b, pair.a);
  pair.world.request(2.0, pair.b, pair.a);
  pair.run(3000.0);
  CHECK(pair.world.arrival_s(0) == Approx(165.0));
  CHECK(pair.world.loading_s(1) == Approx(165.0));
  CHECK(pair.world.arrival_s(1) == Approx(330.0));
  CHECK(pair.world.loading_s(2) == Approx(440.0));  // 110 s empty from a to b
  CHECK(pair.world.arrival_s(2) == Approx(605.0));
  CHECK(pair.world.service->all_served());
}

TEST_CASE("a request that no way serves is refused and told as finished at once") {
  ServiceWorld world;
  const NodeIndex a = world.portal();
  const NodeIndex b = world.portal();
  world.link(a, b);
  world.request(3.0, b, a);
  world.request(3.0, a, b);
  world.build();
  world.run(3.0);
  const auto finished = world.service->take_finished();
  REQUIRE(finished.size() == 1);
  CHECK(finished[0] == JourneyIndex{0});
  CHECK(world.journey(0).state == State::refused);
  CHECK(world.service->take_finished().empty());
}

TEST_CASE("a request that no capsule can reach waits, and is served once one can") {
  Pair pair(1);
  pair.portal(pair.b).parking = 0;
  pair.world.closures.push_back({LinkIndex{0}, 0.0, 450.0});  // a cannot be left
  pair.world.request(10.0, pair.b, pair.a);
  pair.run(440.0);
  CHECK(pair.world.journey(0).state == State::waiting);
  CHECK(pair.world.service->samples().back().waiting_requests[0] == 1);
  pair.world.run(2000.0);
  CHECK(pair.world.journey(0).state == State::arrived);
  CHECK(pair.world.loading_s(0) == Approx(560.0));  // set out at 450 s
}

TEST_CASE(
    "a request whose way closes while it waits for a capsule does not upset who is free when") {
  Pair pair(1);
  pair.portal(pair.b).parking = 0;
  pair.world.closures.push_back({LinkIndex{0}, 0.0, 450.0});   // a cannot be left
  pair.world.closures.push_back({LinkIndex{1}, 20.0, 850.0});  // nor reached
  pair.world.request(10.0, pair.b, pair.a);
  pair.run(3000.0);
  CHECK(pair.world.loading_s(0) == Approx(960.0));  // set out at 850 s
  CHECK(pair.world.journey(0).state == State::arrived);
}

TEST_CASE("a capsule that is held up is not given all that arises where it is going") {
  // A slow freight capsule takes b's only arrival berth from 140 s to 5140 s. The first cabin,
  // expected at b by 175 s, waits for it. At 1000 s it is 825 s late, so expected at 1825 s; at
  // 2000 s, at 2175 s. The second cabin comes from a in 110 s each time.
  Pair pair(2);
  ServiceWorld& world = pair.world;
  CapsuleClass freight = world.classes[0];
  freight.name = "freight";
  freight.fleet = 1;
  freight.unload_time_s = 5000.0;
  world.classes.push_back(freight);
  pair.portal(pair.b).arrival_berths = 1;
  pair.portal(pair.b).parking = 0;
  world.request(0.0, pair.a, pair.b, 1);
  world.request(10.0, pair.a, pair.b);
  for (const double time_s : {1000.0, 1300.0, 2000.0}) world.request(time_s, pair.b, pair.a);
  pair.run(9000.0);
  CHECK(world.arrival_s(1) == Approx(5165.0));
  for (std::uint32_t i = 2; i < 5; ++i) CHECK(world.journey(i).wait_s == Approx(110.0));
  CHECK(world.service->all_served());
}

TEST_CASE("a capsule that was late is expected later at all that it was given to do") {
  // As above, but the berth is free at 640 s, so the first cabin is done at 665 s and not at 175 s.
  // It was given the request from b at 70 s; that of 700 s is for the second cabin, for the first
  // will be at a only by 830 s and back at b by 940 s.
  Pair pair(2);
  ServiceWorld& world = pair.world;
  CapsuleClass freight = world.classes[0];
  freight.name = "freight";
  freight.fleet = 1;
  freight.unload_time_s = 500.0;
  world.classes.push_back(freight);
  pair.portal(pair.b).arrival_berths = 1;
  pair.portal(pair.b).parking = 0;
  world.request(0.0, pair.a, pair.b, 1);
  world.request(10.0, pair.a, pair.b);
  world.request(70.0, pair.b, pair.a);  // by 175 s, sooner than the second cabin by 180 s
  world.request(700.0, pair.b, pair.a);
  pair.run(9000.0);
  CHECK(world.journey(2).capsule == world.journey(1).capsule);
  CHECK(world.loading_s(2) == Approx(665.0));
  CHECK(world.journey(3).wait_s == Approx(110.0));
}

TEST_CASE("samples count each capsule in one activity and each waiting request") {
  Pair pair(3);
  pair.portal(pair.a).departure_berths = 1;
  for (int i = 0; i < 5; ++i) pair.world.request(70.0, pair.a, pair.b);
  pair.run(3000.0);
  CHECK(pair.world.service->samples().size() > 5);
  for (const FleetSample& sample : pair.world.service->samples()) {
    std::uint32_t sum = 0;
    for (const std::uint32_t capsules : sample.capsules[0]) sum += capsules;
    CHECK(sum == 3);
  }
  const FleetSample& early =
      pair.world.service->samples()[1];  // at 100 s: one loads, two before the berth
  CHECK(early.time_s == Approx(100.0));
  CHECK(early.capsules[0][static_cast<std::size_t>(CapsuleActivity::loading)] == 3);
  CHECK(early.waiting_requests[0] == 4);
  CHECK(pair.world.service->samples().back().waiting_requests[0] == 0);
}

TEST_CASE("capsules of one class do not serve requests of another") {
  Pair pair(1);
  CapsuleClass freight = pair.world.classes[0];
  freight.name = "freight";
  freight.load_time_s = 100.0;
  pair.world.classes.push_back(freight);
  pair.world.request(0.0, pair.a, pair.b, 1);
  pair.world.request(0.0, pair.a, pair.b, 1);
  pair.world.request(0.0, pair.a, pair.b, 0);
  pair.run(3000.0);
  CHECK(pair.world.arrival_s(2) == Approx(165.0));
  CHECK(pair.world.arrival_s(0) == Approx(235.0));
  CHECK(pair.world.loading_s(1) == Approx(345.0));  // the one freight capsule comes back empty
  CHECK(pair.world.capsule_count(0) == 1);
  CHECK(pair.world.capsule_count(1) == 1);
}

}  // namespace dimai::models

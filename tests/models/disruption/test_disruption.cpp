#include <cmath>

#include <doctest/doctest.h>

#include "models/disruption/broken_ways.hpp"
#include "tests/models/operation/fork.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;

/// A fork whose links fail; four capsules.
struct Breaking : tests::Fork {
  DisruptionPlan plan;
  std::unique_ptr<BrokenWays> ways;
  std::unique_ptr<Disruption> disruption;

  Breaking() : Fork(4) {
    plan.repair.moderate_time_s = 300.0;
    plan.repair.dispersion = 0.0;
    plan.base = a;
    plan.parameters.evacuation_after_s = 100.0;
  }
  void fail(LinkIndex link, double from_s, double until_s, double at = 0.5) {
    plan.failures.push_back(link_failure(world.network, link, at));
    plan.failures.back().from_s = from_s;
    plan.failures.back().until_s = until_s;
  }
  void run(double until_s = 5000.0) {
    world.build();
    WaysSetup setup;
    setup.plan = &plan;
    setup.network = &world.network;
    setup.router = world.router.get();
    setup.route_keeper = world.route_keeper.get();
    setup.guideways = {world.guideway.get()};
    setup.service = world.service.get();
    setup.classes = world.classes;
    const std::vector<std::uint32_t> profiles(world.classes.size(), 0);
    setup.pairs = pair_demand(world.requests, profiles);
    ways = std::make_unique<BrokenWays>(std::move(setup));
    const Node& base = world.network.nodes[plan.base];
    DisruptionSetup all;
    all.plan = &plan;
    all.failures = plan.failures;
    all.effect = ways.get();
    all.base = {base.longitude_deg, base.latitude_deg};
    disruption = std::make_unique<Disruption>(std::move(all));
    disruption->start(world.simulation);
    world.run(until_s);
  }
  double trip_s(std::uint32_t request) const {
    return world.arrival_s(request) - sim::to_seconds(world.journey(request).request.time);
  }
};

}  // namespace

TEST_CASE("a capsule on a link that breaks stands until it is mended, its people leave on foot") {
  Breaking fork;
  fork.world.request(0.0, fork.a, fork.b);  // on the link from 100 s to 150 s
  fork.fail(fork.straight, 110.0, 1000.0);
  fork.run();
  // Free again at 1000 s, 500 m = 25 s from the end; then 40 s and 25 s.
  CHECK(fork.trip_s(0) == Approx(1090.0));
  REQUIRE(fork.ways->caught().size() == 1);
  const Caught& caught = fork.ways->caught().front();
  CHECK(caught.caught_s == 110.0);
  CHECK(caught.at_m == 500.0);
  CHECK(caught.released_s == 1000.0);
  CHECK(caught.evacuated_s == 210.0);
  CHECK(caught.safe_s == Approx(210.0 + 250.0));  // shafts at 0 m, 750 m, the end at 1000 m
  CHECK(fork.ways->evacuated() == 1);
  CHECK(fork.world.capsule_count() == 4);
}

TEST_CASE("a held capsule whose way is still shut when its link is mended holds nobody up") {
  Breaking fork;
  const NodeIndex c = fork.world.portal();
  fork.world.link(fork.fork, c);
  fork.world.link(c, fork.fork);
  fork.world.request(0.0, fork.a, fork.b);  // on the first link from 50 s to 100 s
  fork.world.request(400.0, fork.a, c);
  fork.fail(fork.in, 80.0, 300.0);
  fork.fail(fork.straight, 80.0, 3000.0);
  fork.fail(fork.around, 80.0, 3000.0);
  fork.run(8000.0);
  // The first comes to the break at 75 s, is past it and runs on.
  CHECK(fork.ways->caught().empty());
  CHECK(fork.trip_s(1) == Approx(215.0));

  Breaking held;
  const NodeIndex d = held.world.portal();
  held.world.link(held.fork, d);
  held.world.link(d, held.fork);
  held.world.request(0.0, held.a, held.b);
  held.world.request(400.0, held.a, d);
  held.fail(held.in, 60.0, 300.0);
  held.fail(held.straight, 60.0, 3000.0);
  held.fail(held.around, 60.0, 3000.0);
  held.run(8000.0);
  // The first stands until 300 s and finds refuge at d; the second passes as if it were alone, and
  // the first goes on to b when a way opens.
  CHECK(held.ways->caught().size() == 1);
  CHECK(held.trip_s(1) == Approx(215.0));
  CHECK(held.world.arrival_s(0) > 3000.0);
  CHECK(held.world.arrival_s(0) < 3400.0);
  CHECK(held.world.capsule_count() == 4);
}

TEST_CASE("who finds no refuge when released is sent to one as soon as there is one") {
  Breaking fork;
  const NodeIndex c = fork.world.portal();
  const LinkIndex to_c = fork.world.link(fork.fork, c);
  fork.world.link(c, fork.fork);
  fork.world.request(0.0, fork.a, fork.b);
  fork.world.request(700.0, fork.a, c);
  fork.fail(fork.in, 60.0, 300.0);
  fork.fail(to_c, 60.0, 600.0);
  fork.fail(fork.straight, 60.0, 3000.0);
  fork.fail(fork.around, 60.0, 3000.0);
  fork.run(8000.0);
  // Mended at 300 s, the first has neither way nor refuge; at 600 s it goes to c, out of the way.
  CHECK(fork.trip_s(1) == Approx(215.0));
  CHECK(fork.world.arrival_s(0) > 3000.0);
  CHECK(fork.world.arrival_s(0) < 3400.0);
}

/// To b at 0 s, while both ways there are shut by plan from 80 s on, and to c at 400 s.
static void shut_by_plan(tests::Fork& fork) {
  const NodeIndex c = fork.world.portal();
  fork.world.link(fork.fork, c);
  fork.world.link(c, fork.fork);
  fork.world.request(0.0, fork.a, fork.b);  // on the first link from 50 s to 100 s
  fork.world.request(400.0, fork.a, c);
  fork.world.closures = {{fork.straight, 80.0, 3000.0}, {fork.around, 80.0, 3000.0}};
}

TEST_CASE("who has no way left for a planned closure seeks refuge at once where things may fail") {
  Breaking fork;
  shut_by_plan(fork);
  fork.run(8000.0);
  // The first finds refuge at c; the second passes as if it were alone.
  CHECK(fork.trip_s(1) == Approx(215.0));
  CHECK(fork.world.arrival_s(0) > 3000.0);
  CHECK(fork.world.arrival_s(0) < 3400.0);
  CHECK(fork.ways->changes().back().closed_links == 0);
  std::uint64_t stranded = 0;
  for (const WayChange& change : fork.ways->changes()) stranded += change.stranded;
  CHECK(stranded == 1);
  CHECK(fork.world.capsule_count() == 4);

  tests::Fork plain(4);
  shut_by_plan(plain);
  plain.world.build();
  plain.world.run(8000.0);
  CHECK(plain.world.arrival_s(1) > 3000.0);  // behind the first, which stands before the fork
}

TEST_CASE("those before a broken link go round, and are counted") {
  Breaking fork;
  fork.world.request(0.0, fork.a, fork.b);
  fork.fail(fork.straight, 80.0, 1000.0);  // it is 600 m on the first link
  fork.run();
  CHECK(fork.trip_s(0) == Approx(265.0));
  CHECK(fork.ways->changes()[1].rerouted == 1);
  CHECK(fork.ways->changes()[1].stranded == 0);
  CHECK(fork.ways->changes()[1].connected_share == 1.0);
  CHECK(fork.ways->caught().empty());
}

TEST_CASE("a failed junction shuts its links and holds who is on the way to it") {
  Breaking fork;
  fork.world.request(0.0, fork.a, fork.b);
  fork.plan.failures.push_back(node_failure(fork.world.network, fork.fork));
  fork.plan.failures.back().from_s = 80.0;
  fork.plan.failures.back().until_s = 600.0;
  fork.run();
  CHECK(fork.disruption->damages()[0].caught_capsules == 1);
  CHECK(fork.ways->changes()[1].closed_links == 3);
  CHECK(fork.ways->changes()[1].connected_share == 0.0);
  CHECK(fork.ways->changes()[2].connected_share == 1.0);
  // It stands before the fork from 100 s to 600 s: 500 s late.
  CHECK(fork.trip_s(0) == Approx(715.0));
}

TEST_CASE("a failure without an end waits for a crew, which comes from its base") {
  Breaking fork;
  fork.world.request(0.0, fork.a, fork.b);
  fork.fail(fork.straight, 110.0, Failure::kUntilRepaired);
  fork.plan.repair.crews = 1;
  fork.run();
  const Damage& damage = fork.disruption->damages()[0];
  CHECK(damage.crew == 0);
  CHECK(damage.crew_sent_s == 110.0);
  CHECK(damage.mended_s == Approx(damage.crew_there_s + 300.0));
  CHECK(fork.trip_s(0) == Approx(damage.mended_s + 25.0 + 40.0 + 25.0));
}

TEST_CASE("without crews nothing is mended, and no capsule is lost") {
  Breaking fork;
  fork.world.request(0.0, fork.a, fork.b);
  fork.fail(fork.straight, 110.0, Failure::kUntilRepaired);
  fork.plan.repair.crews = 0;
  fork.run();
  CHECK(std::isnan(fork.disruption->damages()[0].mended_s));
  CHECK(std::isnan(fork.ways->caught().front().released_s));
  CHECK(fork.world.journey(0).state == Journey::State::under_way);
  CHECK(fork.world.capsule_count() == 4);
}

TEST_CASE("overlapping failures of a link end when both have ended") {
  Breaking fork;
  for (const double time_s : {0.0, 650.0, 1250.0}) fork.world.request(time_s, fork.a, fork.b);
  fork.fail(fork.straight, 500.0, 1000.0);
  fork.fail(fork.straight, 700.0, 1200.0);
  fork.run();
  CHECK(fork.trip_s(0) == Approx(215.0));
  CHECK(fork.trip_s(1) == Approx(265.0));
  CHECK(fork.trip_s(2) == Approx(215.0));
}

TEST_CASE("who is held by two failures is free, and may be walked out of, until both have ended") {
  Breaking fork;
  fork.world.request(0.0, fork.a, fork.b);  // on the link from 100 s to 150 s
  fork.fail(fork.straight, 110.0, 200.0);
  fork.fail(fork.straight, 150.0, 1000.0);
  fork.run();
  CHECK(fork.trip_s(0) == Approx(1090.0));
  REQUIRE(fork.ways->caught().size() == 1);
  const Caught& caught = fork.ways->caught().front();
  CHECK(caught.released_s == 1000.0);
  CHECK(caught.evacuated_s == 210.0);  // 100 s after it was caught
}

TEST_CASE("a repair of a thousand years is never done, and breaks no clock") {
  Breaking fork;
  fork.world.request(0.0, fork.a, fork.b);
  fork.plan.repair.moderate_time_s = 3650.0 * 86400.0;
  fork.fail(fork.straight, 110.0, Failure::kUntilRepaired);
  fork.plan.failures.back().moderate_places = 100;
  fork.run();
  CHECK(std::isnan(fork.disruption->damages()[0].mended_s));
  CHECK(!std::isnan(fork.disruption->damages()[0].crew_sent_s));
  CHECK(fork.world.capsule_count() == 4);
}

}  // namespace dimai::models

#include <cmath>

#include <doctest/doctest.h>

#include "tests/models/guideway/world.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;
using tests::World;

/// From start over a fork to end, 1 km each at 20 m/s: 50 s and 50 s.
struct Line {
  World world;
  NodeIndex start = world.portal();
  NodeIndex fork = world.junction();
  NodeIndex end = world.portal();
  LinkIndex first = world.link(start, fork);
  LinkIndex second = world.link(fork, end);

  std::size_t break_at(double time_s, double share, std::uint32_t tube = 0) {
    world.run(time_s);
    return world.guideway->break_tube(second, tube, share).size();
  }
  void mend_at(double time_s, std::uint32_t tube = 0) {
    world.run(time_s);
    world.guideway->mend_tube(second, tube);
  }
};

}  // namespace

TEST_CASE("trains before a break stand until it is mended, and those behind them a headway more") {
  Line line;
  line.world.build();
  for (const double ready_s : {0.0, 5.0, 20.0}) line.world.send(line.start, line.end, ready_s);
  // At 60 s their fronts are 200 m and 100 m on the second link, the third's is on the first.
  CHECK(line.break_at(60.0, 0.5) == 2);
  line.world.run(299.0);
  CHECK(line.world.arrivals.empty());
  CHECK(line.world.capsules_on_guideway() == 3);
  line.mend_at(300.0);
  line.world.run();
  CHECK(line.world.arrival_s(0) == Approx(325.0));   // 500 m from the break
  CHECK(line.world.arrival_s(1) == Approx(326.25));  // 5 m and 1 s behind
  CHECK(line.world.arrival_s(2) == Approx(350.0));   // let in at 300 s
}

TEST_CASE("a train that has passed the break runs on, one behind it does not") {
  Line line;
  line.world.build();
  for (const double ready_s : {0.0, 20.0}) line.world.send(line.start, line.end, ready_s);
  CHECK(line.break_at(80.0, 0.5) == 1);  // 600 m and 200 m on
  line.world.run(200.0);
  CHECK(line.world.arrival_s(0) == Approx(100.0));
  line.mend_at(200.0);
  line.world.run();
  CHECK(line.world.arrival_s(1) == Approx(225.0));
}

TEST_CASE("a break at the end holds until the very moment of mending") {
  Line line;
  line.world.build();
  line.world.send(line.start, line.end, 0.0);
  CHECK(line.break_at(99.0, 1.0) == 1);
  line.mend_at(150.0);
  line.world.run();
  CHECK(line.world.arrival_s(0) == Approx(150.0));
}

TEST_CASE("a tube mended before its train comes to the break delays it by no more than the way") {
  Line line;
  line.world.build();
  line.world.send(line.start, line.end, 0.0);
  CHECK(line.break_at(51.0, 0.5) == 1);  // 20 m on
  line.mend_at(60.0);                    // it is 200 m on
  line.world.run();
  CHECK(line.world.arrival_s(0) == Approx(100.0));
}

TEST_CASE("a tube that broke twice is mended twice, and holds whom either break holds") {
  Line line;
  line.world.build();
  for (const double ready_s : {0.0, 20.0}) line.world.send(line.start, line.end, ready_s);
  CHECK(line.break_at(80.0, 0.5) == 1);  // 600 m and 200 m on: the second
  CHECK(line.break_at(85.0, 0.9) == 2);  // 700 m and 300 m: both
  line.mend_at(200.0);
  line.world.run(400.0);
  CHECK(line.world.arrivals.empty());
  line.mend_at(400.0);
  line.world.run();
  // The way out is the longer one, 500 m: a little late for the first, which stood farther on.
  CHECK(line.world.arrival_s(0) == Approx(425.0));
  CHECK(line.world.arrival_s(1) == Approx(426.25));
}

TEST_CASE("of two tubes the whole one takes all") {
  Line line;
  line.world.network.links[line.second].tubes = 2;
  line.world.build();
  CHECK(line.break_at(10.0, 0.5) == 0);
  for (const double ready_s : {10.0, 11.0, 12.0, 13.0})
    line.world.send(line.start, line.end, ready_s);
  line.world.run();
  for (std::uint32_t i = 0; i < 4; ++i) CHECK(line.world.arrival_s(i) < 116.0);
  CHECK(line.world.entries_s(line.second).size() == 4);
}

TEST_CASE("trains that stand before a broken link go round once the router knows") {
  Line line;
  const NodeIndex middle = line.world.junction();
  line.world.link(line.fork, middle);
  line.world.link(middle, line.end);
  line.world.build();
  for (const double ready_s : {0.0, 30.0}) line.world.send(line.start, line.end, ready_s);
  CHECK(line.break_at(60.0, 0.5) == 1);
  line.world.router->set_closed(line.second, true);
  line.world.guideway->set_closed(line.second, true);
  line.mend_at(500.0);
  line.world.router->set_closed(line.second, false);
  line.world.guideway->set_closed(line.second, false);
  line.world.run();
  CHECK(line.world.arrival_s(1) == Approx(180.0));  // at the fork at 80 s, then 2 km
  CHECK(line.world.arrival_s(0) == Approx(525.0));
}

TEST_CASE("a tube that is mended opens only with its link, whatever the router knows of it") {
  Line line;
  line.world.build();
  const auto closed = [&] { return line.world.guideway->lanes()[LaneIndex{1}].closed; };
  line.break_at(10.0, 0.5);
  line.world.guideway->set_closed(line.second, true);  // the router has not heard of it
  line.mend_at(20.0);
  CHECK(closed());
  line.world.guideway->set_closed(line.second, false);
  CHECK(!closed());
  line.world.router->set_closed(line.second, true);  // and now of the opening
  line.break_at(30.0, 0.5);
  line.mend_at(40.0);
  CHECK(!closed());
}

}  // namespace dimai::models

#include <vector>

#include <doctest/doctest.h>

#include "models/operation/empties/supply.hpp"
#include "tests/models/operation/empty_dispatch.hpp"

namespace dimai::models {
namespace {

using tests::EmptyDispatch;
using tests::ring_times;

/// Two classes and three portals between which times differ by direction.
struct Supplied {
  Supply supply{2, 3};
  tests::MatrixTimes times{{{0, 50, 10}, {10, 0, 20}, {30, 40, 0}}};
};

}  // namespace

TEST_CASE("nobody comes if no capsule of the class was offered") {
  Supplied on;
  on.supply.offer(CapsuleIndex{0}, 1, 0, 0);
  CHECK_FALSE(on.supply.soonest(0, 0, 0, on.times).has_value());
}

TEST_CASE("a capsule withdrawn is not chosen, and a second withdrawal does no harm") {
  Supplied on;
  on.supply.offer(CapsuleIndex{0}, 0, 0, 0);
  on.supply.withdraw(CapsuleIndex{0});
  on.supply.withdraw(CapsuleIndex{0});
  on.supply.withdraw(CapsuleIndex{7});
  CHECK_FALSE(on.supply.soonest(0, 0, 0, on.times).has_value());
}

TEST_CASE("a new offer replaces the old one") {
  Supplied on;
  on.supply.offer(CapsuleIndex{0}, 0, 0, 0);
  on.supply.offer(CapsuleIndex{0}, 0, 1, 5);
  const auto choice = on.supply.soonest(0, 0, 0, on.times);
  REQUIRE(choice.has_value());
  CHECK(choice->pickup_ns == 15);  // free at 5 in portal 1, 10 to portal 0
}

TEST_CASE("a busy capsule near by is chosen before an idle one far away if it comes sooner") {
  Supplied on;
  on.supply.offer(CapsuleIndex{0}, 0, 0, 9);  // at 9
  on.supply.offer(CapsuleIndex{1}, 0, 1, 0);  // at 0 + 10
  CHECK(on.supply.soonest(0, 0, 0, on.times)->capsule == CapsuleIndex{0});
  on.supply.offer(CapsuleIndex{0}, 0, 0, 11);  // at 11
  CHECK(on.supply.soonest(0, 0, 0, on.times)->capsule == CapsuleIndex{1});
}

TEST_CASE(
    "of equal capsules the nearer comes, then the one free for longest, then the lower number") {
  Supplied on;
  on.supply.offer(CapsuleIndex{0}, 0, 1, 0);   // 10 away
  on.supply.offer(CapsuleIndex{3}, 0, 0, 10);  // here at 10
  CHECK(on.supply.soonest(0, 0, 0, on.times)->capsule == CapsuleIndex{3});
  on.supply.offer(CapsuleIndex{2}, 0, 0, 10);
  CHECK(on.supply.soonest(0, 0, 20, on.times)->capsule == CapsuleIndex{2});
  on.supply.offer(CapsuleIndex{4}, 0, 0, 1);
  CHECK(on.supply.soonest(0, 0, 20, on.times)->capsule == CapsuleIndex{4});
}

// Expected waits, worked out by hand: a capsule is busy from pickup for the travel time of the trip
// only. They are those of Bell and Wong's rule in the tests of the open simulator si_taxi
// (Lees-Miller), which has the same cases.

TEST_CASE("one capsule on a ring of two serves in turn and runs empty between") {
  EmptyDispatch dispatch(ring_times({10, 20}), {1});
  CHECK(dispatch.wait(0, 1, 0) == 20);  // 1 -> 0 empty; at 1 again at 30
  CHECK(dispatch.wait(0, 1, 1) == 49);  // 30 + 20 - 1; at 1 again at 60
  CHECK(dispatch.wait(0, 1, 2) == 78);  // 60 + 20 - 2; at 1 again at 90
  CHECK(dispatch.empty_trips() == 3);
  CHECK(dispatch.free_time(0) == 90);
  CHECK(dispatch.place(0) == 1);
}

TEST_CASE("two capsules on a ring of two take the trips that end where they are wanted") {
  EmptyDispatch dispatch(ring_times({10, 20}), {0, 1});
  CHECK(dispatch.wait(0, 1, 0) == 0);
  CHECK(dispatch.wait(1, 0, 0) == 0);
  CHECK(dispatch.wait(0, 1, 1) == 19);  // free in 0 at 20, not from 1 at 10 + 20
  CHECK(dispatch.wait(1, 0, 1) == 9);   // free in 1 at 10
  CHECK(dispatch.empty_trips() == 0);
}

TEST_CASE("two capsules on a ring of three") {
  EmptyDispatch dispatch(ring_times({10, 20, 30}), {0, 1});
  CHECK(dispatch.wait(2, 0, 0) == 20);   // from 1; in 0 at 50
  CHECK(dispatch.wait(0, 2, 30) == 0);   // in 2 at 60
  CHECK(dispatch.wait(0, 1, 50) == 0);   // in 1 at 60
  CHECK(dispatch.wait(0, 1, 60) == 30);  // from 2 by 90, not from 1 by 110
}

TEST_CASE("three capsules on a ring of three") {
  EmptyDispatch dispatch(ring_times({10, 20, 30}), {0, 1, 2});
  CHECK(dispatch.wait(0, 1, 0) == 0);    // in 1 at 10
  CHECK(dispatch.wait(1, 2, 5) == 0);    // in 2 at 25
  CHECK(dispatch.wait(2, 0, 10) == 0);   // in 0 at 40
  CHECK(dispatch.wait(0, 1, 15) == 25);  // in 0 at 40
  CHECK(dispatch.wait(1, 2, 20) == 0);   // in 1 since 10
  CHECK(dispatch.wait(2, 0, 25) == 0);   // in 2 at 25
}

TEST_CASE("the rule does not look ahead") {
  EmptyDispatch dispatch({{0, 50, 10}, {10, 0, 20}, {30, 40, 0}}, {1, 2});
  CHECK(dispatch.wait(0, 2, 0) ==
        10);  // the nearer takes it; the other would have left both 30 and 0
  CHECK(dispatch.wait(1, 2, 1) == 40);
}

}  // namespace dimai::models

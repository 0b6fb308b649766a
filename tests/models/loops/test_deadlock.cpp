#include <cstdint>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

#include "tests/models/loops/loop_world.hpp"

namespace dimai::tests {
namespace {

/// Networks to try: some hundreds in the standing test, more if DIMAI_LOOP_CASES says so.
std::uint64_t case_count(std::uint64_t standing) {
  const char* wanted = std::getenv("DIMAI_LOOP_CASES");
  return wanted == nullptr ? standing : std::stoull(wanted);
}

/// The first of them; DIMAI_LOOP_FIRST looks at others.
std::uint64_t first_case() {
  const char* wanted = std::getenv("DIMAI_LOOP_FIRST");
  return wanted == nullptr ? 0 : std::stoull(wanted);
}

/// Of networks from `first` on, those in which somebody waits for ever.
std::uint64_t standing_still(std::uint64_t first, std::uint64_t count, bool guarded,
                             LoopExtras extras) {
  std::uint64_t locked = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    LoopWorld loops(seed, guarded, extras);
    const std::size_t left = loops.run();
    const auto slack_ns = loops.world.guideway->observation().least_slack_ns;
    CHECK_MESSAGE(slack_ns > -1000, "seed ", seed, ": too close by ", -slack_ns, " ns");
    CHECK(loops.world.capsules_on_guideway() == left);
    CHECK_MESSAGE(loops.world.guideway->audit_guard().empty(), "seed ", seed);
    if (left == 0) continue;
    ++locked;
    if (guarded)
      MESSAGE("seed ", seed, ": ", left, " of ", loops.capsule_count, " stand for ever\n",
              loops.describe());
  }
  return locked;
}

}  // namespace

TEST_CASE("networks with loops, filled to the brim with long trains, never stand still") {
  CHECK(standing_still(first_case(), case_count(210), true, {}) == 0);
}

TEST_CASE("they never stand still while links close and open at random times") {
  CHECK(standing_still(first_case(), case_count(210), true, {.closures = true}) == 0);
}

TEST_CASE("they never stand still with small laid-out yards before loops of several tubes") {
  CHECK(standing_still(first_case(), case_count(105), true, {.yards = true}) == 0);
  CHECK(standing_still(first_case(), case_count(105), true, {.closures = true, .yards = true}) ==
        0);
}

TEST_CASE("they never stand still while full portals send capsules round") {
  CHECK(standing_still(first_case(), case_count(105), true, {.circling = true}) == 0);
  const LoopExtras all{.closures = true, .yards = true, .circling = true};
  CHECK(standing_still(first_case(), case_count(105), true, all) == 0);
}

TEST_CASE("without the guard many of the same networks do stand still") {
  const std::uint64_t locked = standing_still(0, 70, false, {});
  CHECK(locked > 20);
}

}  // namespace dimai::tests

#include <cstdint>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

#include "tests/models/guideway/loop_world.hpp"

namespace dimai::tests {
namespace {

/// Networks to try: some hundreds in the standing test, more if DIMAI_LOOP_CASES says so.
std::uint64_t case_count(std::uint64_t standing) {
  const char* wanted = std::getenv("DIMAI_LOOP_CASES");
  return wanted == nullptr ? standing : std::stoull(wanted);
}

/// Of networks from `first` on, those in which somebody waits for ever.
std::uint64_t standing_still(std::uint64_t first, std::uint64_t count, bool guarded,
                             bool closures) {
  std::uint64_t locked = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    LoopWorld loops(seed, guarded, closures);
    const std::size_t left = loops.run();
    const auto slack_ns = loops.world.guideway->observation().least_slack_ns;
    CHECK_MESSAGE(slack_ns > -1000, "seed ", seed, ": too close by ", -slack_ns, " ns");
    CHECK(loops.world.capsules_on_guideway() == left);
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
  CHECK(standing_still(0, case_count(210), true, false) == 0);
}

TEST_CASE("they never stand still while links close and open at random times") {
  CHECK(standing_still(0, case_count(210), true, true) == 0);
}

TEST_CASE("without the guard many of the same networks do stand still") {
  const std::uint64_t locked = standing_still(0, 70, false, false);
  CHECK(locked > 20);
}

}  // namespace dimai::tests

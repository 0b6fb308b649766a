#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/regions/team.hpp"

namespace dimai::models {

TEST_CASE("a team does each task once, again and again, whatever its size") {
  for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
    CAPTURE(threads);
    Team team(threads);
    CHECK(team.size() == threads);
    std::vector<int> done(5, 0);
    for (int round = 0; round < 200; ++round)
      team.run(done.size(), [&](std::size_t i) { ++done[i]; });
    CHECK(done == std::vector<int>(5, 200));
    team.run(0, [](std::size_t) { FAIL("there is no task"); });
    std::atomic<int> more{0};
    team.run(40, [&](std::size_t) { ++more; });
    CHECK(more == 40);
  }
}

TEST_CASE(
    "what a task throws reaches the caller once all are done: of several the first in order") {
  Team team(2);
  std::atomic<int> done{0};
  const auto failing = [&](std::size_t i) {
    ++done;
    if (i >= 2) throw std::runtime_error("task " + std::to_string(i));
  };
  CHECK_THROWS_WITH(team.run(6, failing), "task 2");
  CHECK(done == 6);
  team.run(3, [&](std::size_t) { ++done; });  // and the team goes on
  CHECK(done == 9);
}

}  // namespace dimai::models

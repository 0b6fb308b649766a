#include <array>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "models/physics/merge_queue.hpp"

using namespace dimai::models;

TEST_CASE("waits of the one queue are shared among the classes of a priority merge") {
  // Work conserved: load-weighted mean of the two waits equals that of one queue, each class of one
  // size.
  for (const double high : {0.1, 0.3, 0.6}) {
    const PriorityWaits waits = priority_merge_waits(high, 0.35);
    CHECK((high * waits.high + 0.35 * waits.low) / (high + 0.35) ==
          doctest::Approx(single_server_wait(high + 0.35)));
    CHECK(waits.high < waits.low);
  }
}

TEST_CASE("a merge with one busy inlet delays nobody") {
  CHECK(merge_wait(std::array{0.6, 0.0}) == doctest::Approx(0.0));
}

TEST_CASE("a merge of very many inlets is a queue of Poisson arrivals") {
  CHECK(merge_wait(std::vector<double>(100000, 8e-6)) ==
        doctest::Approx(single_server_wait(0.8)).epsilon(1e-4));
}

TEST_CASE("a clear path gets rarer with each merge") {
  CHECK(clear_path_probability(0.25, 2) == doctest::Approx(0.5625));
  CHECK(clear_path_probability(0.25, 0) == 1.0);
  CHECK(clear_path_probability(1.0, 1) == 0.0);
}

TEST_CASE("merges refuse loads of one or more") {
  CHECK_THROWS_AS(single_server_wait(1.0), std::domain_error);
  CHECK_THROWS_AS(single_server_wait(-0.1), std::domain_error);
  CHECK_THROWS_AS(merge_wait(std::array{0.5, 0.5}), std::domain_error);
  CHECK_THROWS_AS(merge_wait(std::array{-0.1, 0.5}), std::domain_error);
  CHECK_THROWS_AS(priority_merge_waits(0.5, 0.5), std::domain_error);
  CHECK_THROWS_AS(clear_path_probability(1.1, 1), std::domain_error);
  CHECK_THROWS_AS(clear_path_probability(0.5, -1), std::domain_error);
}

#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/coupling.hpp"

using namespace dimai::models;

TEST_CASE("closing a gap reaches the speed difference only if the gap is long enough") {
  // dv^2 / a = 8 m. 20 m: 20/2 + 2/0.5 = 14 s; 2 m: 2 sqrt(2/0.5) = 4 s
  CHECK(close_gap(20, 2, 0.5, 30).time_s == doctest::Approx(14.0));
  CHECK(close_gap(20, 2, 0.5, 30).distance_m == doctest::Approx(30 * 14.0 + 20));
  CHECK(close_gap(2, 2, 0.5, 30).time_s == doctest::Approx(4.0));
  CHECK(close_gap(8, 2, 0.5, 0).time_s == doctest::Approx(8.0));  // both formulas agree
  CHECK(close_gap(20, 2, std::numeric_limits<double>::infinity(), 0).time_s == 10.0);
  CHECK(close_gap(0, 2, 0.5, 30).time_s == 0.0);
}

TEST_CASE("a window of no length forms trains of one that do not wait") {
  CHECK(window_formation(0.3, 0).capsules_per_train == 1.0);
  CHECK(window_formation(0.3, 0).wait_s == 0.0);
  CHECK(window_formation(0, 60).wait_s == 60.0);  // nobody comes: the first waits in vain
}

TEST_CASE("the members of a fixed-size train wait (N-1)/lambda, ..., 0") {
  // N = 4, lambda = 0.5: waits 6, 4, 2, 0 s
  CHECK(size_formation(0.5, 4).wait_s == doctest::Approx(3.0));
  CHECK(size_formation(0.5, 4).capsules_per_train == 4.0);
}

TEST_CASE("coupling refuses numbers out of range") {
  CHECK_THROWS_AS(close_gap(-1, 2, 0.5, 30), std::domain_error);
  CHECK_THROWS_AS(close_gap(1, 0, 0.5, 30), std::domain_error);
  CHECK_THROWS_AS(close_gap(1, 2, 0, 30), std::domain_error);
  CHECK_THROWS_AS(close_gap(1, 2, 0.5, -1), std::domain_error);
  CHECK_THROWS_AS(window_formation(-1, 1), std::domain_error);
  CHECK_THROWS_AS(size_formation(0, 4), std::domain_error);
  CHECK_THROWS_AS(size_formation(1, 0.5), std::domain_error);
}

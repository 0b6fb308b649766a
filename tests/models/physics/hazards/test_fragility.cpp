#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/hazards/fragility.hpp"

namespace dimai::models {

TEST_CASE("half fail at the median, none without load") {
  const Fragility curve{3.0, 0.4};
  CHECK(failure_probability(curve, 3.0) == doctest::Approx(0.5).epsilon(1e-15));
  CHECK(failure_probability(curve, 0.0) == 0.0);
  // One dispersion above the median: Phi(1).
  CHECK(failure_probability(curve, 3.0 * std::exp(0.4)) ==
        doctest::Approx(0.841344746068543).epsilon(1e-13));
}

TEST_CASE("a strike's load is 1 at its radius and falls with depth") {
  const AreaStrike strike{100.0, 0.0, 2.0};
  CHECK(strike_load(strike, 100.0, 0.0) == 1.0);
  CHECK(strike_load(strike, 60.0, 80.0) == doctest::Approx(1.0).epsilon(1e-15));
  CHECK(strike_load(strike, 0.0, 200.0) == doctest::Approx(0.25).epsilon(1e-15));
  CHECK(strike_load(strike, 0.0, 0.0) == strike_load(strike, 0.5, 0.0));
}

TEST_CASE("a wider bore fails at a lower load") {
  const Fragility wide = fragility_of_bore({1.0, 0.5}, 6.4, 3.2);
  CHECK(wide.median == 0.5);
  CHECK(wide.dispersion == 0.5);
}

TEST_CASE("curves and strikes outside their ranges are refused") {
  CHECK_THROWS_AS(failure_probability({0.0, 0.5}, 1.0), std::domain_error);
  CHECK_THROWS_AS(failure_probability({1.0, 0.0}, 1.0), std::domain_error);
  CHECK_THROWS_AS(failure_probability({1.0, 0.5}, -1.0), std::domain_error);
  CHECK_THROWS_AS(strike_load({0.0, 0.0, 2.0}, 1.0, 1.0), std::domain_error);
  CHECK_THROWS_AS(strike_load({1.0, 0.0, 2.0}, 1.0, -1.0), std::domain_error);
}

}  // namespace dimai::models

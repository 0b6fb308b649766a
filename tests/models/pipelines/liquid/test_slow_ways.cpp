#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

#include "models/pipelines/liquid/batches/slow_ways.hpp"

using namespace dimai::models;

namespace {

// Bores of 0.1 and 0.2 m2: the pipes hold 100 and 400 m3. Interfaces of equal liquids flow at 1
// cSt.
BatchSetup line_of(std::vector<BatchOrder> orders) {
  BatchSetup setup;
  setup.pipes = {{1000.0, std::sqrt(0.4 / std::numbers::pi)},
                 {2000.0, std::sqrt(0.8 / std::numbers::pi)}};
  setup.products = {{"red", 1e-6}, {"blue", 1e-6}};
  setup.orders = std::move(orders);
  return setup;
}

}  // namespace

TEST_CASE("a flow below the critical Reynolds number is named, with the flow that would do") {
  // First pipe: Re = Q D / (A nu) = Q * 0.356825 / 0.1 / 1e-6; critical 10000 exp(2.72 sqrt D).
  const double bore_m = std::sqrt(0.4 / std::numbers::pi);
  const double critical = 10000.0 * std::exp(2.72 * std::sqrt(bore_m));
  const auto slow = slow_ways(line_of({{1, 50.0, 0.01}, {0, 1000.0, 1.0}}), 0.0);
  REQUIRE(slow.size() == 1);
  CHECK(slow[0].sending == 0);
  CHECK(slow[0].interface == 0);
  CHECK(slow[0].pipe == 0);
  CHECK(slow[0].reynolds == doctest::Approx(0.01 * bore_m / 0.1 / 1e-6).epsilon(1e-9));
  CHECK(slow[0].needed_flow_m3_s == doctest::Approx(critical * 1e-6 * 0.1 / bore_m).epsilon(1e-9));
}

TEST_CASE("a slow batch matters only to interfaces that it moves") {
  // The first front has left after 500 m3; the third batch moves the second and no front of its
  // own.
  CHECK(slow_ways(line_of({{1, 600.0, 1.0}, {1, 400.0, 0.001}}), 0.0).empty());
  const auto slow = slow_ways(line_of({{1, 300.0, 1.0}, {0, 150.0, 1.0}, {0, 100.0, 0.001}}), 0.0);
  REQUIRE(slow.size() == 1);
  CHECK(slow[0].sending == 2);
  // Fronts stand at 450 m3, in the wide pipe, and 150 m3, in it too.
  CHECK(slow[0].pipe == 1);
}

TEST_CASE("another least Reynolds number may be asked for") {
  const auto orders = line_of({{1, 600.0, 0.1}});
  CHECK(slow_ways(orders, 0.0).empty());
  CHECK(slow_ways(orders, 1e7).size() == 1);
}

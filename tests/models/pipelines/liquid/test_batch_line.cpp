#include <cmath>
#include <numbers>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/flow/batch_interface.hpp"
#include "models/pipelines/liquid/batches/batch_line.hpp"

using namespace dimai::models;

namespace {

const std::vector<LiquidProduct> kProducts{{"petrol", 0.7e-6}, {"diesel", 4e-6}};

double held_m3(const BatchLine& line) {
  double sum = 0.0;
  for (const LiquidBatch& each : line.batches()) sum += each.volume_m3;
  return sum;
}

}  // namespace

TEST_CASE("batches leave in the order in which they came, and no drop is lost") {
  BatchLine line({{1000.0, 0.5}, {2000.0, 0.3}}, kProducts, 0);
  const double full_m3 = line.volume_m3();
  // 1000 * pi / 4 * 0.25 + 2000 * pi / 4 * 0.09
  CHECK(full_m3 == doctest::Approx(std::numbers::pi / 4.0 * 430.0));
  for (int batch = 1; batch <= 20; ++batch)
    line.push(static_cast<std::size_t>(batch % 2), 40.0 + batch, 0.05);
  CHECK(held_m3(line) == doctest::Approx(full_m3).epsilon(1e-12));
  CHECK(line.delivered_m3()[0] + line.delivered_m3()[1] == doctest::Approx(line.pushed_m3()));
  // In the line are the last batches: 60 59 58 57 56 and the rest of 337.7 m3 of the one before.
  CHECK(line.batches().back().volume_m3 == doctest::Approx(60.0));
  CHECK(line.interfaces().size() + 1 == line.batches().size());
}

TEST_CASE("an interface that has passed a uniform line is as long as the formula says") {
  const double area = std::numbers::pi / 4.0 * 0.09;
  const double viscosity = mixture_viscosity_m2_s(0.7e-6, 4e-6);
  const double flow = 1e5 * viscosity / 0.3 * area;  // Re = 1e5
  BatchLine line({{60e3, 0.3}, {40e3, 0.3}}, kProducts, 0);
  line.push(1, 3000.0, flow);
  line.push(1, 10000.0, flow);
  REQUIRE(line.transmix().size() == 1);
  CHECK(line.transmix().front().volume_m3 ==
        doctest::Approx(batch_interface_length_m(0.3, 100e3, 1e5) * area).epsilon(1e-9));
  CHECK(line.transmix().front().pushed_m3 == doctest::Approx(line.volume_m3()));
}

TEST_CASE("a slow line mixes more than a fast one") {
  BatchLine fast({{50e3, 0.3}}, kProducts, 0);
  BatchLine slow({{50e3, 0.3}}, kProducts, 0);
  fast.push(1, 5000.0, 0.15);
  slow.push(1, 5000.0, 0.005);
  REQUIRE(fast.transmix().size() == 1);
  REQUIRE(slow.transmix().size() == 1);
  CHECK(slow.transmix().front().volume_m3 > 2.0 * fast.transmix().front().volume_m3);
}

TEST_CASE("a line of nothing, or a push of nothing known, is refused") {
  CHECK_THROWS_AS(BatchLine({}, kProducts, 0), std::domain_error);
  CHECK_THROWS_AS(BatchLine({{1.0, 0.1}}, kProducts, 2), std::domain_error);
  BatchLine line({{1000.0, 0.1}}, kProducts, 0);
  CHECK_THROWS_AS(line.push(5, 1.0, 1.0), std::domain_error);
  CHECK_THROWS_AS(line.push(1, -1.0, 1.0), std::domain_error);
  CHECK_THROWS_AS(line.push(1, 1.0, 0.0), std::domain_error);
}

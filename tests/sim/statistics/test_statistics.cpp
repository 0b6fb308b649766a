#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "sim/random.hpp"
#include "sim/statistics/statistics.hpp"

using namespace dimai::sim;

TEST_CASE("moments of 1 to n are (n + 1) / 2 and n (n + 1) / 12") {
  RunningMoments moments;
  CHECK(std::isnan(moments.mean()));
  CHECK(std::isnan(moments.variance()));
  constexpr int n = 1000;
  for (int i = 1; i <= n; ++i) moments.add(i);
  CHECK(moments.count() == n);
  CHECK(moments.mean() == doctest::Approx((n + 1) / 2.0));
  CHECK(moments.variance() == doctest::Approx(n * (n + 1) / 12.0));
  CHECK(moments.min() == 1.0);
  CHECK(moments.max() == n);
}

TEST_CASE("the variance does not suffer from a large mean") {
  RunningMoments moments;
  for (const double value : {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) moments.add(value);
  CHECK(moments.variance() == doctest::Approx(30.0));  // (36 + 9 + 9 + 36) / 3
}

TEST_CASE("merged moments are those of all observations together") {
  Random random(1, 0, 0, 0);
  RunningMoments all;
  std::array<RunningMoments, 3> parts;
  for (int i = 0; i < 1000; ++i) {
    const double value = random.normal() + i;
    all.add(value);
    parts[i < 100 ? 0 : 1].add(value);
  }
  parts[0].merge(parts[1]);
  parts[0].merge(parts[2]);  // empty
  parts[2].merge(parts[0]);
  CHECK(parts[2].count() == all.count());
  CHECK(parts[2].mean() == doctest::Approx(all.mean()).epsilon(1e-12));
  CHECK(parts[2].variance() == doctest::Approx(all.variance()).epsilon(1e-12));
  CHECK(parts[2].min() == all.min());
  CHECK(parts[2].max() == all.max());
}

TEST_CASE("the mean over time weighs each value with how long it lasted") {
  TimeWeightedMean length(seconds(10.0), 2.0);
  CHECK(std::isnan(length.mean(seconds(10.0))));
  length.set(seconds(13.0), 5.0);
  length.set(seconds(13.0), 1.0);  // 5 lasted no time
  CHECK(length.value() == 1.0);
  CHECK(length.mean(seconds(15.0)) == doctest::Approx((3 * 2.0 + 2 * 1.0) / 5));
  CHECK_THROWS_AS(length.set(seconds(12.0), 0.0), std::logic_error);
  CHECK_THROWS_AS(length.mean(seconds(12.0)), std::logic_error);
}

TEST_CASE("quantiles of a sketch are within the stated error of the exact ones") {
  Random random(2, 0, 0, 0);
  for (int scale = -6; scale <= 12; scale += 3) {
    QuantileSketch sketch;
    std::vector<double> values;
    for (int i = 0; i < 9999; ++i) {
      const double sign = random.below(3) == 0 ? -1.0 : 1.0;
      values.push_back(sign * random.exponential(std::pow(10.0, scale)));
      sketch.add(values.back());
    }
    std::sort(values.begin(), values.end());
    for (const double p : {0.0, 0.001, 0.05, 0.3, 0.5, 0.95, 0.99, 1.0}) {
      CAPTURE(p);
      const auto rank = static_cast<std::size_t>(std::max(std::ceil(p * 9999), 1.0)) - 1;
      const double error = std::abs(sketch.quantile(p) - values[rank]);
      CHECK(error <=
            QuantileSketch::relative_error * std::abs(values[rank]) + QuantileSketch::smallest);
    }
    CHECK(sketch.quantile(0.0) == values.front());
    CHECK(sketch.quantile(1.0) == values.back());
  }
}

TEST_CASE("quantiles of zeros, of one value and of none are what they must be") {
  QuantileSketch sketch;
  CHECK(std::isnan(sketch.quantile(0.5)));
  sketch.add(7.25);
  CHECK(sketch.quantile(0.0) == 7.25);
  CHECK(sketch.quantile(0.5) == 7.25);
  for (int i = 0; i < 9; ++i) sketch.add(0.0);
  CHECK(sketch.quantile(0.5) == 0.0);
  CHECK(sketch.quantile(0.9) == 0.0);  // rank 9 of 10
  CHECK(sketch.quantile(0.91) == 7.25);
  CHECK_THROWS_AS(sketch.quantile(1.1), std::domain_error);
  CHECK_THROWS_AS(sketch.add(std::numeric_limits<double>::infinity()), std::domain_error);
}

TEST_CASE("merged sketches are the sketch of all observations together") {
  Random random(3, 0, 0, 0);
  QuantileSketch all;
  std::array<QuantileSketch, 2> parts;
  for (int i = 0; i < 5000; ++i) {
    const double value = i % 7 == 0 ? 0.0 : random.normal() * i;
    all.add(value);
    parts[i % 2 == 0 ? 0 : 1].add(value);
  }
  parts[0].merge(parts[1]);
  CHECK(parts[0].count() == all.count());
  for (double p = 0.0; p <= 1.0; p += 0.01) CHECK(parts[0].quantile(p) == all.quantile(p));
}

TEST_CASE("batches double in length, and the mean is that of all observations") {
  BatchMeans batches;
  CHECK(std::isnan(batches.mean()));
  CHECK(std::isinf(batches.half_width()));
  for (int i = 1; i <= 100; ++i) batches.add(i);
  // 40 batches of 1 become 20 of 2 at the 40th, 40 of 2 become 20 of 4 at the 80th.
  CHECK(batches.batch_length() == 4);
  CHECK(batches.batch_count() == 25);
  CHECK(batches.mean() == doctest::Approx(50.5));
}

TEST_CASE("the interval of three batches follows Student's t of two degrees of freedom") {
  BatchMeans batches;
  for (const double value : {1.0, 2.0, 3.0}) batches.add(value);
  // Variance 1: 4.303 sqrt(1 / 3)
  CHECK(batches.half_width() == doctest::Approx(4.303 / std::sqrt(3.0)));
}

TEST_CASE("the 95 % interval holds the true mean of a correlated series in 95 of 100 runs") {
  // x' = 0.9 x + noise, of mean 0: correlated over some 20 steps, batches of 2048 are long.
  constexpr int runs = 400;
  int held = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    Random random(4, run, 0, 0);
    BatchMeans batches;
    double x = 0.0;
    for (int i = 0; i < 50'000; ++i) batches.add(x = 0.9 * x + random.normal());
    held += std::abs(batches.mean()) < batches.half_width() ? 1 : 0;
  }
  // Binomial: 380 of 400, give or take three times sqrt(400 0.95 0.05) = 13.
  CHECK(held > 366);
  CHECK(held < 394);
}

#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "sim/random.hpp"
#include "sim/statistics/statistics.hpp"

using namespace dimai::sim;

namespace {

/// Moments of `count` draws.
template <class Draw>
RunningMoments moments_of(int count, Draw draw) {
  RunningMoments moments;
  for (int i = 0; i < count; ++i) moments.add(draw());
  return moments;
}

/// True if the mean of the draws lies within five standard errors of the given one.
bool has_mean(const RunningMoments& moments, double mean, double variance) {
  const double standard_error = std::sqrt(variance / static_cast<double>(moments.count()));
  return std::abs(moments.mean() - mean) < 5.0 * standard_error;
}

double correlation(Random a, Random b, int count) {
  double product = 0.0;
  for (int i = 0; i < count; ++i) product += (a.uniform() - 0.5) * (b.uniform() - 0.5);
  return 12.0 * product / count;
}

}  // namespace

TEST_CASE("Philox gives its authors' known answers") {
  // Source: Random123, tests/kat_vectors, lines "philox4x64 10".
  using Counter = std::array<std::uint64_t, 4>;
  CHECK(philox({0, 0, 0, 0}, {0, 0}) ==
        Counter{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b});
  constexpr std::uint64_t ones = ~std::uint64_t{0};
  CHECK(philox({ones, ones, ones, ones}, {ones, ones}) ==
        Counter{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0});
}

TEST_CASE("a stream is Philox under the key (seed, replication) at (index, entity, purpose)") {
  Random random(11, 12, 13, 14);
  for (std::uint64_t index = 0; index < 3; ++index)
    for (const std::uint64_t word : philox({index, 14, 13, 0}, {11, 12}))
      CHECK(random.bits() == word);
}

TEST_CASE("a stream is the same each time, and another for another seed or entity") {
  const std::vector<Random> streams{{1, 0, 0, 0}, {2, 0, 0, 0}, {1, 1, 0, 0}, {1, 0, 1, 0},
                                    {1, 0, 0, 1}, {0, 1, 0, 0}, {0, 0, 1, 1}};
  std::set<std::uint64_t> firsts;
  for (Random stream : streams) firsts.insert(stream.bits());
  CHECK(firsts.size() == streams.size());
  Random a(1, 2, 3, 4);
  Random b(1, 2, 3, 4);
  for (int i = 0; i < 100; ++i) CHECK(a.bits() == b.bits());
}

TEST_CASE("streams of neighbouring keys are not correlated") {
  // The correlation of n independent pairs has a standard deviation of 1 / sqrt(n).
  constexpr int count = 100'000;
  const double limit = 5.0 / std::sqrt(count);
  CHECK(std::abs(correlation({1, 0, 0, 0}, {2, 0, 0, 0}, count)) < limit);
  CHECK(std::abs(correlation({1, 0, 0, 0}, {1, 1, 0, 0}, count)) < limit);
  CHECK(std::abs(correlation({1, 0, 0, 0}, {1, 0, 1, 0}, count)) < limit);
  CHECK(std::abs(correlation({1, 0, 0, 0}, {1, 0, 0, 1}, count)) < limit);
}

TEST_CASE("uniform numbers lie inside (0, 1), with mean 1/2 and variance 1/12") {
  Random random(3, 0, 0, 0);
  const RunningMoments moments = moments_of(1'000'000, [&] { return random.uniform(); });
  CHECK(moments.min() > 0.0);
  CHECK(moments.max() < 1.0);
  CHECK(has_mean(moments, 0.5, 1.0 / 12));
  CHECK(moments.variance() == doctest::Approx(1.0 / 12).epsilon(0.01));
}

TEST_CASE("exponential numbers have the mean asked for, its square as variance, and the tail") {
  Random random(4, 0, 0, 0);
  int beyond = 0;
  const RunningMoments moments = moments_of(1'000'000, [&] {
    const double value = random.exponential(20.0);
    beyond += value > 100.0 ? 1 : 0;
    return value;
  });
  CHECK(moments.min() >= 0.0);
  CHECK(has_mean(moments, 20.0, 400.0));
  CHECK(moments.variance() == doctest::Approx(400.0).epsilon(0.02));
  CHECK(beyond * 1e-6 == doctest::Approx(std::exp(-5.0)).epsilon(0.06));  // 5 sigma of 6738
  CHECK(random.exponential(0.0) == 0.0);
}

TEST_CASE("normal numbers have mean 0, variance 1, no skew, and kurtosis 3") {
  Random random(5, 0, 0, 0);
  double third = 0.0;
  double fourth = 0.0;
  constexpr int count = 1'000'000;
  const RunningMoments moments = moments_of(count, [&] {
    const double value = random.normal();
    third += value * value * value;
    fourth += value * value * value * value;
    return value;
  });
  CHECK(has_mean(moments, 0.0, 1.0));
  CHECK(moments.variance() == doctest::Approx(1.0).epsilon(0.01));
  CHECK(std::abs(third / count) < 5.0 * std::sqrt(15.0 / count));         // variance of x^3 is 15
  CHECK(std::abs(fourth / count - 3.0) < 5.0 * std::sqrt(96.0 / count));  // of x^4, 96
}

TEST_CASE("Poisson numbers have mean and variance as asked, small and large") {
  for (const double mean : {0.01, 0.5, 3.0, 9.99, 10.0, 12.5, 40.0, 1000.0, 1e6, 1e9}) {
    CAPTURE(mean);
    Random random(6, 0, 0, 0);
    const RunningMoments moments =
        moments_of(200'000, [&] { return static_cast<double>(random.poisson(mean)); });
    CHECK(has_mean(moments, mean, mean));
    // The sample variance has a relative standard error of sqrt((2 + 1 / mean) / n).
    const double spread = std::sqrt((2.0 + 1.0 / mean) / 200'000);
    CHECK(std::abs(moments.variance() / mean - 1.0) < 5.0 * spread);
  }
}

TEST_CASE("Poisson numbers occur as often as they should, on both sides of the method's change") {
  for (const double mean : {2.0, 10.0, 30.0}) {
    CAPTURE(mean);
    constexpr int count = 1'000'000;
    std::vector<double> seen(200);
    Random random(7, 0, 0, 0);
    for (int i = 0; i < count; ++i) seen[std::min<std::uint64_t>(random.poisson(mean), 199)] += 1.0;
    double probability = std::exp(-mean);  // of 0; of k, mean / k times that of k - 1
    for (std::size_t k = 0; k < 100; ++k) {
      const double expected = probability * count;
      if (expected > 20.0) {
        CAPTURE(k);
        CHECK(std::abs(seen[k] - expected) < 5.0 * std::sqrt(expected));
      }
      probability *= mean / static_cast<double>(k + 1);
    }
  }
}

TEST_CASE("a Poisson mean of 0 gives 0, and one out of range is refused") {
  Random random(8, 0, 0, 0);
  CHECK(random.poisson(0.0) == 0);
  CHECK_THROWS_AS(random.poisson(-1.0), std::domain_error);
  CHECK_THROWS_AS(random.poisson(1e10), std::domain_error);
  CHECK_THROWS_AS(random.poisson(std::nan("")), std::domain_error);
}

TEST_CASE("whole numbers below n come up alike, and below nothing is refused") {
  Random random(9, 0, 0, 0);
  std::array<int, 7> seen{};
  for (int i = 0; i < 700'000; ++i) ++seen[random.below(7)];
  for (const int times : seen)
    CHECK(std::abs(times - 100'000) < 5.0 * std::sqrt(100'000 * 6.0 / 7));
  CHECK(random.below(1) == 0);
  CHECK_THROWS_AS(random.below(0), std::domain_error);
  // Without rejection, 3 * 2^62 values would favour those of three remainders by a half.
  int low = 0;
  for (int i = 0; i < 100'000; ++i)
    low += random.below(std::uint64_t{3} << 62) < (std::uint64_t{3} << 61) ? 1 : 0;
  CHECK(std::abs(low - 50'000) < 5.0 * std::sqrt(25'000.0));
}

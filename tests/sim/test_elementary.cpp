#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "sim/elementary.hpp"
#include "sim/random.hpp"

using namespace dimai::sim;

namespace {

/// Error of `found` as a share of `exact`.
double relative_error(double found, long double exact) {
  return static_cast<double>(std::abs((found - exact) / exact));
}

}  // namespace

TEST_CASE("the logarithm is right to 4e-16 of itself over all magnitudes") {
  // The reference is the long double logarithm, good to 1e-19.
  Random random(1, 0, 0, 0);
  double worst = 0.0;
  for (int i = 0; i < 200'000; ++i) {
    // Random fraction bits, exponents from 2^-1000 to 2^1000; every other one near 1.
    const std::uint64_t exponent = i % 2 == 0 ? 23 + random.below(2000) : 1022 + random.below(2);
    const auto x = std::bit_cast<double>(exponent << 52 | random.bits() >> 12);
    const long double exact = std::log(static_cast<long double>(x));
    if (exact == 0.0L) continue;
    const long double error = (natural_logarithm(x) - exact) / exact;
    worst = std::max(worst, static_cast<double>(std::abs(error)));
  }
  CHECK(worst < 4e-16);
}

TEST_CASE("the logarithm of 1 is 0, and of a power of two that many times that of 2") {
  CHECK(natural_logarithm(1.0) == 0.0);
  for (int k = -1000; k <= 1000; ++k)
    CHECK(natural_logarithm(std::ldexp(1.0, k)) == doctest::Approx(k * 0.6931471805599453));
}

TEST_CASE("the exponential is right to 4e-16 of itself wherever it is a normal number") {
  // The reference is the long double exponential, good to 1e-19.
  Random random(2, 0, 0, 0);
  double worst = 0.0;
  for (int i = 0; i < 200'000; ++i) {
    // From -708.3 to 709.7, every other one within 1 of 0.
    const double x = i % 2 == 0 ? -708.3 + 1418.0 * random.uniform() : 2.0 * random.uniform() - 1.0;
    worst = std::max(worst,
                     relative_error(natural_exponential(x), std::exp(static_cast<long double>(x))));
  }
  CHECK(worst < 4e-16);
}

TEST_CASE("the exponential of 0 is 1, and its ends are infinity, 0 and not a number") {
  CHECK(natural_exponential(0.0) == 1.0);
  CHECK(natural_exponential(709.78) < std::numeric_limits<double>::infinity());
  CHECK(natural_exponential(709.79) == std::numeric_limits<double>::infinity());
  CHECK(natural_exponential(std::numeric_limits<double>::infinity()) ==
        std::numeric_limits<double>::infinity());
  CHECK(natural_exponential(-745.0) > 0.0);
  CHECK(natural_exponential(-745.2) == 0.0);
  CHECK(natural_exponential(-std::numeric_limits<double>::infinity()) == 0.0);
  CHECK(std::isnan(natural_exponential(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("a power is right to the error that is stated") {
  Random random(3, 0, 0, 0);
  double worst = 0.0;
  for (int i = 0; i < 200'000; ++i) {
    const double base = natural_exponential(40.0 * random.uniform() - 20.0);
    const double exponent = 10.0 * random.uniform() - 5.0;
    const long double exact =
        std::pow(static_cast<long double>(base), static_cast<long double>(exponent));
    const double allowed = 6e-16 * (1.0 + std::abs(exponent * std::log(base)));
    worst = std::max(worst, relative_error(power(base, exponent), exact) / allowed);
  }
  CHECK(worst < 1.0);
}

TEST_CASE("whole powers of whole numbers are exact while a double can hold them") {
  CHECK(power(3.0, 0.0) == 1.0);
  CHECK(power(1234567.0, 1.0) == 1234567.0);
  CHECK(power(94906265.0, 2.0) == 94906265.0 * 94906265.0);
  CHECK(power(3.0, 33.0) == 5559060566555523.0);  // 3^33, below 2^53
  CHECK(power(2.0, -10.0) == 1.0 / 1024.0);
}

TEST_CASE("a power of 0 is 0, or 1 for the exponent 0; what has no power is refused") {
  CHECK(power(0.0, 0.8) == 0.0);
  CHECK(power(0.0, 0.0) == 1.0);
  CHECK_THROWS_AS(power(0.0, -1.0), std::domain_error);
  CHECK_THROWS_AS(power(-1.0, 0.5), std::domain_error);
  CHECK_THROWS_AS(power(std::numeric_limits<double>::infinity(), 1.0), std::domain_error);
  CHECK_THROWS_AS(power(2.0, std::numeric_limits<double>::quiet_NaN()), std::domain_error);
}

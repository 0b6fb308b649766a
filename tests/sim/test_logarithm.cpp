#include <bit>
#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

#include "sim/logarithm.hpp"
#include "sim/random.hpp"

using namespace dimai::sim;

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

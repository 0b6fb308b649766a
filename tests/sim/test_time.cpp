#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "sim/time.hpp"

using namespace dimai::sim;

TEST_CASE("seconds become the nearest nanosecond, halves the even one") {
  CHECK(seconds(1.0).ns == 1'000'000'000);
  CHECK(seconds(-2.5).ns == -2'500'000'000);
  CHECK(seconds(0.4e-9).ns == 0);
  CHECK(seconds(0.6e-9).ns == 1);
  CHECK(seconds(0x1p-1 * 1e-9 * 3).ns == 2);  // 1.5 ns
  CHECK(seconds(2.5e-9).ns == 2);
  CHECK(seconds(-2.5e-9).ns == -2);
  // 2^33 s is a whole number of nanoseconds that a double holds, and halves are out of sight.
  CHECK(seconds(0x1p33).ns == std::int64_t{8'589'934'592} * 1'000'000'000);
}

TEST_CASE("seconds are rounded alike when compiled and when run") {
  constexpr std::array values{0.1, 1.5e-9, 2.5e-9, -3.5e-9, 86400.123456789, 9.1e9, 1e-10};
  constexpr std::array compiled{seconds(values[0]), seconds(values[1]), seconds(values[2]),
                                seconds(values[3]), seconds(values[4]), seconds(values[5]),
                                seconds(values[6])};
  for (std::size_t i = 0; i < values.size(); ++i) {
    volatile double value = values[i];  // keeps the compiler from working it out
    CHECK(seconds(value) == compiled[i]);
  }
}

TEST_CASE("seconds that no time can hold are refused") {
  CHECK_THROWS_AS(seconds(1e10), std::domain_error);
  CHECK_THROWS_AS(seconds(-1e10), std::domain_error);
  CHECK_THROWS_AS(seconds(std::numeric_limits<double>::quiet_NaN()), std::domain_error);
  CHECK_THROWS_AS(seconds(std::numeric_limits<double>::infinity()), std::domain_error);
}

TEST_CASE("times add, subtract and compare as numbers") {
  Time time = seconds(2.0);
  time += seconds(0.5);
  CHECK(time == seconds(2.5));
  CHECK(seconds(3.0) - time == seconds(0.5));
  CHECK(seconds(1.0) + seconds(1.0) < time);
  CHECK(Time::max() > seconds(9.2e9));
  CHECK(to_seconds(seconds(0.25)) == 0.25);
}

TEST_CASE("a time with few decimals comes back from seconds as it was") {
  // What people write, such as 36 h and 0.1 s, is the double nearest to it; so must be the
  // quotient.
  for (int s = 0; s <= 400'000; s += 7)
    CHECK(to_seconds(Time{s * std::int64_t{1'000'000'000}}) == s);
  CHECK(to_seconds(seconds(129'600.0)) == 129'600.0);  // 1e-9 as a factor gave 129600.00000000001
  CHECK(to_seconds(seconds(0.3)) == 0.3);
  CHECK(to_seconds(seconds(86'400.1)) == 86'400.1);
}

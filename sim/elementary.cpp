#include "sim/elementary.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace dimai::sim {

namespace {

// ln 2 in two parts: the first has 21 trailing zero bits, so that its product is exact.
constexpr double kLn2High = 0x1.62e42fee00000p-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kPerLn2 = 0x1.71547652b82fep+0;

/// 1/13! to 1/2!.
constexpr std::array kInverseFactorials{
    1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
    1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2};

/// 2^k, for k in [-1022, 1023].
double power_of_two(std::int64_t k) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

double whole_power(double base, std::uint32_t exponent) {
  double result = 1.0;
  for (double square = base; exponent > 0; exponent >>= 1, square *= square) {
    if (exponent % 2 != 0) result *= square;
  }
  return result;
}

}  // namespace

double natural_logarithm(double x) {
  // x = 2^exponent * m with m in [sqrt(1/2), sqrt(2)); the logarithm of m is 2 atanh(s), a series
  // in s = (m - 1) / (m + 1), |s| < 0.1716, cut where s^2k / (2k + 1) < 2^-56. By hand.
  constexpr std::uint64_t root_half_bits = 0x3fe6a09e667f3bcd;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const auto exponent = static_cast<std::int64_t>(bits - root_half_bits) >> 52;
  const auto m = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(exponent) << 52));
  const double s = (m - 1.0) / (m + 1.0);
  const double t = s * s;
  const double t2 = t * t;
  const double t4 = t2 * t2;
  const double low = (1.0 / 3 + t * (1.0 / 5)) + t2 * (1.0 / 7 + t * (1.0 / 9));
  const double mid = (1.0 / 11 + t * (1.0 / 13)) + t2 * (1.0 / 15 + t * (1.0 / 17));
  const double high = 1.0 / 19 + t * (1.0 / 21);
  const double series = low + t4 * (mid + t4 * high);
  const auto k = static_cast<double>(exponent);
  return k * kLn2High + (2.0 * s + (2.0 * s * t * series + k * kLn2Low));
}

double natural_exponential(double x) {
  if (!(x > -746.0)) return x <= -746.0 ? 0.0 : x;
  if (x > 710.0) return std::numeric_limits<double>::infinity();
  // x = k ln 2 + r with |r| <= ln(2) / 2; e^r by its Taylor series, cut where r^n / n! < 2^-57. By
  // hand.
  const double k = std::nearbyint(x * kPerLn2);
  const double r = (x - k * kLn2High) - k * kLn2Low;
  double series = 0.0;
  for (const double term : kInverseFactorials) series = term + r * series;
  const double value = 1.0 + (r + r * r * series);
  // In two halves: 2^k alone may be too large or too small for a double.
  const auto half = static_cast<std::int64_t>(k) / 2;
  return value * power_of_two(half) * power_of_two(static_cast<std::int64_t>(k) - half);
}

double power(double base, double exponent) {
  const bool normal = base >= std::numeric_limits<double>::min() && std::isfinite(base);
  if (!std::isfinite(exponent) || !(normal || (base == 0.0 && exponent >= 0.0)))
    throw std::domain_error("power(): needs a base above 0, or 0 and an exponent not below 0");
  if (base == 0.0) return exponent == 0.0 ? 1.0 : 0.0;
  if (std::abs(exponent) <= 64.0 && exponent == std::trunc(exponent)) {
    const double size = whole_power(base, static_cast<std::uint32_t>(std::abs(exponent)));
    return exponent < 0.0 ? 1.0 / size : size;
  }
  return natural_exponential(exponent * natural_logarithm(base));
}

}  // namespace dimai::sim

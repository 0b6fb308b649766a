#include "sim/exponential.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "sim/logarithm.hpp"

namespace dimai::sim {

namespace {

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

double natural_exponential(double x) {
  if (!(x > -746.0)) return x <= -746.0 ? 0.0 : x;
  if (x > 710.0) return std::numeric_limits<double>::infinity();
  // x = k ln 2 + r with |r| <= ln(2) / 2; e^r by its Taylor series, cut where r^n / n! < 2^-57. By
  // hand. ln 2 in two parts: the first has 21 trailing zero bits, so its product is exact.
  constexpr double per_ln2 = 0x1.71547652b82fep+0;
  constexpr double ln2_high = 0x1.62e42fee00000p-1;
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  const double k = std::nearbyint(x * per_ln2);
  const double r = (x - k * ln2_high) - k * ln2_low;
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

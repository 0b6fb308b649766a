#include "sim/logarithm.hpp"

#include <bit>
#include <cstdint>

namespace dimai::sim {

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
  // ln 2 in two parts: the first has 21 trailing zero bits, so its product is exact.
  constexpr double ln2_high = 0x1.62e42fee00000p-1;
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  const auto k = static_cast<double>(exponent);
  return k * ln2_high + (2.0 * s + (2.0 * s * t * series + k * ln2_low));
}

}  // namespace dimai::sim

#include "sim/random.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include <Random123/philox.h>

#include "sim/elementary.hpp"

namespace dimai::sim {

namespace {

// Pedantic warnings are told by this keyword that the wide type is wanted.
__extension__ using Wide = unsigned __int128;

/// ln(k!) of a whole number k >= 0: Stirling's series, after shifting small k up to 16.
double log_factorial(double k) {
  double shift = 1.0;
  for (; k < 16.0; k += 1.0) shift *= k + 1.0;
  const double square = k * k;
  const double series =
      (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / k;
  const double log_2_pi_k = natural_logarithm(2.0 * std::numbers::pi * k);
  return k * natural_logarithm(k) - k + 0.5 * log_2_pi_k + series - natural_logarithm(shift);
}

}  // namespace

std::array<std::uint64_t, 4> philox(const std::array<std::uint64_t, 4>& counter,
                                    const std::array<std::uint64_t, 2>& key) {
  const r123array4x64 c{{counter[0], counter[1], counter[2], counter[3]}};
  const r123array2x64 k{{key[0], key[1]}};
  const r123array4x64 result = philox4x64(c, k);
  return {result.v[0], result.v[1], result.v[2], result.v[3]};
}

void Random::next_block() {
  block_ = philox({block_index_++, entity_, purpose_, 0}, key_);
  used_ = 0;
}

double Random::exponential(double mean) { return -mean * natural_logarithm(uniform()); }

double Random::normal() {
  while (true) {
    const double u = 2.0 * uniform() - 1.0;
    const double v = 2.0 * uniform() - 1.0;
    const double s = u * u + v * v;
    if (s < 1.0 && s > 0.0) return u * std::sqrt(-2.0 * natural_logarithm(s) / s);
  }
}

std::uint64_t Random::poisson(double mean) {
  if (!(mean >= 0.0 && mean <= 1e9)) throw std::domain_error("poisson(): mean outside 0 to 1e9");
  return mean < 10.0 ? poisson_by_gaps(mean) : poisson_by_rejection(mean);
}

std::uint64_t Random::poisson_by_gaps(double mean) {
  std::uint64_t count = 0;
  for (double at = exponential(1.0); at < mean; at += exponential(1.0)) ++count;
  return count;
}

std::uint64_t Random::poisson_by_rejection(double mean) {
  // Names as in the paper: a, b shape the hat; inverse_alpha, v_r the squeeze.
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double v_r = 0.9277 - 3.6224 / (b - 2.0);
  const double log_mean = natural_logarithm(mean);
  while (true) {
    const double u = uniform() - 0.5;
    const double v = uniform();
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2.0 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= v_r) return static_cast<std::uint64_t>(k);
    if (k < 0.0 || (us < 0.013 && v > us)) continue;
    const double hat = natural_logarithm(v * inverse_alpha / (a / (us * us) + b));
    if (hat <= k * log_mean - mean - log_factorial(k)) return static_cast<std::uint64_t>(k);
  }
}

std::uint64_t Random::below(std::uint64_t n) {
  if (n == 0) throw std::domain_error("below(): n is 0");
  Wide product = Wide{bits()} * n;
  if (static_cast<std::uint64_t>(product) < n) {
    const std::uint64_t uneven = (0 - n) % n;
    while (static_cast<std::uint64_t>(product) < uneven) product = Wide{bits()} * n;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

}  // namespace dimai::sim

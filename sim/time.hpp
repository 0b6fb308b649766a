#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <type_traits>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dimai::sim {

/// A point of simulated time, or a span of it: whole nanoseconds, so that ties are exact.
struct Time {
  std::int64_t ns = 0;  ///< [ns]; a run starts at 0 and can last 292 years

  static constexpr Time max() { return {std::numeric_limits<std::int64_t>::max()}; }

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a null pointer in the default
  constexpr auto operator<=>(const Time&) const = default;
  constexpr Time& operator+=(Time other) {
    ns += other.ns;
    return *this;
  }
  friend constexpr Time operator+(Time a, Time b) { return {a.ns + b.ns}; }
  friend constexpr Time operator-(Time a, Time b) { return {a.ns - b.ns}; }
};

/// The whole nanosecond nearest to a time in seconds; halves to the even one.
///
/// @param s  time [s], in [-9.2e9, 9.2e9]
/// @throws std::domain_error outside that range, or if it is not a number
constexpr Time seconds(double s) {
  if (!(s >= -9.2e9 && s <= 9.2e9)) throw std::domain_error("seconds(): outside +-9.2e9 s");
  const double exact_ns = s * 1e9;
#ifdef __SSE2__
  // One instruction instead of six that wait for each other: models do this for each event.
  if (!std::is_constant_evaluated()) return {_mm_cvtsd_si64(_mm_set_sd(exact_ns))};
#endif
  auto ns = static_cast<std::int64_t>(exact_ns);
  const double rest = exact_ns - static_cast<double>(ns);
  if (rest > 0.5 || (rest == 0.5 && ns % 2 != 0)) ++ns;
  if (rest < -0.5 || (rest == -0.5 && ns % 2 != 0)) --ns;
  return {ns};
}

/// Time in seconds [s], rounded once (below 104 days): whole seconds stay whole.
constexpr double to_seconds(Time time) { return static_cast<double>(time.ns) / 1e9; }

}  // namespace dimai::sim

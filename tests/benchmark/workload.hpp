#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

/// The work that all kernels and pending-event sets of the comparison do, ns-3 included: this
/// header uses nothing but the standard library.
namespace dimai::benchmark {

/// 256 layers of equal area under exp(-x): layer i reaches to x[i], where the density is f[i].
struct Ziggurat {
  static constexpr double tail = 7.69711747013104972;  ///< start of the lowest layer's tail
  static constexpr double area = 3.94965982258155699e-3;
  std::array<double, 257> x{};
  std::array<double, 257> f{};

  Ziggurat() {
    x[0] = area / std::exp(-tail);
    x[1] = tail;
    for (std::size_t i = 1; i < 256; ++i) {
      f[i] = std::exp(-x[i]);
      x[i + 1] = i == 255 ? 0.0 : -std::log(f[i] + area / x[i]);
    }
    f[256] = 1.0;
  }
};
inline const Ziggurat ziggurat;

/// Random numbers that cost next to nothing, so that the kernel is what is measured.
/// Source: Marsaglia (2003), Xorshift RNGs, J. Stat. Softw. 8(14); Vigna's multiplier.
struct Draws {
  std::uint64_t state = 0x9e3779b97f4a7c15;

  std::uint64_t bits() {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545f4914f6cdd1d;
  }
  /// Exponential with mean 1 [-].
  /// Source: Marsaglia, Tsang (2000), The ziggurat method, J. Stat. Softw. 5(8).
  double exponential() {
    const std::uint64_t word = bits();
    const double x = static_cast<double>(word >> 11) * 0x1p-53 * ziggurat.x[word % 256];
    return x < ziggurat.x[word % 256 + 1] ? x : outside(word % 256, x);
  }

 private:
  /// One draw of a hundred is not in a layer's common part.
  double outside(std::size_t layer, double x) {
    if (layer == 0) return Ziggurat::tail + exponential();  // the tail looks like the whole
    const double uniform = static_cast<double>(bits() >> 11) * 0x1p-53;
    const double height = ziggurat.f[layer] + uniform * (ziggurat.f[layer + 1] - ziggurat.f[layer]);
    return height < std::exp(-x) ? x : exponential();
  }
};

enum class Increments { exponential, uniform, bimodal, equal, zero };

/// Draws of the time from an event to the next one of the same entity [ns], mean about 1 s.
/// They are drawn beforehand, so that the logarithm is not measured.
class IncrementTable {
 public:
  explicit IncrementTable(Increments kind) : ns_(size) {
    Draws draws;
    for (std::int64_t& ns : ns_) ns = draw(kind, draws);
  }
  std::int64_t next_ns() { return ns_[next_++ % size]; }

 private:
  static constexpr std::size_t size = 1024;  // a quarter of the nearest cache

  static std::int64_t draw(Increments kind, Draws& draws) {
    const double uniform = static_cast<double>(draws.bits() >> 11) * 0x1p-53;
    switch (kind) {
      case Increments::exponential:
        return std::llround(1e9 * draws.exponential());
      case Increments::uniform:
        return std::llround(2e9 * uniform);
      case Increments::bimodal:  // nine short ones to a long one
        return std::llround(draws.bits() % 10 == 0 ? 9e9 + 2e9 * uniform : 2e6 * uniform);
      case Increments::equal:
        return 1'000'000'000;
      case Increments::zero:
        return draws.bits() % 4 == 0 ? std::llround(1e9 * uniform) : 0;
    }
    return 0;
  }

  std::vector<std::int64_t> ns_;
  std::size_t next_ = 0;
};

/// State of one entity: a cache line that its events read and write.
struct alignas(64) EntityRow {
  std::uint64_t event_count = 0;
  std::int64_t last_time_ns = 0;
};

/// A single server with its waiting line, and what is observed of it.
struct Server {
  static constexpr double mean_gap_s = 1.0 / 0.9;  ///< between arrivals; a service takes 1 s
  static constexpr std::size_t room = 1 << 16;
  std::vector<std::int64_t> arrived_ns = std::vector<std::int64_t>(room);  ///< ring
  std::size_t first = 0;
  std::size_t behind_last = 0;
  std::uint64_t served = 0;
  double time_in_system_s = 0.0;  ///< sum over those served

  /// True if the server was free.
  bool arrive(std::int64_t now_ns) {
    arrived_ns[behind_last++ % room] = now_ns;
    return behind_last == first + 1;
  }
  /// True if another customer waits.
  bool depart(std::int64_t now_ns) {
    const std::int64_t came_ns = arrived_ns[first++ % room];
    time_in_system_s += static_cast<double>(now_ns - came_ns) * 1e-9;
    ++served;
    return first != behind_last;
  }
};

}  // namespace dimai::benchmark

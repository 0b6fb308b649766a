#pragma once

#include <array>
#include <cstdint>

namespace dimai::sim {

/// Philox4x64 with 10 rounds: a fixed function from (counter, key) to 256 random bits.
/// Source: Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11.
std::array<std::uint64_t, 4> philox(const std::array<std::uint64_t, 4>& counter,
                                    const std::array<std::uint64_t, 2>& key);

/// A stream of random numbers of its own for each (seed, replication, purpose, entity), with
/// the same numbers on every machine. What one stream draws changes no other stream, so two
/// policies can be compared under the same demand.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t replication, std::uint32_t purpose, std::uint64_t entity)
      : key_{seed, replication}, entity_(entity), purpose_(purpose) {}

  /// 64 random bits.
  std::uint64_t bits() {
    if (used_ == block_.size()) next_block();
    return block_[used_++];
  }
  /// Uniform on the open interval (0, 1), in steps of 2^-52.
  double uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; }
  /// Exponential, by inversion: one draw a number.
  ///
  /// @param mean  in the unit of the result, >= 0
  double exponential(double mean);
  /// Standard normal (mean 0, variance 1), by the polar method.
  double normal();
  /// Poisson. Below a mean of 10 by counting exponential gaps, from there by transformed
  /// rejection, whose cost does not grow with the mean.
  ///
  /// @param mean  [-], in [0, 1e9]
  /// @throws std::domain_error outside that range
  /// Source: Hoermann (1993), Insurance: Mathematics and Economics 12, 39-45, algorithm PTRS.
  std::uint64_t poisson(double mean);
  /// Uniform whole number in [0, n), without bias.
  ///
  /// @throws std::domain_error if n is 0
  /// Source: Lemire (2019), ACM Trans. Model. Comput. Simul. 29(1), 3.
  std::uint64_t below(std::uint64_t n);

 private:
  void next_block();
  std::uint64_t poisson_by_gaps(double mean);
  std::uint64_t poisson_by_rejection(double mean);

  std::array<std::uint64_t, 4> block_{};
  std::array<std::uint64_t, 2> key_;
  std::uint64_t entity_;
  std::uint64_t block_index_ = 0;
  std::uint32_t purpose_;
  std::uint32_t used_ = 4;
};

}  // namespace dimai::sim

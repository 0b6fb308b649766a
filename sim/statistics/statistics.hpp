#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "sim/time.hpp"

namespace dimai::sim {

/// Count, mean, variance and extremes of observations, without keeping them.
/// Source: Chan, Golub, LeVeque (1979), Updating formulae, Stanford STAN-CS-79-773.
class RunningMoments {
 public:
  void add(double value);
  void merge(const RunningMoments& other);
  std::uint64_t count() const { return count_; }
  /// NaN if there is no observation.
  double mean() const;
  /// Unbiased (divided by n - 1); NaN below two observations.
  double variance() const;
  /// +infinity if there is no observation.
  double min() const { return min_; }
  /// -infinity if there is no observation.
  double max() const { return max_; }

 private:
  std::uint64_t count_ = 0;
  double mean_ = 0.0;
  double squares_ = 0.0;  ///< sum of (value - mean)^2
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
};

/// Mean over time of a quantity that changes in steps, such as a queue's length.
class TimeWeightedMean {
 public:
  /// Starts at time `start` with the given value.
  explicit TimeWeightedMean(Time start = {}, double value = 0.0);
  /// The quantity takes a new value at time `at`, no earlier than the last change.
  ///
  /// @throws std::logic_error if `at` is earlier
  void set(Time at, double value);
  double value() const { return value_; }
  /// Mean from the start to `at`, no earlier than the last change; NaN over no time at all.
  ///
  /// @throws std::logic_error if `at` is earlier
  double mean(Time at) const;

 private:
  Time start_;
  Time changed_;
  double value_;
  double integral_s_ = 0.0;  ///< of the value over time, up to changed_
};

/// Quantiles of observations, to within a stated relative error, in bounded memory.
/// Counts in bins that split each power of two in 128: a logarithmic histogram.
class QuantileSketch {
 public:
  /// |reported - true| <= relative_error * |true|.
  static constexpr double relative_error = 1.0 / 256;
  /// A magnitude below this counts as zero.
  static constexpr double smallest = 1e-9;

  /// @throws std::domain_error if the value is not finite
  void add(double value);
  void merge(const QuantileSketch& other);
  std::uint64_t count() const { return zeros_ + positive_.count + negative_.count; }
  /// The observation of rank ceil(p n), within relative_error; the least and the greatest exactly.
  ///
  /// @param p  probability [-], in [0, 1]
  /// @return NaN if there is no observation
  /// @throws std::domain_error outside that range
  double quantile(double p) const;
  void keep(auto& archive) {
    archive(positive_.first, positive_.count, positive_.counts, negative_.first, negative_.count,
            negative_.counts, zeros_, min_, max_);
  }

 private:
  /// Counts per bin of positive magnitudes, from bin `first` on.
  struct Bins {
    std::int64_t first = 0;
    std::uint64_t count = 0;
    std::vector<std::uint64_t> counts;

    void add(std::int64_t bin, std::uint64_t times);
    void merge(const Bins& other);
    double value_at(std::uint64_t rank) const;
  };

  Bins positive_;
  Bins negative_;
  std::uint64_t zeros_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
};

/// Mean of a correlated stationary series with its 95 % confidence interval.
///
/// Keeps 20 to 39 batches of equal length; when 40 are full, neighbours are joined in pairs.
/// Source: Law, Simulation Modeling and Analysis, 5th ed., section 9.5.3 (batch means).
class BatchMeans {
 public:
  void add(double value);
  std::uint64_t count() const { return count_; }
  /// Mean of all observations; NaN if there is none.
  double mean() const;
  /// Half the width of the 95 % interval about the mean; infinite below two full batches.
  double half_width() const;
  std::size_t batch_count() const { return batches_.size(); }
  std::uint64_t batch_length() const { return batch_length_; }

 private:
  std::vector<double> batches_;  ///< mean of each full batch
  RunningMoments open_;          ///< the batch being filled
  std::uint64_t batch_length_ = 1;
  std::uint64_t count_ = 0;
  double sum_ = 0.0;
};

}  // namespace dimai::sim

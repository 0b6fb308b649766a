#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

#include "sim/statistics/statistics.hpp"

namespace dimai::sim {

namespace {

// A positive double's leading bits, exponent and 7 bits of fraction, are its bin's number.
constexpr int dropped_bits = 52 - 7;

std::int64_t bin_of(double magnitude) {
  return static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(magnitude) >> dropped_bits);
}

/// The middle of a bin: no value in the bin is further away than 1/256 of itself.
double middle_of(std::int64_t bin) {
  const std::uint64_t half_bin = std::uint64_t{1} << (dropped_bits - 1);
  return std::bit_cast<double>((static_cast<std::uint64_t>(bin) << dropped_bits) + half_bin);
}

}  // namespace

void QuantileSketch::Bins::add(std::int64_t bin, std::uint64_t times) {
  if (counts.empty()) first = bin;
  if (bin < first) {
    counts.insert(counts.begin(), static_cast<std::size_t>(first - bin), 0);
    first = bin;
  }
  const auto place = static_cast<std::size_t>(bin - first);
  if (place >= counts.size()) counts.resize(place + 1, 0);
  counts[place] += times;
  count += times;
}

void QuantileSketch::Bins::merge(const Bins& other) {
  for (std::size_t i = 0; i < other.counts.size(); ++i)
    if (other.counts[i] > 0) add(other.first + static_cast<std::int64_t>(i), other.counts[i]);
}

/// The magnitude of the given rank, counted from 0 upwards.
double QuantileSketch::Bins::value_at(std::uint64_t rank) const {
  std::size_t place = 0;
  for (std::uint64_t seen = counts[0]; seen <= rank; seen += counts[place]) ++place;
  return middle_of(first + static_cast<std::int64_t>(place));
}

void QuantileSketch::add(double value) {
  if (!std::isfinite(value)) throw std::domain_error("QuantileSketch: value is not finite");
  min_ = std::min(min_, value);
  max_ = std::max(max_, value);
  if (std::abs(value) < smallest) {
    ++zeros_;
  } else {
    (value > 0.0 ? positive_ : negative_).add(bin_of(std::abs(value)), 1);
  }
}

void QuantileSketch::merge(const QuantileSketch& other) {
  positive_.merge(other.positive_);
  negative_.merge(other.negative_);
  zeros_ += other.zeros_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

double QuantileSketch::quantile(double p) const {
  if (!(p >= 0.0 && p <= 1.0)) throw std::domain_error("quantile(): p outside 0 to 1");
  const std::uint64_t n = count();
  if (n == 0) return std::numeric_limits<double>::quiet_NaN();
  const double ranked = std::ceil(p * static_cast<double>(n));
  const std::uint64_t rank = std::min(n, static_cast<std::uint64_t>(std::max(ranked, 1.0))) - 1;
  if (rank == 0) return min_;
  if (rank == n - 1) return max_;
  double value = 0.0;
  if (rank < negative_.count) {
    value = -negative_.value_at(negative_.count - 1 - rank);
  } else if (rank >= negative_.count + zeros_) {
    value = positive_.value_at(rank - negative_.count - zeros_);
  }
  return std::clamp(value, min_, max_);
}

}  // namespace dimai::sim

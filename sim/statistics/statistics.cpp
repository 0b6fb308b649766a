#include "sim/statistics/statistics.hpp"

#include <algorithm>
#include <stdexcept>

namespace dimai::sim {

namespace {
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
}

void RunningMoments::add(double value) {
  ++count_;
  const double before = value - mean_;
  mean_ += before / static_cast<double>(count_);
  squares_ += before * (value - mean_);
  min_ = std::min(min_, value);
  max_ = std::max(max_, value);
}

void RunningMoments::merge(const RunningMoments& other) {
  if (other.count_ == 0) return;
  const auto n = static_cast<double>(count_);
  const auto m = static_cast<double>(other.count_);
  const double difference = other.mean_ - mean_;
  mean_ += difference * (m / (n + m));
  squares_ += other.squares_ + difference * difference * (n * m / (n + m));
  count_ += other.count_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

double RunningMoments::mean() const { return count_ == 0 ? not_a_number : mean_; }

double RunningMoments::variance() const {
  return count_ < 2 ? not_a_number : squares_ / static_cast<double>(count_ - 1);
}

TimeWeightedMean::TimeWeightedMean(Time start, double value)
    : start_(start), changed_(start), value_(value) {}

void TimeWeightedMean::set(Time at, double value) {
  if (at < changed_) throw std::logic_error("TimeWeightedMean: set in the past");
  integral_s_ += value_ * to_seconds(at - changed_);
  changed_ = at;
  value_ = value;
}

double TimeWeightedMean::mean(Time at) const {
  if (at < changed_) throw std::logic_error("TimeWeightedMean: asked about the past");
  if (at == start_) return not_a_number;
  return (integral_s_ + value_ * to_seconds(at - changed_)) / to_seconds(at - start_);
}

}  // namespace dimai::sim

#include <array>
#include <cmath>

#include "sim/statistics/statistics.hpp"

namespace dimai::sim {

namespace {

constexpr std::size_t most_batches = 40;

/// 97.5 % quantile of Student's t at 1 to 39 degrees of freedom [-].
/// Source: any statistical table, e.g. Law, Simulation Modeling and Analysis, table T.1.
constexpr std::array<double, most_batches - 1> student_t{
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145,  2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052,  2.048, 2.045, 2.042, 2.040, 2.037, 2.035, 2.032, 2.030, 2.028, 2.026, 2.024, 2.023};

}  // namespace

void BatchMeans::add(double value) {
  ++count_;
  sum_ += value;
  open_.add(value);
  if (open_.count() < batch_length_) return;
  batches_.push_back(open_.mean());
  open_ = {};
  if (batches_.size() < most_batches) return;
  for (std::size_t i = 0; i < most_batches / 2; ++i)
    batches_[i] = 0.5 * (batches_[2 * i] + batches_[2 * i + 1]);
  batches_.resize(most_batches / 2);
  batch_length_ *= 2;
}

double BatchMeans::mean() const {
  if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
  return sum_ / static_cast<double>(count_);
}

double BatchMeans::half_width() const {
  if (batches_.size() < 2) return std::numeric_limits<double>::infinity();
  RunningMoments moments;
  for (const double batch : batches_) moments.add(batch);
  const auto n = static_cast<double>(batches_.size());
  return student_t[batches_.size() - 2] * std::sqrt(moments.variance() / n);
}

}  // namespace dimai::sim

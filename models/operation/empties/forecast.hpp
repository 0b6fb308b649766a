#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/operation/empties/routed_times.hpp"
#include "models/operation/empties/sampling_voting.hpp"
#include "models/parameters/request.hpp"
#include "sim/random.hpp"

namespace dimai::models {

/// Demand as it was on earlier days: what a dispatcher knows of the day to come.
class Forecast {
 public:
  /// @param requests  of all those days, in order of time, each day beginning at 0
  Forecast(std::span<const Request> requests, std::size_t day_count, std::size_t class_count,
           const Router& router);

  struct Entry {
    std::int64_t time_ns = 0;
    std::uint32_t origin = 0;       ///< portal rank
    std::uint32_t destination = 0;  ///< portal rank
  };
  /// What arose in [from, until) on any of those days.
  std::span<const Entry> window(std::uint32_t capsule_class, std::int64_t from_ns,
                                std::int64_t until_ns) const;
  /// Requests expected in [from, until) by origin, shape (portal,).
  std::vector<double> expected(std::uint32_t capsule_class, std::int64_t from_ns,
                               std::int64_t until_ns) const;
  double day_count() const { return static_cast<double>(day_count_); }
  std::size_t portal_count() const { return portal_count_; }

 private:
  std::size_t day_count_;
  std::size_t portal_count_;
  std::vector<std::vector<Entry>> entries_;  ///< by class, in order of time
};

/// Requests drawn from a window of those days, at the mean rate of the window.
class ForecastSampler final : public RequestSampler {
 public:
  /// @param window  not empty
  ForecastSampler(std::span<const Forecast::Entry> window, double mean_gap_ns,
                  const TravelTimes& times, std::uint32_t capsule_class, std::int64_t handling_ns,
                  const sim::Random& random);

  void restart(std::int64_t now_ns) override;
  SampleRequest next() override;

 private:
  std::span<const Forecast::Entry> window_;
  double mean_gap_ns_;
  const TravelTimes& times_;
  std::uint32_t class_;
  std::int64_t handling_ns_;
  sim::Random random_;
  double time_ns_ = 0.0;
};

}  // namespace dimai::models

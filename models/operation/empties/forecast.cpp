#include "models/operation/empties/forecast.hpp"

#include <algorithm>
#include <cmath>

namespace dimai::models {

Forecast::Forecast(std::span<const Request> requests, std::size_t day_count,
                   std::size_t class_count, const Router& router)
    : day_count_(day_count), portal_count_(router.portals().size()), entries_(class_count) {
  for (const Request& each : requests) {
    entries_[each.capsule_class].push_back(
        {each.time.ns, router.portal_rank(each.origin), router.portal_rank(each.destination)});
  }
}

std::span<const Forecast::Entry> Forecast::window(std::uint32_t capsule_class, std::int64_t from_ns,
                                                  std::int64_t until_ns) const {
  const std::vector<Entry>& all = entries_[capsule_class];
  const auto before = [](const Entry& entry, std::int64_t time_ns) {
    return entry.time_ns < time_ns;
  };
  const auto first = std::lower_bound(all.begin(), all.end(), from_ns, before);
  const auto last = std::lower_bound(first, all.end(), until_ns, before);
  return {first, last};
}

std::vector<double> Forecast::expected(std::uint32_t capsule_class, std::int64_t from_ns,
                                       std::int64_t until_ns) const {
  std::vector<double> count(portal_count_, 0.0);
  for (const Entry& entry : window(capsule_class, from_ns, until_ns))
    count[entry.origin] += 1.0 / day_count();
  return count;
}

ForecastSampler::ForecastSampler(std::span<const Forecast::Entry> window, double mean_gap_ns,
                                 const TravelTimes& times, std::uint32_t capsule_class,
                                 std::int64_t handling_ns, const sim::Random& random)
    : window_(window),
      mean_gap_ns_(mean_gap_ns),
      times_(times),
      class_(capsule_class),
      handling_ns_(handling_ns),
      random_(random) {}

void ForecastSampler::restart(std::int64_t now_ns) { time_ns_ = static_cast<double>(now_ns); }

SampleRequest ForecastSampler::next() {
  time_ns_ += random_.exponential(mean_gap_ns_);
  const Forecast::Entry& entry = window_[random_.below(window_.size())];
  const std::vector<NodeIndex>& portals = times_.router().portals();
  const std::int64_t way_ns =
      times_.travel_ns(class_, portals[entry.origin], portals[entry.destination]);
  return {std::llround(time_ns_), entry.origin, entry.destination, handling_ns_ + way_ns};
}

}  // namespace dimai::models

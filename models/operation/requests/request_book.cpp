#include "models/operation/requests/request_book.hpp"

#include <algorithm>

namespace dimai::models {

std::optional<Request> RequestBook::take(sim::Time now) {
  taken_until_ = now;
  const bool planned = next_ < planned_.size() && planned_[next_].time <= now;
  if (asked_.empty()) {
    if (!planned) return std::nullopt;
    return planned_[next_++];
  }
  if (planned && planned_[next_].time <= asked_.front().time) return planned_[next_++];
  const Request first = asked_.front();
  asked_.pop_front();
  return first;
}

sim::Time RequestBook::next_planned() const {
  return next_ < planned_.size() ? planned_[next_].time : sim::Time::max();
}

std::vector<Request> RequestBook::planned_left() const {
  return {planned_.begin() + static_cast<std::ptrdiff_t>(next_), planned_.end()};
}

void RequestBook::go_to(sim::Time time) {
  const auto after =
      std::upper_bound(planned_.begin(), planned_.end(), time,
                       [](sim::Time t, const Request& request) { return t < request.time; });
  next_ = static_cast<std::size_t>(after - planned_.begin());
  taken_until_ = time;
}

}  // namespace dimai::models

#include "models/recovery/service_count.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dimai::models {

ServiceCount::ServiceCount(const ServiceQuestion& question, std::string name, std::string unit)
    : question_(question), name_(std::move(name)), unit_(std::move(unit)) {
  const double steps = std::max(1.0, std::ceil(question.end_s / question.step_s - 1e-9));
  asked_.assign(static_cast<std::size_t>(steps), 0.0);
  served_ = asked_;
}

void ServiceCount::add(double time_s, double decided_s, double asked, double served) {
  if (decided_s > question_.end_s || time_s < 0.0) return;
  const auto step =
      std::min(asked_.size() - 1, static_cast<std::size_t>(time_s / question_.step_s));
  asked_[step] += asked;
  served_[step] += served;
  asked_all_ += asked;
  served_all_ += served;
  if (decided_s > question_.first_failure_s) return;
  asked_before_ += asked;
  served_before_ += served;
}

void ServiceCount::add_request(double time_s, double undelayed_s, double took_s, double amount,
                               bool refused) {
  const double allowed_s = question_.late_factor * undelayed_s + question_.late_grace_s;
  const bool in_time = !refused && took_s >= 0.0 && took_s <= allowed_s;
  // What failed later could still have made it late: it tells of the time before only then.
  const double open_until_s = time_s + allowed_s;
  if (open_until_s > question_.end_s && (took_s >= 0.0 || refused))
    return add(time_s, question_.end_s, amount, in_time ? amount : 0.0);
  add(time_s, open_until_s, amount, in_time ? amount : 0.0);
}

void ServiceCount::add_flow(double from_s, double until_s, double asked_per_s,
                            double served_per_s) {
  until_s = std::min(until_s, question_.end_s);
  const double step_s = question_.step_s;
  for (std::size_t i = static_cast<std::size_t>(std::max(0.0, from_s) / step_s);
       i < asked_.size() && static_cast<double>(i) * step_s < until_s; ++i) {
    const double begin_s = std::max(from_s, static_cast<double>(i) * step_s);
    const double span_s = std::min(until_s, static_cast<double>(i + 1) * step_s) - begin_s;
    if (span_s <= 0.0) continue;
    asked_[i] += span_s * asked_per_s;
    served_[i] += span_s * served_per_s;
  }
  const double span_s = std::max(0.0, until_s - from_s);
  asked_all_ += span_s * asked_per_s;
  served_all_ += span_s * served_per_s;
  const double before_s = std::max(0.0, std::min(until_s, question_.first_failure_s) - from_s);
  asked_before_ += before_s * asked_per_s;
  served_before_ += before_s * served_per_s;
}

ServiceCurve ServiceCount::curve() const {
  ServiceCurve found;
  found.end_s = question_.end_s;
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    found.time_s.push_back(static_cast<double>(i) * question_.step_s);
    found.share.push_back(asked_[i] > 0.0 ? served_[i] / asked_[i]
                                          : std::numeric_limits<double>::quiet_NaN());
  }
  return found;
}

double ServiceCount::before() const {
  return asked_before_ > 0.0 && served_before_ > 0.0 ? served_before_ / asked_before_ : 1.0;
}

Recovery ServiceCount::recovery() const {
  return models::recovery(curve(), question_.first_failure_s, before());
}

}  // namespace dimai::models

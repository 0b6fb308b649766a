#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/event.hpp"

namespace dimai::benchmark {

/// A calendar of days of equal width that repeats every year; each day a sorted list.
///
/// Doubles or halves the number of days with the number of events, the width being three mean
/// gaps between the next events.
/// Source: Brown (1988), Communications of the ACM 31(10), 1220-1227.
class CalendarQueue {
 public:
  CalendarQueue() : days_(2) {}

  void push(sim::Event event) {
    event.order = next_order_++;
    insert(event);
    if (size_ > 2 * days_.size()) resize(2 * days_.size());
  }
  sim::Event pop() {
    const sim::Event event = take_next();
    if (size_ < days_.size() / 2 && days_.size() > 2) resize(days_.size() / 2);
    return event;
  }
  std::size_t size() const { return size_; }

 private:
  static bool after(const sim::Event& a, const sim::Event& b) { return runs_before(b, a); }

  void insert(const sim::Event& event) {
    std::vector<sim::Event>& day = days_[day_of(event)];
    day.insert(std::upper_bound(day.begin(), day.end(), event, after), event);
    ++size_;
    now_ns_ = std::min(now_ns_, event.time.ns);
  }
  std::size_t day_of(const sim::Event& event) const {
    return static_cast<std::size_t>(event.time.ns / width_ns_) % days_.size();
  }
  sim::Event take_next() {
    std::int64_t day_number = now_ns_ / width_ns_;
    for (std::size_t i = 0; i < days_.size(); ++i, ++day_number) {
      std::vector<sim::Event>& day = days_[static_cast<std::size_t>(day_number) % days_.size()];
      if (!day.empty() && day.back().time.ns / width_ns_ == day_number) return take_from(day);
    }
    std::vector<sim::Event>* best = nullptr;  // nothing this year: search all days
    for (std::vector<sim::Event>& day : days_)
      if (!day.empty() && (best == nullptr || runs_before(day.back(), best->back()))) best = &day;
    return take_from(*best);
  }
  sim::Event take_from(std::vector<sim::Event>& day) {
    const sim::Event event = day.back();
    day.pop_back();
    --size_;
    now_ns_ = event.time.ns;
    return event;
  }
  void resize(std::size_t day_count) {
    const std::int64_t now_ns = now_ns_;
    std::vector<sim::Event> sample;
    for (std::size_t i = 0; i < 25 && size_ > 0; ++i) sample.push_back(take_next());
    if (sample.size() > 1) {
      const std::int64_t span_ns = sample.back().time.ns - sample.front().time.ns;
      width_ns_ =
          std::max<std::int64_t>(1, 3 * span_ns / static_cast<std::int64_t>(sample.size() - 1));
    }
    std::vector<std::vector<sim::Event>> old(day_count);
    old.swap(days_);
    size_ = 0;
    for (const sim::Event& event : sample) insert(event);
    for (const auto& day : old)
      for (const sim::Event& event : day) insert(event);
    now_ns_ = now_ns;
  }

  std::vector<std::vector<sim::Event>> days_;  ///< each in reverse order: the next one last
  std::int64_t width_ns_ = 1;
  std::int64_t now_ns_ = 0;
  std::size_t size_ = 0;
  std::uint64_t next_order_ = 0;
};

}  // namespace dimai::benchmark

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/event.hpp"

namespace dimai::benchmark {

/// Wheels of 256 slots, each slot of one wheel a turn of the next finer one, over a fixed
/// finest width; an event moves to a finer wheel when its slot is reached.
///
/// Monotone: no event may be pushed before the last one taken out.
/// Source: Varghese, Lauck (1987), Hashed and hierarchical timing wheels, SOSP '87.
class TimingWheel {
 public:
  explicit TimingWheel(int finest_bits = 14) : finest_bits_(finest_bits) {}

  void push(sim::Event event) {
    event.order = next_order_++;
    ++size_;
    place(event);
  }
  sim::Event pop() {
    while (next_ == open_.size()) turn();
    --size_;
    return open_[next_++];
  }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t slot_count = 256;
  using Wheel = std::array<std::vector<sim::Event>, slot_count>;

  void place(const sim::Event& event) {
    const auto time = static_cast<std::uint64_t>(event.time.ns);
    if (time < open_end_) {
      open_.insert(std::upper_bound(open_.begin() + static_cast<std::ptrdiff_t>(next_), open_.end(),
                                    event, sim::runs_before),
                   event);
      return;
    }
    const auto differing = static_cast<int>(std::bit_width((time ^ hand_) >> finest_bits_));
    const auto wheel = static_cast<std::size_t>(std::max(differing - 1, 0)) / 8;
    wheels_[wheel][slot_of(time, wheel)].push_back(event);
  }
  std::size_t slot_of(std::uint64_t time, std::size_t wheel) const {
    return static_cast<std::size_t>(time >> shift_of(wheel)) % slot_count;
  }
  int shift_of(std::size_t wheel) const { return finest_bits_ + 8 * static_cast<int>(wheel); }

  /// Opens the next slot that is not empty.
  void turn() {
    for (std::size_t wheel = 0; wheel < wheels_.size(); ++wheel) {
      for (std::size_t slot = slot_of(hand_, wheel); slot < slot_count; ++slot) {
        std::vector<sim::Event>& events = wheels_[wheel][slot];
        if (events.empty()) continue;
        const int shift = shift_of(wheel);
        hand_ = static_cast<std::uint64_t>(events.front().time.ns) >> shift << shift;
        return wheel == 0 ? open(events) : scatter(events);
      }
    }
  }
  void open(std::vector<sim::Event>& events) {
    open_.clear();
    next_ = 0;
    open_.swap(events);
    open_end_ = hand_ + (std::uint64_t{1} << finest_bits_);
    std::sort(open_.begin(), open_.end(), sim::runs_before);
  }
  void scatter(std::vector<sim::Event>& events) {
    std::vector<sim::Event> old;
    old.swap(events);
    for (const sim::Event& event : old) place(event);
  }

  int finest_bits_;
  std::uint64_t hand_ = 0;
  std::uint64_t open_end_ = 0;
  std::vector<sim::Event> open_;  ///< the slot that is being emptied, sorted
  std::size_t next_ = 0;
  std::array<Wheel, 7> wheels_;
  std::uint64_t next_order_ = 0;
  std::size_t size_ = 0;
};

}  // namespace dimai::benchmark

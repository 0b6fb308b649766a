#pragma once

#include <cstddef>
#include <cstdint>
#include <queue>
#include <vector>

#include "sim/event.hpp"

namespace dimai::benchmark {

/// std::priority_queue of the same 32-byte events in the same exact order.
class StdPriorityQueue {
 public:
  void push(sim::Event event) {
    event.order = next_order_++;
    events_.push(event);
  }
  sim::Event pop() {
    const sim::Event event = events_.top();
    events_.pop();
    return event;
  }
  std::size_t size() const { return events_.size(); }

 private:
  struct RunsAfter {
    bool operator()(const sim::Event& a, const sim::Event& b) const { return runs_before(b, a); }
  };
  std::priority_queue<sim::Event, std::vector<sim::Event>, RunsAfter> events_;
  std::uint64_t next_order_ = 0;
};

/// Implicit heap of four children a node: half the depth of a binary one, and children that
/// share cache lines.
class FourAryHeap {
 public:
  void push(sim::Event event) {
    event.order = next_order_++;
    std::size_t hole = heap_.size();
    heap_.push_back(event);
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / 4;
      if (!runs_before(event, heap_[parent])) break;
      heap_[hole] = heap_[parent];
      hole = parent;
    }
    heap_[hole] = event;
  }
  sim::Event pop() {
    const sim::Event result = heap_.front();
    const sim::Event last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sink(last);
    return result;
  }
  std::size_t size() const { return heap_.size(); }

 private:
  void sink(const sim::Event& last) {
    std::size_t hole = 0;
    for (std::size_t child = 1; child < heap_.size(); child = 4 * hole + 1) {
      const std::size_t end = child + 4 < heap_.size() ? child + 4 : heap_.size();
      std::size_t best = child;
      for (std::size_t i = child + 1; i < end; ++i)
        if (runs_before(heap_[i], heap_[best])) best = i;
      if (!runs_before(heap_[best], last)) break;
      heap_[hole] = heap_[best];
      hole = best;
    }
    heap_[hole] = last;
  }

  std::vector<sim::Event> heap_;
  std::uint64_t next_order_ = 0;
};

}  // namespace dimai::benchmark

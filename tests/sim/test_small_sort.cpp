#include <algorithm>
#include <array>
#include <vector>

#include <doctest/doctest.h>

#include "sim/random.hpp"
#include "sim/small_sort.hpp"

using namespace dimai::sim;

namespace {

/// True if sort_small() does with these times what std::stable_sort does.
bool sorts_as_standard(const std::vector<Time>& times) {
  std::vector<Event> events(times.size());
  std::vector<const Event*> pointers;
  for (std::size_t i = 0; i < times.size(); ++i) {
    events[i].time = times[i];
    events[i].order = i;
    pointers.push_back(&events[i]);
  }
  std::vector<Event> sorted(times.size());
  sort_small(pointers.data(), pointers.size(), sorted.data());
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
  return std::equal(events.begin(), events.end(), sorted.begin(), [](const auto& a, const auto& b) {
    return a.time == b.time && a.order == b.order;
  });
}

}  // namespace

TEST_CASE("any number of events up to 64, over any span of time, is sorted stably") {
  Random random(1, 0, 0, 0);
  for (std::size_t count = 0; count <= small_sort_limit; ++count) {
    for (int bits = 0; bits <= 63; ++bits) {
      std::vector<Time> times(count);
      for (Time& time : times)
        time.ns = static_cast<std::int64_t>(bits == 0 ? 0 : random.bits() >> (64 - bits));
      CHECK(sorts_as_standard(times));
    }
  }
}

TEST_CASE("times are told apart that differ by a nanosecond beside one that is a century away") {
  // 2^61 ns is 73 years: a key of 25 bits holds no more than steps of 2^36 ns of it.
  std::vector<Time> times;
  for (std::int64_t i = 0; i < 31; ++i) times.push_back({(i * 7) % 31});
  times.push_back({std::int64_t{1} << 61});
  times.push_back({(std::int64_t{1} << 61) - 1});
  CHECK(sorts_as_standard(times));
}

#include "sim/small_sort.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

namespace dimai::sim {

namespace {

// Four lanes are what every 64-bit machine has; GCC and clang both know this notation.
using Lanes = std::int32_t __attribute__((vector_size(16)));
constexpr std::size_t lane_count = 4;
constexpr int position_bits = std::countr_zero(small_sort_limit);
constexpr int time_bits = 31 - position_bits;

using Keys = std::array<std::int32_t, small_sort_limit + lane_count>;

/// How many keys are less than each key: its place in the sorted order. No branch to mispredict.
/// The keys differ, and those from `count` on are the greatest.
void rank_keys(const Keys& keys, std::size_t count, Keys& ranks) {
  for (std::size_t j = 0; j < count; j += lane_count) {
    Lanes own;
    std::memcpy(&own, &keys[j], sizeof own);
    Lanes rank{};
    for (std::size_t i = 0; i < count; ++i) {
      const std::int32_t key = keys[i];
      rank -= Lanes{key, key, key, key} < own;
    }
    std::memcpy(&ranks[j], &rank, sizeof rank);
  }
}

/// Mends the order of times that a key was too short to tell apart. Keeps equal times in order.
void insertion_sort(Event* events, std::size_t count) {
  for (std::size_t i = 1; i < count; ++i) {
    const Event event = events[i];
    std::size_t hole = i;
    for (; hole > 0 && events[hole - 1].time > event.time; --hole) events[hole] = events[hole - 1];
    events[hole] = event;
  }
}

}  // namespace

void sort_small(const Event* const* events, std::size_t count, Event* sorted) {
  if (count == 0) return;
  Time first = events[0]->time;
  Time last = first;
  for (std::size_t i = 1; i < count; ++i) {
    first = std::min(first, events[i]->time);
    last = std::max(last, events[i]->time);
  }
  // A key is the time since the first event, cut to 25 bits, and the position behind it.
  const auto span_ns = static_cast<std::uint64_t>(last.ns) - static_cast<std::uint64_t>(first.ns);
  const int cut_bits = std::max(0, static_cast<int>(std::bit_width(span_ns)) - time_bits);
  Keys keys;
  for (std::size_t i = 0; i < count; ++i) {
    const auto since =
        static_cast<std::uint64_t>(events[i]->time.ns) - static_cast<std::uint64_t>(first.ns);
    keys[i] = static_cast<std::int32_t>((since >> cut_bits) << position_bits | i);
  }
  for (std::size_t i = count; i < count + lane_count; ++i)
    keys[i] = std::numeric_limits<std::int32_t>::max();
  Keys ranks;
  rank_keys(keys, count, ranks);
  for (std::size_t i = 0; i < count; ++i) sorted[ranks[i]] = *events[i];
  if (cut_bits > 0) insertion_sort(sorted, count);
}

}  // namespace dimai::sim

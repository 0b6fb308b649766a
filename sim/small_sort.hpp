#pragma once

#include <cstddef>

#include "sim/event.hpp"

namespace dimai::sim {

/// Most events that sort_small() takes.
inline constexpr std::size_t small_sort_limit = 64;

/// Copies up to 64 events, sorted by time, equal times in the order given.
///
/// @param events  pointers to them, shape (count,)
/// @param sorted  where they go, shape (count,); overlaps none of them
void sort_small(const Event* const* events, std::size_t count, Event* sorted);

}  // namespace dimai::sim

#pragma once

#include <cstdint>

/// A scrambled number in [0, 1), the same on every machine.
inline double scrambled(std::uint64_t i) {
  i = (i ^ (i >> 31U)) * 0x9E3779B97F4A7C15U;
  i = (i ^ (i >> 29U)) * 0xBF58476D1CE4E5B9U;
  return static_cast<double>(i >> 11U) * 0x1p-53;
}

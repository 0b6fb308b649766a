#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace dimai::scenarios {

/// One value of each row, in order.
template <class Value, class Rows, class Get>
std::vector<Value> column(const Rows& rows, Get get) {
  std::vector<Value> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(static_cast<Value>(get(row)));
  return values;
}

/// 0, 1, 2, ...
inline std::vector<std::uint32_t> row_numbers(std::size_t count) {
  std::vector<std::uint32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0U);
  return numbers;
}

}  // namespace dimai::scenarios

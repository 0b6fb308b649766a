#pragma once

#include "scenarios/recording/columns.hpp"
#include "scenarios/results/column.hpp"
#include "sim/time.hpp"

namespace dimai::scenarios {

/// Describes a column of texts.
inline ColumnInfo text_info(const char* name, const char* meaning) {
  return {name, "", meaning, ColumnType::text, {}};
}

/// Describes a column of numbers in a unit.
inline ColumnInfo number_info(const char* name, const char* unit, const char* meaning) {
  return {name, unit, meaning, ColumnType::float64, {}};
}

/// A text of each row.
template <class Rows, class Get>
Column texts(const char* name, const char* meaning, const Rows& rows, Get get) {
  return {text_info(name, meaning), column<std::string>(rows, get)};
}

/// A number of each row.
template <class Rows, class Get>
Column numbers(const char* name, const char* unit, const char* meaning, const Rows& rows, Get get) {
  return {number_info(name, unit, meaning), column<double>(rows, get)};
}

/// A count or a row of another table, of each row.
template <class Rows, class Get>
Column rows_of(const char* name, const char* meaning, const Rows& rows, Get get) {
  return {{name, "1", meaning, ColumnType::int64, {}}, column<std::int64_t>(rows, get)};
}

/// Seconds of a time kept as nanoseconds.
inline double in_seconds(std::int64_t ns) { return sim::to_seconds({ns}); }

}  // namespace dimai::scenarios

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace dimai::scenarios {

/// The values of a column, handed over in one piece.
using ColumnData = std::variant<std::vector<double>, std::vector<float>, std::vector<std::int64_t>,
                                std::vector<std::int32_t>, std::vector<std::uint32_t>,
                                std::vector<std::uint8_t>, std::vector<std::string>>;

/// What a column holds: the alternatives of ColumnData, in the same order.
enum class ColumnType : std::uint8_t { float64, float32, int64, int32, uint32, uint8, text };
static_assert(std::variant_size_v<ColumnData> == static_cast<std::size_t>(ColumnType::text) + 1);

/// A column without its values.
struct ColumnInfo {
  std::string name;       ///< name of the dataset, ending in its unit, such as "wait_s"
  std::string units;      ///< CF attribute `units`; "1" for counts and indices, "" for texts
  std::string long_name;  ///< CF attribute `long_name`: what it is, in one line
  ColumnType type = ColumnType::float64;
  std::vector<std::string> meanings{};  ///< of the values 0, 1, 2 ... (CF flag_meanings); or empty
};

/// A column with its values; `info.type` is taken from `data`.
struct Column {
  ColumnInfo info;
  ColumnData data;
};

/// The scales of a matrix, which stand in its group, and its size; values run along a row first.
struct MatrixScales {
  std::string row_scale;     ///< name of the scale that the rows are measured by, such as "time_s"
  std::string column_scale;  ///< name of the scale that the columns are measured by
  std::uint64_t rows = 0;
  std::uint64_t columns = 0;
};

/// Value of an attribute of the file.
using AttributeValue = std::variant<std::string, std::int64_t, double>;

inline ColumnType type_of(const ColumnData& data) { return static_cast<ColumnType>(data.index()); }

inline std::size_t size_of(const ColumnData& data) {
  return std::visit([](const auto& values) { return values.size(); }, data);
}

/// Bytes that the values occupy in memory [B]; of texts without their characters.
inline std::size_t byte_count(const ColumnData& data) {
  return std::visit([](const auto& values) { return values.size() * sizeof(values[0]); }, data);
}

}  // namespace dimai::scenarios

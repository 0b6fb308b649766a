#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

/// A table that grows: its columns, and how many rows it has.
struct GrowingTable {
  std::vector<ColumnInfo> columns;  ///< of matrices: the row scale, then each matrix
  std::uint64_t width = 0;          ///< values in a row of each matrix; 0: columns
  std::uint64_t rows = 0;
};

/// Passes all on, and counts the rows of tables that grow.
class CountingWriter final : public ResultWriter {
 public:
  explicit CountingWriter(std::unique_ptr<ResultWriter> next) : next_(std::move(next)) {}

  void set_attribute(std::string name, AttributeValue value) override;
  void define_columns(std::string group, std::vector<ColumnInfo> columns) override;
  void define_matrices(std::string group, ColumnInfo row_scale, Column column_scale,
                       std::vector<ColumnInfo> matrices) override;
  void append(std::string group, std::vector<ColumnData> columns) override;
  void write_columns(std::string group, std::vector<Column> columns) override;
  void write_scale(std::string group, Column scale) override;
  void write_matrix(std::string group, Column matrix, MatrixScales scales) override;
  void write_text(std::string path, std::string text) override;
  void flush() override { next_->flush(); }
  std::filesystem::path finish(bool complete) override { return next_->finish(complete); }

  /// By group.
  const std::map<std::string, GrowingTable>& tables() const { return tables_; }

 private:
  std::unique_ptr<ResultWriter> next_;
  std::map<std::string, GrowingTable> tables_;
};

}  // namespace dimai::scenarios

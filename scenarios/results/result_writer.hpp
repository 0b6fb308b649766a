#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/results/column.hpp"
#include "scenarios/results/result_error.hpp"

namespace dimai::scenarios {

/// Takes what a run finds out: attributes, tables that grow, tables that are whole, matrices,
/// texts. FileWriter puts them into a file; others may keep them in memory. Group paths look like
/// "/network/node". For one producer thread.
class ResultWriter {
 public:
  ResultWriter() = default;
  virtual ~ResultWriter() = default;
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  /// Sets an attribute of the result, in place of an older value.
  virtual void set_attribute(std::string name, AttributeValue value) = 0;

  /// Makes an empty table of columns that grow together, measured by the dimension scale `row`.
  virtual void define_columns(std::string group, std::vector<ColumnInfo> columns) = 0;

  /// Makes empty matrices that grow by rows together, measured by `row_scale`, which grows with
  /// them, and by `column_scale`, which has at least one value. append() takes the row scale first,
  /// then each matrix, rows * columns values.
  virtual void define_matrices(std::string group, ColumnInfo row_scale, Column column_scale,
                               std::vector<ColumnInfo> matrices) = 0;

  /// Adds rows to a table: all its columns, in the order of their definition, of equal length.
  virtual void append(std::string group, std::vector<ColumnData> columns) = 0;

  /// Writes a whole table at once. It cannot grow; the group must be new.
  virtual void write_columns(std::string group, std::vector<Column> columns) = 0;

  /// Writes a column that measures a dimension of matrices in the same group.
  virtual void write_scale(std::string group, Column scale) = 0;

  /// Writes a matrix of numbers, rows * columns values, measured by scales that are already there.
  virtual void write_matrix(std::string group, Column matrix, MatrixScales scales) = 0;

  /// Writes a dataset that is one text, such as "/config/toml".
  virtual void write_text(std::string path, std::string text) = 0;

  /// Returns when all that was handed over is where it belongs.
  virtual void flush() = 0;

  /// Ends the result and returns where it is; empty if it is no file.
  ///
  /// @param complete  value of the attribute `complete`
  virtual std::filesystem::path finish(bool complete) = 0;
};

}  // namespace dimai::scenarios

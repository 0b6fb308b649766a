#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/results/chunked_column.hpp"
#include "scenarios/results/column.hpp"
#include "scenarios/results/hdf5_object.hpp"

namespace dimai::scenarios {

/// A result file in HDF5, of the layout that h5py, pandas and xarray open. Knows nothing of models.
///
/// Not for several threads: FileWriter owns one and gives it a thread of its own. If the process
/// is killed, the file holds what the last flush() saw, but for the instant (about a millisecond)
/// in which a flush itself writes: between flushes nothing on the file changes place, and freed
/// space is not used again. A flush claims the disk space that it needs first, so a full disk
/// spoils nothing. Every function throws Hdf5Failure if the file cannot be written.
class ResultFile {
 public:
  /// Creates the file, or empties it, with the attributes Conventions and complete = 0.
  explicit ResultFile(const std::filesystem::path& path);

  void set_attribute(const std::string& name, const AttributeValue& value);
  void define_columns(const std::string& group, const std::vector<ColumnInfo>& columns);
  void define_matrices(const std::string& group, const ColumnInfo& row_scale,
                       const Column& column_scale, const std::vector<ColumnInfo>& matrices);
  void append(const std::string& group, const std::vector<ColumnData>& columns);
  void write_columns(const std::string& group, const std::vector<Column>& columns);
  void write_scale(const std::string& group, const Column& scale);
  void write_matrix(const std::string& group, const Column& matrix, const MatrixScales& scales);
  void write_text(const std::string& path, const std::string& text);

  /// Makes all that was handed over readable for others.
  void flush();

  /// The last flush, after which the file is closed.
  void close(bool complete);

  /// Closes the file as it was at the last flush, after a failure.
  void abandon();

  /// Rows of all tables that are safe on the file [-]. Counts whole rows, not values.
  std::uint64_t kept_rows() const { return kept_rows_; }

 private:
  /// Texts are written by HDF5 itself, a row at the end of the column.
  struct TextColumn {
    Hdf5Object dataset;
    std::uint64_t rows = 0;
    bool grows = true;
  };
  using AnyColumn = std::variant<ChunkedColumn, TextColumn>;

  /// Columns that grow together; the first one is the scale `row`, of matrices their own.
  struct Table {
    std::vector<AnyColumn> columns;
    std::uint64_t rows = 0;
    bool numbered = true;  ///< has the scale `row`
  };

  Table create_table(const std::string& group, const std::vector<ColumnInfo>& columns,
                     std::uint64_t rows, bool grows);
  AnyColumn create_column(const std::string& path, const ColumnInfo& info, std::uint64_t rows,
                          bool grows);
  void append_values(AnyColumn& column, const ColumnData& values, std::size_t rows);
  void append_rows(Table& table, const std::vector<const ColumnData*>& columns);
  void write_tails(bool last);
  void claim_disk_space();

  Hdf5Object file_;
  std::map<std::string, Table> tables_;
  ChunkPacker packer_;
  std::uint64_t claimed_bytes_ = 0;
  std::uint64_t kept_rows_ = 0;
  std::uint64_t whole_rows_ = 0;  ///< rows of tables that were written in one piece
};

}  // namespace dimai::scenarios

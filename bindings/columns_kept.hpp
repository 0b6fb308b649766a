#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/results/result_writer.hpp"

namespace dimai::bindings {

/// One dataset of a result in memory: a column, a scale or a matrix.
struct Dataset {
  scenarios::ColumnInfo info;
  std::shared_ptr<const scenarios::ColumnData> data;  ///< shared with the arrays that show it
  std::vector<std::uint64_t> shape;                   ///< rows, and of a matrix columns
};

/// Rows that were added to one table at a time.
struct Batch {
  std::string group;
  std::vector<scenarios::ColumnInfo> infos;
  std::vector<std::shared_ptr<const scenarios::ColumnData>> columns;
  std::vector<std::vector<std::uint64_t>> shapes;  ///< of each column, as Dataset::shape
};

/// A result in memory, and what is new in it; passes all on to a second writer, if there is one.
class ColumnsKept : public scenarios::ResultWriter {
 public:
  /// @param keep     whether tables that grow are kept whole
  /// @param batches  whether what is added is kept until take_batches()
  /// @param next     such as a file; may be null
  ColumnsKept(bool keep, bool batches, std::unique_ptr<scenarios::ResultWriter> next);

  void set_attribute(std::string name, scenarios::AttributeValue value) override;
  void define_columns(std::string group, std::vector<scenarios::ColumnInfo> columns) override;
  void define_matrices(std::string group, scenarios::ColumnInfo row_scale,
                       scenarios::Column column_scale,
                       std::vector<scenarios::ColumnInfo> matrices) override;
  void append(std::string group, std::vector<scenarios::ColumnData> columns) override;
  void write_columns(std::string group, std::vector<scenarios::Column> columns) override;
  void write_scale(std::string group, scenarios::Column scale) override;
  void write_matrix(std::string group, scenarios::Column matrix,
                    scenarios::MatrixScales scales) override;
  void write_text(std::string path, std::string text) override;
  void flush() override;
  std::filesystem::path finish(bool complete) override;

  /// Writes the tables that grow, as they are now, to another writer. Only if they are kept.
  void write_growing(scenarios::ResultWriter& writer) const;

  /// What was added since the last call, in order.
  std::vector<Batch> take_batches();
  void want_batches() { batches_wanted_ = true; }

  const std::map<std::string, scenarios::AttributeValue>& attributes() const { return attributes_; }
  /// By path, such as "trips/wait_s". Tables that grow are there after finish().
  const std::map<std::string, Dataset>& datasets() const { return datasets_; }
  const std::map<std::string, std::string>& texts() const { return texts_; }

 private:
  struct Growing {
    std::vector<scenarios::ColumnInfo> infos;
    std::uint64_t width = 0;  ///< of matrices, which come after the first column; 0: columns
    std::vector<std::vector<std::shared_ptr<const scenarios::ColumnData>>>
        parts;            ///< [append][column]
    std::string scale{};  ///< of matrices: name of the dataset that measures their columns
  };
  void add(const std::string& group, const scenarios::ColumnInfo& info, scenarios::ColumnData data,
           std::vector<std::uint64_t> shape);

  bool keep_;
  bool batches_wanted_;
  std::unique_ptr<scenarios::ResultWriter> next_;
  std::map<std::string, scenarios::AttributeValue> attributes_;
  std::map<std::string, Dataset> datasets_;
  std::map<std::string, std::string> texts_;
  std::map<std::string, Growing> growing_;
  std::vector<Batch> batches_;
};

}  // namespace dimai::bindings

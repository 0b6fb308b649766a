#include "scenarios/results/counting_writer.hpp"

#include <utility>

namespace dimai::scenarios {

void CountingWriter::set_attribute(std::string name, AttributeValue value) {
  next_->set_attribute(std::move(name), std::move(value));
}

void CountingWriter::define_columns(std::string group, std::vector<ColumnInfo> columns) {
  tables_[group].columns = columns;
  next_->define_columns(std::move(group), std::move(columns));
}

void CountingWriter::define_matrices(std::string group, ColumnInfo row_scale, Column column_scale,
                                     std::vector<ColumnInfo> matrices) {
  GrowingTable& table = tables_[group];
  table.columns = {row_scale};
  table.columns.insert(table.columns.end(), matrices.begin(), matrices.end());
  table.width = size_of(column_scale.data);
  next_->define_matrices(std::move(group), std::move(row_scale), std::move(column_scale),
                         std::move(matrices));
}

void CountingWriter::append(std::string group, std::vector<ColumnData> columns) {
  if (!columns.empty()) tables_[group].rows += size_of(columns.front());
  next_->append(std::move(group), std::move(columns));
}

void CountingWriter::write_columns(std::string group, std::vector<Column> columns) {
  next_->write_columns(std::move(group), std::move(columns));
}

void CountingWriter::write_scale(std::string group, Column scale) {
  next_->write_scale(std::move(group), std::move(scale));
}

void CountingWriter::write_matrix(std::string group, Column matrix, MatrixScales scales) {
  next_->write_matrix(std::move(group), std::move(matrix), std::move(scales));
}

void CountingWriter::write_text(std::string path, std::string text) {
  next_->write_text(std::move(path), std::move(text));
}

}  // namespace dimai::scenarios

#include "bindings/columns_kept.hpp"

#include <utility>
#include <variant>

namespace dimai::bindings {

using scenarios::AttributeValue;
using scenarios::Column;
using scenarios::ColumnData;
using scenarios::ColumnInfo;
using scenarios::MatrixScales;
using scenarios::ResultWriter;

namespace {

std::string without_slash(const std::string& path) {
  return path.starts_with('/') ? path.substr(1) : path;
}

/// The parts of one column, one behind the other.
ColumnData joined(const ColumnInfo& info,
                  const std::vector<std::shared_ptr<const ColumnData>>& parts) {
  ColumnData whole;
  if (parts.empty()) {
    using Type = scenarios::ColumnType;
    switch (info.type) {
      case Type::float64:
        return std::vector<double>{};
      case Type::float32:
        return std::vector<float>{};
      case Type::int64:
        return std::vector<std::int64_t>{};
      case Type::int32:
        return std::vector<std::int32_t>{};
      case Type::uint32:
        return std::vector<std::uint32_t>{};
      case Type::uint8:
        return std::vector<std::uint8_t>{};
      case Type::text:
        return std::vector<std::string>{};
    }
  }
  std::visit(
      [&](const auto& first) {
        std::decay_t<decltype(first)> values;
        std::size_t size = 0;
        for (const auto& part : parts) size += scenarios::size_of(*part);
        values.reserve(size);
        for (const auto& part : parts) {
          const auto& more = std::get<std::decay_t<decltype(first)>>(*part);
          values.insert(values.end(), more.begin(), more.end());
        }
        whole = std::move(values);
      },
      *parts.front());
  return whole;
}

/// Rows and columns of so many values; a width of 0 stands for a single column.
std::vector<std::uint64_t> shape_of(std::uint64_t size, std::uint64_t width) {
  if (width == 0) return {size};
  return {size / width, width};
}

}  // namespace

ColumnsKept::ColumnsKept(bool keep, bool batches, std::unique_ptr<ResultWriter> next)
    : keep_(keep), batches_wanted_(batches), next_(std::move(next)) {
  attributes_["Conventions"] = std::string("CF-1.10");
  attributes_["complete"] = std::int64_t{0};
}

void ColumnsKept::set_attribute(std::string name, AttributeValue value) {
  if (next_) next_->set_attribute(name, value);
  attributes_[std::move(name)] = std::move(value);
}

void ColumnsKept::define_columns(std::string group, std::vector<ColumnInfo> columns) {
  if (next_) next_->define_columns(group, columns);
  growing_[without_slash(group)] = {std::move(columns), 0, {}};
}

void ColumnsKept::define_matrices(std::string group, ColumnInfo row_scale, Column column_scale,
                                  std::vector<ColumnInfo> matrices) {
  if (next_) next_->define_matrices(group, row_scale, column_scale, matrices);
  const std::string name = without_slash(group);
  std::vector<ColumnInfo> infos{std::move(row_scale)};
  infos.insert(infos.end(), matrices.begin(), matrices.end());
  growing_[name] = {
      std::move(infos), scenarios::size_of(column_scale.data), {}, column_scale.info.name};
  if (!keep_) return;
  add(name, column_scale.info, std::move(column_scale.data), {growing_[name].width});
}

void ColumnsKept::append(std::string group, std::vector<ColumnData> columns) {
  if (next_) next_->append(group, columns);
  if (!keep_ && !batches_wanted_) return;
  Growing& table = growing_.at(without_slash(group));
  std::vector<std::shared_ptr<const ColumnData>> shared;
  shared.reserve(columns.size());
  for (ColumnData& column : columns)
    shared.push_back(std::make_shared<const ColumnData>(std::move(column)));
  if (batches_wanted_) {
    Batch batch{without_slash(group), table.infos, shared, {}};
    for (std::size_t c = 0; c < shared.size(); ++c)
      batch.shapes.push_back(shape_of(scenarios::size_of(*shared[c]), c == 0 ? 0 : table.width));
    batches_.push_back(std::move(batch));
  }
  if (keep_) table.parts.push_back(std::move(shared));
}

void ColumnsKept::write_columns(std::string group, std::vector<Column> columns) {
  if (next_) next_->write_columns(group, columns);
  if (!keep_) return;
  for (Column& column : columns) {
    const std::uint64_t rows = scenarios::size_of(column.data);
    add(without_slash(group), column.info, std::move(column.data), {rows});
  }
}

void ColumnsKept::write_scale(std::string group, Column scale) {
  if (next_) next_->write_scale(group, scale);
  if (!keep_) return;
  const std::uint64_t rows = scenarios::size_of(scale.data);
  add(without_slash(group), scale.info, std::move(scale.data), {rows});
}

void ColumnsKept::write_matrix(std::string group, Column matrix, MatrixScales scales) {
  if (next_) next_->write_matrix(group, matrix, scales);
  if (keep_)
    add(without_slash(group), matrix.info, std::move(matrix.data), {scales.rows, scales.columns});
}

void ColumnsKept::write_text(std::string path, std::string text) {
  if (next_) next_->write_text(path, text);
  if (keep_) texts_[without_slash(path)] = std::move(text);
}

void ColumnsKept::flush() {
  if (next_) next_->flush();
}

std::filesystem::path ColumnsKept::finish(bool complete) {
  attributes_["complete"] = std::int64_t{complete ? 1 : 0};
  for (auto& [group, table] : growing_) {
    if (!keep_) break;
    for (std::size_t c = 0; c < table.infos.size(); ++c) {
      std::vector<std::shared_ptr<const ColumnData>> parts;
      for (auto& part : table.parts) parts.push_back(std::exchange(part[c], nullptr));
      ColumnData whole = joined(table.infos[c], parts);
      std::vector<std::uint64_t> shape =
          shape_of(scenarios::size_of(whole), c == 0 ? 0 : table.width);
      add(group, table.infos[c], std::move(whole), std::move(shape));
    }
    table.parts.clear();
  }
  return next_ ? next_->finish(complete) : std::filesystem::path();
}

void ColumnsKept::write_growing(ResultWriter& writer) const {
  for (const auto& [name, table] : growing_) {
    const std::string group = "/" + name;
    if (table.width == 0) {
      writer.define_columns(group, table.infos);
    } else {
      const Dataset& scale = datasets_.at(name + "/" + table.scale);
      writer.define_matrices(group, table.infos.front(), {scale.info, *scale.data},
                             {table.infos.begin() + 1, table.infos.end()});
    }
    for (const auto& part : table.parts) {
      std::vector<ColumnData> columns;
      for (const auto& column : part) columns.push_back(*column);
      writer.append(group, std::move(columns));
    }
  }
}

std::vector<Batch> ColumnsKept::take_batches() { return std::exchange(batches_, {}); }

void ColumnsKept::add(const std::string& group, const ColumnInfo& info, ColumnData data,
                      std::vector<std::uint64_t> shape) {
  datasets_[group + "/" + info.name] = {info, std::make_shared<const ColumnData>(std::move(data)),
                                        std::move(shape)};
}

}  // namespace dimai::bindings

#include "scenarios/results/result_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <numeric>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "scenarios/results/hdf5_calls.hpp"

namespace dimai::scenarios {
namespace {

constexpr std::uint64_t chunk_rows = 65536;
constexpr std::uint64_t text_chunk_rows = 1024;

std::size_t element_bytes(ColumnType type) {
  constexpr std::array<std::size_t, 6> bytes{8, 4, 8, 4, 4, 1};
  return bytes.at(static_cast<std::size_t>(type));
}

const std::byte* bytes_of(const ColumnData& data) {
  return std::visit([](const auto& v) { return reinterpret_cast<const std::byte*>(v.data()); },
                    data);
}

// HDF5 only says "unable to open file", and is not itself again after a disk without room for its
// first bytes. So the file is made, and filled with as many bytes, before.
void check_can_create(const std::filesystem::path& path) {
  const std::vector<char> first_bytes(65536);
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  ssize_t written = -1;
  if (descriptor >= 0) written = ::write(descriptor, first_bytes.data(), first_bytes.size());
  const int reason = written < 0 ? errno : ENOSPC;
  if (descriptor >= 0) ::close(descriptor);
  if (written < static_cast<ssize_t>(first_bytes.size())) {
    throw Hdf5Failure(std::string("cannot create the file: ") + std::strerror(reason));
  }
}

}  // namespace

ResultFile::ResultFile(const std::filesystem::path& path) {
  silence_hdf5();
  check_can_create(path);
  file_ = create_file(path);
  try {
    set_attribute("Conventions", "CF-1.10");
    set_attribute("complete", std::int64_t{0});
    flush();
  } catch (...) {
    abandon();
    throw;
  }
}

void ResultFile::set_attribute(const std::string& name, const AttributeValue& value) {
  write_attribute(file_, name, value);
}

void ResultFile::define_columns(const std::string& group, const std::vector<ColumnInfo>& columns) {
  tables_.insert_or_assign(group, create_table(group, columns, 0, true));
}

void ResultFile::define_matrices(const std::string& group, const ColumnInfo& row_scale,
                                 const Column& column_scale,
                                 const std::vector<ColumnInfo>& matrices) {
  write_scale(group, column_scale);
  Table table;
  table.numbered = false;
  const std::string scale = group + "/" + row_scale.name;
  table.columns.push_back(create_column(scale, row_scale, 0, true));
  make_scale(file_, scale);
  const std::uint64_t columns = size_of(column_scale.data);
  const std::uint64_t rows_a_chunk = std::max<std::uint64_t>(chunk_rows / columns, 1);
  for (const ColumnInfo& info : matrices) {
    const std::string path = group + "/" + info.name;
    const DatasetShape shape{{0, columns}, {rows_a_chunk, columns}, true};
    table.columns.emplace_back(ChunkedColumn(create_dataset(file_, path, info, shape), path,
                                             {element_bytes(info.type), columns, rows_a_chunk, 2},
                                             true));
    attach_scale(file_, path, scale, 0);
    attach_scale(file_, path, group + "/" + column_scale.info.name, 1);
  }
  tables_.insert_or_assign(group, std::move(table));
}

void ResultFile::append(const std::string& group, const std::vector<ColumnData>& columns) {
  std::vector<const ColumnData*> values;
  values.reserve(columns.size());
  for (const ColumnData& column : columns) values.push_back(&column);
  append_rows(tables_.at(group), values);
}

void ResultFile::write_columns(const std::string& group, const std::vector<Column>& columns) {
  std::vector<ColumnInfo> infos;
  std::vector<const ColumnData*> values;
  for (const Column& column : columns) {
    infos.push_back(column.info);
    infos.back().type = type_of(column.data);
    values.push_back(&column.data);
  }
  const std::size_t rows = columns.empty() ? 0 : size_of(columns.front().data);
  Table table = create_table(group, infos, rows, false);
  append_rows(table, values);
  for (AnyColumn& column : table.columns) {
    if (auto* numbers = std::get_if<ChunkedColumn>(&column)) numbers->write_tail(true, packer_);
  }
  whole_rows_ += rows;
}

void ResultFile::write_scale(const std::string& group, const Column& scale) {
  create_groups(file_, group);
  ColumnInfo info = scale.info;
  info.type = type_of(scale.data);
  const std::string path = group + "/" + info.name;
  AnyColumn column = create_column(path, info, size_of(scale.data), false);
  append_values(column, scale.data, size_of(scale.data));
  if (auto* numbers = std::get_if<ChunkedColumn>(&column)) numbers->write_tail(true, packer_);
  make_scale(file_, path);
}

void ResultFile::write_matrix(const std::string& group, const Column& matrix,
                              const MatrixScales& scales) {
  const std::string path = group + "/" + matrix.info.name;
  ColumnInfo info = matrix.info;
  info.type = type_of(matrix.data);
  const std::uint64_t columns = std::max<std::uint64_t>(scales.columns, 1);
  const std::uint64_t rows_a_chunk =
      std::clamp<std::uint64_t>(chunk_rows / columns, 1, std::max<std::uint64_t>(scales.rows, 1));
  const DatasetShape shape{{scales.rows, scales.columns}, {rows_a_chunk, columns}, false};
  ChunkedColumn dataset(create_dataset(file_, path, info, shape), path,
                        {element_bytes(info.type), columns, rows_a_chunk, 2}, false);
  if (scales.columns > 0) dataset.append(bytes_of(matrix.data), scales.rows, packer_);
  dataset.write_tail(true, packer_);
  attach_scale(file_, path, group + "/" + scales.row_scale, 0);
  attach_scale(file_, path, group + "/" + scales.column_scale, 1);
}

void ResultFile::write_text(const std::string& path, const std::string& text) {
  const std::size_t slash = path.rfind('/');
  if (slash != std::string::npos && slash > 0) create_groups(file_, path.substr(0, slash));
  write_scalar_text(file_, path, text);
}

void ResultFile::flush() {
  write_tails(false);
  claim_disk_space();
  flush_file(file_);
  kept_rows_ = whole_rows_;
  for (const auto& [name, table] : tables_) kept_rows_ += table.rows;
}

void ResultFile::close(bool complete) {
  write_tails(true);
  tables_.clear();
  set_attribute("complete", std::int64_t{complete ? 1 : 0});
  flush();
  if (!file_.close()) throw Hdf5Failure("cannot close the file");
}

// After a failure HDF5 would try again to write what it holds, now and, with a crash, at the end of
// the program. It may, but not to this file: its descriptor is pointed to where all writing
// succeeds. That place cannot be resized, which HDF5 tries unless the last thing it gave space to
// was written; hence a last thing.
void ResultFile::abandon() {
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  const int descriptor = file_descriptor(file_);
  if (nowhere >= 0) {
    ::dup3(nowhere, descriptor, O_CLOEXEC);
    ::close(nowhere);
  }
  tables_.clear();
  try {
    create_groups(file_, "/abandoned");
  } catch (const Hdf5Failure&) {  // the failure that led here is the one to report
  }
  file_.close();
}

ResultFile::Table ResultFile::create_table(const std::string& group,
                                           const std::vector<ColumnInfo>& columns,
                                           std::uint64_t rows, bool grows) {
  create_groups(file_, group);
  Table table;
  const std::string scale = group + "/row";
  table.columns.push_back(
      create_column(scale, {"row", "1", "number of the row", ColumnType::int64}, rows, grows));
  make_scale(file_, scale);
  for (const ColumnInfo& info : columns) {
    const std::string path = group + "/" + info.name;
    table.columns.push_back(create_column(path, info, rows, grows));
    attach_scale(file_, path, scale, 0);
  }
  return table;
}

ResultFile::AnyColumn ResultFile::create_column(const std::string& path, const ColumnInfo& info,
                                                std::uint64_t rows, bool grows) {
  if (info.type == ColumnType::text) {
    const DatasetShape shape{{rows}, {}, false};
    const DatasetShape growing{{0}, {text_chunk_rows}, true};
    return TextColumn{create_dataset(file_, path, info, grows ? growing : shape), 0, grows};
  }
  const std::uint64_t chunk = grows ? chunk_rows : std::clamp<std::uint64_t>(rows, 1, chunk_rows);
  return ChunkedColumn(create_dataset(file_, path, info, {{rows}, {chunk}, grows}), path,
                       {element_bytes(info.type), 1, chunk, 1}, grows);
}

void ResultFile::append_values(AnyColumn& column, const ColumnData& values, std::size_t rows) {
  if (auto* numbers = std::get_if<ChunkedColumn>(&column)) {
    numbers->append(bytes_of(values), rows, packer_);
    return;
  }
  auto& texts = std::get<TextColumn>(column);
  write_texts(texts.dataset, texts.rows, std::get<std::vector<std::string>>(values), texts.grows);
  texts.rows += rows;
}

void ResultFile::append_rows(Table& table, const std::vector<const ColumnData*>& columns) {
  const std::size_t rows = columns.empty() ? 0 : size_of(*columns.front());
  const std::size_t first = table.numbered ? 1 : 0;
  if (table.numbered) {
    std::vector<std::int64_t> numbers(rows);
    std::iota(numbers.begin(), numbers.end(), static_cast<std::int64_t>(table.rows));
    append_values(table.columns.front(), numbers, rows);
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    append_values(table.columns[i + first], *columns[i], rows);
  table.rows += rows;
}

void ResultFile::write_tails(bool last) {
  for (auto& [name, table] : tables_) {
    for (AnyColumn& column : table.columns) {
      if (auto* numbers = std::get_if<ChunkedColumn>(&column)) numbers->write_tail(last, packer_);
    }
  }
}

// A flush that meets a full disk half-way would leave the file's tables torn. So the space is taken
// first; systems that cannot promise space (EOPNOTSUPP) are believed to have it.
void ResultFile::claim_disk_space() {
  const std::uint64_t end = end_of_file(file_);
  const int descriptor = file_descriptor(file_);
  const auto start = static_cast<off_t>(claimed_bytes_);
  const auto size = static_cast<off_t>(end - claimed_bytes_);
  if (size > 0 && ::fallocate(descriptor, 0, start, size) != 0 && errno != EOPNOTSUPP) {
    throw Hdf5Failure(std::string("cannot write the file's tables: ") + std::strerror(errno));
  }
  claimed_bytes_ = end;
}

}  // namespace dimai::scenarios

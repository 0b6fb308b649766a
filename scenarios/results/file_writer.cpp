#include "scenarios/results/file_writer.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/results/previous_file.hpp"
#include "scenarios/results/result_file.hpp"

namespace dimai::scenarios {
namespace {

constexpr std::chrono::seconds flush_interval{2};
constexpr std::size_t most_queued_bytes = 64 << 20;

void check_rows(const std::string& group, const std::vector<std::size_t>& rows) {
  const bool equal =
      std::adjacent_find(rows.begin(), rows.end(), std::not_equal_to<>()) == rows.end();
  if (!equal) throw std::logic_error("columns of " + group + " differ in length");
}

std::string kept_message(std::uint64_t rows) {
  return rows == 0 ? "nothing of the run was kept"
                   : "kept: the run up to then, " + counted(rows, "row") + ", readable there";
}

}  // namespace

FileWriter::FileWriter(std::filesystem::path path)
    : path_(std::move(path)), part_path_(path_.string() + ".part"), sole_writer_(part_path_) {
  thread_ = std::thread([this] { run(); });
  std::unique_lock lock(mutex_);
  progress_.wait(lock, [this] { return opened_ || !error_.empty(); });
  if (error_.empty()) return;
  lock.unlock();
  thread_.join();
  throw ResultError(error_);
}

FileWriter::~FileWriter() { end(End::incomplete); }

void FileWriter::set_attribute(std::string name, AttributeValue value) {
  push(SetAttribute{std::move(name), std::move(value)}, 0);
}

void FileWriter::define_columns(std::string group, std::vector<ColumnInfo> columns) {
  std::vector<ColumnType> types;
  types.reserve(columns.size());
  for (const ColumnInfo& column : columns) types.push_back(column.type);
  if (!tables_.emplace(group, types).second) throw std::logic_error(group + " is defined twice");
  push(DefineColumns{std::move(group), std::move(columns)}, 0);
}

void FileWriter::define_matrices(std::string group, ColumnInfo row_scale, Column column_scale,
                                 std::vector<ColumnInfo> matrices) {
  const std::size_t width = size_of(column_scale.data);
  if (width == 0) throw std::logic_error(group + ": matrices need a column");
  std::vector<ColumnType> types{row_scale.type};
  for (const ColumnInfo& matrix : matrices) types.push_back(matrix.type);
  if (std::find(types.begin(), types.end(), ColumnType::text) != types.end())
    throw std::logic_error(group + ": matrices hold numbers");
  if (!tables_.emplace(group, types).second) throw std::logic_error(group + " is defined twice");
  widths_.emplace(group, width);
  push(DefineMatrices{std::move(group), std::move(row_scale), std::move(column_scale),
                      std::move(matrices)},
       0);
}

void FileWriter::append(std::string group, std::vector<ColumnData> columns) {
  const auto table = tables_.find(group);
  if (table == tables_.end()) throw std::logic_error(group + " is not defined");
  std::vector<ColumnType> types;
  std::vector<std::size_t> rows;
  std::size_t bytes = 0;
  for (const ColumnData& column : columns) {
    types.push_back(type_of(column));
    rows.push_back(size_of(column));
    bytes += byte_count(column);
  }
  if (types != table->second) throw std::logic_error("columns of " + group + " are of other types");
  const auto width = widths_.find(group);
  if (width != widths_.end()) rows.front() *= width->second;
  check_rows(group, rows);
  push(Append{std::move(group), std::move(columns)}, bytes);
}

void FileWriter::write_columns(std::string group, std::vector<Column> columns) {
  std::vector<std::size_t> rows;
  std::size_t bytes = 0;
  for (const Column& column : columns) {
    rows.push_back(size_of(column.data));
    bytes += byte_count(column.data);
  }
  check_rows(group, rows);
  push(WriteColumns{std::move(group), std::move(columns)}, bytes);
}

void FileWriter::write_scale(std::string group, Column scale) {
  const std::size_t bytes = byte_count(scale.data);
  push(WriteScale{std::move(group), std::move(scale)}, bytes);
}

void FileWriter::write_matrix(std::string group, Column matrix, MatrixScales scales) {
  if (type_of(matrix.data) == ColumnType::text) {
    throw std::logic_error(group + "/" + matrix.info.name + ": a matrix holds numbers");
  }
  if (size_of(matrix.data) != scales.rows * scales.columns) {
    throw std::logic_error(group + "/" + matrix.info.name + " is not rows * columns long");
  }
  const std::size_t bytes = byte_count(matrix.data);
  push(WriteMatrix{std::move(group), std::move(matrix), std::move(scales)}, bytes);
}

void FileWriter::write_text(std::string path, std::string text) {
  const std::size_t bytes = text.size();
  push(WriteText{std::move(path), std::move(text)}, bytes);
}

void FileWriter::flush() {
  push(Flush{}, 0);
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = pushed_;
  progress_.wait(lock, [&] { return done_ >= mine || !error_.empty(); });
  throw_if_failed();
}

std::filesystem::path FileWriter::finish(bool complete) {
  end(complete ? End::complete : End::incomplete);
  throw_if_failed();
  std::error_code code;
  keep_previous(path_);
  std::filesystem::rename(part_path_, path_, code);
  if (code) {
    throw ResultError(part_path_.string() + ": cannot rename it to " + path_.string() + ": " +
                      code.message() + "; kept: the whole run, under that first name");
  }
  return path_;
}

void FileWriter::end(End how) {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    end_ = how;
  }
  work_.notify_one();
  thread_.join();
}

void FileWriter::push(Task task, std::size_t bytes) {
  std::unique_lock lock(mutex_);
  if (end_ != End::none) throw std::logic_error(path_.string() + " is finished already");
  progress_.wait(lock, [this] { return queued_bytes_ < most_queued_bytes || !error_.empty(); });
  throw_if_failed();
  queue_.emplace_back(std::move(task), bytes);
  queued_bytes_ += bytes;
  ++pushed_;
  lock.unlock();
  work_.notify_one();
}

void FileWriter::throw_if_failed() const {
  if (!error_.empty()) throw ResultError(error_);
}

void FileWriter::run() {
  std::uint64_t kept_rows = 0;
  try {
    ResultFile file(part_path_);
    {
      const std::lock_guard lock(mutex_);
      opened_ = true;
      next_flush_ = std::chrono::steady_clock::now() + flush_interval;
    }
    progress_.notify_all();
    try {
      write_until_end(file);
    } catch (...) {
      kept_rows = file.kept_rows();
      file.abandon();
      throw;
    }
  } catch (const std::exception& error) {
    fail(error.what(), kept_rows);
  }
}

void FileWriter::write_until_end(ResultFile& file) {
  Task task;
  std::size_t bytes = 0;
  while (take(task, bytes)) {
    execute(file, task);
    task = Flush{};  // frees the columns now
    {
      const std::lock_guard lock(mutex_);
      queued_bytes_ -= bytes;
      ++done_;
    }
    progress_.notify_all();
  }
  file.close(end_ == End::complete);
}

// Waits for the next task: one handed over, or a flush when it is due. False at the end.
bool FileWriter::take(Task& task, std::size_t& bytes) {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return !queue_.empty() || end_ != End::none; };
  const bool in_time = work_.wait_until(lock, next_flush_, ready);
  bytes = 0;
  if (!in_time || std::chrono::steady_clock::now() >= next_flush_) {
    next_flush_ = std::chrono::steady_clock::now() + flush_interval;
    --done_;  // this flush was not handed over
    task = Flush{};
    return true;
  }
  if (queue_.empty()) return false;
  task = std::move(queue_.front().first);
  bytes = queue_.front().second;
  queue_.pop_front();
  return true;
}

void FileWriter::execute(ResultFile& file, Task& task) {
  const auto write = [&file](auto& t) {
    using T = std::decay_t<decltype(t)>;
    if constexpr (std::is_same_v<T, SetAttribute>) file.set_attribute(t.name, t.value);
    if constexpr (std::is_same_v<T, DefineColumns>) file.define_columns(t.group, t.columns);
    if constexpr (std::is_same_v<T, DefineMatrices>)
      file.define_matrices(t.group, t.row_scale, t.column_scale, t.matrices);
    if constexpr (std::is_same_v<T, Append>) file.append(t.group, t.columns);
    if constexpr (std::is_same_v<T, WriteColumns>) file.write_columns(t.group, t.columns);
    if constexpr (std::is_same_v<T, WriteScale>) file.write_scale(t.group, t.scale);
    if constexpr (std::is_same_v<T, WriteMatrix>) file.write_matrix(t.group, t.matrix, t.scales);
    if constexpr (std::is_same_v<T, WriteText>) file.write_text(t.path, t.text);
    if constexpr (std::is_same_v<T, Flush>) file.flush();
  };
  std::visit(write, task);
}

void FileWriter::fail(const std::string& reason, std::uint64_t kept_rows) {
  if (kept_rows == 0) {
    std::error_code ignored;
    std::filesystem::remove(part_path_, ignored);
  }
  {
    const std::lock_guard lock(mutex_);
    error_ = part_path_.string() + ": " + reason + "; " + kept_message(kept_rows);
    queue_.clear();
    queued_bytes_ = 0;
  }
  progress_.notify_all();
}

}  // namespace dimai::scenarios

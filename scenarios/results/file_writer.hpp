#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "scenarios/results/result_writer.hpp"
#include "scenarios/results/write_lock.hpp"

namespace dimai::scenarios {

class ResultFile;

/// Writes a result file while a run goes, in a thread of its own.
///
/// The file is `<path>.part` until finish() renames it. Columns are handed over in one piece and
/// wait in a queue of limited size: a producer that is faster than the disk is held back. What was
/// handed over is on the file, readable for others and safe from a kill, 2 s later at the latest.
///
/// For one producer thread. Every function throws ResultError once the file cannot be written, and
/// std::logic_error if columns do not fit what was defined.
class FileWriter : public ResultWriter {
 public:
  /// @param path  final name of the file; its folder exists
  /// @throws ResultError if `<path>.part` cannot be made
  explicit FileWriter(std::filesystem::path path);

  /// Without finish(), leaves a readable `<path>.part` whose attribute `complete` is 0.
  ~FileWriter() override;
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void set_attribute(std::string name, AttributeValue value) override;
  void define_columns(std::string group, std::vector<ColumnInfo> columns) override;
  void define_matrices(std::string group, ColumnInfo row_scale, Column column_scale,
                       std::vector<ColumnInfo> matrices) override;
  void append(std::string group, std::vector<ColumnData> columns) override;
  void write_columns(std::string group, std::vector<Column> columns) override;
  void write_scale(std::string group, Column scale) override;
  void write_matrix(std::string group, Column matrix, MatrixScales scales) override;
  void write_text(std::string path, std::string text) override;
  void flush() override;

  /// Closes the file and gives it its final name, which it returns.
  ///
  /// @throws ResultError if anything could not be written; nothing then has the final name
  std::filesystem::path finish(bool complete) override;

  /// Where it writes until finish().
  const std::filesystem::path& part_path() const { return part_path_; }

 private:
  struct SetAttribute {
    std::string name;
    AttributeValue value;
  };
  struct DefineColumns {
    std::string group;
    std::vector<ColumnInfo> columns;
  };
  struct DefineMatrices {
    std::string group;
    ColumnInfo row_scale;
    Column column_scale;
    std::vector<ColumnInfo> matrices;
  };
  struct Append {
    std::string group;
    std::vector<ColumnData> columns;
  };
  struct WriteColumns {
    std::string group;
    std::vector<Column> columns;
  };
  struct WriteScale {
    std::string group;
    Column scale;
  };
  struct WriteMatrix {
    std::string group;
    Column matrix;
    MatrixScales scales;
  };
  struct WriteText {
    std::string path;
    std::string text;
  };
  struct Flush {};
  using Task = std::variant<SetAttribute, DefineColumns, DefineMatrices, Append, WriteColumns,
                            WriteScale, WriteMatrix, WriteText, Flush>;
  enum class End : std::uint8_t { none, incomplete, complete };

  void push(Task task, std::size_t bytes);
  void throw_if_failed() const;
  void run();
  void write_until_end(ResultFile& file);
  bool take(Task& task, std::size_t& bytes);
  static void execute(ResultFile& file, Task& task);
  void fail(const std::string& reason, std::uint64_t kept_rows);
  void end(End how);

  std::filesystem::path path_;
  std::filesystem::path part_path_;
  WriteLock sole_writer_;                                  ///< of part_path_
  std::map<std::string, std::vector<ColumnType>> tables_;  ///< of the producer: what append() takes
  std::map<std::string, std::size_t> widths_;              ///< of matrices: values in a row

  mutable std::mutex mutex_;  ///< guards what follows
  std::condition_variable work_;
  std::condition_variable progress_;
  std::deque<std::pair<Task, std::size_t>> queue_;
  std::size_t queued_bytes_ = 0;
  std::uint64_t pushed_ = 0;
  std::uint64_t done_ = 0;
  End end_ = End::none;
  bool opened_ = false;
  std::string error_;  ///< "" while all is well
  std::chrono::steady_clock::time_point next_flush_;

  std::thread thread_;
};

}  // namespace dimai::scenarios

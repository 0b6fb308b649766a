#include "scenarios/snapshots/earlier_result.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <hdf5.h>

#include "scenarios/results/hdf5_object.hpp"

namespace dimai::scenarios {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kRowsAtOnce = 65536;

Hdf5Object open_to_read(const fs::path& file) {
  const Hdf5Object access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a property list");
  check_hdf5(H5Pset_file_locking(access.id(), false, true), "set up the file");
  return {H5Fopen(file.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose, "open the file"};
}

std::string text_attribute(const Hdf5Object& file, const char* name) {
  if (H5Aexists(file.id(), name) <= 0) return "";
  const Hdf5Object attribute(H5Aopen(file.id(), name, H5P_DEFAULT), H5Aclose, "open an attribute");
  const Hdf5Object type(H5Aget_type(attribute.id()), H5Tclose, "find its type");
  if (H5Tis_variable_str(type.id()) <= 0) return "";
  char* text = nullptr;
  check_hdf5(H5Aread(attribute.id(), type.id(), static_cast<void*>(&text)), "read an attribute");
  const std::string value = text == nullptr ? "" : text;
  H5free_memory(text);
  return value;
}

Hdf5Object open_dataset(const Hdf5Object& file, const std::string& path) {
  return {H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose, "open " + path};
}

std::uint64_t rows_of(const Hdf5Object& file, const std::string& path) {
  const Hdf5Object dataset = open_dataset(file, path);
  const Hdf5Object space(H5Dget_space(dataset.id()), H5Sclose, "find the size of " + path);
  std::array<hsize_t, 2> extent{};
  check_hdf5(H5Sget_simple_extent_dims(space.id(), extent.data(), nullptr), "size of " + path);
  return extent[0];
}

/// Why a file is not the result that a snapshot was made with; "" if it is.
std::string what_is_wrong(const fs::path& path, const SnapshotLabel& label) {
  if (!fs::exists(path)) return "there is no such file";
  try {
    const Hdf5Object file = open_to_read(path);
    if (text_attribute(file, kFingerprint) != label.fingerprint) return "is of another run";
    for (const auto& [path_of_rows, rows] : label.result_rows) {
      if (rows > 0 && rows_of(file, path_of_rows) < rows)
        return fmt::format("holds fewer than the {} rows of {} that there were", rows,
                           path_of_rows);
    }
  } catch (const Hdf5Failure& failure) {
    return failure.what();
  }
  return "";
}

/// A block of rows of one dataset, to be read.
struct Block {
  std::uint64_t first = 0;
  std::uint64_t rows = 0;
  std::uint64_t width = 0;  ///< of a matrix; 0: a column
};

/// Selections of a block in the file and in memory.
struct Selection {
  Hdf5Object in_file;
  Hdf5Object in_memory;

  Selection(const Hdf5Object& dataset, const Block& block)
      : in_file(H5Dget_space(dataset.id()), H5Sclose, "find a size") {
    const std::array<hsize_t, 2> start{block.first, 0};
    const std::array<hsize_t, 2> count{block.rows, std::max<hsize_t>(block.width, 1)};
    check_hdf5(H5Sselect_hyperslab(in_file.id(), H5S_SELECT_SET, start.data(), nullptr,
                                   count.data(), nullptr),
               "select rows");
    const hsize_t values = count[0] * (block.width > 0 ? count[1] : 1);
    in_memory = Hdf5Object(H5Screate_simple(1, &values, nullptr), H5Sclose, "make a space");
  }
};

template <class Number>
hid_t memory_type() {
  if constexpr (std::is_same_v<Number, double>) return H5T_NATIVE_DOUBLE;
  if constexpr (std::is_same_v<Number, float>) return H5T_NATIVE_FLOAT;
  if constexpr (std::is_same_v<Number, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::is_same_v<Number, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::is_same_v<Number, std::uint32_t>) return H5T_NATIVE_UINT32;
  if constexpr (std::is_same_v<Number, std::uint8_t>) return H5T_NATIVE_UINT8;
}

template <class Number>
ColumnData read_numbers(const Hdf5Object& dataset, const Block& block) {
  std::vector<Number> values(block.rows * std::max<std::uint64_t>(block.width, 1));
  const Selection rows(dataset, block);
  check_hdf5(H5Dread(dataset.id(), memory_type<Number>(), rows.in_memory.id(), rows.in_file.id(),
                     H5P_DEFAULT, values.data()),
             "read rows");
  return values;
}

ColumnData read_texts(const Hdf5Object& dataset, const Block& block) {
  std::vector<char*> pointers(block.rows);
  const Selection rows(dataset, block);
  const Hdf5Object type(H5Dget_type(dataset.id()), H5Tclose, "find a type");
  check_hdf5(H5Dread(dataset.id(), type.id(), rows.in_memory.id(), rows.in_file.id(), H5P_DEFAULT,
                     static_cast<void*>(pointers.data())),
             "read rows");
  std::vector<std::string> texts(pointers.begin(), pointers.end());
  H5Dvlen_reclaim(type.id(), rows.in_memory.id(), H5P_DEFAULT, static_cast<void*>(pointers.data()));
  return texts;
}

ColumnData read_block(const Hdf5Object& dataset, ColumnType type, const Block& block) {
  switch (type) {
    case ColumnType::float64:
      return read_numbers<double>(dataset, block);
    case ColumnType::float32:
      return read_numbers<float>(dataset, block);
    case ColumnType::int64:
      return read_numbers<std::int64_t>(dataset, block);
    case ColumnType::int32:
      return read_numbers<std::int32_t>(dataset, block);
    case ColumnType::uint32:
      return read_numbers<std::uint32_t>(dataset, block);
    case ColumnType::uint8:
      return read_numbers<std::uint8_t>(dataset, block);
    case ColumnType::text:
      break;
  }
  return read_texts(dataset, block);
}

void copy_table(const Hdf5Object& file, const std::string& group, const GrowingTable& table,
                std::uint64_t rows, CountingWriter& writer) {
  std::vector<Hdf5Object> datasets;
  for (const ColumnInfo& column : table.columns)
    datasets.push_back(open_dataset(file, group + "/" + column.name));
  const std::uint64_t at_once =
      std::max<std::uint64_t>(kRowsAtOnce / std::max<std::uint64_t>(table.width, 1), 1);
  for (std::uint64_t first = 0; first < rows; first += at_once) {
    std::vector<ColumnData> columns;
    for (std::size_t c = 0; c < datasets.size(); ++c) {
      const Block block{first, std::min(at_once, rows - first), c == 0 ? 0 : table.width};
      columns.push_back(read_block(datasets[c], table.columns[c].type, block));
    }
    writer.append(group, std::move(columns));
  }
}

}  // namespace

fs::path find_earlier_result(const fs::path& snapshot, const SnapshotLabel& label) {
  silence_hdf5();
  const fs::path own = snapshot.parent_path() / label.result;
  fs::path previous = own;
  previous.replace_extension(".previous" + own.extension().string());
  std::string reasons;
  for (const fs::path& file : {fs::path(own.string() + ".part"), own, previous}) {
    const std::string reason = what_is_wrong(file, label);
    if (reason.empty()) return file;
    reasons += "\n  " + file.generic_string() + ": " + reason;
  }
  throw SnapshotError(snapshot.generic_string() +
                      ": the result that was written until then is missing:" + reasons);
}

void copy_rows(const fs::path& earlier, const SnapshotLabel& label, CountingWriter& writer) {
  silence_hdf5();
  try {
    const Hdf5Object file = open_to_read(earlier);
    for (const auto& [path_of_rows, rows] : label.result_rows) {
      if (rows == 0) continue;
      const std::string group = path_of_rows.substr(0, path_of_rows.rfind('/'));
      const auto table = writer.tables().find(group);
      if (table == writer.tables().end())
        throw Hdf5Failure("its table " + group + " is none of this run");
      copy_table(file, group, GrowingTable(table->second), rows, writer);
    }
  } catch (const Hdf5Failure& failure) {
    throw SnapshotError(earlier.generic_string() + ": cannot be read: " + failure.what());
  }
}

}  // namespace dimai::scenarios

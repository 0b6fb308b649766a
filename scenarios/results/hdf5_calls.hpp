#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/results/column.hpp"
#include "scenarios/results/hdf5_object.hpp"

namespace dimai::scenarios {

/// Rows and columns of a dataset to be made, and how it is cut into chunks; one entry a dimension.
struct DatasetShape {
  std::vector<std::uint64_t> extent;
  std::vector<std::uint64_t> chunk;  ///< empty: in one piece, uncompressed
  bool grows = false;                ///< the first dimension is unlimited
};

/// Creates or empties a file that is readable at any moment. All functions here throw Hdf5Failure.
Hdf5Object create_file(const std::filesystem::path& path);

/// Creates the group and those above it, where they are missing.
void create_groups(const Hdf5Object& file, const std::string& path);

/// Creates a dataset with the attributes of `info`; numbers in chunks are shuffled and deflated.
Hdf5Object create_dataset(const Hdf5Object& file, const std::string& path, const ColumnInfo& info,
                          const DatasetShape& shape);

/// Writes an attribute of the file or of a dataset, in place of an older one.
void write_attribute(const Hdf5Object& object, const std::string& name,
                     const AttributeValue& value);

/// Writes texts to a dataset of texts, from row `first_row` on; extends it if `grows`.
void write_texts(const Hdf5Object& dataset, std::uint64_t first_row,
                 const std::vector<std::string>& texts, bool grows);

/// Creates a dataset that is one text.
void write_scalar_text(const Hdf5Object& file, const std::string& path, const std::string& text);

/// Makes a one-dimensional dataset the scale of a dimension, as netCDF understands it.
void make_scale(const Hdf5Object& file, const std::string& path);

/// Says that dimension `dimension` of a dataset is measured by the scale.
void attach_scale(const Hdf5Object& file, const std::string& path, const std::string& scale,
                  unsigned dimension);

/// The end of the space that the file has given out [B].
std::uint64_t end_of_file(const Hdf5Object& file);

/// The descriptor that the file is written through.
int file_descriptor(const Hdf5Object& file);

/// Writes all that HDF5 still holds in memory.
void flush_file(const Hdf5Object& file);

}  // namespace dimai::scenarios

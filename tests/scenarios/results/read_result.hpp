#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <hdf5.h>

namespace dimai::scenarios {

/// Reads result files back with HDF5's own filters, for tests.
class ResultReader {
 public:
  explicit ResultReader(const std::filesystem::path& path)
      : file_(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT)) {
    if (file_ < 0) throw std::runtime_error("cannot open " + path.string());
  }
  ~ResultReader() { H5Fclose(file_); }
  ResultReader(const ResultReader&) = delete;
  ResultReader& operator=(const ResultReader&) = delete;

  bool has(const std::string& name) const {
    return H5Lexists(file_, name.c_str(), H5P_DEFAULT) > 0;
  }

  template <class Number>
  std::vector<Number> numbers(const std::string& name) const {
    const hid_t dataset = open(name);
    std::vector<Number> values(points(dataset));
    const herr_t status =
        H5Dread(dataset, memory_type<Number>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(dataset);
    if (status < 0) throw std::runtime_error("cannot read " + name);
    return values;
  }

  std::vector<std::string> texts(const std::string& name) const {
    const hid_t dataset = open(name);
    std::vector<char*> pointers(points(dataset));
    const hid_t type = H5Dget_type(dataset);
    const hid_t space = H5Dget_space(dataset);
    const herr_t status =
        H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(pointers.data()));
    std::vector<std::string> values;
    if (status >= 0) {
      values.assign(pointers.begin(), pointers.end());
      H5Dvlen_reclaim(type, space, H5P_DEFAULT, static_cast<void*>(pointers.data()));
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(dataset);
    if (status < 0) throw std::runtime_error("cannot read " + name);
    return values;
  }

  std::int64_t whole_attribute(const std::string& name) const {
    const hid_t attribute = H5Aopen(file_, name.c_str(), H5P_DEFAULT);
    std::int64_t value = 0;
    const herr_t status = H5Aread(attribute, H5T_NATIVE_INT64, &value);
    H5Aclose(attribute);
    if (status < 0) throw std::runtime_error("cannot read attribute " + name);
    return value;
  }

 private:
  hid_t open(const std::string& name) const {
    const hid_t dataset = H5Dopen2(file_, name.c_str(), H5P_DEFAULT);
    if (dataset < 0) throw std::runtime_error("there is no " + name);
    return dataset;
  }

  static std::size_t points(hid_t dataset) {
    const hid_t space = H5Dget_space(dataset);
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    H5Sclose(space);
    return static_cast<std::size_t>(count);
  }

  template <class Number>
  static hid_t memory_type() {
    if constexpr (std::is_same_v<Number, double>) return H5T_NATIVE_DOUBLE;
    if constexpr (std::is_same_v<Number, float>) return H5T_NATIVE_FLOAT;
    if constexpr (std::is_same_v<Number, std::int64_t>) return H5T_NATIVE_INT64;
    if constexpr (std::is_same_v<Number, std::int32_t>) return H5T_NATIVE_INT32;
    if constexpr (std::is_same_v<Number, std::uint32_t>) return H5T_NATIVE_UINT32;
    if constexpr (std::is_same_v<Number, std::uint8_t>) return H5T_NATIVE_UINT8;
    throw std::logic_error("no such type of number");
  }

  hid_t file_;
};

}  // namespace dimai::scenarios

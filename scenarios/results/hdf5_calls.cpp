#include "scenarios/results/hdf5_calls.hpp"

#include <array>
#include <numeric>

#include <hdf5.h>
#include <hdf5_hl.h>

namespace dimai::scenarios {
namespace {

Hdf5Object properties(hid_t of_class) {
  return {H5Pcreate(of_class), H5Pclose, "make a property list"};
}

// Variable-length UTF-8: texts of fixed length crash Debian's netCDF reader.
Hdf5Object text_type() {
  Hdf5Object type(H5Tcopy(H5T_C_S1), H5Tclose, "make a text type");
  check_hdf5(H5Tset_size(type.id(), H5T_VARIABLE), "make a text type");
  check_hdf5(H5Tset_cset(type.id(), H5T_CSET_UTF8), "make a text type");
  return type;
}

hid_t number_type(ColumnType type) {
  switch (type) {
    case ColumnType::float64:
      return H5T_IEEE_F64LE;
    case ColumnType::float32:
      return H5T_IEEE_F32LE;
    case ColumnType::int64:
      return H5T_STD_I64LE;
    case ColumnType::int32:
      return H5T_STD_I32LE;
    case ColumnType::uint32:
      return H5T_STD_U32LE;
    case ColumnType::uint8:
      return H5T_STD_U8LE;
    case ColumnType::text:
      break;
  }
  throw std::logic_error("a column of texts has no type of number");
}

Hdf5Object scalar_space() { return {H5Screate(H5S_SCALAR), H5Sclose, "make a scalar"}; }

// Freed space is never used again, and the library writes its tables at a flush only: what the last
// flush left is whole until the next one, whenever the process is killed. Other programs may read
// meanwhile, so the file is not locked; superblock 2 (libver 1.8) lets them.
Hdf5Object access_properties() {
  Hdf5Object access = properties(H5P_FILE_ACCESS);
  check_hdf5(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V110), "set up the file");
  check_hdf5(H5Pset_file_locking(access.id(), false, true), "set up the file");
  H5AC_cache_config_t cache{};
  cache.version = H5AC__CURR_CACHE_CONFIG_VERSION;
  check_hdf5(H5Pget_mdc_config(access.id(), &cache), "set up the file");
  cache.evictions_enabled = false;
  cache.incr_mode = H5C_incr__off;
  cache.flash_incr_mode = H5C_flash_incr__off;
  cache.decr_mode = H5C_decr__off;
  check_hdf5(H5Pset_mdc_config(access.id(), &cache), "set up the file");
  return access;
}

Hdf5Object creation_properties(const DatasetShape& shape, bool compressed) {
  Hdf5Object creation = properties(H5P_DATASET_CREATE);
  if (shape.chunk.empty()) return creation;
  const std::vector<hsize_t> chunk(shape.chunk.begin(), shape.chunk.end());
  const int rank = static_cast<int>(chunk.size());
  check_hdf5(H5Pset_chunk(creation.id(), rank, chunk.data()), "set the chunks");
  if (!compressed) return creation;
  check_hdf5(H5Pset_shuffle(creation.id()), "set the shuffle filter");
  check_hdf5(H5Pset_deflate(creation.id(), 1), "set the deflate filter");
  return creation;
}

Hdf5Object create_attribute(const Hdf5Object& object, const std::string& name, hid_t type,
                            hid_t space) {
  if (H5Aexists(object.id(), name.c_str()) > 0) H5Adelete(object.id(), name.c_str());
  return {H5Acreate2(object.id(), name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
          "write attribute " + name};
}

template <class Number>
void write_number(const Hdf5Object& object, const std::string& name, hid_t file_type,
                  hid_t memory_type, Number value) {
  const Hdf5Object space = scalar_space();
  const Hdf5Object attribute = create_attribute(object, name, file_type, space.id());
  check_hdf5(H5Awrite(attribute.id(), memory_type, &value), "write attribute " + name);
}

// CF flag attributes: which word each of the values 0, 1, 2 ... stands for.
void write_meanings(const Hdf5Object& dataset, const ColumnInfo& info) {
  if (info.meanings.empty()) return;
  std::string words;
  for (const std::string& meaning : info.meanings) words += (words.empty() ? "" : " ") + meaning;
  write_attribute(dataset, "flag_meanings", words);
  std::vector<std::int64_t> values(info.meanings.size());
  std::iota(values.begin(), values.end(), 0);
  const hsize_t count = values.size();
  const Hdf5Object space(H5Screate_simple(1, &count, nullptr), H5Sclose, "make a space");
  const Hdf5Object attribute =
      create_attribute(dataset, "flag_values", number_type(info.type), space.id());
  check_hdf5(H5Awrite(attribute.id(), H5T_NATIVE_INT64, values.data()), "write flag_values");
}

}  // namespace

Hdf5Object create_file(const std::filesystem::path& path) {
  const Hdf5Object access = access_properties();
  const Hdf5Object creation = properties(H5P_FILE_CREATE);
  check_hdf5(H5Pset_file_space_strategy(creation.id(), H5F_FSPACE_STRATEGY_NONE, false, 1),
             "set up the file");
  check_hdf5(
      H5Pset_link_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
      "set up the file");
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose,
          "create the file"};
}

void create_groups(const Hdf5Object& file, const std::string& path) {
  const Hdf5Object creation = properties(H5P_GROUP_CREATE);
  check_hdf5(
      H5Pset_link_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
      "set up group " + path);
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    if (H5Lexists(file.id(), part.c_str(), H5P_DEFAULT) <= 0) {
      const Hdf5Object group(
          H5Gcreate2(file.id(), part.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), H5Gclose,
          "create group " + part);
    }
    if (end == std::string::npos) return;
  }
}

Hdf5Object create_dataset(const Hdf5Object& file, const std::string& path, const ColumnInfo& info,
                          const DatasetShape& shape) {
  const bool is_text = info.type == ColumnType::text;
  const Hdf5Object text = is_text ? text_type() : Hdf5Object();
  const hid_t type = is_text ? text.id() : number_type(info.type);
  const std::vector<hsize_t> extent(shape.extent.begin(), shape.extent.end());
  std::vector<hsize_t> most = extent;
  if (shape.grows) most[0] = H5S_UNLIMITED;
  const int rank = static_cast<int>(extent.size());
  const Hdf5Object space(H5Screate_simple(rank, extent.data(), most.data()), H5Sclose,
                         "create " + path);
  const Hdf5Object creation = creation_properties(shape, !is_text);
  Hdf5Object dataset(H5Dcreate2(file.id(), path.c_str(), type, space.id(), H5P_DEFAULT,
                                creation.id(), H5P_DEFAULT),
                     H5Dclose, "create " + path);
  write_attribute(dataset, "units", info.units);
  write_attribute(dataset, "long_name", info.long_name);
  write_meanings(dataset, info);
  return dataset;
}

void write_attribute(const Hdf5Object& object, const std::string& name,
                     const AttributeValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    write_number(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, *whole);
  } else if (const auto* real = std::get_if<double>(&value)) {
    write_number(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, *real);
  } else {
    const Hdf5Object type = text_type();
    write_number(object, name, type.id(), type.id(), std::get<std::string>(value).c_str());
  }
}

void write_texts(const Hdf5Object& dataset, std::uint64_t first_row,
                 const std::vector<std::string>& texts, bool grows) {
  if (texts.empty()) return;
  const hsize_t first = first_row;
  const hsize_t count = texts.size();
  const hsize_t extent = first + count;
  if (grows) check_hdf5(H5Dset_extent(dataset.id(), &extent), "extend a column of texts");
  std::vector<const char*> pointers;
  pointers.reserve(texts.size());
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  const Hdf5Object type = text_type();
  const Hdf5Object memory(H5Screate_simple(1, &count, nullptr), H5Sclose, "write texts");
  const Hdf5Object place(H5Dget_space(dataset.id()), H5Sclose, "write texts");
  check_hdf5(H5Sselect_hyperslab(place.id(), H5S_SELECT_SET, &first, nullptr, &count, nullptr),
             "write texts");
  check_hdf5(
      H5Dwrite(dataset.id(), type.id(), memory.id(), place.id(), H5P_DEFAULT, pointers.data()),
      "write texts");
}

void write_scalar_text(const Hdf5Object& file, const std::string& path, const std::string& text) {
  const Hdf5Object type = text_type();
  const Hdf5Object space = scalar_space();
  const Hdf5Object dataset(H5Dcreate2(file.id(), path.c_str(), type.id(), space.id(), H5P_DEFAULT,
                                      H5P_DEFAULT, H5P_DEFAULT),
                           H5Dclose, "create " + path);
  const char* pointer = text.c_str();
  check_hdf5(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &pointer),
             "write " + path);
}

void make_scale(const Hdf5Object& file, const std::string& path) {
  const Hdf5Object scale(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose, "open " + path);
  const std::string name = path.substr(path.rfind('/') + 1);
  check_hdf5(H5DSset_scale(scale.id(), name.c_str()), "make a scale of " + path);
}

void attach_scale(const Hdf5Object& file, const std::string& path, const std::string& scale,
                  unsigned dimension) {
  const Hdf5Object dataset(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose,
                           "open " + path);
  const Hdf5Object measure(H5Dopen2(file.id(), scale.c_str(), H5P_DEFAULT), H5Dclose,
                           "open " + scale);
  check_hdf5(H5DSattach_scale(dataset.id(), measure.id(), dimension), "attach scale " + scale);
}

std::uint64_t end_of_file(const Hdf5Object& file) {
  haddr_t end = 0;
  check_hdf5(H5Fget_eoa(file.id(), &end), "find the end of the file");
  return end;
}

int file_descriptor(const Hdf5Object& file) {
  void* handle = nullptr;
  check_hdf5(H5Fget_vfd_handle(file.id(), H5P_DEFAULT, &handle), "find the file's descriptor");
  return *static_cast<int*>(handle);
}

void flush_file(const Hdf5Object& file) {
  check_hdf5(H5Fflush(file.id(), H5F_SCOPE_LOCAL), "write the file's tables");
}

}  // namespace dimai::scenarios

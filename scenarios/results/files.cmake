find_package(HDF5 REQUIRED COMPONENTS C HL)
find_library(libdeflate_library deflate REQUIRED)
list(APPEND scenarios_libraries hdf5::hdf5 hdf5::hdf5_hl ${libdeflate_library})
list(APPEND scenarios_sources
  results/chunked_column.cpp
  results/counting_writer.cpp
  results/hdf5_calls.cpp
  results/hdf5_object.cpp
  results/previous_file.cpp
  results/result_file.cpp
  results/file_writer.cpp
  results/write_lock.cpp)
list(APPEND scenarios_headers
  results/chunked_column.hpp
  results/counting_writer.hpp
  results/column.hpp
  results/hdf5_calls.hpp
  results/hdf5_object.hpp
  results/previous_file.hpp
  results/result_error.hpp
  results/result_file.hpp
  results/file_writer.hpp
  results/result_writer.hpp
  results/write_lock.hpp)

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/results/hdf5_object.hpp"

struct libdeflate_compressor;

namespace dimai::scenarios {

/// Shape of a dataset of numbers.
struct ChunkShape {
  std::size_t element_bytes = 8;   ///< size of a number [B]
  std::size_t row_elements = 1;    ///< numbers in a row: 1, or the columns of a matrix
  std::size_t chunk_rows = 65536;  ///< rows that are compressed together
  int rank = 1;                    ///< dimensions of the dataset: 1 or 2
};

/// Shuffles and deflates chunks as HDF5's filters do. One serves all columns of a file.
class ChunkPacker {
 public:
  ChunkPacker();
  ~ChunkPacker();
  ChunkPacker(const ChunkPacker&) = delete;
  ChunkPacker& operator=(const ChunkPacker&) = delete;

  /// Packs a chunk of elements of `element_bytes` each. Returns how long it is in packed() [B].
  std::size_t pack(const std::vector<std::byte>& chunk, std::size_t element_bytes);

  /// The packed chunk, followed by zeros up to `bytes`. Valid until the next pack().
  const std::byte* packed(std::size_t bytes);

 private:
  libdeflate_compressor* compressor_;
  std::vector<std::byte> shuffled_;
  std::vector<std::byte> packed_;
  std::size_t packed_bytes_ = 0;
};

/// A dataset that grows by rows. Shuffles and compresses each chunk itself and hands it to HDF5 as
/// it is, so that the library's lock is held for the file access alone.
///
/// The last, partly filled chunk can be put on the file early (`write_tail`) and is replaced in
/// place as it grows, so that a reader of an unfinished file never meets a half-moved chunk.
class ChunkedColumn {
 public:
  /// @param dataset  open, with filters shuffle and deflate and chunks of `shape.chunk_rows`
  /// @param name     path of the dataset, for errors
  ChunkedColumn(Hdf5Object dataset, std::string name, const ChunkShape& shape, bool grows);

  /// Adds `rows` rows that start at `values`.
  void append(const std::byte* values, std::size_t rows, ChunkPacker& packer);

  /// Puts the rows that fill no chunk yet on the file.
  ///
  /// @param last  no row follows: the chunk takes no more place than it needs
  void write_tail(bool last, ChunkPacker& packer);

  std::uint64_t rows() const { return full_rows_ + tail_rows_; }

 private:
  void write_chunk(bool last, ChunkPacker& packer);

  Hdf5Object dataset_;
  std::string name_;
  ChunkShape shape_;
  bool grows_ = true;  ///< false: the extent was given when the dataset was made
  std::vector<std::byte> tail_;
  std::uint64_t full_rows_ = 0;        ///< rows in chunks that are complete
  std::size_t tail_rows_ = 0;          ///< rows in `tail_`
  std::size_t tail_rows_written_ = 0;  ///< of these, rows that are on the file
  std::size_t reserved_bytes_ = 0;     ///< place of this chunk on the file; 0: it has none
  std::size_t usual_chunk_bytes_ = 0;  ///< size of the chunk before, with some room
};

}  // namespace dimai::scenarios

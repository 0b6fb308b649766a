#include "scenarios/results/chunked_column.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <hdf5.h>
#include <libdeflate.h>

namespace dimai::scenarios {
namespace {

constexpr int compression_level = 1;

// HDF5's shuffle filter: first bytes of all elements, then second bytes, and so on.
void shuffle(const std::vector<std::byte>& in, std::size_t element_bytes,
             std::vector<std::byte>& out) {
  const std::size_t count = in.size() / element_bytes;
  out.resize(in.size());
  for (std::size_t byte = 0; byte < element_bytes; ++byte) {
    std::byte* plane = out.data() + byte * count;
    for (std::size_t i = 0; i < count; ++i) plane[i] = in[i * element_bytes + byte];
  }
}

}  // namespace

ChunkPacker::ChunkPacker() : compressor_(libdeflate_alloc_compressor(compression_level)) {}

ChunkPacker::~ChunkPacker() { libdeflate_free_compressor(compressor_); }

std::size_t ChunkPacker::pack(const std::vector<std::byte>& chunk, std::size_t element_bytes) {
  shuffle(chunk, element_bytes, shuffled_);
  packed_.resize(libdeflate_zlib_compress_bound(compressor_, shuffled_.size()));
  packed_bytes_ = libdeflate_zlib_compress(compressor_, shuffled_.data(), shuffled_.size(),
                                           packed_.data(), packed_.size());
  if (packed_bytes_ == 0) throw std::logic_error("a packed chunk outgrew its bound");
  return packed_bytes_;
}

const std::byte* ChunkPacker::packed(std::size_t bytes) {
  packed_.resize(std::max(packed_.size(), bytes));
  if (bytes > packed_bytes_) std::memset(&packed_[packed_bytes_], 0, bytes - packed_bytes_);
  return packed_.data();
}

ChunkedColumn::ChunkedColumn(Hdf5Object dataset, std::string name, const ChunkShape& shape,
                             bool grows)
    : dataset_(std::move(dataset)),
      name_(std::move(name)),
      shape_(shape),
      grows_(grows),
      tail_(shape.chunk_rows * shape.row_elements * shape.element_bytes) {}

void ChunkedColumn::append(const std::byte* values, std::size_t rows, ChunkPacker& packer) {
  const std::size_t row_bytes = shape_.row_elements * shape_.element_bytes;
  while (rows > 0) {
    const std::size_t taken = std::min(rows, shape_.chunk_rows - tail_rows_);
    std::memcpy(tail_.data() + tail_rows_ * row_bytes, values, taken * row_bytes);
    tail_rows_ += taken;
    values += taken * row_bytes;
    rows -= taken;
    if (tail_rows_ < shape_.chunk_rows) continue;
    write_chunk(true, packer);
    full_rows_ += tail_rows_;
    tail_rows_ = tail_rows_written_ = reserved_bytes_ = 0;
    std::fill(tail_.begin(), tail_.end(), std::byte{0});
  }
}

void ChunkedColumn::write_tail(bool last, ChunkPacker& packer) {
  if (tail_rows_ == tail_rows_written_) return;
  write_chunk(last, packer);
  tail_rows_written_ = tail_rows_;
}

// A chunk keeps its place while it fits there. Space that a chunk leaves is not used again (see
// ResultFile), so a larger place is taken seldom: as large as the chunk before, or twice the need.
void ChunkedColumn::write_chunk(bool last, ChunkPacker& packer) {
  const std::size_t size = packer.pack(tail_, shape_.element_bytes);
  if (size > reserved_bytes_)
    reserved_bytes_ = last ? size : std::max(usual_chunk_bytes_, 2 * size);
  if (tail_rows_ == shape_.chunk_rows) usual_chunk_bytes_ = size + size / 16;
  const std::array<hsize_t, 2> extent{full_rows_ + tail_rows_, shape_.row_elements};
  if (grows_) check_hdf5(H5Dset_extent(dataset_.id(), extent.data()), "extend " + name_);
  const std::array<hsize_t, 2> offset{full_rows_, 0};
  check_hdf5(H5Dwrite_chunk(dataset_.id(), H5P_DEFAULT, 0, offset.data(), reserved_bytes_,
                            packer.packed(reserved_bytes_)),
             "write " + name_);
}

}  // namespace dimai::scenarios

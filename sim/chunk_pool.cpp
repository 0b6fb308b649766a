#include "sim/chunk_pool.hpp"

#include <algorithm>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace dimai::sim {

namespace {

constexpr std::size_t page_bytes = 4096;  // cut into chunks of one size
constexpr std::size_t first_slab_bytes = 16 * page_bytes;
constexpr std::size_t huge_page_bytes = std::size_t{1} << 21;

constexpr std::align_val_t slab_alignment{huge_page_bytes};

/// Asks for huge pages: events of one bucket lie scattered, and each small page costs a look-up.
void prefer_huge_pages([[maybe_unused]] std::byte* slab, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  if (bytes >= huge_page_bytes) madvise(slab, bytes, MADV_HUGEPAGE);
#endif
}

}  // namespace

void ChunkPool::FreeSlab::operator()(std::byte* slab) const {
  ::operator delete(slab, slab_alignment);
}

/// Each slab is as big as all before it together, between 64 KiB and 2 MiB.
void ChunkPool::add_slab() {
  const std::size_t doublings = std::min<std::size_t>(slabs_.size(), 5);
  const std::size_t bytes = std::min(first_slab_bytes << doublings, huge_page_bytes);
  slabs_.emplace_back(static_cast<std::byte*>(::operator new(bytes, slab_alignment)));
  unused_ = slabs_.back().get();
  unused_end_ = unused_ + bytes;
  prefer_huge_pages(unused_, bytes);
}

/// Cuts a fresh page into chunks of one size; keeps all but one of them for later.
Chunk* ChunkPool::carve(std::uint32_t size) {
  if (unused_ == unused_end_) add_slab();
  const std::size_t bytes = Chunk::bytes[size];
  for (std::size_t at = page_bytes; at > 0; at -= bytes)
    give_back(new (unused_ + (at - bytes)) Chunk{.size = size});
  unused_ += page_bytes;
  return take(size);
}

}  // namespace dimai::sim

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <vector>

#include "sim/event.hpp"

namespace dimai::sim {

/// A piece of memory for some events of one bucket: this head, and the events behind it.
struct alignas(sizeof(Event)) Chunk {
  /// Sizes [byte]: for few events, and for many, which are read in one sweep.
  static constexpr std::array<std::size_t, 2> bytes{512, 2048};

  Chunk* next = nullptr;
  std::uint32_t size = 0;  ///< index into bytes

  Event* begin() { return std::launder(reinterpret_cast<Event*>(this + 1)); }
  Event* end() { return begin() + capacity(); }
  std::size_t capacity() const { return bytes[size] / sizeof(Event) - 1; }
};
static_assert(sizeof(Chunk) == sizeof(Event));

/// Chunks, taken from big slabs and given back for reuse, never to the system.
class ChunkPool {
 public:
  /// A chunk with no successor.
  ///
  /// @param size  index into Chunk::bytes
  Chunk* take(std::uint32_t size) {
    Chunk* chunk = free_[size];
    if (chunk == nullptr) [[unlikely]]
      return carve(size);
    free_[size] = chunk->next;
    // The next one that will be taken may have been out of use, and of the cache, for long.
    __builtin_prefetch(chunk->next, 1);
    chunk->next = nullptr;
    return chunk;
  }
  void give_back(Chunk* chunk) {
    chunk->next = free_[chunk->size];
    free_[chunk->size] = chunk;
  }

 private:
  struct FreeSlab {
    void operator()(std::byte* slab) const;
  };

  Chunk* carve(std::uint32_t size);
  void add_slab();

  std::array<Chunk*, Chunk::bytes.size()> free_{};
  std::vector<std::unique_ptr<std::byte, FreeSlab>> slabs_;
  std::byte* unused_ = nullptr;  ///< what is left of the last slab
  std::byte* unused_end_ = nullptr;
};

}  // namespace dimai::sim

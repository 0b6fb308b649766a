#pragma once

#include <cstdint>
#include <vector>

#include "models/trains/capsule.hpp"

namespace dimai::models {

/// Where the rows of a few of many capsules are: open addressing with linear probing, at most half
/// full. Looked up, never walked, so its order decides nothing.
class CapsuleSlots {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t group = kNone;
    std::uint32_t place = kNone;
  };

  /// What is kept for a capsule; kNone twice if nothing is.
  Slot find(std::uint32_t capsule) const {
    if (entries_.empty()) return {};
    for (std::size_t i = home(capsule);; i = next(i)) {
      if (entries_[i].capsule == capsule) return entries_[i].slot;
      if (entries_[i].capsule == kNone) return {};
    }
  }

  /// Keeps a slot for a capsule, or another one than before.
  void put(std::uint32_t capsule, Slot slot) {
    if (2 * (count_ + 1) > entries_.size()) grow();
    std::size_t i = home(capsule);
    while (entries_[i].capsule != kNone && entries_[i].capsule != capsule) i = next(i);
    if (entries_[i].capsule == kNone) ++count_;
    entries_[i] = {capsule, slot};
  }

  /// Forgets a capsule that is there; those behind it move up into the gap.
  void erase(std::uint32_t capsule) {
    std::size_t gap = home(capsule);
    while (entries_[gap].capsule != capsule) gap = next(gap);
    for (std::size_t i = next(gap); entries_[i].capsule != kNone; i = next(i)) {
      const std::size_t from_home = (i - home(entries_[i].capsule)) & (entries_.size() - 1);
      const std::size_t from_gap = (i - gap) & (entries_.size() - 1);
      if (from_home < from_gap) continue;
      entries_[gap] = entries_[i];
      gap = i;
    }
    entries_[gap] = {};
    --count_;
  }

 private:
  struct Entry {
    std::uint32_t capsule = kNone;
    Slot slot;
  };

  /// Fibonacci hashing: Knuth (1998), The Art of Computer Programming 3, 6.4.
  std::size_t home(std::uint32_t capsule) const {
    return static_cast<std::size_t>(capsule * 0x9E3779B97F4A7C15ULL >> shift_);
  }
  std::size_t next(std::size_t i) const { return (i + 1) & (entries_.size() - 1); }

  void grow() {
    const std::vector<Entry> before = std::move(entries_);
    entries_.assign(before.empty() ? 16 : 2 * before.size(), {});
    shift_ = before.empty() ? 60 : shift_ - 1;
    count_ = 0;
    for (const Entry& row : before) {
      if (row.capsule != kNone) put(row.capsule, row.slot);
    }
  }

  std::vector<Entry> entries_;  ///< a power of two of them
  std::size_t count_ = 0;
  int shift_ = 64;
};

}  // namespace dimai::models

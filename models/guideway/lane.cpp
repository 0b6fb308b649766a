#include "models/guideway/lane.hpp"

#include <algorithm>
#include <utility>

namespace dimai::models {

std::uint32_t PassageRing::push(const LanePassage& passage) {
  if (full()) grow();
  ring_[end_ & mask_] = passage;
  if (end_ == first_) first_position_um_ = passage.position_um;
  return end_++;
}

void PassageRing::drop_first() {
  ++first_;
  if (first_ != end_) first_position_um_ = (*this)[first_].position_um;
  asked_from_ = std::max(asked_from_, first_);
}

void PassageRing::keep_some_room() {
  if (4 * (end_ - first_) > 3 * (mask_ + 1)) grow();
}

void PassageRing::insert_before_head(const LanePassage& passage) {
  if (full()) grow();
  for (std::uint32_t i = end_; i != head_; --i) (*this)[i] = (*this)[i - 1];
  (*this)[head_] = passage;
  if (first_ == head_) first_position_um_ = passage.position_um;
  if (asked_from_ > head_) ++asked_from_;
  ++head_;
  ++end_;
}

void PassageRing::grow() {
  const std::uint32_t size = mask_ + 1;
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): see ring_
  auto larger = std::make_unique<LanePassage[]>(std::size_t{size} * 2);
  const std::uint32_t mask = 2 * size - 1;
  for (std::uint32_t s = first_; s != end_; ++s) larger[s & mask] = ring_[s & mask_];
  ring_ = std::move(larger);
  mask_ = mask;
}

/// Keeps it, and no more what passages that are forgotten have lost.
void Lane::lose(const LostTime& time) {
  if (!lost_times) lost_times = std::make_unique<std::vector<LostTime>>();
  const bool any = passages.has_history();
  std::erase_if(*lost_times, [&](const LostTime& each) {
    return any && each.position_um < passages.first_position_um();
  });
  lost_times->push_back(time);
}

}  // namespace dimai::models

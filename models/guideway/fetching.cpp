#include <cstddef>

#include "models/guideway/guideway.hpp"

namespace dimai::models {

namespace {

void fetch(const void* row, std::size_t lines) {
  for (std::size_t i = 0; i < lines; ++i) {
    __builtin_prefetch(static_cast<const char*>(row) + 64 * i, 1);
  }
}

}  // namespace

// Every crossing needs some twenty cache lines that nobody has touched for a while, and many of
// them are found through others. The kernel tells of an event some events ahead; what its numbers
// lead to is fetched at once, and what those rows lead to a few events later, when they have come.

void Guideway::prefetch(const sim::Event& event) const {
  if (event.kind != head_ready) return;
  constexpr std::uint32_t kComing = 8;
  const Coming& second = coming_[(coming_count_ + kComing - 3) % kComing];
  const Coming& third = coming_[(coming_count_ + kComing - 5) % kComing];
  Coming& first = coming_[coming_count_++ % kComing];
  first = {InletIndex{event.subject}, LaneIndex{event.data}};
  fetch(&inlets_[first.inlet], 1);
  if (first.inlet.value < lanes_.size()) fetch(&lanes_[LaneIndex{first.inlet.value}], 3);
  if (first.next.value < lanes_.size()) fetch(&lanes_[first.next], 3);
  if (second.inlet.value < lanes_.size()) fetch_passages(second);
  if (third.inlet.value < lanes_.size()) fetch_way(third);
}

/// The rows are there: fetches what they point to.
void Guideway::fetch_passages(const Coming& coming) const {
  const Lane& lane = lanes_[LaneIndex{coming.inlet.value}];
  const TrainIndex head = inlets_[coming.inlet].head;
  if (head.valid()) fetch(&trains_[head], 2);
  fetch(&lane.passages[lane.passages.head()], 1);
  fetch(&lane.passages[lane.passages.head() + 1], 1);
  if (coming.next.value < lanes_.size()) {
    const PassageRing& next = lanes_[coming.next].passages;
    fetch(&next[next.end()], 1);
  }
  fetch(&observation_.junctions[lane.to], 1);
  observation_.flows.fetch(lane.link);
}

/// The train is there: fetches where it goes after the next lane.
void Guideway::fetch_way(const Coming& coming) const {
  const TrainIndex head = inlets_[coming.inlet].head;
  if (!head.valid() || coming.next.value >= lanes_.size()) return;
  const Train& train = trains_[head];
  router_.fetch(train.profile, lanes_[coming.next].to, train.destination);
}

}  // namespace dimai::models

#include "models/trains/train.hpp"

#include <algorithm>

namespace dimai::models {

TrainIndex TrainTable::take_row() {
  TrainIndex row;
  if (free_.empty()) {
    row = trains_.push_back({});
  } else {
    row = free_.back();
    free_.pop_back();
    trains_[row] = Train{};
  }
  trains_[row].number = next_number_;
  next_number_ += stride_;
  return row;
}

void TrainTable::measure(Train& train) const {
  train.destination = capsules_[train.front].destination;
  train.profile = capsules_[train.front].profile;
  train.count = 0;
  train.length_um = -coupling_gap_um_;
  train.mass_kg = 0.0;
  train.width = 0;
  for (CapsuleIndex c = train.front; c.valid(); c = capsules_[c].behind) {
    ++train.count;
    train.length_um += capsules_[c].length_um + coupling_gap_um_;
    train.mass_kg += capsules_[c].mass_kg;
    train.width = std::max(train.width, capsules_[c].width);
    train.rear = c;
  }
}

TrainIndex TrainTable::form(const std::vector<CapsuleIndex>& capsules) {
  const TrainIndex row = take_row();
  reorder(row, capsules);
  return row;
}

void TrainTable::reorder(TrainIndex train, const std::vector<CapsuleIndex>& capsules) {
  trains_[train].front = capsules.front();
  for (std::size_t i = 0; i + 1 < capsules.size(); ++i) {
    capsules_[capsules[i]].behind = capsules[i + 1];
  }
  capsules_[capsules.back()].behind = CapsuleIndex{};
  measure(trains_[train]);
}

void TrainTable::append(TrainIndex train, TrainIndex joining) {
  Train& head = trains_[train];
  Train& tail = trains_[joining];
  Ledger difference = tail.sum;
  difference -= head.sum;
  for (CapsuleIndex c = tail.front; c.valid(); c = capsules_[c].behind) {
    capsules_[c].offset += difference;
  }
  capsules_[head.rear].behind = tail.front;
  head.rear = tail.rear;
  head.count += tail.count;
  head.length_um += coupling_gap_um_ + tail.length_um;
  head.mass_kg += tail.mass_kg;
  head.width = std::max(head.width, tail.width);
  free_.push_back(joining);
}

TrainIndex TrainTable::cut_front(TrainIndex train, std::uint32_t count) {
  const TrainIndex row = take_row();
  Train& whole = trains_[train];
  Train& cut = trains_[row];
  CapsuleIndex last = whole.front;
  for (std::uint32_t i = 1; i < count; ++i) last = capsules_[last].behind;
  cut.front = whole.front;
  cut.sum = whole.sum;
  whole.front = capsules_[last].behind;
  capsules_[last].behind = CapsuleIndex{};
  measure(cut);
  measure(whole);
  return row;
}

void TrainTable::dissolve(TrainIndex train, std::vector<CapsuleIndex>& capsules) {
  capsules.clear();
  const Ledger sum = trains_[train].sum;
  for (CapsuleIndex c = trains_[train].front; c.valid();) {
    Capsule& capsule = capsules_[c];
    capsules.push_back(c);
    capsule.offset += sum;
    c = capsule.behind;
    capsule.behind = CapsuleIndex{};
  }
  free_.push_back(train);
}

TrainIndex TrainTable::put_in(const Train& train) {
  if (free_.empty()) return trains_.push_back(train);
  const TrainIndex row = free_.back();
  free_.pop_back();
  trains_[row] = train;
  return row;
}

Ledger TrainTable::ledger(TrainIndex train, CapsuleIndex capsule) const {
  Ledger total = trains_[train].sum;
  total += capsules_[capsule].offset;
  return total;
}

}  // namespace dimai::models

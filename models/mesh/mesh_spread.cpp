#include "models/mesh/mesh_spread.hpp"

#include <utility>

namespace dimai::models {

MeshSpread::MeshSpread(const MeshField& field, std::uint32_t from, double start_s)
    : has_(field.count(), 0), front_{from}, ready_s_(start_s) {
  has_[from] = 1;
}

void MeshSpread::offer(const MeshField& field, std::uint32_t from,
                       std::vector<std::uint32_t>& next) {
  field.for_neighbours(from, [&](std::uint32_t node) {
    if (has_[node] != 0) return;
    has_[node] = 2;
    next.push_back(node);
  });
}

/// Contacts that are new are those of bikes.
void MeshSpread::meet(const MeshField& field, std::vector<std::uint32_t>& next) {
  for (std::uint32_t bike = field.first_bike(); bike < field.first_door(); ++bike) {
    if (has_[bike] == 1) {
      offer(field, bike, next);
    } else if (has_[bike] == 0) {
      bool met = false;
      field.for_neighbours(bike, [&](std::uint32_t node) { met = met || has_[node] == 1; });
      if (!met) continue;
      has_[bike] = 2;
      next.push_back(bike);
    }
  }
}

std::optional<MeshSpread::Reached> MeshSpread::pass_on(const MeshField& field, const MeshGoal& goal,
                                                       double hop_s, double since_s, double until_s,
                                                       bool moved) {
  for (const std::uint32_t node : front_) {
    if (goal.holds(node)) return Reached{ready_s_, node};
  }
  std::vector<std::uint32_t> next;
  double start_s = std::max(since_s, ready_s_);
  if (moved && start_s < until_s) meet(field, next);
  while (start_s < until_s) {
    for (const std::uint32_t node : front_) offer(field, node, next);
    if (next.empty()) {
      front_.clear();
      break;
    }
    ready_s_ = start_s + hop_s;
    for (const std::uint32_t node : next) has_[node] = 1;
    front_ = std::exchange(next, {});
    for (const std::uint32_t node : front_) {
      if (goal.holds(node)) return Reached{ready_s_, node};
    }
    start_s = ready_s_;
  }
  return std::nullopt;
}

}  // namespace dimai::models

#include "models/trains/cycle_guard.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/network/dependencies.hpp"
#include "models/network/disjoint_sets.hpp"

namespace dimai::models {

namespace {

constexpr std::size_t kMostCycles =
    256;  ///< booked one by one; each costs every capsule that touches it

std::int64_t to_um(double metres) { return std::llround(metres * 1e6); }

double longest_train_m(const GuidewayParameters& guideway,
                       const std::vector<CapsuleClass>& classes) {
  double capsule_m = 0.0;
  for (const CapsuleClass& c : classes) capsule_m = std::max(capsule_m, c.length_m);
  return (capsule_m + guideway.coupling_gap_m) * static_cast<double>(guideway.max_train_capsules) +
         guideway.standstill_gap_m;
}

}  // namespace

CycleGuard::CycleGuard(const Network& network, const Router& router,
                       const GuidewayParameters& guideway, const std::vector<CapsuleClass>& classes,
                       double fleet_length_m)
    : network_(network),
      router_(router),
      gap_um_(to_um(std::max(guideway.standstill_gap_m, guideway.coupling_gap_m))),
      cycles_of_link_(network.links.size()) {
  std::vector<std::uint32_t> profiles(router.profile_count());
  std::iota(profiles.begin(), profiles.end(), 0U);
  const RouteCycles found =
      route_cycles(router, profiles, router.portals(), fleet_length_m, kMostCycles);
  const double bubble_m = longest_train_m(guideway, classes);
  bubble_um_ = to_um(bubble_m);
  for (const RouteCycle& cycle : found.cycles) {
    const auto index = static_cast<std::uint32_t>(cycles_.size());
    const std::int64_t room_um = to_um(cycle.length_m - bubble_m);
    cycles_.push_back({room_um, 0, room_um});
    for (const LinkIndex link : cycle.links) cycles_of_link_[link].push_back(index);
  }
  if (!found.complete) add_groups(found.complete_to_m - bubble_m);
}

std::vector<std::uint32_t> CycleGuard::joined_nodes() const {
  std::vector<std::uint32_t> parent(network_.nodes.size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (const LinkIndex link : network_.links.indices()) {
    if (!guarded(link)) continue;
    const Link& row = network_.links[link];
    parent[root_of(parent, row.from.value)] = root_of(parent, row.to.value);
  }
  return parent;
}

/// A capsule books all cycles up to the first link outside of them: those among links that hang
/// together.
void CycleGuard::divide(std::span<const std::uint32_t> region_of_node) {
  std::vector<std::uint32_t> parent = joined_nodes();
  std::vector<std::uint8_t> several(parent.size(), 0);
  for (const LinkIndex link : network_.links.indices()) {
    if (!guarded(link)) continue;
    const std::uint32_t root = root_of(parent, network_.links[link].from.value);
    for (const NodeIndex end : {network_.links[link].from, network_.links[link].to})
      if (region_of_node[end.value] != region_of_node[root]) several[root] = 1;
  }
  std::vector<std::uint8_t> is_shared(cycles_.size(), 0);
  for (const LinkIndex link : network_.links.indices()) {
    if (!guarded(link) || several[root_of(parent, network_.links[link].from.value)] == 0) continue;
    for (const std::uint32_t cycle : cycles_of_link_[link]) is_shared[cycle] = 1;
  }
  for (std::uint32_t i = 0; i < is_shared.size(); ++i) {
    if (is_shared[i] != 0) shared_.push_back(i);
  }
}

/// Makes links of cycles that meet in nodes one more "cycle" with the given room.
void CycleGuard::add_groups(double room_m) {
  std::vector<std::uint32_t> parent = joined_nodes();
  constexpr std::uint32_t none = 0xFFFFFFFF;
  std::vector<std::uint32_t> group(network_.nodes.size(), none);
  for (const LinkIndex link : network_.links.indices()) {
    if (!guarded(link)) continue;
    std::uint32_t& index = group[root_of(parent, network_.links[link].from.value)];
    if (index == none) {
      index = static_cast<std::uint32_t>(cycles_.size());
      cycles_.push_back({to_um(room_m), 0, to_um(room_m)});
    }
    cycles_of_link_[link].push_back(index);
  }
}

void CycleGuard::cycles_ahead(const Capsule& capsule, LinkIndex link,
                              std::vector<std::uint32_t>& cycles) const {
  cycles.clear();
  while (link.valid() && guarded(link)) {
    cycles.insert(cycles.end(), cycles_of_link_[link].begin(), cycles_of_link_[link].end());
    if (network_.links[link].to == capsule.destination) break;
    link = router_.next_link_after(capsule.profile, link, capsule.destination);
  }
  std::sort(cycles.begin(), cycles.end());
  cycles.erase(std::unique(cycles.begin(), cycles.end()), cycles.end());
}

bool CycleGuard::admits(const TrainTable& trains, TrainIndex train, std::uint32_t count,
                        LinkIndex link) const {
  std::vector<std::uint32_t> cycles;
  std::vector<Need> needs;
  CapsuleIndex c = trains[train].front;
  for (std::uint32_t i = 0; i < count; ++i, c = trains[c].behind) {
    if (holds(c)) continue;
    cycles_ahead(trains[c], link, cycles);
    for (const std::uint32_t cycle : cycles) needs.emplace_back(cycle, needed_um(trains[c]));
  }
  std::sort(needs.begin(), needs.end());
  for (std::size_t i = 0; i < needs.size();) {
    const std::uint32_t cycle = needs[i].first;
    std::int64_t sum_um = cycles_[cycle].booked_um;
    for (; i < needs.size() && needs[i].first == cycle; ++i) sum_um += needs[i].second;
    if (sum_um > cycles_[cycle].limit_um) return false;
  }
  return true;
}

void CycleGuard::book(const TrainTable& trains, TrainIndex train, LinkIndex link) {
  for (CapsuleIndex c = trains[train].front; c.valid(); c = trains[c].behind) {
    if (holds(c)) continue;
    if (c.value >= held_.size()) held_.resize(trains.capsule_count());
    cycles_ahead(trains[c], link, held_[c.value]);
    for (const std::uint32_t cycle : held_[c.value])
      cycles_[cycle].booked_um += needed_um(trains[c]);
  }
}

void CycleGuard::hand_over(CapsuleIndex capsule, std::vector<std::uint32_t>& cycles) {
  if (!holds(capsule)) return;
  std::vector<std::uint32_t>& held = held_[capsule.value];
  cycles.insert(cycles.end(), held.begin(), held.end());
  held.clear();
}

void CycleGuard::take_over(CapsuleIndex capsule, std::span<const std::uint32_t> cycles) {
  if (cycles.empty()) return;
  if (capsule.value >= held_.size()) held_.resize(std::size_t{capsule.value} + 1);
  held_[capsule.value].assign(cycles.begin(), cycles.end());
}

void CycleGuard::deal_out(std::span<CycleGuard* const> guards, std::uint64_t turn) {
  const auto count = static_cast<std::int64_t>(guards.size());
  for (const std::uint32_t i : guards.front()->shared_) {
    std::int64_t free_um = guards.front()->cycles_[i].room_um;
    for (const CycleGuard* guard : guards) free_um -= guard->cycles_[i].booked_um;
    const bool enough = free_um >= count * guards.front()->bubble_um_;
    for (std::size_t g = 0; g < guards.size(); ++g) {
      const bool all = g == (turn + i) % guards.size();
      Cycle& cycle = guards[g]->cycles_[i];
      const std::int64_t share_um = enough ? free_um / count : (all ? free_um : 0);
      cycle.limit_um = cycle.booked_um + share_um;
    }
  }
}

bool CycleGuard::release(const TrainTable& trains, TrainIndex train) {
  bool any = false;
  for (CapsuleIndex c = trains[train].front; c.valid(); c = trains[c].behind) {
    if (!holds(c)) continue;
    any = true;
    for (const std::uint32_t cycle : held_[c.value])
      cycles_[cycle].booked_um -= needed_um(trains[c]);
    held_[c.value].clear();
  }
  return any;
}

}  // namespace dimai::models

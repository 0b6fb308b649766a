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
  for (const RouteCycle& cycle : found.cycles) {
    const auto index = static_cast<std::uint32_t>(cycles_.size());
    cycles_.push_back({to_um(cycle.length_m - bubble_m), 0});
    for (const LinkIndex link : cycle.links) cycles_of_link_[link].push_back(index);
  }
  if (!found.complete) add_groups(found.complete_to_m - bubble_m);
}

/// Makes links of cycles that meet in nodes one more "cycle" with the given room.
void CycleGuard::add_groups(double room_m) {
  std::vector<std::uint32_t> parent(network_.nodes.size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (const LinkIndex link : network_.links.indices()) {
    if (!guarded(link)) continue;
    const Link& row = network_.links[link];
    parent[root_of(parent, row.from.value)] = root_of(parent, row.to.value);
  }
  constexpr std::uint32_t none = 0xFFFFFFFF;
  std::vector<std::uint32_t> group(network_.nodes.size(), none);
  for (const LinkIndex link : network_.links.indices()) {
    if (!guarded(link)) continue;
    std::uint32_t& index = group[root_of(parent, network_.links[link].from.value)];
    if (index == none) {
      index = static_cast<std::uint32_t>(cycles_.size());
      cycles_.push_back({to_um(room_m), 0});
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
    if (sum_um > cycles_[cycle].room_um) return false;
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

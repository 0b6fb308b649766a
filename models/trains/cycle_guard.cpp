#include "models/trains/cycle_guard.hpp"

#include <algorithm>
#include <cmath>

#include "models/network/loops.hpp"

namespace dimai::models {

CycleGuard::CycleGuard(const Network& network, const GuidewayParameters& guideway,
                       const std::vector<CapsuleClass>& classes, bool on)
    : first_place_(network.links.size()) {
  const LoopRegions regions = on ? loop_regions(network) : LoopRegions{};
  region_count_ = regions.count;
  for (const LinkIndex link : network.links.indices()) {
    const Link& row = network.links[link];
    Place place;
    place.first = PlaceIndex{static_cast<std::uint32_t>(places_.size())};
    place.tubes = static_cast<std::uint32_t>(row.tubes);
    if (on && regions.on_loop(link)) {
      place.capacity = capsules_in(row.length_m, guideway, classes);
      place.region = regions.of_link[link.value];
    }
    first_place_[link] = place.first;
    for (std::int64_t tube = 0; tube < row.tubes; ++tube) places_.push_back(place);
  }
}

double CycleGuard::spacing_m(const GuidewayParameters& guideway,
                             const std::vector<CapsuleClass>& classes) {
  double capsule_m = 0.0;
  for (const CapsuleClass& c : classes) capsule_m = std::max(capsule_m, c.length_m);
  return capsule_m + std::max(guideway.standstill_gap_m, guideway.coupling_gap_m);
}

std::uint32_t CycleGuard::capsules_in(double length_m, const GuidewayParameters& guideway,
                                      const std::vector<CapsuleClass>& classes) {
  // Strictly less than the length, so that not all of a circle of tubes can be taken up to the last
  // micrometre.
  const double most = std::ceil(length_m / spacing_m(guideway, classes) - 1e-9) - 1.0;
  return static_cast<std::uint32_t>(std::clamp(most, 0.0, 1e9));
}

void CycleGuard::divide(const Network& network, std::span<const std::uint32_t> region_of_node) {
  for (const LinkIndex link : network.links.indices()) {
    const Link& row = network.links[link];
    if (region_of_node[row.from.value] == region_of_node[row.to.value]) continue;
    for (std::uint32_t tube = 0; tube < row.tubes; ++tube)
      places_[PlaceIndex{first_place_[link].value + tube}].capacity = 0;
  }
}

PlaceIndex CycleGuard::roomiest(PlaceIndex first) const {
  PlaceIndex best = first;
  for (std::uint32_t tube = 1; tube < places_[first].tubes; ++tube) {
    const PlaceIndex place{first.value + tube};
    if (room(place) > room(best)) best = place;
  }
  return best;
}

std::uint32_t CycleGuard::admitted_booked(PlaceIndex to, std::uint32_t run) const {
  std::uint32_t elsewhere = 0;
  for (std::uint32_t tube = 0; tube < places_[to].tubes; ++tube)
    elsewhere += places_[PlaceIndex{places_[to].first.value + tube}].booked;
  elsewhere -= places_[to].booked;
  return std::min(run, places_[to].booked + std::min(room(to), elsewhere));
}

PlaceIndex CycleGuard::most_booked(PlaceIndex first) const {
  PlaceIndex most = first;
  for (std::uint32_t tube = 1; tube < places_[first].tubes; ++tube) {
    const PlaceIndex place{first.value + tube};
    if (booked(place) > booked(most)) most = place;
  }
  return most;
}

bool CycleGuard::use_booked(PlaceIndex to, std::uint32_t capsules) {
  const std::uint32_t own = std::min(capsules, places_[to].booked);
  places_[to].booked -= own;
  const std::uint32_t rest = capsules - own;
  if (rest == 0) return false;
  give_back_booked(places_[to].first, rest);
  places_[to].taken += rest;
  return true;
}

void CycleGuard::give_back_booked(PlaceIndex first, std::uint32_t capsules) {
  for (std::uint32_t tube = 0; tube < places_[first].tubes; ++tube) {
    Place& place = places_[PlaceIndex{first.value + tube}];
    const std::uint32_t back = std::min(capsules, place.booked);
    place.booked -= back;
    place.taken -= back;
    capsules -= back;
  }
}

/// Whether the head of a place can be part of a circle: it stays in the region.
bool CycleGuard::follows(PlaceIndex place, const HeadWant& want) const {
  return want.to.valid() && guarded(want.to) && places_[want.to].region == places_[place].region;
}

/// Whether no tube of the link has room, `but` one taken to have some, and one to be `filled`.
bool CycleGuard::all_full(PlaceIndex first, PlaceIndex but, PlaceIndex filled) const {
  for (std::uint32_t tube = 0; tube < places_[first].tubes; ++tube) {
    const PlaceIndex place{first.value + tube};
    if (place == but || (place != filled && room(place) > 0)) return false;
  }
  return true;
}

/// Whether places all of which are full lead from `to`, being filled, back to it by the wants of
/// their heads. `from` is not full, for somebody leaves it.
bool CycleGuard::closes_circle(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to) const {
  const PlaceIndex start = places_[to].first;
  if (!all_full(start, from, to)) return false;
  PlaceIndex at = start;
  for (std::size_t step = 0; step <= places_.size(); ++step) {
    const HeadWant want = heads.head_of(at);
    if (want.lost) return true;
    if (!follows(at, want) || !all_full(places_[want.to].first, from, to)) return false;
    at = places_[want.to].first;
    if (at == start) return true;
  }
  return true;  // it leads into a circle that exists already
}

bool CycleGuard::goes_whole(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to,
                            std::uint32_t run) const {
  if (run < room(to)) return true;
  return run == room(to) && places_[to].taken > 0 && !closes_circle(heads, from, to);
}

/// Whether full places lead from the link of `to` to `from`: who may fill its last room.
bool CycleGuard::is_on_full_way(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to) const {
  PlaceIndex at = places_[to].first;
  for (std::size_t step = 0; step <= places_.size(); ++step) {
    if (at == from) return true;
    const HeadWant want = heads.head_of(at);
    if (room(at) > 0 || !follows(at, want)) return false;
    at = places_[want.to].first;
  }
  return false;
}

/// Whether nobody ahead of the head of `from`, each waiting for the next, will move before it does.
bool CycleGuard::waits_in_circle(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to) const {
  if (places_[to].taken == 0) return true;  // it is longer than the place
  PlaceIndex at = to;
  for (std::size_t step = 0; step <= places_.size(); ++step) {
    const HeadWant want = heads.head_of(at);
    if (!follows(at, want)) return false;
    const PlaceIndex next = roomiest(places_[want.to].first);
    if (places_[next].taken == 0 || goes_whole(heads, at, next, want.capsules)) return false;
    if (next == from) return true;
    at = next;
  }
  return false;  // a circle ahead: those in it will be cut
}

std::uint32_t CycleGuard::admitted(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to,
                                   std::uint32_t run) const {
  if (!guarded(to) || has_plenty(to, run)) return run;
  const std::uint32_t left = room(to);
  if (left == 0) return 0;
  const bool inside = from.valid() && guarded(from) && places_[from].region == places_[to].region;
  if (!inside) return places_[to].taken == 0 ? std::min(run, left - 1) : 0;
  if (goes_whole(heads, from, to, run)) return run;
  if (!waits_in_circle(heads, from, to) && !is_on_full_way(heads, from, to)) return 0;
  const bool may_fill = places_[to].taken > 0 && !closes_circle(heads, from, to);
  return std::min(run, may_fill ? left : left - 1);
}

bool CycleGuard::would_close(const PlaceHeads& heads, PlaceIndex place,
                             const HeadWant& want) const {
  if (!guarded(place) || room(place) > 0 || !follows(place, want)) return false;
  PlaceIndex at = places_[want.to].first;
  const PlaceIndex nobody;
  for (std::size_t step = 0; step <= places_.size(); ++step) {
    if (!all_full(at, nobody, nobody)) return false;
    // Of several full tubes the first stands for all.
    if (at == places_[place].first) return true;
    const HeadWant next = heads.head_of(at);
    if (!follows(at, next)) return false;
    at = places_[next.to].first;
  }
  return true;
}

}  // namespace dimai::models

#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/trains/capsule.hpp"

namespace dimai::models {

/// Which dispatchers of junctions know a capsule, and where among their rows. Kept by capsule: what
/// is told of one goes to many who stand near each other, one soon after the other, so that what is
/// looked up is in the cache; tables of each dispatcher's own never are.
class WhoKnows {
 private:
  struct Entry {
    std::uint32_t site = 0;
    std::uint32_t place = 0;
  };
  struct Capsule {
    std::uint32_t group = kNone;
    std::vector<Entry> sites;  ///< in order
  };

  template <class Entries>
  static auto lower_bound(Entries& entries, std::uint32_t site) {
    return std::lower_bound(entries.begin(), entries.end(), site,
                            [](const Entry& entry, std::uint32_t s) { return entry.site < s; });
  }

 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t group = kNone;  ///< class of the capsule
    std::uint32_t place = kNone;
  };

  /// kNone twice if the site knows nothing of the capsule.
  Slot find(CapsuleIndex capsule, std::uint32_t site) const {
    if (capsule.value >= capsules_.size()) return {};
    const Capsule& row = capsules_[capsule.value];
    const auto at = lower_bound(row.sites, site);
    if (at == row.sites.end() || at->site != site) return {};
    return {row.group, at->place};
  }

  /// Keeps a slot, or another one than before.
  void put(CapsuleIndex capsule, std::uint32_t site, Slot slot) {
    if (capsule.value >= capsules_.size()) capsules_.resize(std::size_t{capsule.value} + 1);
    Capsule& row = capsules_[capsule.value];
    row.group = slot.group;
    const auto at = lower_bound(row.sites, site);
    if (at != row.sites.end() && at->site == site) {
      at->place = slot.place;
    } else {
      row.sites.insert(at, {site, slot.place});
    }
  }

  /// Forgets what is there.
  void erase(CapsuleIndex capsule, std::uint32_t site) {
    std::vector<Entry>& sites = capsules_[capsule.value].sites;
    sites.erase(lower_bound(sites, site));
  }

 private:
  std::vector<Capsule> capsules_;
};

}  // namespace dimai::models

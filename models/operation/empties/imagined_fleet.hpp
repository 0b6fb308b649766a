#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "models/operation/empties/supply.hpp"

namespace dimai::models {

/// A capsule as far as empties are concerned: where it will be free next, and from when on.
struct FleetPlace {
  CapsuleIndex capsule;
  std::uint32_t portal = 0;  ///< portal rank
  std::int64_t free_ns = 0;
};

/// A fleet of one class that serves requests in thought, to see who would have to be where.
///
/// The rule is static nearest neighbour: each request, taken in order of time and known beforehand,
/// goes to the capsule that keeps it waiting least; of equal ones to that with the shortest empty
/// way, then to that which is free latest, then to the lower number. A capsule may set out before
/// the request arises.
/// Source: Lees-Miller (2011), Empty Vehicle Redistribution for Personal Rapid Transit, PhD thesis,
/// University of Bristol (static nearest neighbours, SNN).
class ImaginedFleet {
 public:
  ImaginedFleet(std::size_t portal_count, std::uint32_t capsule_class, std::int64_t now_ns);

  /// One that is free already counts as free from now on.
  void add(const FleetPlace& place);

  struct Choice {
    FleetPlace place;  ///< before the request is served
    std::int64_t way_ns = 0;
    std::int64_t pickup_ns = 0;  ///< the capsule and the request have met
  };
  /// Who would serve a request that arises at `time_ns`; nobody if none can come.
  std::optional<Choice> choose(std::uint32_t origin, std::int64_t time_ns, EmptyTimes& times) const;
  /// The one chosen will be free at `portal` from `free_ns` on.
  void move(const FleetPlace& from, std::uint32_t portal, std::int64_t free_ns);
  /// Takes all moves back.
  void restore();

 private:
  using Entry = std::pair<std::int64_t, std::uint32_t>;  ///< (free from, capsule)
  struct Done {
    FleetPlace from;
    std::uint32_t to = 0;
    std::int64_t free_ns = 0;
  };
  void insert(std::uint32_t portal, const Entry& entry);
  void erase(std::uint32_t portal, const Entry& entry);

  std::uint32_t class_;
  std::int64_t now_ns_;
  std::vector<std::vector<Entry>> lists_;  ///< by portal, in order
  std::vector<Done> done_;
};

}  // namespace dimai::models

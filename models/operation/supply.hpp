#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "models/network/network.hpp"
#include "models/trains/capsule.hpp"

namespace dimai::models {

/// A portal from which an empty capsule could come, and how long that takes.
struct Neighbour {
  std::uint32_t portal = 0;  ///< portal rank
  std::int64_t time_ns = 0;
};

/// Travel times of empty capsules.
class EmptyTimes {
 public:
  EmptyTimes() = default;
  EmptyTimes(const EmptyTimes&) = delete;
  EmptyTimes& operator=(const EmptyTimes&) = delete;
  virtual ~EmptyTimes() = default;
  /// The `rank`-th nearest portal to `portal`, itself being the 0-th with time 0; nothing past the
  /// last.
  virtual std::optional<Neighbour> nearest(std::uint32_t capsule_class, std::uint32_t portal,
                                           std::size_t rank) = 0;
};

/// Where each capsule will next be free and when; finds who serves a request soonest.
///
/// Nearest neighbour rule of Bell and Wong (2005), A rolling horizon approach to the optimal
/// dispatching of taxis, 16th International Symposium on Transportation and Traffic Theory: a
/// request goes to the capsule that can be at its origin first once it has served all that it was
/// given before, idle or busy alike; of equal ones the nearer, then the one free for longest, then
/// the lower number.
class Supply {
 public:
  Supply(std::size_t capsule_classes, std::size_t portals);

  /// The capsule will be free at a portal from a time on; replaces what was known of it.
  void offer(CapsuleIndex capsule, std::uint32_t capsule_class, std::uint32_t portal,
             std::int64_t free_ns);
  void withdraw(CapsuleIndex capsule);

  struct Choice {
    CapsuleIndex capsule;
    std::int64_t pickup_ns = 0;  ///< when it can be at the origin
  };
  /// Who can be at `portal` first, from `now_ns` on; nobody if no capsule of the class can come.
  std::optional<Choice> soonest(std::uint32_t capsule_class, std::uint32_t portal,
                                std::int64_t now_ns, EmptyTimes& times) const;

 private:
  struct Place {
    std::uint32_t list = 0;
    std::int64_t free_ns = 0;
    bool offered = false;
  };
  void note_earliest(std::uint32_t list);

  std::size_t portal_count_;
  std::vector<std::int64_t>
      earliest_ns_;  ///< by class and portal: when its first capsule is free; greatest if none
  /// By class and portal: (free from, capsule).
  std::vector<std::set<std::pair<std::int64_t, std::uint32_t>>> lists_;
  std::vector<Place> places_;  ///< by capsule
};

}  // namespace dimai::models

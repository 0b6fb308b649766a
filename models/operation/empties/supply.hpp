#pragma once

#include <cstdint>
#include <limits>
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
  /// Time from one portal to another; nothing if no way leads there.
  virtual std::optional<std::int64_t> time_ns(std::uint32_t capsule_class, std::uint32_t from,
                                              std::uint32_t to) = 0;
  /// Whether portal `a` comes before portal `b` in the order of `nearest` to portal `to`.
  virtual bool nearer(std::uint32_t capsule_class, std::uint32_t a, std::uint32_t b,
                      std::uint32_t to) = 0;
};

/// How the look-ahead rule weighs what may come.
struct Foresight {
  double weight = 0.0;  ///< alpha: of the next request's expected wait against this one's, [0, 1]
  double gap_ns = 0.0;  ///< mean time between requests of the class
  /// Expected time from each portal to where the next request arises [ns], shape (portal,).
  std::vector<double> next_way_ns;
};

/// Where each capsule will next be free and when; finds who serves a request soonest.
///
/// Nearest neighbour rule of Bell and Wong (2005), A rolling horizon approach to the optimal
/// dispatching of taxis, 16th International Symposium on Transportation and Traffic Theory: a
/// request goes to the capsule that can be at its origin first once it has served all that it was
/// given before, idle or busy alike; of equal ones the nearer, then the one free for longest, then
/// the lower number. Portals are looked at by nearness and, where the near ones have nobody, by who
/// is free first, too, until no other could be better (Fagin, Lotem and Naor 2003, J. Comput. Syst.
/// Sci. 66, 614-656): a scarce fleet does not cost a look at every portal.
class Supply {
 public:
  Supply(std::size_t capsule_classes, std::size_t portals);

  /// The capsule will be free at a portal from a time on; replaces what was known of it.
  void offer(CapsuleIndex capsule, std::uint32_t capsule_class, std::uint32_t portal,
             std::int64_t free_ns);
  void withdraw(CapsuleIndex capsule);
  struct Offer {
    std::uint32_t portal = 0;  ///< portal rank
    std::int64_t free_ns = 0;
  };
  /// What was offered of a capsule last.
  Offer offered(CapsuleIndex capsule) const {
    const Place& place = places_[capsule.value];
    return {static_cast<std::uint32_t>(place.list % portal_count_), place.free_ns};
  }

  struct Choice {
    CapsuleIndex capsule;
    std::int64_t pickup_ns = 0;  ///< when it can be at the origin
  };
  /// Who can be at `portal` first, from `now_ns` on; nobody if no capsule of the class can come.
  std::optional<Choice> soonest(std::uint32_t capsule_class, std::uint32_t portal,
                                std::int64_t now_ns, EmptyTimes& times) const;
  /// The same by Bell and Wong's rule H1: least pickup time less what the capsule would spare the
  /// next request if it were left where it will be. Looks at every portal.
  std::optional<Choice> farsighted(std::uint32_t capsule_class, std::uint32_t portal,
                                   std::int64_t now_ns, EmptyTimes& times,
                                   const Foresight& foresight) const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  struct Place {
    std::uint32_t list = 0;
    std::int64_t free_ns = 0;
    bool offered = false;
  };
  /// Greatest of all times: nobody.
  static constexpr std::int64_t kNobody = std::numeric_limits<std::int64_t>::max();

  void note_earliest(std::uint32_t list);
  std::int64_t earliest_ns(std::uint32_t capsule_class, std::uint32_t portal) const {
    return tree_[2 * leaves_ * capsule_class + leaves_ + portal];
  }
  Choice choice(std::uint32_t capsule_class, std::uint32_t portal, std::int64_t pickup_ns) const;

  std::size_t portal_count_;
  std::size_t leaves_ = 1;  ///< power of two, >= portals
  /// By class a tournament over its portals, node i above 2 i and 2 i + 1, leaves last: when the
  /// first capsule is free there.
  std::vector<std::int64_t> tree_;
  /// By class and portal: (free from, capsule).
  std::vector<std::set<std::pair<std::int64_t, std::uint32_t>>> lists_;
  std::vector<Place> places_;  ///< by capsule
};

}  // namespace dimai::models

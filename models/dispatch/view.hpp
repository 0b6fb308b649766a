#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "models/dispatch/letter.hpp"
#include "models/dispatch/who_knows.hpp"
#include "models/operation/empties/supply.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

/// What one dispatcher knows of the fleet: what has been told to it, and what it has ordered since.
///
/// A large one, of a centre or a region, finds who comes soonest as Service does, see Supply; a
/// small one, of a junction, looks at all capsules that it knows.
class View {
 public:
  struct Row {
    std::int64_t free_ns = 0;
    std::int64_t leg_end_ns = 0;
    std::int64_t at_ns = 0;  ///< when it was so
    std::uint32_t portal = 0;
    std::uint32_t plan = 0;
    std::uint32_t leg = 0;
    std::uint32_t capsule_class = 0;
    bool idle = false;
    bool known = false;
    bool offered = false;  ///< may be given something to do
    bool pending = false;  ///< has been, and has not answered yet
  };
  struct Places {
    std::int64_t free = 0;
    std::int64_t at_ns = 0;
  };

  /// A large one.
  View(std::size_t capsule_classes, std::size_t portals);
  /// A small one; `who_knows` is for all, and outlives it.
  View(std::size_t capsule_classes, WhoKnows& who_knows, std::uint32_t site);

  /// Takes in a report; false if that is known, or newer. `mine`: this dispatcher may give the
  /// capsule something to do.
  bool hear(const CapsuleReport& report, bool mine) {
    return hear(report, mine, find(report.capsule));
  }
  /// The same where the capsule's row, or that there is none, is known.
  bool hear(const CapsuleReport& report, bool mine, Row* row);
  void forget_places(std::uint32_t portal) { places_.erase(portal); }
  void hear_places(std::uint32_t portal, std::int64_t free, std::int64_t at_ns);
  /// The capsule has been ordered to do something after which it is free at a portal.
  void reserve(CapsuleIndex capsule, std::uint32_t portal, std::int64_t free_ns, bool mine);
  /// Nothing that the capsule was ordered counts any more.
  void forget_order(CapsuleIndex capsule);
  Row* find(CapsuleIndex capsule);

  /// Who can be at a portal first, of those who are late already taken to be late as long again;
  /// with foresight, as Supply::farsighted, which a small one knows nothing of.
  std::optional<Supply::Choice> soonest(std::uint32_t capsule_class, std::uint32_t portal,
                                        std::int64_t now_ns, EmptyTimes& times,
                                        const Foresight* foresight = nullptr);
  /// Somebody who cannot do what is asked, until he is put back.
  void set_aside(CapsuleIndex capsule, bool aside) { offer(capsule, *find(capsule), !aside); }
  /// Capsules that may be given something to do.
  std::vector<KnownPlace> known(std::uint32_t capsule_class, std::int64_t now_ns);
  std::size_t count(std::uint32_t capsule_class) const { return counts_[capsule_class]; }
  std::map<std::uint32_t, Places>& places() { return places_; }
  void clear();
  void keep(sim::Archive& archive);  ///< see there

 private:
  struct SmallRow {
    CapsuleIndex capsule;
    Row row;
  };

  bool large() const { return who_knows_ == nullptr; }
  Row& add(const CapsuleReport& report);
  void drop(CapsuleIndex capsule);
  void offer(CapsuleIndex capsule, Row& row, bool mine);
  bool postpone_if_late(CapsuleIndex capsule, Row& row, std::int64_t now_ns);

  std::size_t portals_ = 0;
  WhoKnows* who_knows_ = nullptr;  ///< of a small one
  std::uint32_t site_ = 0;         ///< of a small one: its number there
  Supply supply_;
  std::vector<Row> rows_;                     ///< by capsule, of a large one
  std::vector<std::vector<SmallRow>> small_;  ///< by class, in any order, of a small one
  std::vector<std::size_t> counts_;           ///< offered, by class
  std::map<std::uint32_t, Places> places_;    ///< by portal rank
};

}  // namespace dimai::models

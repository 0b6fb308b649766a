#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/network/network.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/guideway.hpp"
#include "sim/index.hpp"

namespace dimai::models {

/// A first-in first-out queue of limited length: a tube, together with those on the track of a
/// laid-out yard who have booked room in it. Numbered link by link, those of one link one after
/// another.
using PlaceIndex = sim::Index<struct PlaceTag>;

/// What stands first in a place wants: to go together into one of the tubes of a link.
struct HeadWant {
  PlaceIndex to;               ///< first of the tubes; invalid: nobody is there, or it leaves
  std::uint32_t capsules = 0;  ///< how many would go there together
  bool lost = false;           ///< it has no way now, and may want anything later
};

/// Who knows what stands first in each place.
class PlaceHeads {
 public:
  PlaceHeads() = default;
  PlaceHeads(const PlaceHeads&) = delete;
  PlaceHeads& operator=(const PlaceHeads&) = delete;
  virtual ~PlaceHeads() = default;
  virtual HeadWant head_of(PlaceIndex place) const = 0;
};

/// A place of which the guard thinks that other capsules are there than are.
struct GuardFault {
  PlaceIndex place;
  std::uint32_t taken = 0;    ///< capsules, as the guard counts, or booked by a yard
  std::uint32_t counted = 0;  ///< one by one
};

/// Keeps capsules on loops from waiting for each other in a circle, on every directed cycle there
/// is, by looking at what the first train of each place waits for and at nothing else.
///
/// Each place on a loop takes in a number of capsules for which there is certainly room. The rule:
/// never let a circle of full places come to be, each of whose first train wants into the next. So
/// the last room of a place goes only to a train on the way round, which makes room behind itself
/// (bubble flow control: Carrion, Beivide, Gregorio and Vallejo 1997, HiPC '97, 322-329); who
/// comes from outside the loops never takes the last room. Where every place holds two or more,
/// this is enough: a state without such a circle always has a move to another one (single-unit
/// sequential resource allocation: Lawley and Reveliotis 2001, Int. J. Flexible Manufacturing
/// Systems 13(4), 385-404; the proof for first-in first-out places is in
/// analysis/docs/guideway.md). A train that is too long for the room left is cut only if it waits
/// in a circle.
///
/// Needs no list of cycles. State is a count for each place; a question follows first trains from
/// place to place only when a place becomes full, and never leaves the region (see LoopRegions).
class CycleGuard {
 public:
  /// @param on  false: nothing is guarded, as in tests that show what happens then
  CycleGuard(const Network& network, const GuidewayParameters& guideway,
             const std::vector<CapsuleClass>& classes, bool on);

  /// From front to front of standing capsules of the longest class [m].
  static double spacing_m(const GuidewayParameters& guideway,
                          const std::vector<CapsuleClass>& classes);
  /// Capsules for which a tube of that length certainly has room, one after another, some way left.
  static std::uint32_t capsules_in(double length_m, const GuidewayParameters& guideway,
                                   const std::vector<CapsuleClass>& classes);

  /// Of a network that is simulated in regions: tubes from one into another are not guarded, and so
  /// are taken to have room. They are long; see analysis/docs/guideway.md.
  void divide(const Network& network, std::span<const std::uint32_t> region_of_node);

  bool guarded(PlaceIndex place) const { return places_[place].capacity != 0; }
  /// Whether that many capsules may enter without leaving the place full: no question asked.
  bool has_plenty(PlaceIndex place, std::uint32_t capsules) const {
    return places_[place].taken + capsules < places_[place].capacity;
  }
  std::uint32_t region_count() const { return region_count_; }
  std::uint32_t taken(PlaceIndex place) const { return places_[place].taken; }

  /// How many of the `run` capsules at the head of `from` may pass into `to` now; the whole run,
  /// none, or fewer where it waits in a circle.
  /// @param from  invalid: a portal's exit, or a track that takes in as many as come
  std::uint32_t admitted(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to,
                         std::uint32_t run) const;
  /// Whether a full place would close a circle if its head wanted `want` from now on.
  bool would_close(const PlaceHeads& heads, PlaceIndex place, const HeadWant& want) const;
  /// Of the tubes of a link the one with most room; of equal ones the first.
  PlaceIndex roomiest(PlaceIndex first) const;

  // Who comes into a laid-out yard books room in a tube that it leads to. Of parallel tubes a train
  // may enter another one: capsules in the yard change their bookings among themselves.

  /// Capsules, already passed into the place, stand in the yard before it as yet.
  void book(PlaceIndex place, std::uint32_t capsules) { places_[place].booked += capsules; }
  std::uint32_t booked(PlaceIndex place) const { return places_[place].booked; }
  /// How many of the `run` capsules at the head of the yard may pass into the tube.
  std::uint32_t admitted_booked(PlaceIndex to, std::uint32_t run) const;
  /// Of the tubes of a link the one in which most is booked; of equal ones the first. Whoever
  /// leaves the yard can go there for certain.
  PlaceIndex most_booked(PlaceIndex first) const;
  /// They have passed into the tube. True if others may have room in a parallel one for that.
  bool use_booked(PlaceIndex to, std::uint32_t capsules);
  /// They leave the yard by another link.
  void give_back_booked(PlaceIndex first, std::uint32_t capsules);

  /// Capsules have passed from one place into another, either of which may be invalid.
  void pass(PlaceIndex from, PlaceIndex to, std::uint32_t capsules) {
    if (from.valid() && guarded(from)) places_[from].taken -= capsules;
    if (to.valid() && guarded(to)) places_[to].taken += capsules;
  }
  void keep(sim::Archive& archive);  ///< see there

 private:
  struct Place {
    std::uint32_t capacity = 0;  ///< capsules; 0: not guarded
    std::uint32_t taken = 0;
    std::uint32_t booked = 0;  ///< of those taken: by capsules in a yard
    std::uint32_t region = 0;
    PlaceIndex first;         ///< of the tubes of its link
    std::uint32_t tubes = 1;  ///< of its link
  };

  std::uint32_t room(PlaceIndex place) const {
    return places_[place].capacity - places_[place].taken;
  }
  bool follows(PlaceIndex place, const HeadWant& want) const;
  bool all_full(PlaceIndex first, PlaceIndex but, PlaceIndex filled) const;
  bool closes_circle(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to) const;
  bool goes_whole(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to, std::uint32_t run) const;
  bool is_on_full_way(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to) const;
  bool waits_in_circle(const PlaceHeads& heads, PlaceIndex from, PlaceIndex to) const;

  sim::Table<PlaceIndex, Place> places_;
  sim::Table<LinkIndex, PlaceIndex> first_place_;
  std::uint32_t region_count_ = 0;
};

}  // namespace dimai::models

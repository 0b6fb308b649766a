#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "models/network/network.hpp"
#include "models/trains/capsule.hpp"
#include "models/trains/lost_time.hpp"
#include "models/trains/train.hpp"
#include "models/yards/junction_policy.hpp"
#include "sim/index.hpp"

namespace dimai::models {

using LaneIndex = sim::Index<struct LaneTag>;

/// Something whose head train may want to pass a node: lane i is inlet i, the sources follow.
using InletIndex = sim::Index<struct InletTag>;

inline constexpr std::int64_t kNotYet = std::numeric_limits<std::int64_t>::max();

/// Where a train, or the front part of one, goes next.
struct Target {
  enum class Kind : std::uint8_t { none, link, portal, yard, unknown };
  Kind kind = Kind::none;
  LinkIndex link;  ///< next link; for a yard the one that it will leave by

  bool operator==(const Target&) const = default;
};

/// One train's passage of one lane: when its front entered and left, and where it stands in the
/// queue.
///
/// `position_um` counts the standing spacings of all trains that entered before, so that of two
/// passages the difference is the way that the later front must stay behind the earlier one;
/// `headways` counts how many of these spacings also need the time tau (coupled ones do not).
struct alignas(64) LanePassage {
  std::int64_t entered_ns = 0;  ///< and, besides, all that it loses on the lane, see LostTime
  std::int64_t left_ns = kNotYet;
  std::int64_t position_um = 0;
  std::uint32_t headways = 0;
  TrainIndex train;
  LaneIndex next_lane;              ///< invalid: left the guideway at this lane's end
  std::uint32_t next_sequence = 0;  ///< its passage there, or one before it
  std::int64_t next_position_um = 0;
  double entry_speed_m_s = 0.0;              ///< of an undelayed train
  Target target{Target::Kind::unknown, {}};  ///< of the train's front, as far as it was looked up
};
static_assert(sizeof(LanePassage) == 64);

/// The passages of one lane in order of entry: a ring that holds the trains on the lane and, before
/// them, those that have left but may still bind a follower. Sequence numbers grow by one; those of
/// trains on the lane grow by one more when the head is cut.
class PassageRing {
 public:
  LanePassage& operator[](std::uint32_t sequence) { return ring_[sequence & mask_]; }
  const LanePassage& operator[](std::uint32_t sequence) const { return ring_[sequence & mask_]; }

  std::uint32_t first() const { return first_; }  ///< oldest passage kept
  std::uint32_t head() const { return head_; }    ///< oldest train still on the lane
  std::uint32_t end() const { return end_; }      ///< one past the newest
  bool empty() const { return head_ == end_; }    ///< no train on the lane
  bool has_history() const { return first_ != end_; }
  const LanePassage& newest() const { return (*this)[end_ - 1]; }

  std::uint32_t push(const LanePassage& passage);
  void advance_head() { ++head_; }
  void drop_first();
  std::int64_t first_position_um() const { return first_position_um_; }  ///< if there is a history
  /// When the oldest passage kept left; kNotYet if no train that has left is kept.
  std::int64_t oldest_leaving_ns() const {
    return first_ == head_ ? kNotYet : (*this)[first_].left_ns;
  }
  /// Passages before this one are not asked about from other lanes any more.
  std::uint32_t asked_from() const { return asked_from_; }
  void set_asked_from(std::uint32_t sequence) { asked_from_ = sequence; }
  bool full() const { return end_ - first_ > mask_; }
  /// Grows if less than a quarter is free, so that a full ring is rare.
  void keep_some_room();
  /// Puts a passage just before `head`; the head and those behind it get numbers higher by one.
  void insert_before_head(const LanePassage& passage);
  void keep(sim::Archive& archive);  ///< see there

 private:
  void grow();

  // NOLINTNEXTLINE(modernize-avoid-c-arrays): a vector is 16 bytes longer, and Lane full
  std::unique_ptr<LanePassage[]> ring_ = std::make_unique<LanePassage[]>(1);
  std::uint32_t mask_ = 0;
  std::uint32_t first_ = 0;
  std::uint32_t head_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t asked_from_ = 0;
  std::int64_t first_position_um_ = 0;
};

/// One tube of a link. What every passage reads stands together, in three cache lines.
struct alignas(64) Lane {
  PassageRing passages;
  std::int64_t length_um = 0;
  double ns_per_um = 0.0;   ///< 1000 / speed [m/s]
  std::int64_t tau_ns = 0;  ///< time part of the separation at this lane's speed

  std::int64_t running_ns = 0;  ///< over the whole lane at its speed
  double speed_m_s = 0.0;
  std::int64_t entry_ns =
      kNotYet;  ///< earliest entry of the next train, kNotYet while that is not known
  std::int64_t slot_ns = kNotYet;       ///< time of the slot event that is due
  std::int64_t newest_position_um = 0;  ///< the last passage entered ...
  std::int64_t newest_entered_ns = 0;
  std::int64_t newest_length_um = 0;  ///< ... the length of its train, or of the last part
  std::uint32_t newest_headways = 0;
  std::uint32_t cut_count = 0;  ///< parts of the present head train that have left already

  LinkIndex link;
  NodeIndex from;
  NodeIndex to;
  std::uint32_t tube_count = 1;  ///< of its link
  std::uint32_t contender_count = 0;
  std::uint32_t waiter_count = 0;
  std::int64_t dip_anchor_um =
      0;  ///< way before the lane's end at which the last delayed train regained its speed
  InletIndex last_served;
  bool trunk = false;
  bool closed = false;                         ///< to those who want to enter
  bool guarded = false;                        ///< by the cycle guard
  bool entry_waits = false;                    ///< for a passage to leave some lane
  bool slower_next = false;                    ///< a lane that leaves its end is slower
  MergeRule merge = MergeRule::concatenating;  ///< who enters first; by the node at its beginning
  bool couples = true;                         ///< trains may join in motion as they enter
  bool looks_ahead = false;  ///< who enters may be slowed down for a partner that is announced
  bool reorders = false;     ///< the yard at its beginning may put trains in order in motion
  /// Lanes that are entered in one region and left in another have a half in each, see
  /// handing_over.cpp.
  bool left_elsewhere = false;
  bool entered_elsewhere = false;
  bool shut = false;    ///< its link is closed, whoever knows of it
  bool broken = false;  ///< a train on it, and those behind, are held; see Guideway::set_broken
  /// Of such halves: first passage that the other one has not been told of.
  std::uint32_t untold = 0;
  std::unique_ptr<std::vector<LostTime>> lost_times;  ///< of passages that are kept; often none

  void lose(const LostTime& time);
  std::int64_t still_to_lose_ns(const LanePassage& passage, std::int64_t way_um) const {
    return lost_times ? models::still_to_lose_ns(*lost_times, passage.position_um, way_um) : 0;
  }
  std::int64_t rear_clearing_ns(const LanePassage& passage) const {
    return lost_times ? models::rear_clearing_ns(*lost_times, passage.position_um) : 0;
  }
};
static_assert(sizeof(Lane) == 192);

/// What one region tells others of lanes that are entered in one region and left in another.
struct Crossings {
  struct Member {
    CapsuleIndex capsule;
    Capsule row;
  };
  /// A train that entered such a lane, and that nobody can join any more.
  struct Arrival {
    LaneIndex lane;
    LanePassage passage;
    Train train;
    std::vector<LostTime> lost_times;
    std::size_t members_end = 0;  ///< its capsules in `members` begin where the last one's end
  };
  /// The next train of the lane has left it, and its place is free from a time on.
  struct Clearing {
    LaneIndex lane;
    std::int64_t time_ns = 0;
  };
  std::vector<Arrival> arrivals;
  std::vector<Member> members;
  std::vector<Clearing> clearings;

  void clear() {
    arrivals.clear();
    members.clear();
    clearings.clear();
  }
};

/// How long a train that has entered a lane between regions can still be joined.
/// @param longest_um  longest train with its gap
std::int64_t joinable_ns(const Lane& lane, std::int64_t longest_um);

/// How long the two halves of a lane between regions need not know of each other; < 0 if the lane
/// is too short to be divided.
std::int64_t look_ahead_ns(const Lane& lane, std::int64_t longest_um);

/// Nearest whole number of nanoseconds for a way at a slowness [ns/um]; both >= 0.
constexpr std::int64_t run_ns(std::int64_t way_um, double ns_per_um) {
  // NOLINTNEXTLINE(bugprone-incorrect-roundings): both are positive, and this is the fast way
  return static_cast<std::int64_t>(static_cast<double>(way_um) * ns_per_um + 0.5);
}

}  // namespace dimai::models

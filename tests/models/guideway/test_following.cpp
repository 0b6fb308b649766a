#include <doctest/doctest.h>

#include "models/guideway/following.hpp"

namespace dimai::models {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMetre = 1'000'000;
constexpr LaneIndex kFirst{0};
constexpr LaneIndex kSecondLane{1};

std::int64_t ns(double seconds) { return static_cast<std::int64_t>(seconds * 1e9 + 0.5); }

Lane lane(double length_m, double speed_m_s, double tau_s = 1.0) {
  Lane row;
  row.length_um = ns(length_m) / 1000;
  row.speed_m_s = speed_m_s;
  row.ns_per_um = 1000.0 / speed_m_s;
  row.tau_ns = ns(tau_s);
  return row;
}

/// Enters a train of `length_m`, all gaps being 1 m; returns its number.
std::uint32_t enter(Lane& row, double time_s, double length_m) {
  LanePassage passage;
  passage.entered_ns = ns(time_s);
  if (row.passages.has_history()) {
    passage.position_um = row.passages.newest().position_um + row.newest_length_um + kMetre;
    passage.headways = row.passages.newest().headways + 1;
  }
  row.newest_length_um = ns(length_m) / 1000;
  return row.passages.push(passage);
}

/// The head leaves, into `next` as its newest passage, or for good.
void leave(Lane& row, double time_s, LaneIndex next = {}, const Lane* ahead = nullptr) {
  LanePassage& passage = row.passages[row.passages.head()];
  passage.left_ns = ns(time_s);
  passage.next_lane = next;
  if (ahead != nullptr) {
    passage.next_sequence = ahead->passages.end() - 1;
    passage.next_position_um = ahead->passages.newest().position_um;
  }
  row.passages.advance_head();
}

}  // namespace

TEST_CASE("a lane that nobody has entered binds nobody") {
  LaneTable lanes;
  lanes.push_back(lane(100.0, 20.0));
  CHECK(entry_bound(lanes, kFirst, kMetre).known());
  CHECK(entry_bound(lanes, kFirst, kMetre).time_ns == 0);
}

TEST_CASE("the next train enters when the one before is its length and gap inside, and tau later") {
  LaneTable lanes;
  lanes.push_back(lane(100.0, 20.0));
  enter(lanes[kFirst], 10.0, 4.0);
  // 5 m at 20 m/s take 0.25 s; tau is 1 s.
  CHECK(entry_bound(lanes, kFirst, kMetre).time_ns == ns(11.25));
}

TEST_CASE(
    "at a lane's end the slower of the two lanes sets the time that the leader's tail takes") {
  for (const double next_speed_m_s : {10.0, 20.0, 40.0}) {
    LaneTable lanes;
    lanes.push_back(lane(100.0, 20.0));
    lanes.push_back(lane(100.0, next_speed_m_s));
    enter(lanes[kFirst], 0.0, 4.0);
    enter(lanes[kFirst], 1.25, 4.0);
    enter(lanes[kSecondLane], 5.0, 4.0);
    leave(lanes[kFirst], 5.0, kSecondLane, &lanes[kSecondLane]);
    const double slower_m_s = next_speed_m_s < 20.0 ? next_speed_m_s : 20.0;
    CHECK(predecessor_bound(lanes, kFirst).time_ns == ns(5.0 + 5.0 / slower_m_s + 1.0));
  }
}

TEST_CASE(
    "a leader that left the guideway binds until its tail has run on as if the lane went on") {
  LaneTable lanes;
  lanes.push_back(lane(100.0, 20.0));
  enter(lanes[kFirst], 0.0, 9.0);
  enter(lanes[kFirst], 2.0, 4.0);
  leave(lanes[kFirst], 5.0);
  CHECK(predecessor_bound(lanes, kFirst).time_ns == ns(5.0 + 10.0 / 20.0 + 1.0));
}

TEST_CASE("before its leader has left, a head's time is unknown and waits for the leader") {
  LaneTable lanes;
  lanes.push_back(lane(100.0, 20.0));
  lanes.push_back(lane(4.0, 20.0));
  enter(lanes[kFirst], 0.0, 4.0);
  enter(lanes[kFirst], 1.25, 4.0);
  const std::uint32_t there = enter(lanes[kSecondLane], 5.0, 4.0);
  leave(lanes[kFirst], 5.0, kSecondLane, &lanes[kSecondLane]);
  // Its tail clears 5 m beyond, which is 1 m beyond the next lane's end.
  const Bound bound = predecessor_bound(lanes, kFirst);
  CHECK_FALSE(bound.known());
  CHECK(bound.waits_for == kSecondLane);
  CHECK(bound.waits_sequence == there);
  leave(lanes[kSecondLane], 30.0);
  // It is there 1 m after 30 s, at 20 m/s.
  CHECK(predecessor_bound(lanes, kFirst).time_ns == ns(30.0 + 1.0 / 20.0 + 1.0));
}

TEST_CASE("a full lane takes a train when, trains and taus before, one has left it") {
  // 20 m; trains of 4, 9 and 4 m stand 5, 10 and 5 m: the next one stands exactly at the entry.
  LaneTable lanes;
  lanes.push_back(lane(20.0, 20.0));
  const std::uint32_t first = enter(lanes[kFirst], 0.0, 4.0);
  enter(lanes[kFirst], 2.0, 9.0);
  enter(lanes[kFirst], 4.0, 4.0);
  const Bound full = entry_bound(lanes, kFirst, kMetre);
  CHECK_FALSE(full.known());
  CHECK(full.waits_sequence == first);
  leave(lanes[kFirst], 50.0);
  // The first leaves at 50; each of the three behind it moves up 1 s after the one before.
  CHECK(entry_bound(lanes, kFirst, kMetre).time_ns == ns(53.0));
}

TEST_CASE("a lane that is not quite full takes a train although nobody has left it") {
  LaneTable lanes;
  lanes.push_back(lane(20.1, 20.0));
  enter(lanes[kFirst], 0.0, 4.0);
  enter(lanes[kFirst], 2.0, 9.0);
  enter(lanes[kFirst], 4.0, 4.0);
  CHECK(entry_bound(lanes, kFirst, kMetre).time_ns == ns(5.25));
}

TEST_CASE("coupled parts are a way apart but no time") {
  LaneTable lanes;
  lanes.push_back(lane(100.0, 20.0));
  enter(lanes[kFirst], 0.0, 4.0);
  enter(lanes[kFirst], 0.25, 4.0);
  LanePassage& rear = lanes[kFirst].passages[lanes[kFirst].passages.end() - 1];
  rear.headways = lanes[kFirst].passages[lanes[kFirst].passages.first()].headways;
  leave(lanes[kFirst], 5.0);
  CHECK(predecessor_bound(lanes, kFirst).time_ns == ns(5.25));
}

TEST_CASE("who is slower than the lane of those ahead may be bound by a leader farther ahead") {
  // Lane 0 at 5 m/s leads into lane 1, 10 m long at 20 m/s. tau is 0 in lane 1.
  LaneTable lanes;
  lanes.push_back(lane(100.0, 5.0));
  lanes.push_back(lane(10.0, 20.0, 0.0));
  // q, 5 m long, was held at the end of lane 1 until 2 s. p, 7 m long, entered 0.5 s behind.
  enter(lanes[kSecondLane], 0.0, 5.0);
  enter(lanes[kFirst], 0.0, 7.0);
  enter(lanes[kFirst], 0.0, 4.0);
  enter(lanes[kSecondLane], 0.5, 7.0);
  leave(lanes[kFirst], 0.5, kSecondLane, &lanes[kSecondLane]);
  leave(lanes[kSecondLane], 2.0);
  // p is 4 m inside when q leaves: at 2 s. The follower then has the last 4 m of p's 8 m to go at
  // 5 m/s. Undisturbed it would be 0.5 + 8 / 5 = 2.1 s.
  CHECK(predecessor_bound(lanes, kFirst).time_ns == ns(2.0 + 4.0 / 5.0 + 1.0));
}

TEST_CASE(
    "a passage is forgotten only when it can bind nobody, and not before those who ask for it") {
  LaneTable lanes;
  lanes.push_back(lane(100.0, 20.0));
  lanes.push_back(lane(100.0, 20.0));
  for (int i = 0; i < 3; ++i) {
    enter(lanes[kFirst], 2.0 * i, 4.0);
    enter(lanes[kSecondLane], 5.0 + 2.0 * i, 4.0);
    leave(lanes[kFirst], 5.0 + 2.0 * i, kSecondLane, &lanes[kSecondLane]);
  }
  for (int i = 0; i < 3; ++i) leave(lanes[kSecondLane], 10.0 + 2.0 * i);
  const std::vector<LaneIndex> inlets{kFirst};
  const std::vector<LaneIndex> none;
  const auto kept = [&](LaneIndex index) {
    return lanes[index].passages.end() - lanes[index].passages.first();
  };
  forget_old_passages(lanes, kSecondLane, inlets, {5 * kSecond, kSecond, 5 * kMetre});
  CHECK(kept(kSecondLane) == 3);
  // All is long past, but lane 0 still keeps the trains and may ask where they went.
  forget_old_passages(lanes, kSecondLane, inlets, {1000 * kSecond, kSecond, 5 * kMetre});
  CHECK(kept(kSecondLane) == 3);
  forget_old_passages(lanes, kFirst, none, {1000 * kSecond, kSecond, 5 * kMetre});
  CHECK(kept(kFirst) == 0);
  forget_old_passages(lanes, kSecondLane, inlets, {1000 * kSecond, kSecond, 5 * kMetre});
  CHECK(kept(kSecondLane) == 0);
}

}  // namespace dimai::models

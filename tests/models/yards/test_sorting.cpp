#include <algorithm>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include "models/physics/dip.hpp"
#include "models/trains/marshalling.hpp"
#include "models/yards/in_motion.hpp"
#include "models/yards/sorting.hpp"
#include "models/yards/standing_room.hpp"

namespace dimai::models {
namespace {

using Numbers = std::vector<std::uint32_t>;

YardParameters yard_of(std::int64_t lanes, std::int64_t hump_tracks = 0) {
  YardParameters yard;
  yard.lanes = lanes;
  yard.lane_length_m = 1000.0;
  yard.lane_speed_m_s = 10.0;
  yard.hump_tracks = hump_tracks;
  yard.hump_length_m = 600.0;
  yard.hump_speed_m_s = 3.0;
  yard.lock_time_s = 4.0;
  yard.roll_time_s = 3.0;
  yard.pull_back_time_s = 30.0;
  return yard;
}

/// Lanes that the ranks take as they arrive.
Numbers lanes_of(const Numbers& ranks, std::int64_t lane_count) {
  StandingRoom room(static_cast<std::size_t>(lane_count), 1'000'000'000,
                    StandingRoom::Sharing::by_patience);
  Numbers lanes;
  for (const std::uint32_t rank : ranks) lanes.push_back(room.take(rank, 1));
  return lanes;
}

struct Sorted {
  Numbers ranks;
  Numbers lanes;
  Sorting sorting;

  Sorted(Numbers given, const YardParameters& yard)
      : ranks(std::move(given)), lanes(lanes_of(ranks, yard.lanes)) {
    sorting = sort_units({ranks, lanes, 8.0}, yard);
  }
  bool in_order() const { return is_sorted({ranks, lanes, 8.0}, sorting); }
};

}  // namespace

TEST_CASE("one pass puts every order of six in order if lanes are as many as its longest fall") {
  Numbers ranks(6);
  std::iota(ranks.begin(), ranks.end(), 0U);
  int faults = 0;
  do {
    YardParameters yard = yard_of(static_cast<std::int64_t>(longest_decreasing(ranks)));
    yard.plan = "lanes";
    faults += Sorted(ranks, yard).in_order() ? 0 : 1;
    if (yard.lanes == 1) continue;
    yard.lanes -= 1;
    faults += Sorted(ranks, yard).in_order() ? 1 : 0;
  } while (std::next_permutation(ranks.begin(), ranks.end()));
  CHECK(faults == 0);
}

TEST_CASE("one pass takes a roll a capsule, a lock a change of lane, and the run over the lane") {
  const YardParameters yard = yard_of(2);
  const Sorted two({0, 2, 1, 3}, yard);
  // Lanes {0, 2, 3} and {1}: out come 0 | 1 | 2 3, two changes. 4 * 3 + 2 * 4 + 1000 / 10 s.
  CHECK(two.sorting.plan == SortingPlan::lanes);
  CHECK(two.sorting.passes == 1);
  CHECK(two.sorting.point_moves == 2);
  CHECK(two.sorting.rolled_units == 4);
  CHECK(two.sorting.time_s == doctest::Approx(120.0));
  CHECK(two.in_order());
}

TEST_CASE("radix passes are as many as digits, besides the arrival, and sort any order") {
  YardParameters yard = yard_of(2);
  yard.plan = "radix";
  const Sorted eight({7, 6, 5, 4, 3, 2, 1, 0}, yard);
  CHECK(eight.sorting.passes == 1 + 3);  // 2^3 = 8
  CHECK(eight.sorting.rolled_units == 8 * 4);
  CHECK(eight.in_order());
}

TEST_CASE("a hump with h tracks sorts 2^h chains, each track pulled back once") {
  YardParameters yard = yard_of(1, 2);
  yard.plan = "hump";
  const Sorted four({3, 2, 1, 0}, yard);
  // Four chains, codes 11, 10, 01, 00 for capsules 3, 2, 1, 0; four bits set in all.
  // Arrival 4, first roll 4, again 4. First: to tracks 0, 1, 0, departure: 3 changes; track 0: 3 to
  // track 1, 1 to the departure: 1 change; track 1 holds 2, 3 for the departure: none.
  CHECK(four.sorting.passes == 1 + 2);
  CHECK(four.sorting.rolled_units == 12);
  CHECK(four.sorting.point_moves == 4);
  // Out of the lane 4 * 3 + 100, 8 rolls, 4 locks, twice 30 + 200 s.
  CHECK(four.sorting.time_s == doctest::Approx(112.0 + 24.0 + 16.0 + 460.0));
  CHECK(four.in_order());
}

TEST_CASE("a hump of too few or too short tracks is not used") {
  YardParameters yard = yard_of(1, 1);
  yard.plan = "hump";
  CHECK_FALSE(Sorted({3, 2, 1, 0}, yard).in_order());
  yard.hump_tracks = 2;
  yard.hump_length_m = 15.9;  // two units of 8 m stand on track 0
  const Sorted four({3, 2, 1, 0}, yard);
  CHECK_FALSE(four.in_order());
  CHECK(four.sorting.passes == 1);
}

TEST_CASE("the quickest plan is sorted if any is, and takes no longer than any other that is") {
  std::uint64_t state = 7;
  for (int trial = 0; trial < 200; ++trial) {
    Numbers ranks(12);
    for (std::uint32_t& rank : ranks) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      rank = static_cast<std::uint32_t>(state >> 33) % 9;
    }
    YardParameters yard = yard_of(1 + trial % 4, trial % 5);
    const Sorted quickest(ranks, yard);
    for (const char* plan : {"lanes", "radix", "hump"}) {
      yard.plan = plan;
      const Sorted other(ranks, yard);
      if (!other.in_order()) continue;
      CHECK(quickest.in_order());
      CHECK(quickest.sorting.time_s <= other.sorting.time_s + 1e-9);
    }
  }
}

TEST_CASE("every plan lets every capsule leave exactly once") {
  for (const std::string_view plan : kPlanChoices) {
    YardParameters yard = yard_of(3, 3);
    yard.plan = plan;
    Sorted sorted({5, 1, 4, 1, 5, 9, 2, 6, 5, 3}, yard);
    std::sort(sorted.sorting.order.begin(), sorted.sorting.order.end());
    Numbers all(10);
    std::iota(all.begin(), all.end(), 0U);
    CHECK(sorted.sorting.order == all);
  }
}

TEST_CASE("lanes take in what is as long as they are, and no more") {
  StandingRoom room(2, 20, StandingRoom::Sharing::by_patience);
  const Numbers ranks{1, 1, 1, 1, 1};
  const std::vector<std::int64_t> spaces(5, 10);
  CHECK(room.admits(ranks, spaces) == 4);
  for (int i = 0; i < 4; ++i) CHECK(room.take(1, 10) != StandingRoom::kNoLane);
  CHECK(room.take(1, 10) == StandingRoom::kNoLane);
  room.close(0);
  CHECK(room.take(1, 10) == StandingRoom::kNoLane);  // it belongs to a train, but stands there yet
  room.give_back(0, 10);
  CHECK(room.take(1, 10) == 0);
}

TEST_CASE("lanes by number keep numbers apart as long as there are empty ones") {
  StandingRoom room(2, 100, StandingRoom::Sharing::by_number);
  CHECK(room.take(7, 10) == 0);
  CHECK(room.take(3, 10) == 1);
  CHECK(room.take(7, 10) == 0);
  CHECK(room.take(3, 10) == 1);
}

TEST_CASE("two virtually coupled capsules change places in motion") {
  const Numbers ranks{1, 0};
  const std::vector<double> lengths_m{6.0, 6.0};
  const RunningUnits units{ranks, lengths_m, 1.0, 2.0, 50.0, 0.5};
  const ReorderedInMotion done = reorder_in_motion(units, 2, 1000.0, {1.0, 1.0});
  // e = (2 - 1) / 50 + 0.5 = 0.52 s; a step (6 + 1) / 50 + e = 0.66 s. The second comes 0.66 s
  // after the first and goes first: T = 0.66 s. D = T + e.
  CHECK(done.possible);
  CHECK(done.order == Numbers{1, 0});
  CHECK(done.groups == 2);
  CHECK(done.delay_s == doctest::Approx(0.66 + 0.52));
  CHECK_FALSE(reorder_in_motion(units, 1, 1000.0, {1.0, 1.0}).possible);
  // The first falls back by T + 0.66 s = 1.32 s: X = (v^2 - u^2) A / 2 with A = 2, about 765 m.
  const double needed_m = plan_dip(1.32, 50.0, {1.0, 1.0}).length_m;
  CHECK(reorder_in_motion(units, 2, needed_m + 0.1, {1.0, 1.0}).possible);
  CHECK_FALSE(reorder_in_motion(units, 2, needed_m - 0.1, {1.0, 1.0}).possible);
}

TEST_CASE("a train in order is not re-ordered, and groups stay coupled") {
  const std::vector<double> lengths_m(4, 6.0);
  const Numbers in_order{0, 1, 1, 2};
  CHECK(reorder_in_motion({in_order, lengths_m}, 1, 0.0, {1.0, 1.0}).delay_s == 0.0);
  const Numbers halves{1, 1, 0, 0};
  CHECK(reorder_in_motion({halves, lengths_m}, 2, 9999.0, {1.0, 1.0}).groups == 2);
}

}  // namespace dimai::models

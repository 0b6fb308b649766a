#include <vector>

#include <doctest/doctest.h>

#include "models/trains/train.hpp"

namespace dimai::models {
namespace {

constexpr std::int64_t kGap_um = 500'000;

/// Capsules of 4, 5, 6, ... m and 1, 2, 3, ... t.
std::vector<CapsuleIndex> make_capsules(TrainTable& trains, int count) {
  std::vector<CapsuleIndex> capsules;
  for (int i = 0; i < count; ++i) {
    Capsule capsule;
    capsule.length_um = (4 + i) * 1'000'000;
    capsule.mass_kg = 1000.0 * (1 + i);
    capsule.width = static_cast<std::uint32_t>(i % 3);
    capsules.push_back(trains.add_capsule(capsule));
  }
  return capsules;
}

std::vector<CapsuleIndex> order_of(const TrainTable& trains, TrainIndex train) {
  std::vector<CapsuleIndex> order;
  for (CapsuleIndex c = trains[train].front; c.valid(); c = trains[c].behind) order.push_back(c);
  return order;
}

}  // namespace

TEST_CASE("a train is as long as its capsules and the gaps between them") {
  TrainTable trains(kGap_um);
  const std::vector<CapsuleIndex> capsules = make_capsules(trains, 3);
  const Train& train = trains[trains.form(capsules)];
  CHECK(train.count == 3);
  CHECK(train.length_um == 16'000'000);  // 4 + 5 + 6 m and two gaps of 0.5 m
  CHECK(train.mass_kg == 6000.0);        // 1 + 2 + 3 t
  CHECK(train.width == 2);
  CHECK(train.front == capsules[0]);
  CHECK(train.rear == capsules[2]);
}

TEST_CASE("a train that is appended stands behind in its own order") {
  TrainTable trains(kGap_um);
  const std::vector<CapsuleIndex> c = make_capsules(trains, 4);
  const TrainIndex front = trains.form({c[2], c[0]});
  const TrainIndex rear = trains.form({c[3], c[1]});
  CHECK(trains.train_count() == 2);
  trains.append(front, rear);
  CHECK(trains.train_count() == 1);
  CHECK(order_of(trains, front) == std::vector{c[2], c[0], c[3], c[1]});
  CHECK(trains[front].count == 4);
  CHECK(trains[front].rear == c[1]);
  CHECK(trains[front].length_um == 23'500'000);  // 4 + 5 + 6 + 7 m and three gaps
}

TEST_CASE("the parts of a cut train are together as long as the train less one gap") {
  TrainTable trains(kGap_um);
  const std::vector<CapsuleIndex> c = make_capsules(trains, 5);
  const TrainIndex whole = trains.form(c);
  const std::int64_t length_um = trains[whole].length_um;
  const TrainIndex front = trains.cut_front(whole, 2);
  CHECK(order_of(trains, front) == std::vector{c[0], c[1]});
  CHECK(order_of(trains, whole) == std::vector{c[2], c[3], c[4]});
  CHECK(trains[front].length_um + trains[whole].length_um + kGap_um == length_um);
  CHECK(trains[front].rear == c[1]);
  CHECK(trains[front].number != trains[whole].number);
}

TEST_CASE("what a train's journey costs is the same for a capsule however the train was made up") {
  TrainTable trains(kGap_um);
  const std::vector<CapsuleIndex> c = make_capsules(trains, 4);
  const TrainIndex a = trains.form({c[0], c[1]});
  const TrainIndex b = trains.form({c[2], c[3]});
  trains[a].sum.distance_m += 100.0;
  trains[b].sum.distance_m += 10.0;
  trains[b].sum.energy_j_kg += 3.0;
  trains.append(a, b);
  trains[a].sum.distance_m += 1000.0;  // all four together
  trains[a].sum.energy_j_kg += 0.5;
  const TrainIndex first = trains.cut_front(a, 3);  // c0, c1, c2 | c3
  trains[first].sum.distance_m += 7.0;
  trains[a].sum.local_s += 2.0;
  CHECK(trains.ledger(first, c[0]).distance_m == 1107.0);
  CHECK(trains.ledger(first, c[1]).distance_m == 1107.0);
  CHECK(trains.ledger(first, c[2]).distance_m == 1017.0);
  CHECK(trains.ledger(a, c[3]).distance_m == 1010.0);
  CHECK(trains.ledger(first, c[0]).energy_j_kg == 0.5);
  CHECK(trains.ledger(first, c[2]).energy_j_kg == 3.5);
  CHECK(trains.ledger(first, c[2]).local_s == 0.0);
  CHECK(trains.ledger(a, c[3]).local_s == 2.0);
}

TEST_CASE("a train taken apart leaves each capsule its whole ledger and its row to another train") {
  TrainTable trains(kGap_um);
  const std::vector<CapsuleIndex> c = make_capsules(trains, 3);
  const TrainIndex train = trains.form({c[1], c[0]});
  trains[c[1]].offset.distance_m = 5.0;
  trains[train].sum.distance_m = 20.0;
  const std::uint32_t number = trains[train].number;
  std::vector<CapsuleIndex> taken;
  trains.dissolve(train, taken);
  CHECK(taken == std::vector{c[1], c[0]});
  CHECK(trains[c[1]].offset.distance_m == 25.0);
  CHECK(trains[c[0]].offset.distance_m == 20.0);
  CHECK(trains.train_count() == 0);
  const TrainIndex next = trains.form({c[2]});
  CHECK(next == train);
  CHECK(trains[next].number != number);
  CHECK(trains[next].sum.distance_m == 0.0);
}

}  // namespace dimai::models

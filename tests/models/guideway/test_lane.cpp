#include <doctest/doctest.h>

#include "models/guideway/lane.hpp"

namespace dimai::models {
namespace {

LanePassage passage_at(std::int64_t position_um) {
  LanePassage passage;
  passage.position_um = position_um;
  return passage;
}

}  // namespace

TEST_CASE("a ring of passages keeps their order however often it grows") {
  PassageRing ring;
  const std::uint32_t begin = ring.end();
  for (std::int64_t i = 0; i < 1000; ++i) CHECK(ring.push(passage_at(i)) == begin + i);
  for (std::uint32_t i = 0; i < 1000; ++i) CHECK(ring[begin + i].position_um == i);
  CHECK(ring.newest().position_um == 999);
  CHECK(ring.end() - ring.first() == 1000);
}

TEST_CASE("numbers of passages are never used again") {
  PassageRing ring;
  std::uint32_t last = ring.push(passage_at(0));
  for (std::int64_t i = 1; i < 100; ++i) {
    ring.advance_head();
    ring.drop_first();
    const std::uint32_t next = ring.push(passage_at(i));
    CHECK(next == last + 1);
    last = next;
  }
  CHECK(ring.end() - ring.first() == 1);
}

TEST_CASE("a lane on which nobody is left may still remember who was there") {
  PassageRing ring;
  CHECK(ring.empty());
  CHECK_FALSE(ring.has_history());
  ring.push(passage_at(0));
  CHECK_FALSE(ring.empty());
  CHECK(ring.oldest_leaving_ns() == kNotYet);
  ring[ring.head()].left_ns = 7;
  ring.advance_head();
  CHECK(ring.empty());
  CHECK(ring.has_history());
  CHECK(ring.oldest_leaving_ns() == 7);
  ring.drop_first();
  CHECK_FALSE(ring.has_history());
}

TEST_CASE("a passage put before the head lowers the numbers of those before it, of no other") {
  PassageRing ring;
  for (const std::int64_t position : {0, 10, 20, 30}) ring.push(passage_at(position));
  ring.advance_head();
  ring.advance_head();  // positions 0 and 10 have left; 20 is the head
  const std::uint32_t head = ring.head();
  ring.insert_before_head(passage_at(15));
  CHECK(ring.head() == head + 1);
  CHECK(ring[head + 2].position_um == 30);
  CHECK(ring[head + 1].position_um == 20);
  CHECK(ring[head].position_um == 15);
  CHECK(ring[head - 1].position_um == 10);
  CHECK(ring[head - 2].position_um == 0);
  CHECK(ring.first() == head - 2);
}

TEST_CASE("a passage can be put before the head of a ring that remembers nobody") {
  PassageRing ring;
  ring.push(passage_at(20));
  const std::uint32_t head = ring.head();
  ring.insert_before_head(passage_at(15));
  CHECK(ring.first() == head);
  CHECK(ring.first_position_um() == 15);
  CHECK(ring.head() == head + 1);
  CHECK(ring[head].position_um == 15);
  CHECK(ring[head + 1].position_um == 20);
}

TEST_CASE("a way takes its length times the slowness, to the nearest nanosecond") {
  CHECK(run_ns(5'000'000, 1000.0 / 20.0) == 250'000'000);  // 5 m at 20 m/s: 0.25 s
  CHECK(run_ns(1, 1000.0 / 1500.0) == 1);                  // 1 um at 1500 m/s: 0.67 ns
  CHECK(run_ns(0, 1000.0) == 0);
}

}  // namespace dimai::models

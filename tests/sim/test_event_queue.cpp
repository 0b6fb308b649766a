#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sim/event_queue.hpp"
#include "sim/random.hpp"

using namespace dimai::sim;

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;

/// What every pending-event set must do, as plainly as can be.
class PlainQueue {
 public:
  void push(Event event) {
    event.order = next_order_++;
    events_.push(event);
  }
  Event pop() {
    const Event event = events_.top();
    events_.pop();
    return event;
  }
  bool empty() const { return events_.empty(); }
  std::size_t size() const { return events_.size(); }

 private:
  struct RunsAfter {
    bool operator()(const Event& a, const Event& b) const { return runs_before(b, a); }
  };
  std::priority_queue<Event, std::vector<Event>, RunsAfter> events_;
  std::uint64_t next_order_ = 0;
};

bool same(const Event& a, const Event& b) {
  return a.time == b.time && a.order == b.order && a.subject == b.subject && a.data == b.data;
}

using Draw = std::function<std::int64_t(Random&)>;

/// Time to an event's successor [ns], by name of the distribution.
struct Increment {
  std::string name;
  Draw draw;
};

std::int64_t up_to(Random& random, std::int64_t most) {
  return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most)));
}

const std::vector<Increment>& increments() {
  static const std::vector<Increment> all{
      {"exponential", [](Random& r) { return seconds(r.exponential(1.0)).ns; }},
      {"uniform", [](Random& r) { return up_to(r, 2 * second_ns); }},
      {"bimodal",
       [](Random& r) { return r.below(10) == 0 ? up_to(r, 100 * second_ns) : up_to(r, 1000); }},
      {"all equal", [](Random&) { return second_ns; }},
      {"mostly zero", [](Random& r) { return r.below(8) == 0 ? up_to(r, second_ns) : 0; }},
      {"whole seconds", [](Random& r) { return second_ns * up_to(r, 10); }},
      {"few nanoseconds", [](Random& r) { return up_to(r, 5); }},
      {"over twenty orders of magnitude", [](Random& r) { return std::int64_t{1} << r.below(50); }},
  };
  return all;
}

/// Holds `pending` events `turns` times over in both queues; false at the first difference.
bool agree(const Draw& draw, std::size_t pending, std::size_t turns) {
  EventQueue queue;
  PlainQueue plain;
  Random random(7, 0, 0, pending);
  const auto push = [&](std::int64_t ns, std::uint32_t subject) {
    queue.push({.time = {ns}, .subject = subject, .data = subject + 1});
    plain.push({.time = {ns}, .subject = subject, .data = subject + 1});
  };
  for (std::uint32_t i = 0; i < pending; ++i) push(draw(random), i);
  for (std::size_t i = 0; i < pending * turns; ++i) {
    const Event expected = plain.pop();
    if (!same(queue.pop(), expected)) return false;
    push(expected.time.ns + draw(random), expected.subject);
  }
  while (!plain.empty())
    if (!same(queue.pop(), plain.pop())) return false;
  return queue.empty();
}

}  // namespace

TEST_CASE("events of equal time leave in the order they came") {
  EventQueue queue;
  for (std::uint32_t i = 0; i < 1000; ++i) queue.push({.time = seconds(1.0), .subject = i});
  for (std::uint32_t i = 0; i < 1000; ++i) CHECK(queue.pop().subject == i);
}

TEST_CASE("events leave as from a plain priority queue, whatever the times between them") {
  for (const Increment& increment : increments()) {
    for (const std::size_t pending : {1U, 2U, 3U, 10U, 33U, 64U, 65U, 100U, 200U, 1000U, 20'000U}) {
      CAPTURE(increment.name);
      CAPTURE(pending);
      CHECK(agree(increment.draw, pending, pending < 1000 ? 100 : 5));
    }
  }
}

TEST_CASE("events leave as from a plain priority queue while their number grows and shrinks") {
  EventQueue queue;
  PlainQueue plain;
  Random random(3, 0, 0, 0);
  std::int64_t now_ns = 0;
  for (int wave = 0; wave < 60; ++wave) {
    const Draw& draw = increments()[random.below(increments().size())].draw;
    for (std::uint64_t i = random.below(3000); i > 0; --i) {
      const Event event{.time = {now_ns + draw(random)}, .subject = static_cast<std::uint32_t>(i)};
      queue.push(event);
      plain.push(event);
    }
    for (std::uint64_t i = random.below(3500); i > 0 && !plain.empty(); --i) {
      const Event expected = plain.pop();
      REQUIRE(same(queue.pop(), expected));
      now_ns = expected.time.ns;
    }
    REQUIRE(queue.size() == plain.size());
  }
}

TEST_CASE("events may be added in falling order, and before those taken out already") {
  EventQueue queue;
  constexpr std::int64_t count = 20'000;
  for (std::int64_t i = count; i > 0; --i) queue.push({.time = {i * 1000}});
  for (std::int64_t i = 1; i <= count / 2; ++i) REQUIRE(queue.pop().time.ns == i * 1000);
  queue.push({.time = {5}});
  CHECK(queue.pop().time.ns == 5);
  CHECK(queue.pop().time.ns == (count / 2 + 1) * 1000);
}

TEST_CASE("events can be put before a crowd of equal times that is next") {
  EventQueue queue;
  PlainQueue plain;
  const auto push = [&](std::int64_t ns, std::uint32_t subject) {
    queue.push({.time = {ns}, .subject = subject});
    plain.push({.time = {ns}, .subject = subject});
  };
  for (std::uint32_t i = 0; i < 5000; ++i) push(second_ns, i);
  Random random(4, 0, 0, 0);
  for (std::uint32_t i = 0; i < 5000; ++i) {
    REQUIRE(same(queue.top(), queue.top()));
    push(up_to(random, 2 * second_ns), i);
    if (i % 4 == 0) REQUIRE(same(queue.pop(), plain.pop()));
  }
  while (!plain.empty()) REQUIRE(same(queue.pop(), plain.pop()));
}

TEST_CASE("times up to the end of time keep their order") {
  EventQueue queue;
  PlainQueue plain;
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
  Random random(5, 0, 0, 0);
  const auto push = [&](std::int64_t ns) {
    queue.push({.time = {ns}});
    plain.push({.time = {ns}});
  };
  for (int i = 0; i < 3000; ++i) {
    push(last - up_to(random, 100));
    push(last - up_to(random, last));
    push(up_to(random, 100));
    push(i % 2 == 0 ? last : 0);
  }
  while (!plain.empty()) REQUIRE(same(queue.pop(), plain.pop()));
}

TEST_CASE("the next events are known ahead, in order") {
  EventQueue queue;
  Random random(6, 0, 0, 0);
  for (int i = 0; i < 10'000; ++i) queue.push({.time = {up_to(random, second_ns)}});
  std::size_t known = 0;
  while (queue.size() > 100) {
    const Event event = queue.pop();
    const Event* next = queue.ahead(0);
    const Event* later = queue.ahead(EventQueue::lookahead - 1);
    known += later != nullptr ? 1 : 0;
    if (next != nullptr && later != nullptr) REQUIRE(!runs_before(*later, *next));
    if (next != nullptr) REQUIRE(runs_before(event, *next));
  }
  CHECK(known == 9900);  // always, as long as that many are pending
}

TEST_CASE("events that are removed are gone, and the others keep their order") {
  EventQueue queue;
  PlainQueue plain;
  Random random(8, 0, 0, 0);
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const Event event{.time = {up_to(random, 1000)}, .subject = i};
    queue.push(event);
    plain.push(event);
  }
  queue.remove_if([](const Event& event) { return event.subject % 3 != 0; });
  CHECK(queue.size() == 1667);  // 0, 3, ..., 4998
  queue.push({.time = {500}, .subject = 3});
  plain.push({.time = {500}, .subject = 3});
  while (!plain.empty()) {
    const Event expected = plain.pop();
    if (expected.subject % 3 == 0) REQUIRE(same(queue.pop(), expected));
  }
  CHECK(queue.empty());
}

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sim/event_queue.hpp"
#include "sim/keeping/archive.hpp"
#include "sim/random.hpp"
#include "sim/simulation.hpp"

namespace dimai::sim {
namespace {

struct Padded {
  std::uint8_t small = 1;
  double large = 2.0;
};

TEST_CASE("what is kept comes back") {
  std::vector<Padded> rows{{7, 0.5}, {8, -0.0}};
  std::string text = "地脉";
  std::optional<double> nothing;
  std::optional<double> something = 3.0;
  std::set<std::pair<std::int64_t, std::uint32_t>> pairs{{5, 1}, {-5, 2}};
  std::deque<std::vector<int>> lists{{1, 2}, {}, {3}};
  std::priority_queue<int, std::vector<int>, std::greater<>> queue;
  for (const int each : {3, 1, 2}) queue.push(each);
  Archive out;
  out(rows, text, nothing, something, pairs, lists, queue);

  std::vector<Padded> rows_back;
  std::string text_back;
  std::optional<double> nothing_back = 1.0;
  std::optional<double> something_back;
  decltype(pairs) pairs_back;
  decltype(lists) lists_back{{9}};
  decltype(queue) queue_back;
  Archive in(out.bytes());
  in(rows_back, text_back, nothing_back, something_back, pairs_back, lists_back, queue_back);
  CHECK(in.left() == 0);
  CHECK(rows_back.size() == 2);
  CHECK(rows_back[0].small == 7);
  CHECK(rows_back[0].large == 0.5);
  CHECK(std::signbit(rows_back[1].large));
  CHECK(text_back == text);
  CHECK(!nothing_back.has_value());
  CHECK(something_back == 3.0);
  CHECK(pairs_back == pairs);
  CHECK(lists_back == lists);
  CHECK(queue_back.top() == 1);
  CHECK(queue_back.size() == 3);
}

TEST_CASE("bytes between members do not show") {
  const auto bytes_over = [](unsigned char filling) {
    alignas(Padded) std::array<unsigned char, sizeof(Padded)> memory{};
    memory.fill(filling);
    auto* row = new (memory.data()) Padded;
    Archive out;
    out(*row);
    return out.bytes();
  };
  CHECK(bytes_over(0x00) == bytes_over(0xff));
}

TEST_CASE("what does not fit is refused") {
  Archive out;
  std::vector<std::uint64_t> rows{1, 2, 3};
  out(rows);
  out.part("end");
  Archive too_short(std::span(out.bytes()).first(20));
  CHECK_THROWS_AS(too_short(rows), ArchiveError);
  Archive other(out.bytes());
  other(rows);
  CHECK_THROWS_AS(other.part("begin"), ArchiveError);
  Archive rows_in_place(out.bytes());
  std::vector<std::uint64_t> two{1, 2};
  CHECK_THROWS_AS(rows_in_place.each(two), ArchiveError);
  const std::uint64_t endless = std::numeric_limits<std::uint64_t>::max();
  Archive broken(std::as_bytes(std::span(&endless, 1)));
  CHECK_THROWS_AS(broken(rows), ArchiveError);
}

/// Schedules at random, cancels and moves timers, and draws what it does from a stream.
class Restless {
 public:
  explicit Restless(Simulation& simulation) : handler_(simulation.add_handler(*this)) {}
  void begin(Simulation& simulation) {
    for (std::uint32_t i = 0; i < 500; ++i) simulation.schedule({0}, handler_, 0, i);
  }
  void handle(Simulation& simulation, const Event& event) {
    const auto soon = [&] {
      // Many equal times, few far away.
      const auto step = static_cast<std::int64_t>(random_.below(20));
      return simulation.now() + Time{random_.below(50) == 0 ? 1'000'000 * step : step};
    };
    if (event.kind == 0) simulation.schedule(soon(), handler_, 0, event.subject);
    const std::uint64_t choice = random_.below(6);
    if (choice == 0) timers_.push_back(simulation.schedule_timer(soon(), handler_, 1, 7));
    if (timers_.empty()) return;
    Timer& timer = timers_[random_.below(timers_.size())];
    if (choice == 1) simulation.cancel(timer);
    if (choice == 2) simulation.reschedule(timer, soon());
  }
  void keep(Archive& archive) { archive(random_, timers_); }

 private:
  HandlerId handler_;
  Random random_{1, 2, 3, 4};
  std::vector<Timer> timers_;
};

TEST_CASE("a simulation that is read back runs the same events in the same order") {
  Simulation unbroken;
  Restless model(unbroken);
  model.begin(unbroken);
  for (int part = 0; part < 20; ++part) {
    unbroken.run(Time::max(), 3'001);
    Archive out;
    out(unbroken, model);
    Simulation copy;
    Restless its_model(copy);
    its_model.begin(copy);
    copy.run(Time::max(), 100);  // whatever it has done before
    Archive in(out.bytes());
    in(copy, its_model);
    CHECK(in.left() == 0);
    CHECK(copy.pending() == unbroken.pending());
    Archive again;
    again(copy, its_model);
    CHECK(again.bytes() == out.bytes());
    copy.run(Time::max(), 5'000);
    unbroken.run(Time::max(), 5'000);
    CHECK(copy.event_hash() == unbroken.event_hash());
  }
}

TEST_CASE("a simulation with other handlers is refused") {
  Simulation one;
  Restless model(one);
  Archive out;
  out(one);
  Simulation none;
  Archive in(out.bytes());
  CHECK_THROWS_AS(in(none), ArchiveError);
}

}  // namespace
}  // namespace dimai::sim

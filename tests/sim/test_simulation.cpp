#include <array>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "sim/random.hpp"
#include "sim/simulation.hpp"

using namespace dimai::sim;

namespace {

/// Writes down what it receives.
struct Recorder {
  std::vector<Event> events;

  void handle(Simulation& simulation, const Event& event) {
    CHECK(simulation.now() == event.time);
    events.push_back(event);
  }
};

/// Schedules one event per event, `left` times over.
struct Chain {
  HandlerId id;
  Time gap;
  int left = 0;

  void handle(Simulation& simulation, const Event& event) {
    if (left-- > 0) simulation.schedule(simulation.now() + gap, id, event.kind, event.subject);
  }
};

}  // namespace

TEST_CASE("an event arrives as it was scheduled") {
  Simulation simulation;
  Recorder recorder;
  Recorder other;
  simulation.add_handler(other);
  const HandlerId id = simulation.add_handler(recorder);
  simulation.schedule(seconds(2.0), id, 3, 4, 5);
  CHECK(simulation.pending() == 1);
  CHECK(simulation.run(Time::max()) == 1);
  REQUIRE(recorder.events.size() == 1);
  CHECK(other.events.empty());
  CHECK(recorder.events[0].time == seconds(2.0));
  CHECK(recorder.events[0].kind == 3);
  CHECK(recorder.events[0].subject == 4);
  CHECK(recorder.events[0].data == 5);
  CHECK(simulation.idle());
}

TEST_CASE("events run by time, and first-in first-out at equal times") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  const std::array at_s{2.0, 1.0, 2.0, 0.0, 1.0};
  for (std::uint32_t i = 0; i < 5; ++i) simulation.schedule(seconds(at_s[i]), id, 0, i);
  simulation.run(Time::max());
  std::vector<std::uint32_t> subjects;
  for (const Event& event : recorder.events) subjects.push_back(event.subject);
  CHECK(subjects == std::vector<std::uint32_t>{3, 1, 4, 0, 2});
}

TEST_CASE("an event scheduled for now runs after those that are due now already") {
  Simulation simulation;
  Recorder recorder;
  Chain chain{{}, Time{0}, 1};
  chain.id = simulation.add_handler(chain);
  const HandlerId id = simulation.add_handler(recorder);
  simulation.schedule(seconds(1.0), chain.id, 0, 0);
  simulation.schedule(seconds(1.0), id, 0, 1);
  CHECK(simulation.run(seconds(1.0), 2) == 2);
  CHECK(recorder.events.size() == 1);
  CHECK(simulation.pending() == 1);
}

TEST_CASE("a run stops after the events at its end, and the clock stands there") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  for (int s = 1; s <= 10; ++s) simulation.schedule(seconds(s), id, 0, 0);
  CHECK(simulation.run(seconds(3.5)) == 3);
  CHECK(simulation.now() == seconds(3.5));
  CHECK(simulation.run(seconds(4.0)) == 1);
  CHECK(simulation.now() == seconds(4.0));
  simulation.schedule(seconds(4.0), id, 0, 1);  // now is not yet the past
  CHECK(simulation.run(seconds(4.0)) == 1);
  CHECK(simulation.run(seconds(100.0)) == 6);
  CHECK(simulation.now() == seconds(100.0));
  CHECK(simulation.idle());
}

TEST_CASE("a run of few events stops at the last of them") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  for (int s = 1; s <= 10; ++s) simulation.schedule(seconds(s), id, 0, 0);
  CHECK(simulation.run(seconds(50.0), 4) == 4);
  CHECK(simulation.now() == seconds(4.0));
  CHECK(simulation.run(seconds(50.0), 6) == 6);
  CHECK(simulation.now() == seconds(50.0));
  CHECK(simulation.event_count() == 10);
}

TEST_CASE("a run without end leaves the clock at the last event") {
  Simulation simulation;
  Chain chain{{}, seconds(1.0), 5};
  chain.id = simulation.add_handler(chain);
  simulation.schedule(seconds(1.0), chain.id, 0, 0);
  CHECK(simulation.run(Time::max()) == 6);
  CHECK(simulation.now() == seconds(6.0));
}

TEST_CASE("events can be scheduled up to the end of time") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  simulation.schedule(Time::max(), id, 0, 1);
  simulation.schedule(Time::max() - Time{1}, id, 0, 0);
  CHECK(simulation.run(Time::max() - Time{1}) == 1);
  CHECK(simulation.run(Time::max()) == 1);
  CHECK(recorder.events[1].subject == 1);
  CHECK(simulation.now() == Time::max());
}

TEST_CASE("nothing can be scheduled in the past, nor run to it") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  simulation.run(seconds(5.0));
  CHECK_THROWS_AS(simulation.schedule(seconds(4.9), id, 0, 0), std::logic_error);
  CHECK_THROWS_AS(simulation.schedule_timer(seconds(4.9), id, 0, 0), std::logic_error);
  Timer timer = simulation.schedule_timer(seconds(6.0), id, 0, 0);
  CHECK_THROWS_AS(simulation.reschedule(timer, seconds(4.9)), std::logic_error);
  CHECK_THROWS_AS(simulation.run(seconds(4.9)), std::logic_error);
  CHECK(simulation.pending() == 1);
}

TEST_CASE("a handler cannot run the simulation, and may throw without harm to it") {
  struct Meddler {
    void handle(Simulation& simulation, const Event&) { simulation.run(Time::max()); }
  } meddler;
  Simulation simulation;
  const HandlerId id = simulation.add_handler(meddler);
  simulation.schedule(seconds(1.0), id, 0, 0);
  CHECK_THROWS_AS(simulation.run(Time::max()), std::logic_error);
  CHECK(simulation.run(Time::max()) == 0);
}

TEST_CASE("a cancelled timer never fires, and is cancelled once") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  Timer timer = simulation.schedule_timer(seconds(1.0), id, 0, 0);
  Timer copy = timer;
  simulation.schedule(seconds(2.0), id, 0, 1);
  CHECK(simulation.pending() == 2);
  CHECK(simulation.cancel(timer));
  CHECK(simulation.pending() == 1);
  CHECK_FALSE(simulation.cancel(timer));
  CHECK_FALSE(simulation.cancel(copy));
  CHECK_FALSE(simulation.reschedule(copy, seconds(3.0)));
  CHECK(simulation.run(Time::max()) == 1);
  CHECK(recorder.events[0].subject == 1);
}

TEST_CASE("a timer that has fired can be neither cancelled nor moved, nor can its successor") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  Timer first = simulation.schedule_timer(seconds(1.0), id, 0, 0);
  simulation.run(seconds(1.0));
  CHECK_FALSE(simulation.cancel(first));
  const Timer second = simulation.schedule_timer(seconds(2.0), id, 0, 1);  // takes its row
  CHECK(second.row == first.row);
  CHECK_FALSE(simulation.cancel(first));
  CHECK_FALSE(simulation.reschedule(first, seconds(9.0)));
  CHECK(simulation.run(seconds(5.0)) == 1);
  Timer none;
  CHECK_FALSE(simulation.cancel(none));
}

TEST_CASE("a moved timer fires at its last time only, behind what was there before") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  Timer timer = simulation.schedule_timer(seconds(1.0), id, 7, 8, 9);
  simulation.schedule(seconds(2.0), id, 0, 1);
  CHECK(simulation.reschedule(timer, seconds(5.0)));
  CHECK(simulation.reschedule(timer, seconds(2.0)));
  CHECK(simulation.pending() == 2);
  CHECK(simulation.run(Time::max()) == 2);
  CHECK(recorder.events[0].subject == 1);
  CHECK(recorder.events[1].kind == 7);
  CHECK(recorder.events[1].subject == 8);
  CHECK(recorder.events[1].data == 9);
  CHECK(simulation.now() == seconds(2.0));
}

TEST_CASE("timers moved a hundred thousand times leave no more behind than there are") {
  Simulation simulation;
  Recorder recorder;
  const HandlerId id = simulation.add_handler(recorder);
  std::vector<Timer> timers;
  for (std::uint32_t i = 0; i < 100; ++i)
    timers.push_back(simulation.schedule_timer(seconds(10.0), id, 0, i));
  for (int turn = 0; turn < 1000; ++turn)
    for (Timer& timer : timers) REQUIRE(simulation.reschedule(timer, seconds(20.0 + turn)));
  CHECK(simulation.pending() == 100);
  CHECK(simulation.run(Time::max()) == 100);
  for (std::uint32_t i = 0; i < 100; ++i) CHECK(recorder.events[i].subject == i);
  CHECK(simulation.idle());
}

TEST_CASE("cancelling leaves the order of all other events as it is") {
  for (const bool with_timers : {false, true}) {
    Simulation simulation;
    Recorder recorder;
    const HandlerId id = simulation.add_handler(recorder);
    Random random(1, 0, 0, 0);
    std::vector<Timer> timers;
    for (std::uint32_t i = 0; i < 5000; ++i) {
      simulation.schedule(seconds(random.uniform()), id, 0, i);
      const Time other = seconds(random.uniform());
      if (with_timers) timers.push_back(simulation.schedule_timer(other, id, 1, i));
    }
    for (Timer& timer : timers) CHECK(simulation.cancel(timer));
    CHECK(simulation.run(Time::max()) == 5000);
    bool sorted = true;
    for (std::size_t i = 1; i < recorder.events.size(); ++i)
      sorted = sorted && runs_before(recorder.events[i - 1], recorder.events[i]);
    CHECK(sorted);
  }
}

TEST_CASE("a model hears of every event before it happens, if there is time") {
  struct Announced {
    std::vector<int> announcements = std::vector<int>(1000);
    int surprises = 0;
    void handle(Simulation&, const Event& event) {
      surprises += announcements[event.subject] == 0 ? 1 : 0;
    }
    void prefetch(const Event& event) { ++announcements[event.subject]; }
  } model;
  Simulation simulation;
  const HandlerId id = simulation.add_handler(model);
  Random random(2, 0, 0, 0);
  for (std::uint32_t i = 0; i < 1000; ++i)
    simulation.schedule(seconds(random.exponential(1.0)), id, 0, i);
  simulation.run(Time::max());
  CHECK(model.surprises <= EventQueue::lookahead);  // the first ones
}

TEST_CASE("the hash tells runs apart that differ in one event's order, subject, kind or data") {
  const auto hash_of = [](std::uint16_t kind, std::uint32_t subject, std::uint32_t data,
                          bool swapped) {
    Simulation simulation;
    Recorder recorder;
    const HandlerId id = simulation.add_handler(recorder);
    if (swapped) simulation.schedule(seconds(1.0), id, 9, 9, 9);
    simulation.schedule(seconds(1.0), id, kind, subject, data);
    if (!swapped) simulation.schedule(seconds(1.0), id, 9, 9, 9);
    simulation.run(Time::max());
    return simulation.event_hash();
  };
  const std::uint64_t hash = hash_of(1, 2, 3, false);
  CHECK(hash == hash_of(1, 2, 3, false));
  CHECK(hash != hash_of(2, 2, 3, false));
  CHECK(hash != hash_of(1, 3, 3, false));
  CHECK(hash != hash_of(1, 2, 4, false));
  CHECK(hash != hash_of(1, 2, 3, true));
}

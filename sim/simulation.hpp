#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/event.hpp"
#include "sim/event_queue.hpp"
#include "sim/time.hpp"

namespace dimai::sim {

/// A scheduled event that can still be cancelled or moved. A default one is as if it had fired.
struct Timer {
  std::uint32_t row = Event::no_timer;  ///< in the simulation's table of timers
  std::uint32_t generation = 0;         ///< tells this timer from later ones in the same row
};

/// One run: a clock, the pending events and the models that handle them. No globals; many
/// simulations may run side by side, each in its own thread.
class Simulation {
 public:
  static constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

  Simulation() = default;
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  /// Makes `model` a receiver of events. It must outlive the simulation and has
  /// `handle(Simulation&, const Event&)`; if it has `prefetch(const Event&)` too, that is called
  /// some events ahead, and must do nothing but touch the rows that the event will need.
  template <class Model>
  HandlerId add_handler(Model& model) {
    Handler handler{&model, [](void* self, Simulation& simulation, const Event& event) {
                      static_cast<Model*>(self)->handle(simulation, event);
                    }};
    if constexpr (requires(const Event& event) { model.prefetch(event); }) {
      handler.prefetch = [](void* self, const Event& event) {
        static_cast<Model*>(self)->prefetch(event);
      };
    }
    return add(handler);
  }

  /// Time of the event that runs now, or of the last one that ran.
  Time now() const { return now_; }

  /// Schedules an event, which cannot be cancelled.
  ///
  /// @param at  when, in [now(), Time::max()]
  /// @throws std::logic_error if `at` is in the past
  void schedule(Time at, HandlerId handler, std::uint16_t kind, std::uint32_t subject,
                std::uint32_t data = 0) {
    if (at < now_) refuse_past();
    queue_.push({.time = at,
                 .subject = subject,
                 .handler = handler.value,
                 .kind = kind,
                 .timer = Event::no_timer,
                 .data = data});
  }

  /// Schedules an event that can be cancelled and moved; throws as schedule() does.
  Timer schedule_timer(Time at, HandlerId handler, std::uint16_t kind, std::uint32_t subject,
                       std::uint32_t data = 0);
  /// Cancels a timer; false if it has fired or was cancelled.
  bool cancel(Timer& timer);
  /// Moves a timer, which takes a new place in the order; false if it has fired or was cancelled.
  ///
  /// @throws std::logic_error if `at` is in the past
  bool reschedule(Timer& timer, Time at);

  /// Runs the events up to and at `until`, at most `most_events` of them. Then now() is the time
  /// of the last event, or `until` if no event up to then is left (a run without end, until
  /// Time::max(), leaves the clock at its last event).
  ///
  /// @return how many events ran
  /// @throws std::logic_error if `until` is in the past, or if called by a handler
  std::uint64_t run(Time until, std::uint64_t most_events = no_limit);

  /// Moves the clock on to `at`; nothing may be due before then.
  ///
  /// @throws std::logic_error if an event is, or if `at` is in the past
  void move_to(Time at);

  /// Time of the next event; Time::max() if none is known of.
  Time next_time();

  /// Writes down what is pending and what was counted, or reads it back. Handlers are those that
  /// were added, in the same order.
  void keep(Archive& archive);
  /// Drops pending events of a handler and kind, none of which is a timer.
  void drop(HandlerId handler, std::uint16_t kind);

  /// Whether another event is due at now(): a model that must choose among equals waits for it.
  bool more_now() { return next_due(now_) != nullptr; }
  /// True if nothing is left to happen.
  bool idle() const { return pending() == 0; }
  /// How many events will happen, as far as known now.
  std::size_t pending() const { return queue_.size() - dead_count_; }
  /// How many events have run.
  std::uint64_t event_count() const { return event_count_; }
  /// Hash over (time, order, handler, kind, subject, data) of all events that ran: two runs with
  /// the same hash ran the same events in the same order.
  std::uint64_t event_hash() const { return event_hash_; }

 private:
  struct Handler {
    void* model = nullptr;
    void (*handle)(void*, Simulation&, const Event&) = nullptr;
    void (*prefetch)(void*, const Event&) = nullptr;
  };
  /// What is kept of a timer. Its event in the queue counts if it has the order stated here.
  struct TimerRow {
    std::uint64_t order = 0;
    std::uint32_t generation = 0;
    std::uint32_t subject = 0;  ///< of a free row: the next free row
    std::uint32_t data = 0;
    std::uint16_t handler = 0;
    std::uint16_t kind = 0;
  };

  HandlerId add(const Handler& handler);
  [[noreturn]] static void refuse_past();
  TimerRow* live_row(const Timer& timer);
  void push_timer(std::uint32_t row, Time at);
  void free_row(std::uint32_t row);
  void forget_dead_event();
  bool is_dead(const Event& event) const;
  const Event* next_due(Time until);
  void log(const Event& event);
  std::uint64_t run_events(Time until, std::uint64_t most_events);

  EventQueue queue_;
  Time now_;
  std::vector<Handler> handlers_;
  std::uint64_t event_count_ = 0;
  std::uint64_t event_hash_ = 0;
  std::vector<TimerRow> timers_;
  std::uint32_t first_free_row_ = Event::no_timer;
  std::size_t dead_count_ = 0;  ///< events in the queue whose timer was cancelled or moved
  bool running_ = false;
};

}  // namespace dimai::sim

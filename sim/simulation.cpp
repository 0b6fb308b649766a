#include "sim/simulation.hpp"

#include <bit>
#include <stdexcept>

#include "sim/keeping/archive.hpp"

namespace dimai::sim {

namespace {

constexpr std::uint64_t no_order = std::numeric_limits<std::uint64_t>::max();
constexpr std::ptrdiff_t prefetch_distance = EventQueue::lookahead - 1;

/// Sets a flag for as long as it lives.
class Raised {
 public:
  explicit Raised(bool& flag) : flag_(flag) { flag = true; }
  ~Raised() { flag_ = false; }
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;

 private:
  bool& flag_;
};

}  // namespace

HandlerId Simulation::add(const Handler& handler) {
  if (handlers_.size() > std::numeric_limits<std::uint16_t>::max())
    throw std::logic_error("Simulation: more than 65536 handlers");
  handlers_.push_back(handler);
  return {static_cast<std::uint16_t>(handlers_.size() - 1)};
}

void Simulation::refuse_past() { throw std::logic_error("Simulation: scheduled in the past"); }

Timer Simulation::schedule_timer(Time at, HandlerId handler, std::uint16_t kind,
                                 std::uint32_t subject, std::uint32_t data) {
  if (at < now_) refuse_past();
  std::uint32_t row = first_free_row_;
  if (row == Event::no_timer) {
    row = static_cast<std::uint32_t>(timers_.size());
    timers_.emplace_back();
  } else {
    first_free_row_ = timers_[row].subject;
  }
  timers_[row].subject = subject;
  timers_[row].data = data;
  timers_[row].handler = handler.value;
  timers_[row].kind = kind;
  push_timer(row, at);
  return {row, timers_[row].generation};
}

bool Simulation::cancel(Timer& timer) {
  if (live_row(timer) == nullptr) return false;
  free_row(timer.row);
  forget_dead_event();
  timer = {};
  return true;
}

bool Simulation::reschedule(Timer& timer, Time at) {
  if (at < now_) refuse_past();
  if (live_row(timer) == nullptr) return false;
  push_timer(timer.row, at);
  forget_dead_event();
  return true;
}

Simulation::TimerRow* Simulation::live_row(const Timer& timer) {
  if (timer.row >= timers_.size()) return nullptr;
  TimerRow& row = timers_[timer.row];
  return row.generation == timer.generation && row.order != no_order ? &row : nullptr;
}

void Simulation::push_timer(std::uint32_t row, Time at) {
  TimerRow& timer = timers_[row];
  timer.order = queue_.push({.time = at,
                             .subject = timer.subject,
                             .handler = timer.handler,
                             .kind = timer.kind,
                             .timer = row,
                             .data = timer.data});
}

void Simulation::free_row(std::uint32_t row) {
  timers_[row].order = no_order;
  ++timers_[row].generation;
  timers_[row].subject = first_free_row_;
  first_free_row_ = row;
}

/// Counts one more event in the queue that will never run; sweeps them out when most are such.
void Simulation::forget_dead_event() {
  ++dead_count_;
  if (dead_count_ < 1024 || 2 * dead_count_ < queue_.size()) return;
  queue_.remove_if([this](const Event& event) { return is_dead(event); });
  dead_count_ = 0;
}

/// True if the event belongs to a timer that was cancelled or moved.
bool Simulation::is_dead(const Event& event) const {
  return event.timer != Event::no_timer && timers_[event.timer].order != event.order;
}

/// The next event that is not dead, if it is at `until` or before; else null.
const Event* Simulation::next_due(Time until) {
  while (true) {
    const Event* next = queue_.peek();
    if (next == nullptr || next->time > until) return nullptr;
    if (!is_dead(*next)) [[likely]]
      return next;
    queue_.pop();
    --dead_count_;
  }
}

void Simulation::log(const Event& event) {
  const std::uint64_t what = std::uint64_t{event.subject} << 32 |
                             std::uint64_t{event.handler} << 16 | std::uint64_t{event.kind};
  const std::uint64_t word = static_cast<std::uint64_t>(event.time.ns) * 0x9e3779b97f4a7c15U +
                             event.order * 0xd6e8feb86659fd93U +
                             (what ^ event.data * 0xa0761d6478bd642fU) * 0xe7037ed1a0b428dbU;
  event_hash_ = (std::rotl(event_hash_, 29) ^ word) * 0x8ebc6af09c88c6e3U;
}

std::uint64_t Simulation::run(Time until, std::uint64_t most_events) {
  if (running_) throw std::logic_error("Simulation: run() called by a handler");
  if (until < now_) throw std::logic_error("Simulation: run() until a time in the past");
  const Raised running(running_);
  const std::uint64_t before = event_count_;
  run_events(until, most_events);
  if (until != Time::max() && next_due(until) == nullptr) now_ = until;
  return event_count_ - before;
}

void Simulation::move_to(Time at) {
  if (at < now_) refuse_past();
  if (next_time() < at) throw std::logic_error("Simulation: the clock moved past an event");
  now_ = at;
}

Time Simulation::next_time() {
  const Event* next = next_due(Time::max());
  return next == nullptr ? Time::max() : next->time;
}

void Simulation::keep(Archive& archive) {
  if (running_) throw std::logic_error("Simulation: kept by a handler");
  auto& [queue, now, handlers, count, hash, timers, first_free, dead, running] = *this;
  archive.part("simulation");
  archive.same(handlers.size(), "handlers");
  archive(now, count, hash, timers, first_free, dead, queue);
}

void Simulation::drop(HandlerId handler, std::uint16_t kind) {
  queue_.remove_if([&](const Event& event) {
    return event.handler == handler.value && event.kind == kind && event.timer == Event::no_timer;
  });
}

std::uint64_t Simulation::run_events(Time until, std::uint64_t most_events) {
  std::uint64_t count = 0;
  for (; count < most_events && next_due(until) != nullptr; ++count) {
    const Event event = queue_.pop();
    if (const Event* later = queue_.ahead(prefetch_distance); later != nullptr) {
      const Handler& handler = handlers_[later->handler];
      if (handler.prefetch != nullptr) handler.prefetch(handler.model, *later);
    }
    now_ = event.time;
    if (event.timer != Event::no_timer) free_row(event.timer);
    ++event_count_;
    log(event);
    const Handler& handler = handlers_[event.handler];
    handler.handle(handler.model, *this, event);
  }
  return count;
}

}  // namespace dimai::sim

#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "sim/chunk_pool.hpp"
#include "sim/event.hpp"

namespace dimai::sim {

class Archive;

/// The pending events, in exact order (time, order of insertion).
///
/// A ladder queue: events far away lie unsorted in buckets of equal width; a bucket that is
/// reached is spread over a finer rung of buckets, or sorted into the bottom if it holds few. The
/// widths are powers of two and come from the events themselves, so nothing needs tuning. Each
/// event is moved two to four times, whatever their number.
/// Source: Tang, Goh, Thng (2005), ACM Trans. Model. Comput. Simul. 15(3), 175-204; changed here
/// in: whole nanoseconds, chunked buckets, bottom refilled ahead, last bucket of a rung open.
class EventQueue {
 public:
  /// While that many events are left in the bottom, the next bucket is sorted into it.
  static constexpr std::ptrdiff_t lookahead = 12;

  EventQueue() = default;
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  /// Adds an event, numbers it and returns its number.
  ///
  /// @param event  its time is >= 0, and may lie before that of events taken out already
  [[gnu::always_inline]] std::uint64_t push(const Event& event) {
    const std::uint64_t order = next_order_++;
    write(place_for(event.time), event, order);
    return order;
  }
  /// The next event. The queue must not be empty.
  const Event& top() {
    if (head_ == tail_) refill();
    return *head_;
  }
  /// The next event, or null if there is none.
  const Event* peek() {
    if (head_ == tail_) [[unlikely]] {
      if (empty()) return nullptr;
      refill();
    }
    return head_;
  }
  /// Takes the next event out. The queue must not be empty.
  Event pop() {
    if (tail_ - head_ <= refill_at_ && rung_count_ > 0) refill();
    ++taken_count_;
    return *head_++;
  }
  bool empty() const { return size() == 0; }
  std::size_t size() const { return next_order_ - taken_count_; }
  /// The event that will run `distance` places after the next one, if that is known; else null.
  const Event* ahead(std::ptrdiff_t distance) const {
    return distance < tail_ - head_ ? head_ + distance : nullptr;
  }
  /// Writes all events down in order, or takes those in that were, in place of its own.
  void keep(Archive& archive);
  /// Removes all events for which `drop(event)` is true.
  template <class Predicate>
  void remove_if(Predicate drop) {
    Event* const kept = std::remove_if(head_, tail_, drop);
    taken_count_ += static_cast<std::size_t>(tail_ - kept);
    tail_ = kept;
    for (std::size_t i = 0; i < rung_count_; ++i)
      for (Bucket& bucket : rungs_[i].buckets) thin_out(bucket, rungs_[i], drop);
  }

 private:
  /// Unsorted events, in order of insertion where their times are equal: a chain of chunks.
  struct Bucket {
    Event* end = nullptr;    ///< behind the last event
    Event* limit = nullptr;  ///< behind the last chunk
    Chunk* first = nullptr;
    Chunk* last = nullptr;

    Event* end_of(Chunk& chunk) const { return &chunk == last ? end : chunk.end(); }
  };
  /// Buckets of 2^shift ns each, the last one open up to `last_ns`. Rungs nest: each covers one
  /// bucket of the rung before it; the first rung is open to the end of time.
  struct Rung {
    std::int64_t start_ns = 0;
    std::int64_t last_ns = 0;  ///< last nanosecond that belongs to the rung
    int shift = 0;
    std::size_t current = 0;  ///< first bucket that is not used up
    std::size_t bucket_count = 0;
    std::size_t room = 0;  ///< for that many events are there chunks
    std::vector<Bucket> buckets;

    std::size_t bucket_of(Time time) const {
      const auto since = static_cast<std::uint64_t>(time.ns) - static_cast<std::uint64_t>(start_ns);
      return std::min<std::size_t>(since >> shift, bucket_count - 1);
    }
    Time end_of(std::size_t bucket) const;
  };
  struct Survey;

  /// Writes an event in two words of 16 bytes, as it will be read: were it written field by
  /// field, reading it back soon after would stall until the fields have reached the cache.
  static void write(Event* place, const Event& event, std::uint64_t order) {
    static_assert(std::endian::native == std::endian::little);
    using Pair = std::uint64_t __attribute__((vector_size(16)));
    const Pair when{static_cast<std::uint64_t>(event.time.ns), order};
    const Pair what{
        event.subject | std::uint64_t{event.handler} << 32 | std::uint64_t{event.kind} << 48,
        event.timer | std::uint64_t{event.data} << 32};
    std::memcpy(static_cast<void*>(place), &when, sizeof when);
    std::memcpy(&place->subject, &what, sizeof what);
  }
  Event* place_for(Time time) {
    if (time > bottom_last_) return place_in(rung_of(time), time);
    if (tail_ == bottom_end_) [[unlikely]]
      make_room(1);
    return head_ == tail_ || tail_[-1].time <= time ? tail_++ : place_inside_bottom(time);
  }
  Rung& rung_of(Time time) {
    Rung* rung = rungs_.data();
    for (Rung* last = rung + rung_count_ - 1; rung < last && time.ns <= rung[1].last_ns;) ++rung;
    return *rung;
  }
  Event* place_in(Rung& rung, Time time) {
    Bucket& bucket = rung.buckets[rung.bucket_of(time)];
    if (bucket.end == bucket.limit) [[unlikely]]
      add_chunk(bucket, rung);
    return bucket.end++;
  }

  /// Appends what is kept of a bucket to a new chain in its place.
  template <class Predicate>
  void thin_out(Bucket& bucket, Rung& rung, Predicate drop) {
    const Bucket old = std::exchange(bucket, {});
    for (Chunk* chunk = old.first; chunk != nullptr; chunk = chunk->next) {
      for (const Event* event = chunk->begin(); event != old.end_of(*chunk); ++event) {
        if (drop(*event)) {
          ++taken_count_;
        } else {
          if (bucket.end == bucket.limit) add_chunk(bucket, rung);
          *bucket.end++ = *event;
        }
      }
    }
    give_back(old, rung);
  }

  void add_chunk(Bucket& bucket, Rung& rung);
  Event* place_inside_bottom(Time time);
  void split_bottom();
  void make_room(std::size_t count);
  void refill();
  bool open_next_bucket();
  bool sort_into_bottom(Rung& rung);
  bool spread_or_append(Rung& rung);
  void spread(const Bucket& bucket, Rung& rung);
  void empty_into(std::vector<Event>& events, Rung& rung);
  void give_back(const Bucket& bucket, Rung& rung);
  Rung& add_rung(const Survey& survey, Time last);

  // The bottom: all events up to bottom_last_, sorted, in [head_, tail_).
  Event* head_ = nullptr;
  Event* tail_ = nullptr;
  Event* bottom_end_ = nullptr;  ///< of the memory
  Time bottom_last_ = Time::max();
  std::ptrdiff_t refill_at_ = lookahead;
  std::size_t rung_count_ = 0;
  std::uint64_t next_order_ = 0;   ///< also how many events have come
  std::uint64_t taken_count_ = 0;  ///< how many have gone
  std::vector<Event> bottom_;
  std::vector<Rung> rungs_;  ///< rung_count_ in use; the rest keep their memory
  ChunkPool pool_;
};

}  // namespace dimai::sim

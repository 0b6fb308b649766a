#include "sim/event_queue.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "sim/keeping/archive.hpp"
#include "sim/small_sort.hpp"

namespace dimai::sim {

namespace {

constexpr std::size_t events_wanted = 16;  // in a bucket that goes to the bottom
constexpr std::size_t most_buckets = 2048;
constexpr std::size_t coarse_buckets = 1024;  // of a rung whose buckets will be spread again
constexpr std::ptrdiff_t cheap_shift = 64;    // events moved for an insertion into the bottom
constexpr std::ptrdiff_t few_events = 8;      // not worth a search
constexpr std::ptrdiff_t front_room = 64;     // free places kept before the bottom

/// Calls `visit(first, end)` for the events of each chunk of a bucket, in order.
template <class Bucket, class Visit>
void for_each_chunk(const Bucket& bucket, Visit visit) {
  for (Chunk* chunk = bucket.first; chunk != nullptr; chunk = chunk->next)
    visit(chunk->begin(), bucket.end_of(*chunk));
}

/// First of the sorted events that is later than `time`. Halves without branches, which would
/// be mispredicted every other time.
Event* first_after(Time time, Event* begin, Event* end) {
  auto count = static_cast<std::size_t>(end - begin);
  while (count > 0) {
    const std::size_t half = (count + 1) / 2;
    begin += begin[half - 1].time <= time ? half : 0;
    count -= half;
  }
  return begin;
}

}  // namespace

/// What decides the shape of a rung: how many events, from when to when, how dense in front.
struct EventQueue::Survey {
  std::size_t count = 0;
  Time first = Time::max();
  Time last{};
  std::array<Time, 64> samples{};  ///< about evenly taken
  std::size_t sample_count = 0;
  std::size_t stride = 1;  ///< calls of sample() per sample kept
  std::size_t calls = 0;

  Survey() = default;
  explicit Survey(const Rung& rung) {
    if (survey_samples(rung)) return;
    *this = Survey();
    for_each_chunk(rung.buckets[rung.current],
                   [this](const Event* begin, const Event* end) { add(begin, end); });
  }
  /// Looks at the first event of each chunk only, lest a big bucket go through the cache twice.
  /// False if there are few or if the bucket's own width says nothing about where they lie.
  bool survey_samples(const Rung& rung) {
    if (rung.current + 1 == rung.bucket_count) return false;
    for_each_chunk(rung.buckets[rung.current], [this](const Event* begin, const Event* end) {
      sample(begin->time);
      count += static_cast<std::size_t>(end - begin);
      first = std::min(first, begin->time);
      last = std::max(last, begin->time);
    });
    const std::int64_t width_ns = std::int64_t{1} << rung.shift;
    if (calls < 8 || (last - first).ns < width_ns / 4) return false;
    first.ns = rung.start_ns + static_cast<std::int64_t>(rung.current) * width_ns;
    last.ns = first.ns + (width_ns - 1);
    return true;
  }

  void add(const Event* begin, const Event* end) {
    sample(begin->time);
    count += static_cast<std::size_t>(end - begin);
    for (const Event* event = begin; event != end; ++event) {
      first = std::min(first, event->time);
      last = std::max(last, event->time);
    }
  }
  void sample(Time time) {
    if (calls++ % stride != 0) return;
    if (sample_count == samples.size()) {
      for (std::size_t i = 0; i < samples.size() / 2; ++i) samples[i] = samples[2 * i];
      sample_count /= 2;
      stride *= 2;
    }
    samples[sample_count++] = time;
  }
  bool all_equal() const { return first == last; }
  /// Time from the first event to about the middle one [ns].
  double median_ns() {
    auto* const middle = samples.begin() + sample_count / 2;
    std::nth_element(samples.begin(), middle, samples.begin() + sample_count);
    return static_cast<double>((*middle - first).ns);
  }
};

Time EventQueue::Rung::end_of(std::size_t bucket) const {
  if (bucket + 1 == bucket_count) return {last_ns};
  return {start_ns + static_cast<std::int64_t>(((bucket + 1) << shift) - 1)};
}

/// Lengthens a bucket: with small chunks at first, then with big ones.
void EventQueue::add_chunk(Bucket& bucket, Rung& rung) {
  const bool is_big = bucket.first != nullptr && bucket.first->next != nullptr;
  Chunk* const chunk = pool_.take(is_big ? 1 : 0);
  (bucket.first == nullptr ? bucket.first : bucket.last->next) = chunk;
  bucket.last = chunk;
  bucket.end = chunk->begin();
  bucket.limit = chunk->end();
  rung.room += chunk->capacity();
}

/// Gives the chunks of a bucket back to the pool.
void EventQueue::give_back(const Bucket& bucket, Rung& rung) {
  for (Chunk* chunk = bucket.first; chunk != nullptr;) {
    Chunk* const next = chunk->next;
    rung.room -= chunk->capacity();
    pool_.give_back(chunk);
    chunk = next;
  }
}

/// Makes room for `count` more events behind the bottom, and for a few before it. Moves the bottom
/// within its memory only if that is half empty: so an event is moved once on the mean.
void EventQueue::make_room(std::size_t count) {
  const auto used = static_cast<std::size_t>(tail_ - head_);
  std::vector<Event> bigger;
  if (const std::size_t needed = front_room + 2 * used + count; bottom_.size() < needed)
    bigger.resize(needed);
  std::vector<Event>& target = bigger.empty() ? bottom_ : bigger;
  if (used > 0)
    std::memmove(static_cast<void*>(target.data() + front_room), head_, used * sizeof(Event));
  if (!bigger.empty()) bottom_.swap(bigger);
  head_ = bottom_.data() + front_room;
  tail_ = head_ + used;
  bottom_end_ = bottom_.data() + bottom_.size();
}

/// Makes a hole for an event that is not the last of the bottom, moving the shorter side.
Event* EventQueue::place_inside_bottom(Time time) {
  if (tail_ - head_ <= few_events) {
    Event* hole = tail_++;
    do {
      *hole = hole[-1];
      --hole;
    } while (hole != head_ && hole[-1].time > time);
    return hole;
  }
  Event* place = first_after(time, head_, tail_);
  const bool front_is_dear = place - head_ > cheap_shift || head_ == bottom_.data();
  if (tail_ - place > cheap_shift && front_is_dear) {
    split_bottom();
    if (time > bottom_last_) return place_in(rung_of(time), time);
    place = first_after(time, head_, tail_);
  }
  if (place - head_ < tail_ - place && head_ > bottom_.data()) {
    std::copy(head_, place, head_ - 1);
    --head_;
    return place - 1;
  }
  std::copy_backward(place, tail_, tail_ + 1);
  ++tail_;
  return place;
}

/// Moves all but the first events of an overgrown bottom to a rung of their own. Rungs that hold
/// no more than that are joined into it, so that there are few rungs however often this happens.
void EventQueue::split_bottom() {
  if (tail_ - head_ <= cheap_shift / 2) return;
  Event* const cut = first_after(head_[cheap_shift / 2].time, head_, tail_);
  if (cut == tail_) return;
  std::vector<Event> events(cut, tail_);
  Time last = bottom_last_;
  while (rung_count_ > 0) {
    Rung& rung = rungs_[rung_count_ - 1];
    if (rung.room > 2 * events.size() + 1000) break;
    last = {rung.last_ns};
    empty_into(events, rung);
    --rung_count_;
  }
  Survey survey;
  constexpr std::size_t step = 8;
  for (std::size_t i = 0; i < events.size(); i += step)
    survey.add(&events[i], events.data() + std::min(i + step, events.size()));
  bottom_last_ = {cut->time.ns - 1};
  tail_ = cut;
  Rung& rung = add_rung(survey, last);
  for (const Event& event : events) *place_in(rung, event.time) = event;
}

void EventQueue::keep(Archive& archive) {
  std::vector<Event> events(head_, tail_);
  for (std::size_t i = 0; i < rung_count_; ++i) {
    const Rung& rung = rungs_[i];
    for (std::size_t b = rung.current; b < rung.bucket_count; ++b)
      for_each_chunk(rung.buckets[b], [&](const Event* begin, const Event* end) {
        events.insert(events.end(), begin, end);
      });
  }
  std::sort(events.begin(), events.end(), runs_before);
  std::uint64_t next_order = next_order_;
  archive(next_order, events);
  if (!archive.reads()) return;
  remove_if([](const Event&) { return true; });
  rung_count_ = 0;
  refill_at_ = lookahead;
  bottom_last_ = Time::max();
  for (const Event& event : events) write(place_for(event.time), event, event.order);
  next_order_ = next_order;
  taken_count_ = next_order - events.size();
}

/// Moves all events of a rung behind others.
void EventQueue::empty_into(std::vector<Event>& events, Rung& rung) {
  for (; rung.current < rung.bucket_count; ++rung.current) {
    const Bucket bucket = std::exchange(rung.buckets[rung.current], {});
    for_each_chunk(bucket, [&](const Event* begin, const Event* end) {
      events.insert(events.end(), begin, end);
    });
    give_back(bucket, rung);
  }
}

/// Brings events into the bottom until it holds more than refill_at_, or all.
void EventQueue::refill() {
  if (head_ == tail_) {
    refill_at_ = lookahead;
    head_ = tail_ = bottom_.data() + std::min<std::size_t>(front_room, bottom_.size());
  }
  while (rung_count_ > 0 && tail_ - head_ <= refill_at_)
    if (!open_next_bucket()) refill_at_ = 0;
}

/// Sorts the next bucket into the bottom, or spreads it over a finer rung.
///
/// @return false if it holds many equal times, which have to wait until the bottom is empty: an
///         event that comes before them could not be inserted cheaply
bool EventQueue::open_next_bucket() {
  Rung& rung = rungs_[rung_count_ - 1];
  while (rung.current < rung.bucket_count && rung.buckets[rung.current].first == nullptr)
    ++rung.current;
  if (rung.current == rung.bucket_count) {
    bottom_last_ = {rung.last_ns};
    --rung_count_;
    return true;
  }
  // What comes into the buckets skipped belongs to the bottom from now on.
  if (rung.current > 0) bottom_last_ = std::max(bottom_last_, rung.end_of(rung.current - 1));
  return sort_into_bottom(rung) || spread_or_append(rung);
}

/// Sorts the current bucket of a rung into the bottom, if it holds few events; else false.
bool EventQueue::sort_into_bottom(Rung& rung) {
  const Bucket bucket = rung.buckets[rung.current];
  std::array<const Event*, small_sort_limit> few;
  std::size_t count = 0;
  for (Chunk* chunk = bucket.first; chunk != nullptr; chunk = chunk->next) {
    const Event* event = chunk->begin();
    const Event* const end = bucket.end_of(*chunk);
    if (count + static_cast<std::size_t>(end - event) > small_sort_limit) return false;
    while (event != end) few[count++] = event++;
  }
  if (bottom_end_ - tail_ < static_cast<std::ptrdiff_t>(count)) make_room(count);
  sort_small(few.data(), count, tail_);
  tail_ += count;
  bottom_last_ = rung.end_of(rung.current);
  rung.buckets[rung.current++] = {};
  give_back(bucket, rung);
  return true;
}

/// Spreads the current bucket of a rung over a finer rung; if all its times are equal, appends it
/// to the bottom if that is empty, else false.
bool EventQueue::spread_or_append(Rung& rung) {
  const Survey survey(rung);
  if (survey.all_equal() && head_ != tail_) return false;
  const Bucket bucket = std::exchange(rung.buckets[rung.current], {});
  const Time last = rung.end_of(rung.current++);
  if (survey.all_equal()) {
    make_room(survey.count);
    for_each_chunk(bucket, [this](const Event* event, const Event* end) {
      tail_ = std::copy(event, end, tail_);
    });
    bottom_last_ = last;
    give_back(bucket, rung);
    return true;
  }
  for (const Chunk* chunk = bucket.first; chunk != nullptr; chunk = chunk->next)
    rung.room -= chunk->capacity();
  // A rung whose open bucket is reached is done with: its place is free for the next.
  if (rung.current == rung.bucket_count) --rung_count_;
  bottom_last_ = {survey.first.ns - 1};
  spread(bucket, add_rung(survey, last));
  return true;
}

/// Moves the events of a bucket, and its chunks back to the pool.
void EventQueue::spread(const Bucket& bucket, Rung& rung) {
  for (Chunk* chunk = bucket.first; chunk != nullptr;) {
    const Event* const end = bucket.end_of(*chunk);
    for (const Event* event = chunk->begin(); event != end; ++event)
      *place_in(rung, event->time) = *event;
    Chunk* const next = chunk->next;
    pool_.give_back(chunk);
    chunk = next;
  }
}

/// A rung for the surveyed events. Its bucket width follows from how dense the earlier half of
/// them lies; what is far behind goes into the open last bucket.
EventQueue::Rung& EventQueue::add_rung(const Survey& survey, Time last) {
  const auto count = static_cast<double>(survey.count);
  const auto span_ns = static_cast<double>((survey.last - survey.first).ns);
  const double median_ns = Survey(survey).median_ns();
  const double front_ns = median_ns > 0.0 ? median_ns : span_ns;
  const double cover_ns = std::min(span_ns, 8.0 * front_ns);
  double width_ns = 2.0 * front_ns * (events_wanted / count);
  if (cover_ns > width_ns * most_buckets) width_ns = cover_ns / coarse_buckets;
  const auto span = static_cast<std::uint64_t>((survey.last - survey.first).ns);
  const auto width = static_cast<std::uint64_t>(1.41 * width_ns);
  const int most_shift = std::max(0, static_cast<int>(std::bit_width(span)) - 1);

  if (rungs_.size() == rung_count_) rungs_.emplace_back();
  Rung& rung = rungs_[rung_count_++];
  rung.start_ns = survey.first.ns;
  rung.last_ns = last.ns;
  rung.shift = std::clamp(static_cast<int>(std::bit_width(width)) - 1, 0, most_shift);
  rung.bucket_count = std::min<std::size_t>((span >> rung.shift) + 1, most_buckets);
  rung.current = 0;
  rung.room = 0;
  if (rung.buckets.size() < rung.bucket_count) rung.buckets.resize(rung.bucket_count);
  return rung;
}

}  // namespace dimai::sim

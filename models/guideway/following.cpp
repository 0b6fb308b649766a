#include "models/guideway/following.hpp"

#include <algorithm>

namespace dimai::models {

namespace {

/// Newest passage up to `sequence` whose position is at most `position_um`; the first one's must
/// be.
std::uint32_t newest_at_or_before(const PassageRing& passages, std::uint32_t sequence,
                                  std::int64_t position_um) {
  std::uint32_t low = passages.first();
  std::uint32_t high = sequence;
  while (low < high) {
    const std::uint32_t middle = low + (high - low + 1) / 2;
    if (passages[middle].position_um <= position_um) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/// A front that enters the lane at `last.entered_ns` and is only held to its slowness.
std::int64_t undisturbed_ns(const Lane& lane, const LanePassage& last, const Reach& reach) {
  const std::int64_t way_um = reach.to_um - last.position_um;
  const std::int64_t inside_um = std::min(way_um, lane.length_um);
  return last.entered_ns + run_ns(inside_um, std::max(reach.slowness_ns_um, lane.ns_per_um)) +
         run_ns(way_um - inside_um, reach.slowness_ns_um);
}

/// The same of a front that loses time on the lane. What it loses may bind beyond `reach.from_um`
/// even where it began before.
std::int64_t undisturbed_but_late_ns(const Lane& lane, const LanePassage& last,
                                     const Reach& reach) {
  const std::int64_t way_um = reach.to_um - last.position_um;
  std::int64_t latest_ns = kNoFloor_ns;
  const auto still_to_lose_ns = [&](std::int64_t inside_um) {
    std::int64_t sum_ns = 0;
    for (const LostTime& each : *lane.lost_times) {
      if (each.position_um == last.position_um)
        sum_ns += as_seen_behind(each, reach.behind_um).left_ns(inside_um);
    }
    return sum_ns;
  };
  const auto consider = [&](std::int64_t inside_um) {
    if (inside_um < 0 || inside_um > std::min(way_um, lane.length_um)) return;
    const std::int64_t time_ns = last.entered_ns + run_ns(inside_um, lane.ns_per_um) -
                                 still_to_lose_ns(inside_um) +
                                 run_ns(way_um - inside_um, reach.slowness_ns_um);
    latest_ns = std::max(latest_ns, time_ns);
  };
  if (reach.from_um <= last.position_um) {
    consider(0);
    consider(std::min(way_um, lane.length_um));
  }
  for (const LostTime& time : *lane.lost_times) {
    if (time.position_um != last.position_um) continue;
    const LostTime each = as_seen_behind(time, reach.behind_um);
    const std::int64_t after_um = each.at_once() ? each.to_um + 1 : each.to_um;
    for (const std::int64_t place_um : {each.from_um, after_um}) {
      if (last.position_um + place_um > reach.from_um) consider(place_um);
    }
  }
  return latest_ns;
}

/// Whether what passage `leader` leaves to a front beyond the lane's end cannot be later than
/// `floor_ns`. The next passage kept behind it at the lane's own slowness until it left: a slower
/// front loses no more than its slowness on the way, so that nobody beyond has to be asked. This is
/// what keeps the cost of a train from growing with the queues ahead of it.
bool binds_no_more(const Lane& row, std::uint32_t leader, const Reach& ahead,
                   std::int64_t floor_ns) {
  constexpr std::int64_t kRounding_ns = 1000;  // of the runs that a chain of leaders adds up
  if (leader + 1 == row.passages.end()) return false;
  const LanePassage& passage = row.passages[leader];
  const LanePassage& next = row.passages[leader + 1];
  const std::int64_t spacing_um = next.position_um - passage.position_um;
  if (next.left_ns == kNotYet || ahead.to_um > spacing_um || spacing_um > row.length_um)
    return false;
  const double lost_ns_um = std::max(ahead.slowness_ns_um - row.ns_per_um, 0.0);
  const std::int64_t headway_ns = (next.headways - passage.headways) * row.tau_ns;
  return next.left_ns - headway_ns + run_ns(ahead.to_um, lost_ns_um) + kRounding_ns <= floor_ns;
}

/// What binds through passages of the lane that have left it, from `leader` on.
Bound behind_leavers(const LaneTable& lanes, LaneIndex lane, std::uint32_t sequence,
                     std::uint32_t leader, const Reach& reach, std::int64_t floor_ns) {
  const Lane& row = lanes[lane];
  const LanePassage& last = row.passages[sequence];
  const double slowness = std::max(reach.slowness_ns_um, row.ns_per_um);
  const std::int64_t end_um = reach.to_um - row.length_um;  // who is here has just reached the end
  Bound bound{kNoFloor_ns, {}, 0};
  std::int64_t credited_um = 0;  // part of the way beyond the end that belongs to later leaders
  for (;; --leader) {
    const LanePassage& passage = row.passages[leader];
    const std::int64_t start_um = reach.from_um - row.length_um - passage.position_um;
    const Reach ahead{std::max<std::int64_t>(start_um, 0),
                      end_um - passage.position_um - credited_um,
                      leader == sequence ? reach.slowness_ns_um : slowness};
    const std::int64_t behind_ns =
        (last.headways - passage.headways) * row.tau_ns + run_ns(credited_um, slowness);
    if (!binds_no_more(row, leader, ahead, floor_ns - behind_ns)) {
      const Bound beyond = after_leaving(lanes, lane, leader, ahead, floor_ns - behind_ns);
      if (!beyond.known()) return beyond;
      bound.time_ns = std::max(bound.time_ns, beyond.time_ns + behind_ns);
      floor_ns = std::max(floor_ns, bound.time_ns);
    }
    // If those behind are slower than this lane, a leader farther ahead may bind more.
    const bool told_by_leaving = reach.slowness_ns_um <= row.ns_per_um;
    if (told_by_leaving || start_um > 0 || leader == row.passages.first()) return bound;
    credited_um = end_um - passage.position_um;
  }
}

}  // namespace

bool all_closed(const LaneTable& lanes, LaneIndex first) {
  for (std::uint32_t tube = 0; tube < lanes[first].tube_count; ++tube) {
    if (!lanes[LaneIndex{first.value + tube}].closed) return false;
  }
  return true;
}

Bound within_lane(const LaneTable& lanes, LaneIndex lane, std::uint32_t sequence, Reach reach,
                  std::int64_t floor_ns) {
  const Lane& row = lanes[lane];
  const LanePassage& last = row.passages[sequence];
  // On a lane as slow as those behind T(z) + (to - z) slowness never falls with z: all of it may
  // count.
  if (reach.slowness_ns_um <= row.ns_per_um)
    reach.from_um = std::min(reach.from_um, last.position_um);
  Bound bound{kNoFloor_ns, {}, 0};
  if (row.still_to_lose_ns(last, 0) > 0) {
    bound.time_ns = undisturbed_but_late_ns(row, last, reach);
  } else if (reach.from_um <= last.position_um) {
    bound.time_ns = undisturbed_ns(row, last, reach);
  }
  const std::int64_t end_um = reach.to_um - row.length_um;
  if (row.passages.first_position_um() > end_um)
    return bound;  // the queue is shorter than the lane
  const std::uint32_t leader = newest_at_or_before(row.passages, sequence, end_um);
  const Bound queue =
      behind_leavers(lanes, lane, sequence, leader, reach, std::max(floor_ns, bound.time_ns));
  if (!queue.known()) return queue;
  bound.time_ns = std::max(bound.time_ns, queue.time_ns);
  return bound;
}

Bound after_leaving(const LaneTable& lanes, LaneIndex lane, std::uint32_t sequence,
                    const Reach& reach, std::int64_t floor_ns) {
  const Lane& row = lanes[lane];
  const LanePassage& passage = row.passages[sequence];
  if (passage.left_ns == kNotYet) return {0, lane, sequence};
  if (row.left_elsewhere)  // told when its whole place was free, which no point of it was later
    return {passage.left_ns + run_ns(reach.to_um - reach.from_um, reach.slowness_ns_um), {}, 0};
  if (!passage.next_lane.valid()) {  // as if the lane went on for ever
    const double slowness = std::max(reach.slowness_ns_um, row.ns_per_um);
    return {passage.left_ns + run_ns(reach.from_um, row.ns_per_um) +
                run_ns(reach.to_um - reach.from_um, slowness),
            {},
            0};
  }
  Bound bound{kNoFloor_ns, {}, 0};
  if (reach.from_um == 0)
    bound.time_ns = passage.left_ns + run_ns(reach.to_um, reach.slowness_ns_um);
  const PassageRing& next = lanes[passage.next_lane].passages;
  if (passage.next_position_um < next.first_position_um()) return bound;  // it is forgotten there
  const Reach ahead{passage.next_position_um + reach.from_um,
                    passage.next_position_um + reach.to_um, reach.slowness_ns_um,
                    passage.next_position_um};
  // After a cut the parts stand in several rows, and rows of later trains have moved up.
  const std::int64_t latest_um = std::max(passage.next_position_um, ahead.to_um - 1);
  std::uint32_t there = std::max(passage.next_sequence, next.first());
  while (there + 1 != next.end() && next[there + 1].position_um <= latest_um) ++there;
  for (;; --there) {  // each part keeps those behind back, also by what it lost before the cut
    const Bound further =
        within_lane(lanes, passage.next_lane, there, ahead, std::max(floor_ns, bound.time_ns));
    if (!further.known()) return further;
    bound.time_ns = std::max(bound.time_ns, further.time_ns);
    const bool first_part = next[there].position_um <= passage.next_position_um;
    if (first_part || there == next.first()) return bound;
  }
}

Bound entry_bound(const LaneTable& lanes, LaneIndex lane, std::int64_t standstill_gap_um) {
  const Lane& row = lanes[lane];
  if (!row.passages.has_history()) return {};
  const std::int64_t front_um = row.passages.newest().position_um;
  const std::int64_t to_um = front_um + row.newest_length_um + standstill_gap_um;
  Bound bound{kNoFloor_ns, {}, 0};
  std::uint32_t part = row.passages.end() - 1;
  for (;; --part) {
    const Bound own = within_lane(lanes, lane, part, {row.passages[part].position_um, to_um, 0.0});
    if (!own.known()) return own;
    bound.time_ns = std::max(bound.time_ns, own.time_ns);
    const bool more = part != row.passages.first() &&
                      row.passages[part - 1].headways == row.passages[part].headways;
    if (!more) break;
  }
  bound.time_ns += row.tau_ns;
  return bound;
}

Bound predecessor_bound(const LaneTable& lanes, LaneIndex lane, std::int64_t floor_ns) {
  const Lane& row = lanes[lane];
  const std::uint32_t head = row.passages.head();
  if (row.passages.first() == head) return {};
  const LanePassage& leader = row.passages[head - 1];
  const LanePassage& follower = row.passages[head];
  const std::int64_t spacing_um = follower.position_um - leader.position_um;
  const Reach reach{std::max<std::int64_t>(spacing_um - row.length_um, 0), spacing_um,
                    row.ns_per_um};
  const std::int64_t headway_ns = (follower.headways - leader.headways) * row.tau_ns;
  Bound bound = after_leaving(lanes, lane, head - 1, reach, floor_ns - headway_ns);
  bound.time_ns += headway_ns;
  return bound;
}

namespace {

/// Until when the oldest passage of the lane, which has left, can bind a train on or before it.
std::int64_t binds_until_ns(const LaneTable& lanes, LaneIndex lane, const Forgetting& rule) {
  const Lane& row = lanes[lane];
  const PassageRing& passages = row.passages;
  const LanePassage& oldest = passages[passages.first()];
  const LanePassage& newest = passages.newest();
  // As many must enter as fill the lane, each at least its own length after the one before.
  const std::int64_t empty_um =
      row.length_um - (newest.position_um - oldest.position_um) - rule.longest_um;
  const std::int64_t filling_ns = empty_um > 0 ? run_ns(empty_um, row.ns_per_um) : 0;
  const std::int64_t later_ns =
      (newest.headways - oldest.headways + 1) * row.tau_ns + rule.slack_ns - filling_ns;
  const std::uint32_t next = passages.first() + 1;
  if (next < passages.head()) return passages[next].left_ns + later_ns;
  // Nobody behind it has left: it binds at least until its tail is clear of the lane's end.
  const Bound tail =
      after_leaving(lanes, lane, passages.first(), {0, rule.longest_um, row.ns_per_um});
  return tail.known() ? tail.time_ns + std::max(later_ns, rule.slack_ns + row.tau_ns) : kNotYet;
}

/// First passage that a kept passage of an inlet may still ask about.
std::uint32_t asked_from(const LaneTable& lanes, LaneIndex lane,
                         std::span<const LaneIndex> inlets) {
  std::int64_t kept_ns = kNotYet;
  for (const LaneIndex inlet : inlets) {
    kept_ns = std::min(kept_ns, lanes[inlet].passages.oldest_leaving_ns());
  }
  const PassageRing& passages = lanes[lane].passages;
  if (kept_ns == kNotYet) return passages.end();
  std::uint32_t asked = passages.asked_from();
  // A passage's parts all entered before the next one.
  while (asked + 1 != passages.end() && passages[asked + 1].entered_ns <= kept_ns) ++asked;
  return asked;
}

/// Whether what may be asked about passages from `asked` on depends on the oldest one: they have it
/// a lane's length before them, and it left so late that the lane may have been full.
bool is_leader_of_asked(const Lane& row, std::uint32_t asked, const Forgetting& rule) {
  const PassageRing& passages = row.passages;
  const LanePassage& oldest = passages[passages.first()];
  const LanePassage& next = passages[passages.first() + 1];
  const LanePassage& first_asked = passages[asked];
  if (oldest.position_um > passages.newest().position_um + rule.longest_um - row.length_um)
    return false;
  if (next.position_um < first_asked.position_um - row.length_um) return false;
  if (next.left_ns == kNotYet) return true;
  const std::int64_t headways_ns = (first_asked.headways - oldest.headways + 1) * row.tau_ns;
  return next.left_ns + headways_ns + rule.slack_ns > first_asked.entered_ns;
}

}  // namespace

void forget_old_passages(LaneTable& lanes, LaneIndex lane, std::span<const LaneIndex> inlets,
                         const Forgetting& rule) {
  Lane& row = lanes[lane];
  PassageRing& passages = row.passages;
  if (passages.oldest_leaving_ns() > rule.now_ns - rule.slack_ns) return;
  const std::uint32_t asked = asked_from(lanes, lane, inlets);
  passages.set_asked_from(std::min(asked, passages.end() - 1));
  const std::uint32_t parts = passages.head() - std::min(row.cut_count, passages.head());
  while (passages.first() != passages.head() && passages.first() != asked) {
    if (passages.first() >= parts) return;  // the rest may still close up to them
    if (row.entered_elsewhere && passages.first() == row.untold) return;
    if (asked != passages.end() && is_leader_of_asked(row, asked, rule)) return;
    if (binds_until_ns(lanes, lane, rule) > rule.now_ns) return;
    passages.drop_first();
  }
}

}  // namespace dimai::models

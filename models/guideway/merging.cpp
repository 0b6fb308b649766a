#include <algorithm>
#include <tuple>

#include "models/guideway/guideway.hpp"
#include "models/network/order.hpp"

namespace dimai::models {

/// A tube that has room on a loop; of these the one with the fewest contenders; of equal ones that
/// which was entered least lately. For who has booked room, that
/// in which most is booked.
LaneIndex Guideway::choose_tube(InletIndex inlet, LinkIndex link) const {
  if (booked_link(inlet) == link)
    return LaneIndex{guard_.most_booked(PlaceIndex{first_lane_[link].value}).value};
  LaneIndex best = first_lane_[link];
  const auto load = [&](LaneIndex lane) {
    const bool full = lanes_[lane].guarded && !guard_.has_plenty(PlaceIndex{lane.value}, 0);
    return std::tuple(lanes_[lane].closed, full, lanes_[lane].contender_count,
                      lanes_[lane].newest_entered_ns);
  };
  for (std::uint32_t tube = 1; tube < lanes_[first_lane_[link]].tube_count; ++tube) {
    const LaneIndex lane{first_lane_[link].value + tube};
    if (load(lane) < load(best)) best = lane;
  }
  return best;
}

/// The inlet's head wants to enter the link: it enters one of its tubes, or joins the contenders
/// for it.
void Guideway::contend(sim::Simulation& simulation, InletIndex inlet, LinkIndex link,
                       bool with_others) {
  const LaneIndex lane = choose_tube(inlet, link);
  const Lane& row = lanes_[lane];
  const bool plenty =
      !row.guarded || guard_.has_plenty(PlaceIndex{lane.value}, trains_[inlets_[inlet].head].count);
  const bool alone =
      row.contender_count == 0 && !with_others && !row.closed && plenty && !row.looks_ahead;
  if (alone && row.entry_ns <= simulation.now().ns) {
    pass(simulation, lane, inlet, false);
    return;
  }
  inlets_[inlet].state = Inlet::State::contending;
  inlets_[inlet].contends_for = lane;
  contenders_[lane.value].push_back(inlet);
  ++lanes_[lane].contender_count;
  if (with_others) {
    plan_slot(simulation, lane, simulation.now().ns);
  } else {
    serve(simulation, lane);
  }
}

void Guideway::plan_slot(sim::Simulation& simulation, LaneIndex lane, std::int64_t at_ns) {
  std::int64_t& due_ns = lanes_[lane].slot_ns;
  if (due_ns <= at_ns) return;
  due_ns = at_ns;
  simulation.schedule(sim::Time{at_ns}, handler_, slot_free, lane.value);
}

/// Earliest entry of the next train; once known it stays.
Bound Guideway::entry(LaneIndex lane) {
  std::int64_t& known_ns = lanes_[lane].entry_ns;
  if (known_ns != kNotYet) return {known_ns, {}, 0};
  const Bound bound = entry_bound(lanes_, lane, standstill_gap_um_);
  if (bound.known()) known_ns = bound.time_ns;
  return bound;
}

/// Lets contenders into the lane for as long as there is a gap now.
void Guideway::serve(sim::Simulation& simulation, LaneIndex lane) {
  while (lanes_[lane].contender_count != 0 && !lanes_[lane].closed) {
    const PlaceIndex place{lane.value};
    const bool other_tubes =
        lanes_[lane].guarded && lanes_[lane].tube_count > 1 && guard_.booked(place) == 0;
    if (other_tubes && !guard_.has_plenty(place, 0)) {
      if (!change_tube(simulation, lane)) ask_again_later(lane);
      return;
    }
    const Bound bound = lanes_[lane].entry_waits ? Bound{0, lane, 0} : entry(lane);
    if (!bound.known()) {  // but where the newest train's tail comes in may be known
      if (!lanes_[lane].entry_waits) wait_for(bound, {{}, lane});
      lanes_[lane].entry_waits = true;
      if (try_join(simulation, lane, kNotYet)) continue;
      return;
    }
    const std::int64_t now_ns = simulation.now().ns;
    if (bound.time_ns > now_ns) {
      if (try_join(simulation, lane, bound.time_ns)) continue;
      return;
    }
    const std::size_t contender = choose(lane);
    if (contender == contenders_[lane.value].size()) {
      if (!change_tube(simulation, lane)) ask_again_later(lane);
      return;
    }
    if (lanes_[lane].looks_ahead && hold_for_partner(simulation, lane)) return;
    enter(simulation, lane, contender, false);
  }
}

/// Whether contender a goes before b by the merge rule.
bool Guideway::precedes(LaneIndex lane, InletIndex a, InletIndex b) const {
  const MergeRule rule = lanes_[lane].merge;
  if (rule == MergeRule::priority) {
    const auto priority = [&](InletIndex i) {
      return is_source(i) ? 0 : network_.links[link_of(i)].priority;
    };
    if (priority(a) != priority(b)) return priority(a) > priority(b);
  } else if (rule == MergeRule::zipper) {
    const InletIndex last = lanes_[lane].last_served;
    if ((a == last) != (b == last)) return b == last;
  }
  if (inlets_[a].ready_ns != inlets_[b].ready_ns) return inlets_[a].ready_ns < inlets_[b].ready_ns;
  return a < b;
}

/// Place of the contender that goes next; past the end if the guard lets none in.
std::size_t Guideway::choose(LaneIndex lane) const {
  const std::vector<InletIndex>& contenders = contenders_[lane.value];
  std::size_t best = contenders.size();
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    if (best != contenders.size() && !precedes(lane, contenders[i], contenders[best])) continue;
    const Target target{Target::Kind::link, lanes_[lane].link};
    const bool guarded = lanes_[lane].guarded;
    if (guarded && guard_admits(lane, contenders[i],
                                run_of(inlets_[contenders[i]].head, contenders[i], target)) == 0)
      continue;
    best = i;
  }
  return best;
}

/// Whether the inlet's head and the lane's newest train were one until a part between them left at
/// this node.
bool Guideway::was_cut_from(LaneIndex lane, InletIndex inlet) const {
  if (is_source(inlet)) return false;
  const Lane& before = lanes_[LaneIndex{inlet.value}];
  const PassageRing& parts = before.passages;
  const PassageRing& passages = lanes_[lane].passages;
  const std::uint32_t count = std::min(before.cut_count, parts.head() - parts.first());
  for (std::uint32_t p = parts.head() - count; p != parts.head(); ++p) {
    if (parts[p].next_lane != lane) continue;
    // It may itself have been cut meanwhile, at the lane's end.
    for (std::uint32_t s = passages.end(); s-- != passages.first();) {
      if (passages[s].headways != passages.newest().headways) break;
      if (passages[s].position_um == parts[p].next_position_um) return true;
    }
  }
  return false;
}

std::int64_t Guideway::join_time(LaneIndex lane, InletIndex inlet, std::int64_t now_ns,
                                 Bound& free) const {
  const Lane& row = lanes_[lane];
  if (!row.couples || row.passages.empty()) return kNotYet;
  const LanePassage& newest = row.passages.newest();
  if (row.left_elsewhere && now_ns > newest.entered_ns + joinable_ns(row, longest_spacing_um_))
    return kNotYet;
  const Train& ahead = trains_[newest.train];
  const Target target{Target::Kind::link, row.link};
  const std::uint32_t run = run_of(inlets_[inlet].head, inlet, target);
  if (std::int64_t{ahead.count} + run > parameters_.max_train_capsules) return kNotYet;

  // Its front follows the leader's tail at the coupling gap, at line speed: the leader must not be
  // held up there, and whoever comes from a slower tube is too slow to keep up.
  const std::int64_t behind_um = row.newest_length_um + trains_.coupling_gap_um();
  const std::int64_t time_ns = newest.entered_ns + run_ns(behind_um, row.ns_per_um);
  const bool slower = !is_source(inlet) && lanes_[LaneIndex{inlet.value}].ns_per_um > row.ns_per_um;
  const bool recloses = time_ns < now_ns && was_cut_from(lane, inlet);
  if ((time_ns < now_ns || slower) && !recloses) return kNotYet;
  // It falls back to there before the node: on its ramp, or by a dip for which its lane has room.
  const double delay_s = static_cast<double>(time_ns - inlets_[inlet].free_ns) * 1e-9;
  if (!recloses && !is_source(inlet) && delay_s > 0.0 &&
      !traction_.dip_has_room(lanes_[LaneIndex{inlet.value}], delay_s))
    return kNotYet;
  const Reach reach{newest.position_um, newest.position_um + behind_um, row.ns_per_um};
  free = within_lane(lanes_, lane, row.passages.end() - 1, reach, time_ns);
  constexpr std::int64_t kRounding_ns = 1000;  // who follows at just the headway is not held up
  if (!free.known() || free.time_ns > time_ns + kRounding_ns) return kNotYet;
  return guard_admits(lane, inlet, run) == run ? std::max(time_ns, now_ns) : kNotYet;
}

/// Before the lane is free for another train: lets a contender couple to the newest train in
/// motion, or plans when to look again. True if one has joined now.
bool Guideway::try_join(sim::Simulation& simulation, LaneIndex lane, std::int64_t entry_ns) {
  const std::int64_t now_ns = simulation.now().ns;
  const std::vector<InletIndex>& contenders = contenders_[lane.value];
  std::int64_t earliest_ns = kNotYet;
  Bound free;
  std::size_t joining = contenders.size();
  const bool any_may_join = lanes_[lane].merge == MergeRule::concatenating;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    const bool first = joining == contenders.size();
    if (!first && !any_may_join && !precedes(lane, contenders[i], contenders[joining])) continue;
    const std::int64_t time_ns = join_time(lane, contenders[i], now_ns, free);
    if (time_ns == kNotYet && any_may_join) continue;
    if (!first && any_may_join && !joins_before(lane, contenders[i], contenders[joining])) continue;
    joining = i;
    earliest_ns = time_ns;
  }
  if (earliest_ns == now_ns) {
    enter(simulation, lane, joining, true);
    return true;
  }
  if (!free.known()) wait_for(free, {{}, lane, true});
  plan_slot(simulation, lane, std::min(earliest_ns, entry_ns));
  return false;
}

/// Which of two contenders that can join the lane's newest train does: the one whose way has more
/// in common with that of the train's last capsule, for then fewer cuts are needed; else the
/// rule's.
bool Guideway::joins_before(LaneIndex lane, InletIndex a, InletIndex b) const {
  const auto errand_of = [this](CapsuleIndex c) {
    return Errand{trains_[c].profile, trains_[c].destination};
  };
  const auto common = [&](InletIndex inlet) {
    return common_links(router_, lanes_[lane].link,
                        errand_of(trains_[lanes_[lane].passages.newest().train].rear),
                        errand_of(trains_[inlets_[inlet].head].front));
  };
  const std::uint32_t of_a = common(a);
  const std::uint32_t of_b = common(b);
  return of_a == of_b ? precedes(lane, a, b) : of_a > of_b;
}

/// A contender passes the node into the lane, as a train of its own or as the rear of the newest
/// one.
void Guideway::enter(sim::Simulation& simulation, LaneIndex lane, std::size_t contender,
                     bool join) {
  std::vector<InletIndex>& contenders = contenders_[lane.value];
  const InletIndex inlet = contenders[contender];
  contenders.erase(contenders.begin() + static_cast<std::ptrdiff_t>(contender));
  --lanes_[lane].contender_count;
  pass(simulation, lane, inlet, join);
}

/// The head of the inlet, or the front of it that goes there, passes the node into the lane.
void Guideway::pass(sim::Simulation& simulation, LaneIndex lane, InletIndex inlet, bool join) {
  const LinkIndex link = lanes_[lane].link;
  const std::uint32_t run = run_of(inlets_[inlet].head, inlet, {Target::Kind::link, link});
  const std::uint32_t count = guard_admits(lane, inlet, run);
  const bool whole = count == trains_[inlets_[inlet].head].count;
  const TrainIndex train = take_front(simulation, inlet, count);
  const Part part{whole, trains_[train].length_um};
  account(simulation, inlet, train, lane);
  if (!is_source(inlet)) {
    const double before_m_s = lanes_[LaneIndex{inlet.value}].speed_m_s;
    const double now_m_s = lanes_[lane].speed_m_s;
    if (before_m_s != now_m_s) traction_.change_speed(trains_[train].sum, before_m_s, now_m_s);
  } else if (source(inlet).is_portal) {
    portals_->departed(simulation, trains_[train].front, source(inlet).node);
  } else {
    leave_yard(simulation, source(inlet).track, train);
  }
  if (control_ != nullptr) control_->passed(train, node_of(inlet));
  note_trunk_entry(train, inlet, lane);
  const bool asked_again = note_passing(inlet, lane, count);
  lanes_[lane].last_served = inlet;
  const bool noted = is_source(inlet) && !source(inlet).is_portal;  // when they came to the yard
  if (!noted) yards_.note_flow(link, count, simulation.now().ns);
  const Onward onward = join ? join_passage(simulation, lane, inlet, train)
                             : push_passage(simulation, lane, inlet, train);
  finish_leaving(simulation, inlet, part, onward);
  if (asked_again) wake_guarded(simulation);
}

}  // namespace dimai::models

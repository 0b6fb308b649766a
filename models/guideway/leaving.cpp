#include <algorithm>
#include <utility>

#include "models/guideway/guideway.hpp"

namespace dimai::models {

namespace {

double to_s(std::int64_t ns) { return sim::to_seconds({ns}); }

/// A train, or its last capsules, comes from a slower lane: until its last capsule, so far behind
/// them, has left that it keeps to the lower speed. `place.from_um` is where the front is when the
/// first of them enters.
void lose_to_rear(Lane& lane, LanePassage& passage, std::int64_t rear_um, LostTime place) {
  if (passage.entry_speed_m_s >= lane.speed_m_s || rear_um == 0) return;
  place.to_um = place.from_um + rear_um;
  place.lost_ns = run_ns(rear_um, 1000.0 / passage.entry_speed_m_s - lane.ns_per_um);
  if (place.lost_ns == 0) return;
  passage.entered_ns += place.lost_ns;
  lane.lose(place);
}

}  // namespace

/// The first `count` capsules of the inlet's head train, cut off if they are not all of it.
TrainIndex Guideway::take_front(sim::Simulation& simulation, InletIndex inlet,
                                std::uint32_t count) {
  const TrainIndex whole = inlets_[inlet].head;
  const std::uint32_t before = trains_[whole].count;
  if (count == before) return whole;
  const NodeIndex node = node_of(inlet);
  for (CapsuleIndex c = trains_[whole].front; c.valid(); c = trains_[c].behind) ++trains_[c].cuts;
  const TrainIndex part = trains_.cut_front(whole, count);
  observation_.junctions[node].cuts += 1;
  FormationLog& log = observation_.formations;
  log.time_s.push_back(sim::to_seconds(simulation.now()));
  log.node.push_back(node.value);
  log.kind.push_back(static_cast<std::uint8_t>(FormationKind::cut));
  log.train.push_back(trains_[whole].number);
  log.other_train.push_back(trains_[part].number);
  log.capsules_before.push_back(before);
  log.capsules_after.push_back(before - count);
  return part;
}

/// Running time, energy and delay of a train, or part of one, that leaves its inlet now for the
/// lane `onto`, or for a portal or yard.
void Guideway::account(sim::Simulation& simulation, InletIndex inlet, TrainIndex index,
                       LaneIndex onto) {
  const std::int64_t now_ns = simulation.now().ns;
  Train& train = trains_[index];
  const double delay_s = to_s(now_ns - inlets_[inlet].free_ns);
  JunctionCounts& junction = observation_.junctions[node_of(inlet)];
  junction.train_crossings += 1;
  junction.capsule_crossings += train.count;
  junction.delay_s += delay_s;
  junction.max_delay_s = std::max(junction.max_delay_s, delay_s);
  JourneyLog::Crossing crossing{now_ns, train.number};
  if (onto.valid()) {
    const LinkIndex link = lanes_[onto].link;
    crossing.link = static_cast<std::int32_t>(link.value);
    crossing.tube = onto.value - first_lane_[link].value;
  }
  if (is_source(inlet)) return observation_.journeys.add(crossing);

  Lane& lane = lanes_[LaneIndex{inlet.value}];
  const LanePassage& passage = lane.passages[lane.passages.head()];
  const std::int64_t entered_ns = passage.entered_ns - lane.rear_clearing_ns(passage);
  const double run_s = to_s(inlets_[inlet].free_ns - entered_ns);
  crossing.extra_run_ns = inlets_[inlet].free_ns - entered_ns - lane.running_ns;
  observation_.journeys.add(crossing);
  (lane.trunk ? train.sum.trunk_s : train.sum.local_s) += run_s;
  train.sum.distance_m += static_cast<double>(lane.length_um) * 1e-6;
  traction_.run(train, lane);
  ++observation_.crossings;
  observation_.flows.add(now_ns, lane.link, train.count, delay_s);
  if (delay_s > 0.0) {
    const double anchor_m = static_cast<double>(lane.dip_anchor_um) * 1e-6;
    const double zone_m = static_cast<double>(lane.length_um) * 1e-6;
    if (!traction_.absorb_delay(train, lane, delay_s, anchor_m, zone_m)) junction.short_zones += 1;
    lane.dip_anchor_um =
        std::min(lane.length_um, lane.dip_anchor_um + train.length_um + standstill_gap_um_);
  } else {
    lane.dip_anchor_um = 0;
  }
  if (observation_.recorded_links[lane.link.value] != 0 && now_ns >= observation_.record_from_ns &&
      entered_ns <= observation_.record_until_ns) {
    TraversalLog& log = observation_.traversals;
    log.train.push_back(train.number);
    log.link.push_back(lane.link.value);
    log.entry_time_s.push_back(to_s(entered_ns));
    log.exit_time_s.push_back(to_s(now_ns));
    log.capsules.push_back(train.count);
  }
}

/// Closes the books of the inlet once its head, or part of it, has gone `onward`, and looks at who
/// is next there.
void Guideway::finish_leaving(sim::Simulation& simulation, InletIndex inlet, const Part& part,
                              const Onward& onward) {
  if (is_source(inlet)) {
    if (part.whole) source(inlet).queue.pop_front();
    plan_head(simulation, inlet);
    return;
  }
  const LaneIndex index{inlet.value};
  Lane& lane = lanes_[index];
  const std::int64_t now_ns = simulation.now().ns;
  const std::uint32_t sequence = lane.passages.head();
  // Checked by itself: the simple law between two trains, without chain or memory.
  const std::int64_t least_ns = inlets_[inlet].least_ns;
  if (least_ns > 0)
    observation_.least_slack_ns = std::min(observation_.least_slack_ns, now_ns - least_ns);
  if (part.whole) {
    LanePassage& passage = lane.passages[sequence];
    passage.left_ns = now_ns;
    passage.next_lane = onward.lane;
    passage.next_sequence = onward.sequence;
    passage.next_position_um = onward.position_um;
    lane.passages.advance_head();
    lane.cut_count = 0;
  } else {
    split_passage(lane, part.length_um, now_ns, onward);
    for (Waiter& waiter : waiters_[inlet.value]) {
      if (waiter.sequence > sequence) ++waiter.sequence;
    }
  }
  wake_waiters(simulation, index, sequence);
  plan_head(simulation, inlet);
}

/// The front part of the head train has left: it becomes a passage of its own before that of the
/// rest.
void Guideway::split_passage(Lane& lane, std::int64_t part_um, std::int64_t now_ns,
                             const Onward& onward) {
  const std::uint32_t sequence = lane.passages.head();
  const std::int64_t spacing_um = part_um + trains_.coupling_gap_um();
  LanePassage front = lane.passages[sequence];
  front.train = {};  // a part has none; the train goes on with the rest
  front.left_ns = now_ns;
  front.next_lane = onward.lane;
  front.next_sequence = onward.sequence;
  front.next_position_um = onward.position_um;
  lane.passages.insert_before_head(front);
  ++lane.cut_count;
  LanePassage& rest = lane.passages[sequence + 1];
  const double entry_slowness = std::max(lane.ns_per_um, 1000.0 / rest.entry_speed_m_s);
  rest.entered_ns += run_ns(spacing_um, lane.ns_per_um);
  if (sequence + 2 != lane.passages.end())  // which may come from a faster lane
    rest.entered_ns = std::min(rest.entered_ns, lane.passages[sequence + 2].entered_ns);
  if (spacing_um > lane.length_um)  // it is not even on the lane yet
    rest.entered_ns =
        std::max(rest.entered_ns, now_ns + run_ns(spacing_um - lane.length_um, entry_slowness));
  rest.position_um += spacing_um;
  if (lane.lost_times) {
    for (const LostTime& each : std::vector<LostTime>(*lane.lost_times)) {
      if (each.position_um != front.position_um || each.to_um <= spacing_um) continue;
      lane.lose({rest.position_um, each.from_um - spacing_um, each.to_um - spacing_um, each.lost_ns,
                 each.passed_um - spacing_um});
    }
  }
  rest.target.kind = Target::Kind::unknown;
  if (sequence + 2 != lane.passages.end()) return;
  lane.newest_length_um = trains_[rest.train].length_um;
  lane.newest_position_um = rest.position_um;
  lane.newest_entered_ns = rest.entered_ns;
  lane.entry_ns = kNotYet;
}

std::span<const LaneIndex> Guideway::lanes_into(LaneIndex lane) const {
  const NodeIndex node = lanes_[lane].from;
  return {lanes_into_.data() + first_into_[node.value],
          lanes_into_.data() + first_into_[node.value + 1]};
}

/// Before a passage is kept: forgets old ones where the ring is full, and looks at some other lane
/// now and then, for a lane that nobody enters any more would keep what it asks about for ever.
void Guideway::make_room(LaneIndex lane, std::int64_t now_ns) {
  constexpr std::uint32_t kPushesPerSweptLane = 64;
  const Forgetting rule{now_ns, forget_slack_ns_, longest_spacing_um_};
  PassageRing& passages = lanes_[lane].passages;
  if (passages.full()) {
    forget_old_passages(lanes_, lane, lanes_into(lane), rule);
    passages.keep_some_room();
  }
  if (++push_count_ % kPushesPerSweptLane != 0) return;
  swept_lane_ = LaneIndex{(swept_lane_.value + 1) % static_cast<std::uint32_t>(lanes_.size())};
  forget_old_passages(lanes_, swept_lane_, lanes_into(swept_lane_), rule);
}

/// Speed of an undelayed train that comes from the inlet, at the lane's start.
double Guideway::entry_speed_m_s(InletIndex inlet, const Lane& lane) const {
  if (is_source(inlet)) return lane.speed_m_s;
  const Lane& before = lanes_[LaneIndex{inlet.value}];
  return std::min(lane.speed_m_s, exit_speed_m_s(before, before.passages[before.passages.head()]));
}

Onward Guideway::push_passage(sim::Simulation& simulation, LaneIndex index, InletIndex inlet,
                              TrainIndex train) {
  Lane& lane = lanes_[index];
  const std::int64_t now_ns = simulation.now().ns;
  LanePassage passage;
  passage.entered_ns = now_ns;
  passage.train = train;
  passage.target = front_target(train, InletIndex{index.value});
  passage.entry_speed_m_s = entry_speed_m_s(inlet, lane);
  // Of a lane that is left elsewhere the other half may still know what is forgotten here.
  const bool known_there = lane.left_elsewhere && lane.passages.end() != 0;
  if (lane.passages.has_history() || known_there) {
    const std::int64_t spacing_um = lane.newest_length_um + standstill_gap_um_;
    passage.position_um = lane.newest_position_um + spacing_um;
    passage.headways = lane.newest_headways + 1;
    const std::int64_t least_ns = lane.newest_entered_ns + lane.tau_ns +
                                  run_ns(std::min(spacing_um, lane.length_um), lane.ns_per_um);
    observation_.least_slack_ns = std::min(observation_.least_slack_ns, now_ns - least_ns);
  }
  make_room(index, now_ns);
  const std::int64_t rear_um = trains_[train].length_um - trains_[trains_[train].rear].length_um;
  lose_to_rear(lane, passage, rear_um, {passage.position_um, 0, 0, 0});
  const bool alone = lane.passages.empty();
  const std::uint32_t sequence = lane.passages.push(passage);
  lane.newest_entered_ns = passage.entered_ns;
  lane.newest_position_um = passage.position_um;
  lane.newest_headways = passage.headways;
  lane.newest_length_um = trains_[train].length_um;
  // Where the queue does not reach back to the entry the next train's time is known at once.
  const std::int64_t spacing_um = lane.newest_length_um + standstill_gap_um_;
  const bool may_fill =
      lane.passages.first_position_um() <= passage.position_um + spacing_um - lane.length_um;
  lane.entry_ns =
      may_fill ? kNotYet : passage.entered_ns + run_ns(spacing_um, lane.ns_per_um) + lane.tau_ns;
  if (control_ != nullptr)
    control_->coming(index.value, train, lane.to, now_ns + lane.running_ns, lane.speed_m_s);
  if (alone && !lane.left_elsewhere) plan_head(simulation, InletIndex{index.value});
  return {index, sequence, passage.position_um};
}

Onward Guideway::join_passage(sim::Simulation& simulation, LaneIndex index, InletIndex inlet,
                              TrainIndex train) {
  Lane& lane = lanes_[index];
  const std::uint32_t sequence = lane.passages.end() - 1;
  LanePassage& newest = lane.passages[sequence];
  const std::int64_t behind_um = lane.newest_length_um + trains_.coupling_gap_um();
  const std::int64_t position_um = newest.position_um + behind_um;
  // Re-closing after a cut in the middle: the front part loses the time that brings the rear up to
  // it.
  const std::int64_t lost_ns =
      simulation.now().ns - newest.entered_ns - run_ns(behind_um, lane.ns_per_um);
  FormationLog& log = observation_.formations;
  log.time_s.push_back(sim::to_seconds(simulation.now()));
  log.node.push_back(lane.from.value);
  log.kind.push_back(static_cast<std::uint8_t>(FormationKind::coupled_in_motion));
  log.train.push_back(trains_[newest.train].number);
  log.other_train.push_back(trains_[train].number);
  log.capsules_before.push_back(trains_[newest.train].count);
  for (CapsuleIndex c = trains_[newest.train].front; c.valid(); c = trains_[c].behind)
    ++trains_[c].couplings;
  for (CapsuleIndex c = trains_[train].front; c.valid(); c = trains_[c].behind)
    ++trains_[c].couplings;
  observation_.journeys.board(simulation.now().ns, trains_, trains_[train],
                              trains_[newest.train].number, trains_[newest.train].count,
                              Boarding::coupled_in_motion);
  const std::int64_t rear_um = trains_[train].length_um - trains_[trains_[train].rear].length_um;
  trains_.append(newest.train, train);
  log.capsules_after.push_back(trains_[newest.train].count);
  observation_.junctions[lane.from].couplings += 1;
  lane.newest_length_um = trains_[newest.train].length_um;
  lane.entry_ns = kNotYet;
  if (lost_ns > 0) {
    newest.entered_ns += lost_ns;
    const auto passed_um = static_cast<std::int64_t>(static_cast<double>(lost_ns) / lane.ns_per_um);
    lane.lose({newest.position_um, behind_um, behind_um, lost_ns, behind_um + passed_um});
    for (const LaneIndex before : lanes_into(index)) {  // who follows a part of it is later, too
      lanes_[before].entry_ns = kNotYet;
      if (before.value != inlet.value &&
          inlets_[InletIndex{before.value}].state == Inlet::State::running)
        plan_head(simulation, InletIndex{before.value});
    }
  }
  const double speed_m_s = std::exchange(newest.entry_speed_m_s, entry_speed_m_s(inlet, lane));
  lose_to_rear(lane, newest, rear_um, {newest.position_um, behind_um, behind_um, 0});
  newest.entry_speed_m_s = speed_m_s;
  lane.newest_entered_ns = newest.entered_ns;
  // The longer train may reach the lane's end later than was planned for its front.
  const InletIndex ahead{index.value};
  Inlet& row = inlets_[ahead];
  if (sequence != lane.passages.head()) return {index, sequence, position_um};
  if (row.state == Inlet::State::contending &&
      lost_ns > 0) {  // it stands there, but not as a whole
    std::erase(contenders_[row.contends_for.value], ahead);
    --lanes_[row.contends_for].contender_count;
    row.state = Inlet::State::running;
  }
  if (row.state == Inlet::State::running) plan_head(simulation, ahead);
  return {index, sequence, position_um};
}

/// A train that comes from elsewhere enters the trunk: its capsules' access ends here.
void Guideway::note_trunk_entry(TrainIndex train, InletIndex inlet, LaneIndex lane) {
  if (!lanes_[lane].trunk || (!is_source(inlet) && lanes_[LaneIndex{inlet.value}].trunk)) return;
  for (CapsuleIndex c = trains_[train].front; c.valid(); c = trains_[c].behind) {
    if (trains_[c].access_s < 0.0) trains_[c].access_s = trains_.ledger(train, c).local_s;
  }
}

void Guideway::leave_to_portal(sim::Simulation& simulation, InletIndex inlet, std::uint32_t count) {
  const NodeIndex portal = node_of(inlet);
  const bool whole = count == trains_[inlets_[inlet].head].count;
  const TrainIndex train = take_front(simulation, inlet, count);
  const Part part{whole, trains_[train].length_um};
  account(simulation, inlet, train, {});
  traction_.stop(trains_[train].sum, lanes_[LaneIndex{inlet.value}].speed_m_s);
  const bool asked_again = note_passing(inlet, {}, count);
  finish_leaving(simulation, inlet, part, {});
  if (asked_again) wake_guarded(simulation);
  note_places(train, LaneIndex{inlet.value});
  std::vector<CapsuleIndex> capsules;
  trains_.dissolve(train, capsules);
  for (const CapsuleIndex capsule : capsules) portals_->arrived(simulation, capsule, portal);
}

/// How long after the train's front each of its capsules passes the lane's end.
void Guideway::note_places(TrainIndex train, LaneIndex lane) {
  std::int64_t behind_um = 0;
  for (CapsuleIndex c = trains_[train].front; c.valid(); c = trains_[c].behind) {
    trains_[c].behind_front_ns = run_ns(behind_um, lanes_[lane].ns_per_um);
    behind_um += trains_[c].length_um + trains_.coupling_gap_um();
  }
}

}  // namespace dimai::models
